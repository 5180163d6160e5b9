package searcher

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/indexer"
)

// TestHostileQueries end soon, with an answer or with what is wrong and where.
func TestHostileQueries(t *testing.T) {
	s := sampleIndex(t)
	id := ask(t, s, Request{}).Hits[0].Article.ID
	f := func(q string, refused bool) {
		t.Helper()
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		_, err := s.Search(ctx, Request{Query: q, Explain: true})
		var wrong *RequestError
		if refused != errors.As(err, &wrong) || !refused && err != nil {
			t.Errorf("%.40q: %v", q, err)
		} else if refused && (wrong.Field != "q" || wrong.Message == "") {
			t.Errorf("%.40q: %+v", q, wrong)
		}
		if _, err := s.Why(ctx, Request{Query: q}, id); refused != errors.As(err, &wrong) || !refused && err != nil {
			t.Errorf("why %.40q: %v", q, err)
		}
	}
	const refused, answered = true, false
	times := strings.Repeat
	f(times("VE ", 10_000), refused) // too long
	f(times("a OR ", 3200)+"a", answered)
	f(times("- ", 8000), refused)
	f(times("-a ", 5000), refused)
	f(times("a VE ", 1000)+"a", answered)
	f(times("NOT ", 4000)+"a", answered)
	f(times("a NEAR/1000 ", 1000)+"a", refused)
	f("*a*", answered)
	f(times("*a* ", 60), answered)
	f(times("a* ", 500), refused)
	f("a"+times("*b", 500), refused)
	f("?*?*?*?*a", answered)
	f("a"+times("?*", 4), answered)
	f(times("(", 10_000), refused)
	f(times("(", 8000)+"a"+times(")", 8000), refused)
	f(times(")", 10_000), refused)
	f(times("(a OR ", 60)+"b"+times(")", 60), answered)
	f(`"`+times("ve ", 5000)+`"`, refused)
	f(`"`+times("ve ", 5000), answered) // no phrase, but a pasted text
	f(`~"`+times("ve ", 65)+`"~1000`, refused)
	f(`"`+times("ve ", 60)+`"~1000`, answered)
	f(times("a~2 ", 60), answered)
	f(times("x", 16_000)+"~2", refused)
	f(times("ve NEAR/1000 ", 60)+"bir", answered)
	f("ENAZ1000("+times("ve bir ", 500)+")", answered)
	f(times("ve PARAGRAF ", 200)+"bir", answered)
	f("url:"+times("*/", 60)+"a", answered)
	f("url:"+times("a/", 5000), refused)
	f("url:("+times("a OR ", 1000)+"b)", answered)
	f(times("url:a* ", 60), answered)
	f(times("\"", 16_000), refused)
	f(times("+", 16_000)+"a", answered)
}

// TestAddressesEndWithTheSearch: the addresses of all articles that are left are looked at until the search ends.
func TestAddressesEndWithTheSearch(t *testing.T) {
	var articles []*corpus.Article
	for n := range 10 * checkEvery {
		articles = append(articles, &corpus.Article{ID: fmt.Sprint(n), Title: "kar", URL: fmt.Sprint("https://ege.example/", n)})
	}
	s := index(t, articles...)
	v, err := s.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := v.release(); err != nil {
			t.Error(err)
		}
	}()
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	wanted, err := newPlan(Request{Query: "url:example/1*/*"})
	if err != nil {
		t.Fatal(err)
	}
	m := &matcher{}
	m.reset(v, wanted)
	if err := m.spell(t.Context()); err != nil {
		t.Fatal(err)
	}
	set := make(bitset, words(v.Segments[0].Docs()))
	set.add(0, v.Segments[0].Docs())
	if err := m.testAddress(gone, 0, wanted.root.address, set); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if a := ask(t, s, Request{Query: "kar url:ege.example/7"}); a.Total != 1 {
		t.Errorf("got %d", a.Total)
	}
}

// TestAtomsStayApart: words that differ in boost and text are two, however these are written beside each other.
func TestAtomsStayApart(t *testing.T) {
	s := index(t, &corpus.Article{ID: "a", Title: "20 kar"}, &corpus.Article{ID: "b", Title: "520 kar"})
	f := func(q string, want ...string) {
		t.Helper()
		got := ids(ask(t, s, Request{Query: q}))
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", q, got, want)
		}
	}
	f("52*0", "b")
	f("(2*0)^15", "a")
	f("52*0 OR (2*0)^15", "a", "b")
	f("(520 NEAR/1 kar) OR (20 NEAR/1 kar)^15", "a", "b")
	f("(520 NEAR/1 kar)^1 OR (20 NEAR/1 kar)^15", "a", "b")
}

// TestPlacesAreBounded: the places of parts near parts multiply; a search that has too many ends in time.
func TestPlacesAreBounded(t *testing.T) {
	words := strings.Fields("kar buz sel kum taş yol göl dağ ova koy")
	r := rand.New(rand.NewPCG(1, 2))
	var body strings.Builder
	for range 20_000 {
		body.WriteString(words[r.IntN(len(words))] + " ")
	}
	s := index(t, &corpus.Article{ID: "a", Title: "a", Body: body.String()})
	var near []string
	for i, a := range words {
		for _, b := range words[:i] {
			near = append(near, fmt.Sprintf("(%s NEAR/1000 %s)", a, b))
		}
	}
	q := "(" + strings.Join(near, " OR ") + ")"
	q = q + " NEAR/1000 " + q
	q = "(" + q + ") NEAR/1000 (" + q + ")"
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	_, err := s.Search(ctx, Request{Query: q})
	if wrong := (*RequestError)(nil); !errors.As(err, &wrong) {
		t.Errorf("got %v", err)
	}
}

func TestSortWithin(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	f := func(n int) {
		t.Helper()
		numbers := make([]uint64, n)
		for i := range numbers {
			numbers[i] = r.Uint64N(1 << 40)
		}
		want := slices.Clone(numbers)
		slices.Sort(want)
		m := &matcher{}
		if err := m.sort(context.Background(), numbers); err != nil || !slices.Equal(numbers, want) {
			t.Errorf("%d numbers are not sorted: %v", n, err)
		}
		gone, cancel := context.WithCancel(context.Background())
		cancel()
		if err := m.sort(gone, numbers); n > 0 && !errors.Is(err, context.Canceled) {
			t.Errorf("%d numbers: got %v", n, err)
		}
	}
	for _, n := range []int{0, 1, 2, sortedAtOnce, sortedAtOnce + 1, 3*sortedAtOnce + 7, 4 * sortedAtOnce} {
		f(n)
	}
}

func TestHeldMemory(t *testing.T) {
	m := &matcher{}
	if err := m.hold(maxHeldBytes); err != nil {
		t.Fatal(err)
	}
	if wrong := (*RequestError)(nil); !errors.As(m.hold(1), &wrong) {
		t.Error("more than there is was given")
	}
	m.reset(&view{Snapshot: &indexer.Snapshot{}}, &plan{})
	if m.held != 0 {
		t.Errorf("the next search begins with %d bytes", m.held)
	}
}

// TestPatternsOfLabels end with the context.
func TestPatternsOfLabels(t *testing.T) {
	var values []string
	for n := range 10 * checkEvery {
		values = append(values, fmt.Sprint("etiket", n))
	}
	p := newGlob("*x*")
	if err := p.open(); err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := (&matcher{}).clause(gone, &condition{pattern: p}, &labelSet{values: values})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestClauseOfOnce: what a pattern of a label takes is looked for once in a search, however many segments there are, and
// anew in the next.
func TestClauseOfOnce(t *testing.T) {
	s := index(t, &corpus.Article{ID: "a", Title: "Kar", Tags: []string{"kar yağışı", "kış", "Karla"}})
	v, err := s.acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := v.release(); err != nil {
			t.Error(err)
		}
	}()
	p := newGlob("kar*")
	if err := p.open(); err != nil {
		t.Fatal(err)
	}
	m, c := &matcher{}, &condition{kind: isLabelled, label: Tag, pattern: p}
	m.reset(v, &plan{})
	made := func() *clause {
		t.Helper()
		found, err := m.clauseOf(t.Context(), c)
		if err != nil || len(found.values) != 2 {
			t.Fatalf("got %+v, %v, want two values", found, err)
		}
		return found
	}
	first := made()
	if made() != first {
		t.Error("the clause is made twice in one search")
	}
	if m.reset(v, &plan{}); made() == first {
		t.Error("the clause of the search before is kept")
	}
}

// TestCachedRepairs: a cached answer says where in the query something was repaired, and counts what it says.
func TestCachedRepairs(t *testing.T) {
	dir := t.TempDir()
	if _, err := writer(t, dir).Upsert(context.Background(), []*corpus.Article{{ID: "a", Title: "kar"}}); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir, WithCache(1<<20))
	for _, q := range []string{"kar)", "  kar)", "kar)", "  kar)"} {
		a := ask(t, s, Request{Query: q})
		if len(a.Repairs) != 1 || a.Repairs[0].From != len(q) {
			t.Errorf("%q: got %+v", q, a.Repairs)
		}
		a.Repairs[0].From = -1
	}
	few, many := ask(t, s, Request{Query: "kar)"}), ask(t, s, Request{Query: "kar" + strings.Repeat(")", 100)})
	if least := 100 * (len(many.Repairs[0].Message) + 40); int(many.bytes()-few.bytes()) < least {
		t.Errorf("%d repairs take %d bytes, one takes %d", len(many.Repairs), many.bytes(), few.bytes())
	}
}

// TestRefreshAfterClose: what is closed stays closed, so that no file stays open.
func TestRefreshAfterClose(t *testing.T) {
	s := index(t, &corpus.Article{ID: "a", Title: "kar"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Refresh(); !errors.Is(err, errClosed) || s.Healthy() == nil {
		t.Errorf("got %v, healthy: %v", err, s.Healthy())
	}
}
