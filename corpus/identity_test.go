package corpus

import (
	"testing"
	"time"
)

func TestCanonicalURL(t *testing.T) {
	f := func(raw, want string) {
		t.Helper()
		got, err := CanonicalURL(raw)
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%s\n got %s (%v)\nwant %s", raw, got, err, want)
		}
	}
	f("HTTP://WWW.Kuzey.Example:80/Haber/1/", "https://kuzey.example/Haber/1")
	f("https://kuzey.example:443", "https://kuzey.example")
	f("https://kuzey.example/", "https://kuzey.example")
	f("https://kuzey.example:8080/a", "https://kuzey.example:8080/a")
	f("https://kuzey.example./a", "https://kuzey.example/a")
	f("https://user:secret@kuzey.example/a", "https://kuzey.example/a")
	f(" https://kuzey.example/a#yorum ", "https://kuzey.example/a")
	f("https://kuzey.example/#!/haber/1", "https://kuzey.example#!/haber/1")
	f("https://kuzey.example/#/haber/2", "https://kuzey.example#/haber/2")
	f("https://kuzey.example/a?b=2&utm_source=x&a=1&UTM_Medium=y&fbclid=z&&gclid=1", "https://kuzey.example/a?a=1&b=2")
	f("https://kuzey.example/a?yclid=1&igshid=2&mc_cid=3&mc_eid=4", "https://kuzey.example/a")
	f("https://kuzey.example/a?b=2&b=1&a", "https://kuzey.example/a?a&b=2&b=1")
	f("https://kuzey.example/a?ref=rss", "https://kuzey.example/a?ref=rss")
	f("https://kuzey.example/a/?id=1", "https://kuzey.example/a?id=1")
	f("https://Çay.Example/çay", "https://çay.example/%C3%A7ay")
	f("https://çay.example/%c3%a7%61y", "https://çay.example/%C3%A7ay")
	f("https://xn--ay-xka.example/a%2fb", "https://xn--ay-xka.example/a%2Fb")
	f("https://kuzey.example/a?q=%zz", "https://kuzey.example/a?q=%25zz")
	f("https://www.com.tr/", "https://com.tr")
	f("https://www.example/", "https://www.example")
	f("https://[2001:DB8::1]:8443/x", "https://[2001:db8::1]:8443/x")

	f("", "error")
	f("/yerel/1", "error")
	f("kuzey.example/a", "error")
	f("//kuzey.example/a", "error")
	f("ftp://kuzey.example/a", "error")
	f("javascript:alert(1)", "error")
	f("https://", "error")
	f("https:///a", "error")
	f("https://www./a", "https://www/a")
	f("https://a b/c", "error")
	f("https://kuzey.example/%zz", "error")
	f("https://[fe80::1%25en0]/", "error")
}

func FuzzCanonicalURL(f *testing.F) {
	for _, s := range []string{"http://www.kuzey.example:80/a/?b=1&utm_x=2&a=%c3%a7#x", "https://İ.example/%2e%2E//",
		"https://www.www.example.com./", "http://[::1]:443/?;&=&%3d", "https://a/#!/%41ç", "mailto:a@b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once, err := CanonicalURL(raw)
		if err != nil {
			return
		}
		twice, err := CanonicalURL(once)
		if err != nil || once != twice {
			t.Fatalf("%q\n once %q\ntwice %q %v", raw, once, twice, err)
		}
	})
}

// The IDs in this test are in indexes out there: they must never change.
func TestDeriveIDIsStable(t *testing.T) {
	f := func(a Article, want string) {
		t.Helper()
		if got := DeriveID(&a); got != want {
			t.Errorf("%+v: got %s, want %s", a, got, want)
		}
	}
	f(Article{URL: "https://kuzey.example/haber/1", Title: "Köprü"}, "u-c563730b4d7fe244")
	f(Article{URL: "http://www.kuzey.example/haber/1/?utm_source=x#y"}, "u-c563730b4d7fe244")
	f(Article{URL: "https://kuzey.example/haber/2"}, "u-746dd849ce108734")
	f(Article{Title: "T"}, "c-196cbcb17113c9b5")
	f(Article{Title: "T", URL: "/haber/1", Category: "yerel"}, "c-196cbcb17113c9b5")
	f(Article{Title: "Köprü açıldı", Spot: "Yeni köprü.", Body: "Birinci.\nİkinci.",
		Published: time.Date(2024, 3, 1, 9, 30, 0, 0, Istanbul)}, "c-0866c76813cf2ebf")
	f(Article{Title: "Köprü açıldı", Spot: "Yeni köprü.", Body: "Birinci.\nİkinci.",
		Published: time.Date(2024, 3, 1, 6, 30, 0, 0, time.UTC)}, "c-0866c76813cf2ebf")
	f(Article{Title: "ab", Spot: "c"}, "c-469ac483b5c81af8")
	f(Article{Title: "a", Spot: "bc"}, "c-f32f9d6e454bdf86")
}

func TestFingerprintTellsEveryFieldApart(t *testing.T) {
	base := func() *Article {
		return &Article{ID: "1", Title: "T", Tags: []string{"a", "b"}, Authors: []string{"c"}}
	}
	seen := map[uint64]string{}
	f := func(name string, change func(a *Article)) {
		t.Helper()
		a, b := base(), base()
		change(a)
		change(b)
		if a.Fingerprint() != b.Fingerprint() {
			t.Errorf("%s: equal articles differ", name)
		}
		if other, ok := seen[a.Fingerprint()]; ok {
			t.Errorf("%s has the fingerprint of %s", name, other)
		}
		seen[a.Fingerprint()] = name
	}
	f("nothing", func(*Article) {})
	f("id", func(a *Article) { a.ID = "x" })
	f("title", func(a *Article) { a.Title = "x" })
	f("spot", func(a *Article) { a.Spot = "x" })
	f("body", func(a *Article) { a.Body = "x" })
	f("category", func(a *Article) { a.Category = "x" })
	f("source", func(a *Article) { a.Source = "x" })
	f("agency", func(a *Article) { a.Agency = "x" })
	f("url", func(a *Article) { a.URL = "x" })
	f("image", func(a *Article) { a.Image = "x" })
	f("language", func(a *Article) { a.Language = "x" })
	f("tags joined", func(a *Article) { a.Tags = []string{"ab"} })
	f("tags shifted", func(a *Article) { a.Tags, a.Authors = []string{"a"}, []string{"b", "c"} })
	f("tags swapped", func(a *Article) { a.Tags = []string{"b", "a"} })
	f("published", func(a *Article) { a.Published = time.Unix(0, 0) })
	f("updated", func(a *Article) { a.Updated = time.Unix(0, 0) })

	zoned := base()
	zoned.Published = time.Unix(0, 0).UTC()
	if seen[zoned.Fingerprint()] != "published" {
		t.Error("the zone of a time changes the fingerprint")
	}
}

func TestAppendJSON(t *testing.T) {
	f := func(a Article, want string) {
		t.Helper()
		if got := string(a.AppendJSON([]byte("x"))); got != "x"+want {
			t.Errorf("got %s\nwant x%s", got, want)
		}
	}
	f(Article{}, `{}`)
	f(Article{ID: "1", Title: `"Ş" \`, Spot: "s", Body: "a\nb\tc\r\x01\u2028\xff<&>", Category: "c",
		Tags: []string{"x", "y"}, Authors: []string{"z"}, Source: "so", Agency: "ag", URL: "u", Image: "i",
		Published: time.Date(2024, 3, 1, 6, 30, 0, 5, time.UTC), Updated: time.Date(1850, 1, 1, 0, 0, 0, 0, time.UTC),
		Language: "tr"},
		`{"id":"1","title":"\"Ş\" \\","spot":"s","body":"a\nb\tc\r\u0001\u2028\ufffd<&>","category":"c",`+
			`"tags":["x","y"],"authors":["z"],"source":"so","agency":"ag","url":"u","image":"i",`+
			`"published_at":"2024-03-01T09:30:00+03:00","updated_at":"1850-01-01T00:00:00Z","language":"tr"}`)
}

func TestValidateRefusesWhatNoReaderMakes(t *testing.T) {
	f := func(change func(a *Article), want string) {
		t.Helper()
		a := &Article{ID: "1", Title: "T"}
		if err := a.Validate(); err != nil {
			t.Fatal(err)
		}
		change(a)
		if err := a.Validate(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	f(func(a *Article) { a.ID = "" }, "id: is empty; give the article one or let DeriveID do it")
	f(func(a *Article) { a.Title = "a\nb" }, "title: control character U+000A at character 2; take it out")
	f(func(a *Article) { a.Body = "çç\x00" }, "body: control character U+0000 at character 3; take it out")
	f(func(a *Article) { a.Spot = "\xff" }, "spot: is not valid UTF-8; convert it to UTF-8")
	f(func(a *Article) { a.Tags = []string{""} }, "tags: item 1: is empty; leave it out")
	f(func(a *Article) { a.Authors = []string{"a", "b\t"} },
		"authors: item 2: control character U+0009 at character 2; take it out")
	f(func(a *Article) { a.Updated = time.Unix(1e12, 0) },
		"updated_at: year 33658 is outside 1800 to 2200; leave the field out when the date is not known")
}
