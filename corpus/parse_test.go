package corpus

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseArticleReadsEveryField(t *testing.T) {
	line := `{"id":"a-1","title":"Köprü açıldı","spot":"Yeni köprü.","body":"Birinci.\nİkinci.","category":"yerel",
		"tags":["köprü","ulaşım"],"authors":["Ayşe Deniz","Can Su"],"source":"Kuzey Postası","agency":"KHA",
		"url":"https://kuzey.example/k","image":"https://kuzey.example/k.jpg","published_at":"2024-03-01T09:30:00+03:00",
		"updated_at":"2024-03-01 10:00","language":"TR_tr","unknown":{"x":[1,2,{"y":"}]"}]}}`
	want := &Article{
		ID: "a-1", Title: "Köprü açıldı", Spot: "Yeni köprü.", Body: "Birinci.\nİkinci.", Category: "yerel",
		Tags: []string{"köprü", "ulaşım"}, Authors: []string{"Ayşe Deniz", "Can Su"}, Source: "Kuzey Postası",
		Agency: "KHA", URL: "https://kuzey.example/k", Image: "https://kuzey.example/k.jpg",
		Published: time.Date(2024, 3, 1, 9, 30, 0, 0, Istanbul), Updated: time.Date(2024, 3, 1, 10, 0, 0, 0, Istanbul),
		Language: "tr-tr",
	}
	got, err := ParseArticle([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseArticleCleans(t *testing.T) {
	f := func(line string, get func(*Article) any, want any) {
		t.Helper()
		a, err := ParseArticle([]byte(line))
		if err != nil {
			t.Errorf("%s: %v", line, err)
			return
		}
		if diff := cmp.Diff(want, get(a)); diff != "" {
			t.Errorf("%s: %s", line, diff)
		}
	}
	title := func(a *Article) any { return a.Title }
	spot := func(a *Article) any { return a.Spot }
	body := func(a *Article) any { return a.Body }
	id := func(a *Article) any { return a.ID }
	tags := func(a *Article) any { return a.Tags }
	authors := func(a *Article) any { return a.Authors }
	language := func(a *Article) any { return a.Language }
	published := func(a *Article) any { return a.Published.Unix() }
	url := func(a *Article) any { return a.URL }

	// Names, and which one wins.
	f(`{"headline":"H","title":"T","baslik":"B"}`, title, "T")
	f(`{"baslik":"B","headline":"H","title":"  "}`, title, "H")
	f(`{"baslik":"B","title":null,"headline":""}`, title, "B")
	f(`{"lead":"L","description":"D"}`, spot, "D")
	f(`{"lead":"L","summary":"S","description":"D"}`, spot, "S")
	f(`{"content":"C","text":"T"}`, body, "T")
	f(`{"content":"C","text":7,"body":"B"}`, body, "B")
	f(`{"title":"T","Title":"X"}`, title, "T")
	f(`{"title":"first","title":"last"}`, title, "last")
	f(`{"tit\u006ce":"escaped name"}`, title, "escaped name")
	f(`{"title":"T","section":"S"}`, func(a *Article) any { return a.Category }, "S")
	f(`{"title":"T","outlet":"O"}`, func(a *Article) any { return a.Source }, "O")
	f(`{"title":"T","image_url":"http://x.example/i"}`, func(a *Article) any { return a.Image }, "http://x.example/i")
	f(`{"title":"T","link":"http://x.example/i"}`, url, "http://x.example/i")
	f(`{"title":"T","pubDate":"","date":1700000000}`, published, int64(1700000000))
	f(`{"title":"T","modified":"2024-01-01"}`, func(a *Article) any { return a.Updated.Format(time.DateTime) },
		"2024-01-01 00:00:00")

	// Text.
	f(`{"title":" \tİki\r\nsatır\u2028ve\tsekme\u0007 "}`, title, "İki satır ve sekme")
	f(`{"body":"a\r\nb\rc\u0001d\u009fe\u007ff\tg\n"}`, body, "a\nb\nc d e f\tg")
	f("{\"body\":\"x\u0085y\"}", body, "x y")
	f(`{"title":"\ud83d\ude00 \u0130 \u011f \" \\ \/ \uFFFD"}`, title, "😀 İ ğ \" \\ / \uFFFD")
	f(`{"title":"\\ud800 yazısı"}`, title, `\ud800 yazısı`)
	f(`{"title":"T","body":null}`, body, "")

	// Identity and labels.
	f(`{"id":12345678901234567890,"title":"T"}`, id, "12345678901234567890")
	f(`{"id":" a b ","title":"T"}`, id, "a b")
	f(`{"id":"","title":"T"}`, id, "c-196cbcb17113c9b5")
	f(`{"title":"T","tags":["a"," ",null,"b","a"]}`, tags, []string{"a", "b"})
	f(`{"title":"T","keywords":"a, b,,c ,a"}`, tags, []string{"a", "b", "c"})
	f(`{"title":"T","tags":[],"keywords":"a"}`, tags, []string{"a"})
	f(`{"title":"T","tags":[]}`, tags, []string(nil))
	f(`{"title":"T","tags":["a,b"]}`, tags, []string{"a,b"})
	f(`{"title":"T","byline":"Deniz, Ayşe"}`, authors, []string{"Deniz, Ayşe"})
	f(`{"title":"T","author":["A","B"]}`, authors, []string{"A", "B"})
	f(`{"title":"T"}`, language, "tr")
	f(`{"title":"T","lang":"EN"}`, language, "en")
	f(`{"title":"T","url":"/yerel/1"}`, url, "/yerel/1")
	f(`{"title":"T","url":"javascript:void(0)"}`, url, "javascript:void(0)")
}

func TestParseArticleRefuses(t *testing.T) {
	f := func(line, want string) {
		t.Helper()
		a, err := ParseArticle([]byte(line))
		if err == nil {
			t.Errorf("%.80q: accepted as %+v, want refusal %q", line, a, want)
			return
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%.80q:\n got %s\nwant %s", line, err, want)
		}
	}
	f(``, "byte 0: unexpected end of JSON input")
	f(`{"title":"x"`, "byte 12: unexpected end of JSON input")
	f(`{"title":"x"} x`, "byte 15: invalid character 'x' after top-level value")
	f(`{"title":"x"}{"title":"y"}`, "byte 14: invalid character '{' after top-level value")
	f(` [{"title":"x"}]`, "byte 2: want a JSON object, got an array")
	f(`null`, "want a JSON object, got null")
	f(`12`, "want a JSON object, got a number")
	f("{\"title\":\"a\x00\"}", "byte 12: invalid character")
	f("{\"title\":\"a\xffb\"}", "byte 12: 0xff is not valid UTF-8")
	f("{\"x\xed\xa0\x80\":1}", "byte 4: 0xed is not valid UTF-8")
	f(strings.Repeat("[", 100_000), "exceeded max depth")
	f(`{"title":"T","x":`+strings.Repeat("[", 50_000)+strings.Repeat("]", 50_000)+`}`, "exceeded max depth")

	f(`{}`, "has no title, spot or body")
	f(`{"title":" \u0001 ","category":"x"}`, "has no title, spot or body")
	f(`{"title":["x"]}`, "title: want a string, got an array at byte 10")
	f(`{"headline":7}`, "headline: want a string, got a number")
	f(`{"title":true}`, "title: want a string, got a boolean")
	f(`{"title":"T","id":{}}`, "id: want a string or a number, got an object")
	f(`{"title":"T","tags":{"a":1}}`, "tags: want an array of strings or a string, got an object")
	f(`{"title":"T","tags":["a",2]}`, "tags: item 2: want a string, got a number at byte 26")
	f(`{"title":"T","byline":[{"name":"A"}]}`, "byline: item 1: want a string, got an object")
	f(`{"title":"T","date":["2024"]}`, "date: want a date as a string or a number, got an array")

	f(`{"title":"Çağ\u0000rı"}`, "title: U+0000 at character 4")
	f(`{"title":"T","tags":["a\u0000"]}`, "tags: item 1: U+0000 at character 2")
	f(`{"title":"T","date":"2024\u0000"}`, "date: U+0000 at character 5")
	f(`{"title":"ab\ud800"}`, `title: byte 13: \ud800 is half of a surrogate pair`)
	f(`{"title":"\ud83d\u0041"}`, `byte 11: \ud83d is half`)
	f(`{"title":"\uDE00\ud83d"}`, `byte 11: \uDE00 is half`)
	f(`{"title":"\ud83d\n"}`, `\ud83d is half`)

	f(`{"title":"T","id":"a\u0007b"}`, "id: control character U+0007 at character 2")
	f(`{"title":"T","url":"https://x.example/a b"}`, "url: white space U+0020 at character 20")
	f(`{"title":"T","image":"https://x.example/\u0001"}`, "image: control character U+0001")
	f(`{"title":"T","published_at":"8 ay önce"}`,
		`published_at: cannot read "8 ay önce" as a date, because it is relative: it depends on the day on which it was `+
			`written; write the date itself`)
	f(`{"title":"T","published_at":"9999-12-31"}`,
		"published_at: year 9999 is outside 1800 to 2200; leave the field out when the date is not known")
	f(`{"title":"T","updated":"dün"}`, `updated: cannot read "dün" as a date`)

	long := func(n int) string { return strings.Repeat("a", n) }
	f(`{"title":"`+long(MaxTitleBytes+1)+`"}`, "title: 16385 bytes, the limit is 16384")
	f(`{"spot":"`+long(MaxSpotBytes+1)+`"}`, "spot: 65537 bytes, the limit is 65536")
	f(`{"body":"`+long(MaxBodyBytes+1)+`"}`, "body: 8388609 bytes, the limit is 8388608")
	for _, name := range []string{"category", "source", "agency"} {
		f(`{"title":"T","`+name+`":"`+long(MaxLabelBytes+1)+`"}`, name+": 257 bytes, the limit is 256")
	}
	f(`{"title":"T","id":"`+long(MaxIDBytes+1)+`"}`, "id: 513 bytes, the limit is 512")
	f(`{"title":"T","url":"`+long(MaxURLBytes+1)+`"}`, "url: 4097 bytes, the limit is 4096")
	f(`{"title":"T","image":"`+long(MaxURLBytes+1)+`"}`, "image: 4097 bytes, the limit is 4096")
	f(`{"title":"T","lang":"`+long(36)+`"}`, "language: 36 bytes, the limit is 35")
	f(`{"title":"T","tags":["a","`+long(MaxLabelBytes+1)+`"]}`, "tags: item 2: 257 bytes, the limit is 256")
	f(`{"title":"T","tags":"`+numbered(MaxLabels+1)+`"}`, "tags: 65 values, the limit is 64")
}

func TestParseArticleAcceptsTheLimits(t *testing.T) {
	long := func(n int) string { return strings.Repeat("a", n) }
	line := fmt.Sprintf(`{"id":%q,"title":%q,"spot":%q,"body":%q,"category":%q,"url":%q,"language":%q,"tags":%q}`,
		long(MaxIDBytes), long(MaxTitleBytes), long(MaxSpotBytes), long(MaxBodyBytes), long(MaxLabelBytes),
		long(MaxURLBytes), "turkish"+strings.Repeat("-ab12cd", 4), numbered(MaxLabels))
	a, err := ParseArticle([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Body) != MaxBodyBytes || len(a.Tags) != MaxLabels {
		t.Errorf("body %d bytes, %d tags", len(a.Body), len(a.Tags))
	}
}

// numbered returns n different labels with commas between.
func numbered(n int) string {
	labels := make([]string, n)
	for i := range labels {
		labels[i] = fmt.Sprint("etiket", i)
	}
	return strings.Join(labels, ",")
}

func TestParseArticleSharesNoMemory(t *testing.T) {
	line := []byte(`{"id":1,"title":"Başlık","tags":["a,b"],"keywords":"c","published_at":"2024-01-01"}`)
	a, err := ParseArticle(line)
	if err != nil {
		t.Fatal(err)
	}
	before := string(a.AppendJSON(nil))
	for i := range line {
		line[i] = 'X'
	}
	if diff := cmp.Diff(before, string(a.AppendJSON(nil))); diff != "" {
		t.Error(diff)
	}
}

func FuzzParseArticle(f *testing.F) {
	f.Add([]byte(`{"id":"a","title":"T","spot":"S","body":"B","tags":"a,b","authors":["x"],"date":"2024-01-01"}`))
	f.Add([]byte(`{"title":"\ud83d\ude00\u0000\ud800","url":"http://www.x.example/?b&a","pubDate":1e9}`))
	f.Add([]byte(`{"body":"a\r\nb\u0085\u2028","date":"01.02.1890","updated":-5e9,"x":[{"y":[]}]}`))
	f.Add([]byte(`[{"title":1}] `))
	f.Fuzz(func(t *testing.T, line []byte) {
		a, err := ParseArticle(line)
		if err != nil {
			return
		}
		if err := a.Validate(); err != nil {
			t.Fatalf("accepted but not valid: %v", err)
		}
		again, err := ParseArticle(a.AppendJSON(nil))
		if err != nil {
			t.Fatalf("refused its own JSON: %v", err)
		}
		if diff := cmp.Diff(a, again); diff != "" {
			t.Fatal(diff)
		}
		if a.Fingerprint() != again.Fingerprint() {
			t.Fatal("fingerprints differ")
		}
	})
}
