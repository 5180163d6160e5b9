package query

import "time"

// The limits of a query. One beyond them is an Error; only plain words beyond MaxTerms at the end of a query, as in a
// pasted article, are left out with a Repair.
const (
	// MaxBytes is how long the text of a query may be.
	MaxBytes = 16 << 10
	// MaxNesting is how deep parentheses, and the nodes of a tree, may stand in each other.
	MaxNesting = 64
	// MaxTerms is how many words, those of phrases included, and dates a query may have.
	MaxTerms = 1024
	// MaxPatterns is how many words of a query may have * or ? or ~ (Word.Pattern, Word.Edits).
	MaxPatterns = 64
	// MaxWildcards is how many * and ? one word may have.
	MaxWildcards = 8
	// MaxEdits is the highest Word.Edits.
	MaxEdits = 2
	// MaxDistance is the highest Phrase.Slop, Near.Distance and AtLeast.Count.
	MaxDistance = 1000
	// MinFactor is the lowest Boost.Factor.
	MinFactor = 0.01
	// MaxFactor is the highest Boost.Factor.
	MaxFactor = 100
)

// Node is a part of a query as it was understood: one of the pointer types of this file. String prints it in the query
// language so that ParseTree reads the same tree, ranges aside, whatever the time.
type Node interface {
	String() string
	// At returns the characters of the query that the node came from.
	At() Range
}

// Range is a stretch of characters of a query, counted from 1: From is its first and To the first one behind it.
type Range struct{ From, To int }

// At returns r.
func (r Range) At() Range { return r }

// All matches every article; a query without anything to search for is All, and All is never part of another node.
type All struct{ Range }

// Word matches a word, or, where corpus/turkish cuts Text into several tokens (Rusya-Ukrayna, 15:09, an address), their
// sequence. Text has at least one token, and no white space, double quotes or parentheses.
type Word struct {
	Range
	// Text is what was typed; case and diacritics are kept.
	Text string
	// Exact asks for the very word form, with its diacritics.
	Exact bool
	// Pattern says that * in Text stands for any characters, none included, and ? for one. Text then begins with a
	// letter or digit and has 1 to MaxWildcards of these signs.
	Pattern bool
	// Edits is how many letters may differ, 0 to MaxEdits; it is 0 for an Exact word and for a Pattern.
	Edits int
}

// Prefix returns the beginning that w asks for when its only wildcard is a * at the end; else false.
func (w *Word) Prefix() (string, bool) {
	last := len(w.Text) - 1
	if !w.Pattern || w.Text[last] != '*' {
		return "", false
	}
	for _, c := range []byte(w.Text[:last]) {
		if c == '*' || c == '?' {
			return "", false
		}
	}
	return w.Text[:last], true
}

// Phrase matches words beside each other in this order or, with Slop, near each other in any order.
type Phrase struct {
	Range
	// Text is the words, with one blank between them and without double quotes; it has at least one token.
	Text string
	// Lemma asks for the words in any inflected form, not for the forms as written.
	Lemma bool
	// Slop is how many other words may stand among them, 0 to MaxDistance: all fit into a window that has Slop words
	// more than the phrase.
	Slop int
}

// Near matches where A and B are at most Distance words apart (1: beside each other), with Ordered A before B. A and B
// are words, phrases, Or and Should-only Group of these, Near, and Boost of any of them.
type Near struct {
	Range
	A, B Node
	// Distance is 1 to MaxDistance.
	Distance int
	Ordered  bool
}

// SameParagraph matches where every child matches within one paragraph; the two or more children are what Near takes.
type SameParagraph struct {
	Range
	Children []Node
}

// AtLeast matches articles in which Child, something that Near takes, occurs Count times or more, 1 to MaxDistance.
type AtLeast struct {
	Range
	Count int
	Child Node
}

// And matches what all its children match. There are two or more; none is an And.
type And struct {
	Range
	Children []Node
}

// Or matches what any child matches. There are two or more; none is an Or.
type Or struct {
	Range
	Children []Node
}

// Not matches what Child does not.
type Not struct {
	Range
	Child Node
}

// Group has the meaning of Lucene's BooleanQuery: every Must member matches and no MustNot member does. Without a Must
// member at least one Should member matches, if there is any; otherwise they only raise the score. A Group of MustNot
// members alone matches everything else. It has two or more members, in the order of the query.
type Group struct {
	Range
	Members []Member
}

// Member is one part of a Group.
type Member struct {
	Occur Occur
	Node  Node
}

// Field looks for Child in one field; a Field inside Child is about its own field.
type Field struct {
	Range
	Name  FieldName
	Child Node
}

// FieldName names a searchable field of an article.
type FieldName string

// The fields of an article.
const (
	Title    FieldName = "title"
	Spot     FieldName = "spot"
	Body     FieldName = "body"
	Category FieldName = "category"
	Source   FieldName = "source"
	Author   FieldName = "author"
	Tag      FieldName = "tag"
	Agency   FieldName = "agency"
	URL      FieldName = "url"

	Person       FieldName = "person"
	Place        FieldName = "place"
	Organisation FieldName = "organisation"
	Year         FieldName = "year"
	Month        FieldName = "month"
	Day          FieldName = "day"
)

// IsText reports whether the field is running text; the other fields narrow a query (see ParseTree).
func (f FieldName) IsText() bool { return f == Title || f == Spot || f == Body }

// Boost multiplies the score of Child.
type Boost struct {
	Range
	// Factor is MinFactor to MaxFactor.
	Factor float64
	Child  Node
}

// DateField is the date that a DateRange is about.
type DateField uint8

const (
	// Published is the date of first publication.
	Published DateField = iota
	// Updated is the date of the last change.
	Updated
)

// DateRange matches articles dated from From on and before To; a zero time is an open end, and one end is given. Both
// are in Europe/Istanbul and full seconds.
type DateRange struct {
	Range
	From, To time.Time
	Field    DateField
}

// Walk calls visit for n and all nodes below it, parents first; below a node for which visit returns false it does not
// go.
func Walk(n Node, visit func(Node) bool) {
	if !visit(n) {
		return
	}
	for _, child := range children(n) {
		Walk(child, visit)
	}
}

func children(n Node) []Node {
	switch n := n.(type) {
	case *Near:
		return []Node{n.A, n.B}
	case *SameParagraph:
		return n.Children
	case *AtLeast:
		return []Node{n.Child}
	case *And:
		return n.Children
	case *Or:
		return n.Children
	case *Not:
		return []Node{n.Child}
	case *Field:
		return []Node{n.Child}
	case *Boost:
		return []Node{n.Child}
	case *Group:
		all := make([]Node, len(n.Members))
		for i, m := range n.Members {
			all[i] = m.Node
		}
		return all
	}
	return nil
}

// height returns how many nodes stand in each other at most.
func height(n Node) int {
	most := 0
	for _, child := range children(n) {
		most = max(most, height(child))
	}
	return most + 1
}
