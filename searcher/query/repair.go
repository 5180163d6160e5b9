package query

import "fmt"

// Repair says what was changed about a query so that it can be answered, or what was read otherwise than it is written.
type Repair struct {
	// Range is the place in the query as typed.
	Range
	// Message says in English what was done.
	Message string `json:"message"`
	// Changed is the whole query as it was understood after all repairs, in the query language.
	Changed string `json:"-"`
}

// maxRepairs is how many repairs are told of one query.
const maxRepairs = 100

func (r Repair) String() string { return fmt.Sprintf("%s (character %d)", r.Message, r.From) }

// repair notes what was done about the characters from index from to to.
func (p *treeParser) repair(from, to int, format string, args ...any) {
	if len(p.repairs) < maxRepairs {
		p.repairs = append(p.repairs, Repair{Range: p.place(from, to), Message: fmt.Sprintf(format, args...)})
	}
}

// fail ends the parse with an error at index at; the first one stays.
func (p *treeParser) fail(at int, format string, args ...any) {
	if p.err == nil {
		p.err = &Error{Position: at + 1, Message: fmt.Sprintf(format, args...)}
	}
	p.at = len(p.text)
}

// place returns the Range of the indexes from to to.
func (p *treeParser) place(from, to int) Range { return Range{From: from + 1, To: to + 1} }

func (p *treeParser) slice(from, to int) string { return string(p.text[from:to]) }
