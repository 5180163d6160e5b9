package server

import (
	"cmp"
	"context"
	"errors"
	"html"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/searcher"
	querylanguage "github.com/haberara/haberara/searcher/query"
)

// fakeEngine searches a few invented articles by whole words in any case. The queries panic, slow, nap and fail do as
// they say; an opening bracket is an error in the query.
type fakeEngine struct {
	articles []*corpus.Article
	sick     error
	cache    searcher.CacheStats
	// late says that headlines take too long.
	late bool
	// started receives a value when a slow search begins, and release ends it with an answer.
	started chan struct{}
	release chan struct{}
}

var errFake = errors.New("disk is on fire")

func (f *fakeEngine) Stats() searcher.Stats {
	return searcher.Stats{Articles: len(f.articles), Segments: 2, Bytes: 4096, Generation: 7, Cache: f.cache}
}

func (f *fakeEngine) Healthy() error { return f.sick }

func (f *fakeEngine) Article(_ context.Context, id string) (*corpus.Article, error) {
	for _, a := range f.articles {
		if a.ID == id {
			return a, nil
		}
	}
	return nil, searcher.ErrNotFound
}

// Stories and Story know every article as a story of its own.
func (f *fakeEngine) Stories(_ context.Context, r searcher.StoriesRequest) (*searcher.StoryList, error) {
	list := &searcher.StoryList{Page: r.Page, PageSize: r.PageSize}
	for _, a := range f.articles {
		if fakeMatches(a, searcher.Request{From: r.From, To: r.To}, nil) {
			list.Stories = append(list.Stories, fakeStory(a))
		}
	}
	list.Total, list.Articles = len(list.Stories), len(list.Stories)
	list.Pages = (list.Total + r.PageSize - 1) / r.PageSize
	start := min(list.Total, (r.Page-1)*r.PageSize)
	list.Stories = list.Stories[start:min(list.Total, start+r.PageSize)]
	return list, nil
}

func (f *fakeEngine) Story(ctx context.Context, id string, _ int) (searcher.Story, []*corpus.Article, error) {
	a, err := f.Article(ctx, strings.TrimPrefix(id, "story of "))
	if err != nil {
		return searcher.Story{}, nil, err
	}
	return fakeStory(a), []*corpus.Article{a}, nil
}

func fakeStory(a *corpus.Article) searcher.Story {
	return searcher.Story{ID: "story of " + a.ID, Title: a.Title, Articles: 3, Sources: 2, Found: 1, FirstID: a.ID,
		FirstSource: a.Source, First: a.Published, Last: a.Published}
}

func (f *fakeEngine) Why(ctx context.Context, r searcher.Request, id string) (*searcher.Why, error) {
	a, err := f.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	found, err := f.Search(ctx, r)
	if err != nil {
		return nil, err
	}
	w := &searcher.Why{ID: a.ID, Title: a.Title, Total: found.Total, Parsed: found.Parsed, Repairs: found.Repairs}
	w.Matches = slices.ContainsFunc(found.Hits, func(h searcher.Hit) bool { return h.Article.ID == id })
	w.Verdict = searcher.Verdict{Kind: "word", Text: r.Query, Holds: w.Matches}
	return w, nil
}

func (f *fakeEngine) Search(ctx context.Context, r searcher.Request) (*searcher.Response, error) {
	switch {
	case r.Query == "panic":
		panic("asked for it")
	case r.Query == "nap":
		time.Sleep(10 * time.Millisecond)
	case r.Query == "fail":
		return nil, errFake
	case r.Query == "slow":
		select {
		case f.started <- struct{}{}:
		default: // nobody counts so many
		}
		select {
		case <-f.release:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	case strings.Contains(r.Query, "("):
		before, _, _ := strings.Cut(r.Query, "(")
		return nil, &searcher.RequestError{Field: "q", Position: utf8.RuneCountInString(before) + 1,
			Message: "the bracket is never closed"}
	}
	words := strings.FieldsFunc(lower(r.Query), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	if r.Query == "slow" {
		words = nil
	}
	var corrections []searcher.Correction
	suggestion := ""
	for i, word := range words {
		switch {
		case r.AsTyped:
		case word == "deprme":
			words[i] = "deprem"
			corrections = append(corrections, searcher.Correction{Range: querylanguage.Range{From: 1, To: 7}, Typed: word,
				Used: "deprem", Why: searcher.Misspelling})
		case word == "artıklar":
			words = slices.Delete(words, i, i+1)
			corrections = append(corrections, searcher.Correction{Range: querylanguage.Range{From: 8, To: 16}, Typed: word,
				Why: searcher.LeftOut})
		case word == "yangnı":
			suggestion = `"yangını <söndü"`
		}
	}
	var found []*corpus.Article
	for _, a := range f.articles {
		if fakeMatches(a, r, words) {
			found = append(found, a)
		}
	}
	slices.SortStableFunc(found, func(a, b *corpus.Article) int {
		if r.Sort == searcher.ByOldest {
			a, b = b, a
		}
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.ID, b.ID))
	})
	out := &searcher.Response{Total: len(found), Articles: 2 * len(found), Page: r.Page, PageSize: r.PageSize,
		Pages: (len(found) + r.PageSize - 1) / r.PageSize, Parsed: strings.Join(words, " AND "),
		MatchesAll: len(words) == 0, Corrections: corrections, Suggestion: suggestion, Took: 1234567 * time.Nanosecond}
	if r.Query == `"deprem` {
		out.Repairs = []querylanguage.Repair{{Range: querylanguage.Range{From: 1, To: 2}, Message: "a quote is <ignored>"}}
		out.Notices = []string{"d* stands for too much"}
	}
	if r.Query == "tbmm" && !r.AsTyped {
		out.Expansions = []searcher.Expansion{{Typed: "tbmm", Also: "Türkiye Büyük Millet Meclisi", Why: searcher.Abbreviation}}
	}
	start := min(len(found), (r.Page-1)*r.PageSize)
	for _, a := range found[start:min(len(found), start+r.PageSize)] {
		hit := searcher.Hit{Article: a, Score: float64(len(words)) * 1.23456, Snippet: a.Spot}
		switch r.Highlight {
		case searcher.MarkHTML:
			hit.TitleHTML, hit.SnippetHTML = mark(a.Title, words), mark(a.Spot, words)
		case searcher.MarkOffsets:
			hit.TitleMarks = []searcher.Mark{{UTF16: searcher.Offsets{From: 1, To: 2}}}
		}
		if r.Collapse == searcher.ByStory {
			story := fakeStory(a)
			story.Title = ""
			hit.Story = &story
		}
		out.Hits = append(out.Hits, hit)
		if r.Explain {
			out.Hits[len(out.Hits)-1].Explanation = fakeExplanation(words)
		}
	}
	for _, label := range r.Facets {
		wide := r
		wide.Filters = slices.Clone(r.Filters)
		for i := range wide.Filters {
			if wide.Filters[i].Label == label {
				wide.Filters[i].AnyOf = nil
			}
		}
		var counted []*corpus.Article
		for _, a := range f.articles {
			if fakeMatches(a, wide, words) {
				counted = append(counted, a)
			}
		}
		out.Facets = append(out.Facets, fakeFacet(label, counted, r.FacetSize))
	}
	if r.Timeline != "" {
		out.Timeline = fakeTimeline(found)
	}
	return out, nil
}

func fakeExplanation(words []string) *searcher.Explanation {
	e := &searcher.Explanation{}
	for _, word := range words {
		e.Score += 1.5
		e.Parts = append(e.Parts, searcher.ScorePart{Name: searcher.WordPart, Text: word, Earned: 1.5, Articles: 3, Rarity: 1, Boost: 1})
	}
	return e
}

// fakeTimeline is always by year.
func fakeTimeline(found []*corpus.Article) *searcher.Timeline {
	t := &searcher.Timeline{Interval: searcher.Year}
	counts := map[int]int{}
	for _, a := range found {
		if a.Published.IsZero() {
			t.Undated++
		} else {
			counts[a.Published.Year()]++
		}
	}
	for _, year := range slices.Sorted(maps.Keys(counts)) {
		for last := len(t.Buckets); last > 0 && t.Buckets[last-1].Start.Year() < year-1; last++ {
			t.Buckets = append(t.Buckets, fakeBucket(t.Buckets[last-1].Start.Year()+1, 0))
		}
		t.Buckets = append(t.Buckets, fakeBucket(year, counts[year]))
	}
	return t
}

func fakeBucket(year, count int) searcher.Bucket {
	start := time.Date(year, 1, 1, 0, 0, 0, 0, corpus.Istanbul)
	return searcher.Bucket{Start: start, End: start.AddDate(1, 0, 0), Count: count, Articles: 2*count + 1}
}

func lower(s string) string { return strings.ToLowerSpecial(unicode.TurkishCase, s) }

func fakeLabel(a *corpus.Article, label searcher.Label) []string {
	switch label {
	case searcher.Category:
		return []string{a.Category}
	case searcher.Source:
		return []string{a.Source}
	case searcher.Agency:
		return []string{a.Agency}
	case searcher.Author:
		return a.Authors
	}
	return a.Tags
}

func fakeMatches(a *corpus.Article, r searcher.Request, words []string) bool {
	text := lower(a.Title + " " + a.Spot + " " + a.Body)
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	if !r.From.IsZero() && a.Published.Before(r.From) || !r.To.IsZero() && !a.Published.Before(r.To) {
		return false
	}
	for _, filter := range r.Filters {
		own := fakeLabel(a, filter.Label)
		has := func(value string) bool { return slices.Contains(own, value) }
		if slices.ContainsFunc(filter.AllOf, func(value string) bool { return !has(value) }) {
			return false
		}
		if len(filter.AnyOf) > 0 && !slices.ContainsFunc(filter.AnyOf, has) || slices.ContainsFunc(filter.NoneOf, has) {
			return false
		}
	}
	return true
}

func fakeFacet(label searcher.Label, found []*corpus.Article, size int) searcher.Facet {
	facet := searcher.Facet{Label: label}
	counts := make(map[string]int)
	for _, a := range found {
		missing := true
		for _, value := range fakeLabel(a, label) {
			if value != "" {
				counts[value]++
				missing = false
			}
		}
		if missing {
			facet.Missing++
		}
	}
	for value, count := range counts {
		facet.Values = append(facet.Values, searcher.FacetValue{Value: value, Count: count})
	}
	slices.SortFunc(facet.Values, func(a, b searcher.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	facet.Distinct = len(facet.Values)
	if size > 0 {
		facet.Values = facet.Values[:min(size, len(facet.Values))]
	}
	return facet
}

func mark(text string, words []string) string {
	parts := strings.SplitAfter(text, " ")
	for i, part := range parts {
		marked := html.EscapeString(part)
		for _, word := range words {
			if strings.HasPrefix(lower(part), word) {
				marked = "<mark>" + strings.TrimSpace(marked) + "</mark>" + part[len(strings.TrimRight(part, " ")):]
				break
			}
		}
		parts[i] = marked
	}
	return strings.Join(parts, "")
}

// fakeNow is the moment at which the tests read the news.
var fakeNow = time.Date(2026, 5, 17, 15, 4, 5, 0, time.FixedZone("", 3*60*60))

func fakeArticles() []*corpus.Article {
	before := func(d time.Duration) time.Time { return fakeNow.Add(-d) }
	const dayLong = 24 * time.Hour
	return []*corpus.Article{
		{ID: "kp-1", Title: "Körfez'de deprem tatbikatı: 40 bin öğrenci aynı anda eğildi",
			Spot: "Üç ilçede eş zamanlı yapılan tatbikatta okullar dört dakikada boşaltıldı; eksikler rapora yazıldı.",
			Body: "Deprem tatbikatı sabah dokuzda başladı.\nÖğretmenler sınıfları sırayla boşalttı.\n\n" +
				"Toplanma alanlarında yoklama yapıldı ve iki okulda kapıların geç açıldığı görüldü.",
			Category: "Gündem", Tags: []string{"deprem", "eğitim", "afet"}, Authors: []string{"Nehir Aksoy"},
			Source: "Kuzey Postası", URL: "https://kuzeypostasi.example/gundem/tatbikat?id=1&s=2",
			Image:     "https://kuzeypostasi.example/resim/1.jpg",
			Published: before(25 * time.Second), Language: "tr"},
		{ID: "https://bogaz.example/spor/2", Title: "Kürekte altın gün: İki tekne, iki birincilik",
			Spot: "Sabahın sisinde başlayan yarışta genç takım son iki yüz metrede öne geçti.",
			Body: "Yarışın son bölümünde tempo arttı.", Category: "Spor", Tags: []string{"kürek"},
			Authors: []string{"Doruk Şen", "Ece Iğdır"}, Source: "Boğaz Gazetesi", Agency: "Martı Ajansı",
			URL: "https://bogaz.example/spor/2", Published: before(5 * time.Minute), Updated: before(time.Minute),
			Language: "tr"},
		{ID: "kp-3", Title: "Fındıkta rekolte tahmini açıklandı", Spot: "Üretici birliği, don olayına rağmen " +
			"geçen yılın üzerinde bir hasat bekliyor; fiyat için ağustos işaret ediliyor.",
			Category: "Ekonomi", Source: "Kuzey Postası", Published: before(3 * time.Hour), Language: "tr"},
		{ID: "ag-4", Title: "Eski değirmen kitaplık oldu", Spot: "Köylülerin iki kışta onardığı taş yapı, dört bin " +
			"kitapla kapılarını açtı.", Category: "Kültür", Source: "Anadolu Günlüğü", Published: before(20 * time.Hour),
			Language: "tr"},
		{ID: "ag-5", Title: "Deprem bölgesinde bin konutun anahtarı teslim edildi", Spot: "Törende konuşan aileler, " +
			"yeni evlerinde ilk geceyi geçireceklerini söyledi. Kalan deprem konutları yıl sonunda bitecek.",
			Category: "Gündem", Source: "Anadolu Günlüğü", Published: before(3 * dayLong), Language: "tr"},
		{ID: "bg-6", Title: "Vapur seferlerine yaz düzeni", Spot: "Adalar hattında sefer sıklığı yirmi dakikaya iniyor.",
			Category: "Gündem", Source: "Boğaz Gazetesi", Published: before(9 * dayLong), Language: "tr"},
		{ID: "bg-7", Title: "Merkez'in faiz kararı öncesi piyasalar sakin", Spot: "Uzmanların çoğu değişiklik " +
			"beklemiyor & gözler açıklama metninde: \"sıkı duruş\" sözü kalacak mı?", Category: "Ekonomi",
			Source: "Boğaz Gazetesi", Published: before(40 * dayLong), Language: "tr"},
		{ID: "ei-8", Title: "New ferry line links the islands", Spot: "The first boat left at seven in the morning.",
			Category: "World", Source: "Ege Işığı", Published: before(100 * dayLong), Language: "en"},
		{ID: "ei-9", Title: "Zeytin ağaçları numaralandı", Spot: "Yüz yaşını geçmiş bin iki yüz ağaç kayda alındı.",
			Category: "Çevre", Source: "Ege Işığı", Published: before(250 * dayLong), Language: "tr"},
		{ID: "ei-10", Title: "Deprem sonrası gönüllü ağı büyüyor", Spot: "Telsiz eğitimi alan gönüllü sayısı iki bini " +
			"geçti; deprem çantası dağıtımı sürüyor.", Category: "Yaşam", Source: "Ege Işığı",
			Published: before(400 * dayLong), Language: "tr"},
		{ID: "kp-11", Title: "Yaylada ilk kar", Spot: "Çobanlar sürüleri erken indirdi.", Category: "Çevre & Doğa",
			Source: `"Kuzey" <Postası>`, Published: before(800 * dayLong), Language: "tr"},
		{ID: "kp-12", Spot: "Başlığı ve tarihi olmayan bir kayıt.", Language: "tr", URL: "javascript:alert(1)"},
	}
}
