package searcher

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
)

func titleAt(id, title string, hour int) *corpus.Article {
	return &corpus.Article{ID: id, Title: title, Published: time.Date(2026, 5, 17, hour, 0, 0, 0, corpus.Istanbul)}
}

func TestSuggest(t *testing.T) {
	dir := t.TempDir()
	w := writer(t, dir)
	popular := []Popular{{"çınar ağacı", 5}, {"Çınar Partisi adayları", 9}, {"köprü", 2}}
	// Equal titles are counted once in a segment: all are to be in one.
	if _, err := w.Upsert(context.Background(), []*corpus.Article{
		titleAt("a", "Genç yazar Işıl Çınarlı'dan yeni roman", 9), titleAt("b", "Romanın kahramanı Işıl Çınarlı oldu", 10),
		titleAt("c", "Çınar Partisi kongreye gidiyor", 11), titleAt("d", "Büyük köprü trafiğe kapandı", 12),
		titleAt("e", "Dün Işıl Çınarlı konuştu", 13), titleAt("f", "BÜYÜK KÖPRÜ TRAFİĞE KAPANDI!", 14),
		titleAt("g", "Büyük köprü trafiğe açıldı", 15),
	}); err != nil {
		t.Fatal(err)
	}
	f := func(prefix string, n int, want ...string) {
		t.Helper()
		s := open(t, dir, WithPopular(popular))
		found, err := s.Suggest(context.Background(), prefix, n)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range found {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s %d %s %s", x.Kind, x.Titles, x.Text, x.ID)))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", prefix, diff)
		}
	}
	cinarli := []string{
		"name 3 Işıl Çınarlı", "title 1 Dün Işıl Çınarlı konuştu e", "title 1 Romanın kahramanı Işıl Çınarlı oldu b",
		"title 1 Genç yazar Işıl Çınarlı'dan yeni roman a",
	}
	f("isil", 10, cinarli...)
	f("IŞIL ÇI", 10, cinarli...)
	f("ışıl cinarl", 4, cinarli...)
	f("isil cinarli'd", 10, cinarli[3])
	f("isi cinar", 10, "name 3 isi Çınarlı")
	f("cinar", 4, "query 9 Çınar Partisi adayları", "query 5 çınar ağacı", "title 1 Çınar Partisi kongreye gidiyor c",
		"title 1 Dün Işıl Çınarlı konuştu e")
	f("cınar ", 10, "query 9 Çınar Partisi adayları", "query 5 çınar ağacı", "title 1 Çınar Partisi kongreye gidiyor c")
	f("cınarl ", 10)
	f("buyuk", 10, "phrase 2 Büyük köprü trafiğe",
		"title 1 Büyük köprü trafiğe açıldı g", "title 1 BÜYÜK KÖPRÜ TRAFİĞE KAPANDI! f")
	f("dikkat, isil çı", 10, "name 3 dikkat, Işıl Çınarlı")
	f("buyuk köprü", 1, "title 1 Büyük köprü trafiğe açıldı g")
	f("cinar", 1, "title 1 Çınar Partisi kongreye gidiyor c")
	f("", 10)
	f("?!", 10)
	f(strings.Repeat("uzun ", 200), 10)

	if _, err := w.Delete(context.Background(), []string{"b", "f"}); err != nil {
		t.Fatal(err)
	}
	f("romanın", 10)
	f("işıl", 10, "name 2 Işıl Çınarlı", cinarli[1], cinarli[3])
	f("büyük köprü trafiğe k", 1, "title 1 Büyük köprü trafiğe kapandı d")
}

// TestSuggestEqualsReference asks random beginnings over segments with deleted articles.
func TestSuggestEqualsReference(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	vocabulary := strings.Fields("kar Kar'da karar karne şehir ŞEHİR şehit ışık isik yol yolcu")
	dir := t.TempDir()
	w := writer(t, dir)
	titles := map[string]string{}
	for batch := range 5 {
		var articles []*corpus.Article
		for i := range 60 {
			var words []string
			for range 1 + r.IntN(4) {
				words = append(words, vocabulary[r.IntN(len(vocabulary))])
			}
			a := titleAt(fmt.Sprint(batch, "-", i), strings.Join(words, " "), r.IntN(24))
			articles, titles[a.ID] = append(articles, a), a.Title
		}
		if _, err := w.Upsert(context.Background(), articles); err != nil {
			t.Fatal(err)
		}
	}
	var gone []string
	for id := range titles {
		if r.IntN(3) == 0 {
			gone = append(gone, id)
			delete(titles, id)
		}
	}
	if _, err := w.Delete(context.Background(), gone); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	keyOf := func(text string) string {
		key, _ := appendTitleKey(nil, text)
		return " " + string(key)
	}
	spaced := func(text string) string { return strings.ReplaceAll(keyOf(text)+" ", "\x01", " ") }
	for range 100 {
		title := vocabulary[r.IntN(len(vocabulary))] + " " + vocabulary[r.IntN(len(vocabulary))]
		runes := []rune(turkish.Lower(title))
		prefix := string(runes[:1+r.IntN(len(runes)-1)])
		want := map[string]bool{}
		for _, title := range titles {
			if strings.Contains(keyOf(title), keyOf(prefix)) && prefix[len(prefix)-1] != ' ' ||
				strings.Contains(keyOf(title)+" ", keyOf(prefix)+" ") || strings.Contains(keyOf(title), keyOf(prefix)+"\x01") {
				want[keyOf(title)] = true
			}
		}
		found, err := s.Suggest(context.Background(), prefix, MaxSuggestions)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{}
		for _, x := range found {
			switch x.Kind {
			case WholeTitle:
				if got[keyOf(x.Text)] = true; keyOf(titles[x.ID]) != keyOf(x.Text) {
					t.Errorf("%q: %s is %q, not %q", prefix, x.ID, titles[x.ID], x.Text)
				}
			case TitlePhrase, NamePhrase:
				least, most := map[string]bool{}, 0
				for _, title := range titles {
					for at, text := 0, spaced(title); at < len(text); at++ {
						if strings.HasPrefix(text[at:], spaced(x.Text)) {
							least[keyOf(title)] = true
							most++
						}
					}
				}
				if len(want) > 0 && (x.Titles < len(least) || x.Titles > most) {
					t.Errorf("%q: %q stands in %d to %d titles, not in %d", prefix, x.Text, len(least), most, x.Titles)
				}
			}
		}
		if len(want) <= MaxSuggestions/2 && !maps.Equal(want, got) {
			t.Errorf("%q: got titles %v, want %v", prefix, got, want)
		}
	}
}
