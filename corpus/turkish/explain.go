package turkish

import (
	"strings"
	"unicode/utf8"

	"github.com/haberara/haberara/corpus/turkish/morphology"
)

// Part is what a Rule has a say in.
type Part string

// The parts of a token.
const (
	TokenPart Part = "token"
	ExactPart Part = "exact"
	LemmaPart Part = "lemma"
	RootPart  Part = "root"
	FoldPart  Part = "fold"
	// QueryPart is what else is searched for when the token stands in a query.
	QueryPart Part = "query"
)

// Rule is a step of the chain that made a part of a token: its name, and what it did here.
type Rule struct {
	Part         Part
	Name, Detail string
}

// Explained is a token with its terms and all that made them.
type Explained struct {
	Token
	Signals
	// Endings are those that the lemmatizer took off, in their order.
	Endings []string
	// Rules stand in the order of the parts.
	Rules []Rule
}

// Explainer explains tokens; Synonyms and Protected are the words of a site, both may be nil.
type Explainer struct {
	Synonyms  *Synonyms
	Protected *Words
}

// Explain returns the tokens of text with the terms that an Analyzer gives them, and the rules that led there. It works
// all of it out anew and keeps nothing: an Analyzer that is not asked does not know of it.
func (e Explainer) Explain(text string) ([]Explained, error) {
	var all []Explained
	NewAnalyzer().Analyze(text, func(t Token, s Signals) bool {
		x := Explained{Token: t, Signals: s}
		x.explainToken(text)
		x.explainExact(text[t.Start:t.BaseEnd])
		x.explainLemma()
		x.explainFold()
		all = append(all, x)
		return true
	})
	return all, e.explainQuery(text, all)
}

func (x *Explained) add(p Part, name, detail string) {
	x.Rules = append(x.Rules, Rule{p, name, detail})
}

// changed adds a rule that turned one text into another, if it did.
func (x *Explained) changed(p Part, name, from, to string) bool {
	if from == to {
		return false
	}
	x.add(p, name, from+" → "+to)
	return true
}

func (x *Explained) explainToken(text string) {
	base, tail := text[x.Start:x.BaseEnd], text[x.BaseEnd:x.End]
	if tail != "" {
		name := "endings behind a sign cut"
		switch r, _ := utf8.DecodeRuneInString(tail); {
		case IsApostrophe(r):
			name = "endings behind an apostrophe cut"
		case isCore(r):
			name = "endings behind a number cut"
		}
		x.add(TokenPart, name, tail)
	}
	if at := strings.LastIndexFunc(base, IsApostrophe); at > 0 && x.Kind == Word {
		x.add(TokenPart, "apostrophe kept", base[at:]+" is no chain of endings")
	}
}

// kindRules name what makes the Exact term of the kinds that are no words.
var kindRules = map[Kind]string{
	Number: "number", Percent: "percent sign spoken", Date: "part of a date", Month: "month named", Time: "time of day",
	Currency: "currency named", URL: "address", Email: "address",
}

func (x *Explained) explainExact(base string) {
	if name := kindRules[x.Kind]; name != "" {
		if !x.changed(ExactPart, name, base, x.Exact) {
			x.add(ExactPart, name, x.Exact)
		}
		return
	}
	word := NFC(base)
	if word != base {
		x.add(ExactPart, "letters composed", word)
	}
	bare := bareWord(word)
	x.changed(ExactPart, "signs taken out", word, bare)
	if !x.explainCase(bare) && word == base && bare == word {
		x.add(ExactPart, "as written", x.Exact)
	}
	if Fold(x.Exact) != x.Exact {
		x.add(ExactPart, "diacritics kept", x.Exact)
	}
}

// explainCase tells which letters became small.
func (x *Explained) explainCase(word string) bool {
	lower := Lower(word)
	if strings.ContainsRune(word, 'I') {
		x.add(ExactPart, "dotless I", "I → ı")
	}
	if strings.ContainsRune(word, 'İ') {
		x.add(ExactPart, "dotted İ", "İ → i")
	}
	lowered := x.changed(ExactPart, "lower case", word, lower)
	return x.changed(ExactPart, "cut at the longest term", lower, x.Exact) || lowered
}

func (x *Explained) explainLemma() {
	if x.Kind != Word && x.Kind != Hashtag {
		x.add(LemmaPart, "not a word", x.Lemma)
		return
	}
	named := x.End > x.BaseEnd
	if _, _, ok := lemmaOf(x.Exact, named); !ok {
		x.add(LemmaPart, "not made of letters, or too long", x.Lemma)
		return
	}
	readings := morphology.Lexicon.Analyze(x.Exact, named)
	best := readings[0]
	x.Endings = best.Endings
	if best.Restored {
		letters := []rune(x.Exact)
		typed := letters[:min(len(letters), utf8.RuneCountInString(best.Stem))]
		x.changed(LemmaPart, "diacritics of the lexicon", string(typed), best.Stem)
	}
	if best.Known {
		x.add(LemmaPart, "lexicon", stemDetail(best))
	} else {
		x.add(LemmaPart, "unknown word", stemDetail(best))
	}
	if len(best.Endings) > 0 {
		x.add(LemmaPart, "endings", strings.Join(best.Endings, "+"))
	}
	x.changed(LemmaPart, "derivation", best.Word, best.Lemma)
	if len(readings) > 1 {
		x.add(LemmaPart, "less likely reading", stemDetail(readings[1]))
	}
	if x.Root != "" {
		x.add(RootPart, "derived from", x.Lemma+" ← "+x.Root)
	}
}

// stemDetail is like "ağız, noun, as ağz- (vowel drop)".
func stemDetail(a morphology.Analysis) string {
	detail := a.Word + ", " + string(a.Class)
	if a.Stem != a.Word {
		detail += ", as " + a.Stem + strings.Repeat("-", min(len(a.Endings), 1))
	}
	if len(a.Sounds) > 0 {
		var names []string
		for _, s := range a.Sounds {
			names = append(names, string(s))
		}
		detail += " (" + strings.Join(names, ", ") + ")"
	}
	return detail
}

func (x *Explained) explainFold() {
	if !x.changed(FoldPart, "diacritics taken off", x.Exact, x.Fold) {
		x.add(FoldPart, "as exact", x.Fold)
	}
}

// explainQuery adds what the built-in table, the site's files and the rules of names say of the tokens of a query.
func (e Explainer) explainQuery(text string, all []Explained) error {
	abbreviations, err := Abbreviations()
	if err != nil {
		return err
	}
	row := make([]QueryWord, len(all))
	for i, x := range all {
		row[i] = QueryWord{x.Signals, !hasLower(text[x.Start:x.BaseEnd])}
	}
	skip := 0 // words that the member before takes in
	for i := range all {
		if e.Protected.Has(all[i].Signals) {
			all[i].add(QueryPart, "protected word", "searched for as typed")
			skip = 0
			continue
		}
		all[i].explainName()
		if skip > 0 {
			skip--
			continue
		}
		if n := e.synonyms(row[i:], abbreviations, &all[i]); n > 0 {
			skip = n - 1
		}
	}
	return nil
}

// synonyms adds what stands for the longest member that begins a row, whose length it returns.
func (e Explainer) synonyms(row []QueryWord, builtIn *Synonyms, x *Explained) int {
	row = row[:min(len(row), MaxSynonymWords)]
	for i, w := range row {
		if e.Protected.Has(w.Signals) {
			row = row[:i]
			break
		}
	}
	name := "synonym"
	n, others := e.Synonyms.Of(row)
	if n == 0 {
		name = "abbreviation"
		n, others = builtIn.Of(row)
	}
	var typed, also []string
	for _, w := range row[:n] {
		typed = append(typed, w.Exact)
	}
	for _, o := range others {
		also = append(also, o.Text)
	}
	if len(also) > 0 {
		x.add(QueryPart, name, strings.Join(typed, " ")+" → "+strings.Join(also, ", "))
	}
	return n
}

// explainName adds the key of a word that looks like a foreign name.
func (x *Explained) explainName() {
	if key := NameKey(x.Exact); x.Kind == Word && key != "" && (isIrregularName(x.Exact) || hasForeignSign(x.Exact)) {
		x.add(QueryPart, "name key", strings.TrimPrefix(key, irregularMark))
	}
}
