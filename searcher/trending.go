package searcher

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unsafe"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/indexer/segment"
)

// Trend is a word or name that stands in more articles of a period than is usual.
type Trend struct {
	// Text is written as most articles of the period write it.
	Text string
	// Articles is how many articles of the period have it in title or spot, and Usual how many would by its share of the
	// usualDays before. Of a period with more than trendArticles articles these are the newest.
	Articles int
	Usual    float64
	// Score is the log-likelihood ratio of the two (Dunning, 1993), by which trends are sorted.
	Score float64
}

// The bounds of Trending.
const (
	// MaxTrends is the most that Trending returns.
	MaxTrends = 100
	// usualDays are the days before the period that tell what is usual.
	usualDays = 28
	// trendArticles is how many articles of the period are read.
	trendArticles = 5000
	// minTrendScore is the log-likelihood ratio that one word in a thousand reaches by chance.
	minTrendScore = 10.83
	// A word has to stand in so many articles: at least two, and of many in minTrendShare of all.
	minTrendArticles = 2
	minTrendShare    = 1.0 / 400
	// trendPool is how many words are compared with those beside which they stand.
	trendPool = 4
)

// Trending returns at most n, 1 to MaxTrends, words and names of titles and spots that stand in more articles of a period
// than in the four weeks before it, the most telling first: one spelling of each, names of several words as one. The zero
// Period is the last 24 hours. What is worked out is kept until the index changes. Errors: RequestError, the error of ctx.
func (s *Searcher) Trending(ctx context.Context, p Period, n int) (_ []Trend, err error) {
	if n < 1 || n > MaxTrends {
		return nil, &RequestError{"page-size", 0, fmt.Sprintf("%d is not a number from 1 to %d", n, MaxTrends)}
	}
	v, err := s.acquire()
	if err != nil {
		return nil, err
	}
	defer v.leave("trends", &err)
	p, _, err = p.resolve(v, dayLong)
	if err != nil {
		return nil, err
	}
	all, err := keptOnce(ctx, v, "trending "+p.key(), trendBytes, func() ([]Trend, error) {
		t := trender{v: v, period: p, known: map[string]*trendWord{}}
		return t.find(ctx)
	})
	return slices.Clone(all[:min(n, len(all))]), err
}

func trendBytes(all []Trend) int64 {
	n := len(all) * int(unsafe.Sizeof(Trend{}))
	for _, t := range all {
		n += len(t.Text)
	}
	return int64(n)
}

// trender works out the trends of a period.
type trender struct {
	v      *view
	period Period
	known  map[string]*trendWord
	// articles is how many were read, and before how many the usualDays have.
	articles, before int
}

// trendWord is a word, by its dictionary form, or a name of several, by these.
type trendWord struct {
	lemmas []string
	// articles is how many articles have it, and last the one that had it last.
	articles, last int
	forms          map[string]int
	usual          int
	score          float64
}

func (t *trender) find(ctx context.Context) ([]Trend, error) {
	from, to := t.period.From.AddDate(0, 0, -usualDays).Unix(), t.period.From.Unix()
	if err := t.countBefore(from, to); err != nil || t.before == 0 {
		return nil, err // nothing is more than usual where nothing is usual
	}
	if err := t.read(ctx); err != nil {
		return nil, err
	}
	least := max(minTrendArticles, int(float64(t.articles)*minTrendShare))
	var words, names []*trendWord
	for _, w := range t.known {
		if w.articles >= least {
			if len(w.lemmas) > 1 {
				names = append(names, w)
			} else {
				words = append(words, w)
			}
		}
	}
	counter := usualCounter{t: t, from: from, to: to}
	for _, w := range words {
		if err := counter.count(ctx, w); err != nil {
			return nil, err
		}
	}
	words = t.best(words, trendPool*MaxTrends)
	names = t.tellingNames(names, words)
	for _, w := range names {
		if err := counter.countName(ctx, w); err != nil {
			return nil, err
		}
	}
	return t.trends(t.best(append(words, names...), trendPool*MaxTrends)), nil
}

// read counts the words and names of the newest articles of the period.
func (t *trender) read(ctx context.Context) error {
	analyzer := analyzers.Get().(*turkish.Analyzer)
	defer analyzers.Put(analyzer)
	share := 1.0
	if n, err := t.count(t.period.From.Unix(), t.period.To.Unix()); err != nil {
		return err
	} else if n > trendArticles {
		share = trendArticles / float64(n)
	}
	for i := range t.v.Segments {
		seg := &t.v.Segments[i]
		first, last, err := seg.Range(t.period.From.Unix(), t.period.To.Unix())
		if err != nil {
			return seg.Damaged(err)
		}
		last = first + uint32(math.Ceil(float64(last-first)*share))
		for doc := first; doc < last; doc++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			if t.v.deleted[i] != nil && t.v.deleted[i].has(doc) {
				continue
			}
			a, err := seg.Article(doc)
			if err != nil {
				return err
			}
			t.articles++
			t.add(analyzer, a.Title)
			t.add(analyzer, a.Spot)
		}
	}
	return nil
}

// maxNameWords is how many words a name may have.
const maxNameWords = 4

// add counts the words of a text, and the rows of words in it that are written as names are.
func (t *trender) add(analyzer *turkish.Analyzer, text string) {
	shouts := strings.IndexFunc(text, unicode.IsLower) < 0
	type word struct {
		lemma, form string
	}
	var row []word
	end := 0
	flush := func() {
		for from := range row {
			for to := from + 2; to <= min(len(row), from+maxNameWords); to++ {
				lemmas := make([]string, 0, maxNameWords)
				forms := make([]string, 0, maxNameWords)
				for _, w := range row[from:to] {
					lemmas, forms = append(lemmas, w.lemma), append(forms, w.form)
				}
				t.note(lemmas, strings.Join(forms, " "))
			}
		}
		row = row[:0]
	}
	analyzer.Analyze(text, func(token turkish.Token, s turkish.Signals) bool {
		if between := text[end:token.Start]; strings.TrimSpace(between) != "" {
			flush()
		}
		form := text[token.Start:token.BaseEnd]
		if token.Kind == turkish.Word && isContent([]byte(s.Fold)) && !calendarWords[s.Fold] {
			t.note([]string{s.Lemma}, form)
		}
		isName := token.Kind == turkish.Word && strings.IndexFunc(form, unicode.IsUpper) == 0 && !shouts
		if !isName {
			flush()
		} else {
			row = append(row, word{s.Lemma, form})
		}
		if end = token.End; token.End > token.BaseEnd {
			flush() // endings end a name
		}
		return true
	})
	flush()
}

// calendarWords are more frequent than usual whenever it is their time; folded.
var calendarWords = setOf("ocak", "subat", "mart", "nisan", "mayis", "haziran", "temmuz", "agustos", "eylul", "ekim", "kasim",
	"aralik", "pazartesi", "sali", "carsamba", "persembe", "cuma", "cumartesi", "pazar", "bugun", "dun", "yarin")

func (t *trender) note(lemmas []string, form string) {
	key := strings.Join(lemmas, " ")
	w := t.known[key]
	if w == nil {
		w = &trendWord{lemmas: lemmas, forms: map[string]int{}}
		t.known[key] = w
	}
	if w.last != t.articles {
		w.last = t.articles
		w.articles++
	}
	w.forms[form]++
}

// count is how many documents were published in a range of seconds.
func (t *trender) count(from, to int64) (int, error) {
	n := 0
	for i := range t.v.Segments {
		first, last, err := t.v.Segments[i].Range(from, to)
		if err != nil {
			return 0, t.v.Segments[i].Damaged(err)
		}
		n += int(last - first)
		if t.v.deleted[i] != nil {
			n -= t.v.deleted[i].countIn(first, last)
		}
	}
	return n, nil
}

func (t *trender) countBefore(from, to int64) (err error) {
	t.before, err = t.count(from, to)
	return err
}

// usualCounter counts the articles before the period that have a word in title or spot.
type usualCounter struct {
	t        *trender
	from, to int64
	it       segment.Iterator
}

func (c *usualCounter) count(ctx context.Context, w *trendWord) error {
	docs, err := c.having(ctx, w.lemmas[0], nil)
	if err == nil {
		for _, d := range docs {
			w.usual += len(d)
		}
	}
	return err
}

// countName counts the articles that have all words of a name; where they stand is not looked at.
func (c *usualCounter) countName(ctx context.Context, w *trendWord) error {
	var docs [][]uint32
	for _, lemma := range w.lemmas {
		var err error
		if docs, err = c.having(ctx, lemma, docs); err != nil {
			return err
		}
	}
	for _, d := range docs {
		w.usual += len(d)
	}
	return nil
}

// having returns the documents of each segment that have a dictionary form in title or spot, of those in among where that
// is not nil.
func (c *usualCounter) having(ctx context.Context, lemma string, among [][]uint32) ([][]uint32, error) {
	v := c.t.v
	found := make([][]uint32, len(v.Segments))
	var l segment.List
	for i := range v.Segments {
		first, last, err := v.Segments[i].Range(c.from, c.to)
		if err == nil {
			err = errors.Join(ctx.Err(), v.Segments[i].Lookup(segment.Lemma, []byte(lemma), &l))
		}
		if err != nil {
			return nil, v.Segments[i].Damaged(err)
		}
		if l.Docs == 0 || first == last {
			continue
		}
		c.it.Reset(&l)
		for more := c.it.Seek(first); more; more = c.it.Next() {
			titles, hasTitles := c.it.Frequencies(int(indexer.Title))
			spots, hasSpots := c.it.Frequencies(int(indexer.Spot))
			for n, doc := range c.it.Docs() {
				has := hasTitles && titles[n] > 0 || hasSpots && spots[n] > 0
				if !has || doc < first || doc >= last || v.deleted[i] != nil && v.deleted[i].has(doc) {
					continue
				}
				if among != nil {
					if _, ok := slices.BinarySearch(among[i], doc); !ok {
						continue
					}
				}
				found[i] = append(found[i], doc)
			}
			if c.it.Last() >= last {
				break
			}
		}
		if err := c.it.Err(); err != nil {
			return nil, v.Segments[i].Damaged(err)
		}
	}
	return found, nil
}

// best scores words and returns those that are more frequent than usual, at most so many, the highest scores first.
func (t *trender) best(words []*trendWord, most int) []*trendWord {
	for _, w := range words {
		w.score = likelihood(w.articles, t.articles, w.usual, t.before)
	}
	words = slices.DeleteFunc(words, func(w *trendWord) bool { return w.score < minTrendScore })
	slices.SortFunc(words, func(a, b *trendWord) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(len(b.lemmas), len(a.lemmas)),
			slices.Compare(a.lemmas, b.lemmas))
	})
	return words[:min(len(words), most)]
}

// likelihood is the log-likelihood ratio of a word that stands in a of n articles and usually in b of m (Dunning,
// "Accurate Methods for the Statistics of Surprise and Coincidence", 1993); negative where it is rarer than usual.
func likelihood(a, n, b, m int) float64 {
	if n == 0 || m == 0 {
		return 0
	}
	part := func(k, n int, share float64) float64 {
		sum := 0.0
		if k > 0 {
			sum += float64(k) * math.Log(float64(k)/(float64(n)*share))
		}
		if k < n {
			sum += float64(n-k) * math.Log(float64(n-k)/(float64(n)*(1-share)))
		}
		return sum
	}
	share := float64(a+b) / float64(n+m)
	score := 2 * (part(a, n, share) + part(b, m, share))
	if float64(a)/float64(n) < float64(b)/float64(m) {
		return -score
	}
	return score
}

// tellingNames keeps the names of which some word is more frequent than usual.
func (t *trender) tellingNames(names, words []*trendWord) []*trendWord {
	trending := map[string]bool{}
	for _, w := range words {
		trending[w.lemmas[0]] = true
	}
	return slices.DeleteFunc(names, func(w *trendWord) bool {
		return !slices.ContainsFunc(w.lemmas, func(lemma string) bool { return trending[lemma] })
	})
}

// trends leaves out what most articles have only as a part of a better one, or a better one only as a part of.
func (t *trender) trends(words []*trendWord) []Trend {
	var found []Trend
	var chosen []*trendWord
	for _, w := range words {
		if len(found) == MaxTrends {
			break
		}
		if slices.ContainsFunc(words, w.yieldsTo) || slices.ContainsFunc(chosen, w.overlaps) {
			continue
		}
		chosen = append(chosen, w)
		found = append(found, Trend{Text: w.written(), Articles: w.articles, Score: w.score,
			Usual: float64(w.usual) * float64(t.articles) / float64(max(t.before, 1))})
	}
	return found
}

// A word is shown as a part of a name that partOfWord percent of its articles have, a name as a part of a longer one that
// partOfName percent have; then the shorter is left out, else the longer of two names.
const (
	partOfWord = 50
	partOfName = 80
)

// yieldsTo says that w is left out because of another.
func (w *trendWord) yieldsTo(other *trendWord) bool {
	long, short := w, other
	if len(w.lemmas) < len(other.lemmas) {
		long, short = other, w
	}
	if len(long.lemmas) == len(short.lemmas) || !contains(long.lemmas, short.lemmas) {
		return false
	}
	percent := partOfName
	if len(short.lemmas) == 1 {
		percent = partOfWord
	}
	isWhole := 100*long.articles >= percent*short.articles
	return isWhole && w == short || !isWhole && w == long && len(short.lemmas) > 1
}

// overlaps says that w goes on where a chosen name ends, or ends where it begins, and is another piece of the same row.
func (w *trendWord) overlaps(chosen *trendWord) bool {
	for n := 1; n < min(len(w.lemmas), len(chosen.lemmas)); n++ {
		if slices.Equal(w.lemmas[:n], chosen.lemmas[len(chosen.lemmas)-n:]) ||
			slices.Equal(chosen.lemmas[:n], w.lemmas[len(w.lemmas)-n:]) {
			return w.articles <= 2*chosen.articles
		}
	}
	return false
}

func contains(row, part []string) bool {
	for at := 0; at+len(part) <= len(row); at++ {
		if slices.Equal(row[at:at+len(part)], part) {
			return true
		}
	}
	return false
}

// written is the most frequent form.
func (w *trendWord) written() string {
	best, most := "", 0
	for form, n := range w.forms {
		if n > most || n == most && form > best {
			best, most = form, n
		}
	}
	return best
}
