package searcher

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
	"github.com/haberara/haberara/searcher/query"
)

// Verdict says whether an article fulfils a condition.
type Verdict struct {
	Kind VerdictKind `json:"kind"`
	// Text is the condition in the query language; empty where Parts say it all.
	Text  string `json:"text,omitempty"`
	Holds bool   `json:"holds"`
	// Because says in English what the article has or lacks; empty where Parts say it all.
	Because string    `json:"because,omitempty"`
	Found   []FoundIn `json:"found,omitempty"`
	// Parts are the conditions that this one is made of; of a phrase or places that the article lacks, their words.
	Parts []Verdict `json:"parts,omitempty"`
}

// VerdictKind says what a Verdict is about: a ScorePart by its PartName, or one of these.
type VerdictKind string

// The kinds of verdicts.
const (
	AnythingVerdict VerdictKind = "anything"
	DateVerdict     VerdictKind = "date"
	LabelVerdict    VerdictKind = "label"
	AddressVerdict  VerdictKind = "address"
	StoryVerdict    VerdictKind = "story"
	AllVerdict      VerdictKind = "all"
	AnyVerdict      VerdictKind = "any"
	NoneVerdict     VerdictKind = "none"
)

// FoundIn is how often a text field has something, and in which words, of which maxFoundWords are named.
type FoundIn struct {
	Field string   `json:"field"`
	Times int      `json:"times"`
	Words []string `json:"words,omitempty"`
}

func addFoundIn(found []FoundIn, field, word string) []FoundIn {
	if n := len(found); n == 0 || found[n-1].Field != field {
		found = append(found, FoundIn{Field: field})
	}
	last := &found[len(found)-1]
	last.Times++
	if len(last.Words) < maxFoundWords && !slices.Contains(last.Words, word) {
		last.Words = append(last.Words, word)
	}
	return found
}

// judge works out the verdicts about one document.
type judge struct {
	m       *matcher
	segment int
	doc     uint32
	sought  *sought
	scores  *explainer
}

func (j *judge) verdict(ctx context.Context, c *condition) (Verdict, error) {
	switch c.kind {
	case isAnything:
		return Verdict{Kind: AnythingVerdict, Text: "*", Holds: true, Because: "this is every article"}, nil
	case isAtom:
		return j.atom(c.atom), nil
	case isDated:
		return j.date(c)
	case isLabelled:
		return j.label(ctx, c)
	case isAddressed:
		return j.address(ctx, c.address)
	}
	v := Verdict{Kind: map[conditionKind]VerdictKind{isAll: AllVerdict, isAny: AnyVerdict, isNone: NoneVerdict}[c.kind]}
	held := 0
	for n := range c.parts {
		part, err := j.verdict(ctx, &c.parts[n])
		if err != nil {
			return v, err
		}
		if v.Parts = append(v.Parts, part); part.Holds {
			held++
		}
	}
	switch c.kind {
	case isAll:
		v.Holds = held == len(c.parts)
	case isAny:
		v.Holds = held > 0
	default:
		v.Holds = held == 0
	}
	return v, nil
}

// atom is about a word, phrase, pattern or places.
func (j *judge) atom(number int) Verdict {
	part := j.scores.part(j.segment, j.doc, number)
	v := Verdict{Kind: VerdictKind(part.Name), Text: part.Text, Holds: len(part.Forms) > 0}
	if part.Field != "" {
		v.Text = part.Field + ":" + v.Text
	}
	a := &j.m.p.atoms[number]
	for _, f := range part.Forms {
		for _, field := range f.Fields {
			found := FoundIn{Field: field.Field, Times: field.Times}
			for _, w := range field.Found {
				found.Words = append(found.Words, w.Word)
			}
			if len(field.Found) == 0 && f.Why != "" {
				found.Words = []string{f.Form}
			}
			v.Found = append(v.Found, found)
		}
	}
	if part.Name == PatternPart && v.Holds {
		isElsewhere := func(f FoundIn) bool { return part.Field != "" && f.Field != part.Field }
		v.Found = slices.DeleteFunc(slices.Clone(j.words(a)[0].Found), isElsewhere)
	}
	if !v.Holds && (part.Name == PhrasePart || part.Name == PlacesPart) {
		v.Parts = j.words(a)
	}
	v.Because = because(&v, part.Field)
	return v
}

// words are the verdicts about the words of an atom, each for itself.
func (j *judge) words(a *atom) (all []Verdict) {
	for _, w := range j.m.p.wordsOf(a) {
		at := j.sought.place(&w)
		v := Verdict{Kind: VerdictKind(WordPart), Text: j.sought.texts[at], Found: j.sought.found[at]}
		v.Holds = len(v.Found) > 0
		v.Because = because(&v, "")
		all = append(all, v)
	}
	return all
}

// because says where something was found.
func because(v *Verdict, field string) string {
	if v.Holds {
		var places []string
		for _, f := range v.Found {
			place := fmt.Sprintf("%s %d×", f.Field, f.Times)
			if len(f.Words) > 0 {
				place += " (" + strings.Join(f.Words, ", ") + ")"
			}
			places = append(places, place)
		}
		return "it is in " + strings.Join(places, ", ")
	}
	where := "title, spot or body"
	if field != "" {
		where = field
	}
	isMissing := func(part Verdict) bool { return !part.Holds }
	if len(v.Parts) > 0 && !slices.ContainsFunc(v.Parts, isMissing) {
		return "its words are there, but not as asked for in " + where
	}
	return "it is not in " + where
}

func (j *judge) date(c *condition) (Verdict, error) {
	date, err := j.m.v.dateOf(j.segment, c.date)
	if err != nil {
		return Verdict{}, err
	}
	wanted := query.DateRange{Field: query.DateField(c.date)}
	if c.from > firstTime {
		wanted.From = time.Unix(c.from, 0).In(turkish.Istanbul)
	}
	if c.to < maxTime {
		wanted.To = time.Unix(c.to, 0).In(turkish.Istanbul)
	}
	v := Verdict{Kind: DateVerdict, Text: wanted.String()}
	t := date(j.doc)
	v.Holds = t >= c.from && t < c.to
	what := "published"
	if c.date == Updated {
		what = "updated"
	}
	v.Because = "the article has no date"
	if t != segment.NoTime {
		v.Because = "it was " + what + " on " + time.Unix(t, 0).In(corpus.Istanbul).Format("2006-01-02 15:04:05")
	}
	return v, nil
}

func (j *judge) label(ctx context.Context, c *condition) (Verdict, error) {
	known, err := j.m.v.labelSet(c.label)
	if err != nil {
		return Verdict{}, err
	}
	wanted, err := j.m.clause(ctx, c, known)
	if err != nil {
		return Verdict{}, err
	}
	labels, err := j.m.v.Segments[j.segment].Labels(known.column)
	if err != nil {
		return Verdict{}, j.m.v.Segments[j.segment].Damaged(err)
	}
	v := Verdict{Kind: LabelVerdict, Text: string(c.label) + ":" + strings.Join(quotedAll(c.values), " or ")}
	if c.pattern != nil {
		v.Text += c.pattern.text
	}
	var has []string
	for from, to := labels.Of(j.doc); from < to; from++ {
		number := known.local[j.segment][labels.Ordinal(from)]
		has = append(has, known.values[number])
		v.Holds = v.Holds || slices.Contains(wanted.values, number)
	}
	switch {
	case len(has) == 0:
		v.Because = "the article has no " + string(c.label)
	case len(wanted.values) == 0:
		v.Because = "no article has such a value; this one has " + strings.Join(quotedAll(has), ", ")
	default:
		v.Because = "the article has " + strings.Join(quotedAll(has), ", ")
	}
	return v, nil
}

func (j *judge) address(ctx context.Context, wanted *address) (Verdict, error) {
	seg := &j.m.v.Segments[j.segment]
	set := j.m.scratch.set(words(seg.Docs()))
	defer j.m.scratch.giveBack(set)
	set.set(j.doc)
	if err := j.m.testAddress(ctx, j.segment, wanted, set); err != nil {
		return Verdict{}, seg.Damaged(err)
	}
	v := Verdict{Kind: AddressVerdict, Text: "url:" + wanted.text, Holds: set.has(j.doc)}
	has, err := seg.URL(j.doc)
	v.Because = "its address is " + has
	if has == "" {
		v.Because = "the article has no address"
	}
	return v, err
}

func quotedAll(values []string) []string {
	quoted := make([]string, len(values))
	for n, value := range values {
		quoted[n] = `"` + value + `"`
	}
	return quoted
}

// optional are the verdicts about what does not decide whether the article is a hit.
func (j *judge) optional() (all []Verdict) {
	decides := map[int]bool{}
	var visit func(c *condition)
	visit = func(c *condition) {
		if c.kind == isAtom {
			decides[c.atom] = true
		}
		for n := range c.parts {
			visit(&c.parts[n])
		}
	}
	visit(&j.m.p.root)
	for n := range j.m.p.atoms {
		if !decides[n] && !j.m.p.atoms[n].excluded {
			all = append(all, j.atom(n))
		}
	}
	return all
}

// takes reports whether a word of an article in a segment is one of the spellings that a pattern stands for.
func (m *matcher) takes(i int, p *pattern, t turkish.Signals) (bool, error) {
	if !p.takes(t.Fold) || p.found == p.used {
		return p.takes(t.Fold), nil
	}
	fst, err := m.v.Segments[i].Terms(segment.Exact)
	if err != nil {
		return false, m.v.Segments[i].Damaged(err)
	}
	value, ok, err := fst.Get(segment.ExactKey(nil, t.Fold, t.Exact))
	return ok && slices.Contains(p.values[i], value), err
}
