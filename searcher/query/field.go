package query

import (
	"unicode"

	"github.com/haberara/haberara/corpus/turkish"
)

// fieldNames are the names that may stand before a colon, folded.
var fieldNames = map[string]FieldName{
	"title": Title, "baslik": Title, "spot": Spot, "body": Body, "metin": Body, "category": Category,
	"kategori": Category, "source": Source, "kaynak": Source, "author": Author, "yazar": Author, "tag": Tag,
	"etiket": Tag, "agency": Agency, "ajans": Agency, "url": URL, "person": Person, "kisi": Person, "place": Place,
	"yer": Place, "organisation": Organisation, "kurum": Organisation, "year": Year, "yil": Year, "month": Month, "ay": Month,
	"day": Day, "gun": Day,
}

// maxFieldChars is longer than every field name.
const maxFieldChars = 24

// field reads a field with its value; false, without moving, when there is none. A minus behind the colon goes to
// sign.
func (p *treeParser) field(sign *Occur) (Node, bool) {
	start := p.at
	colon := p.nameEnd()
	if colon < 0 {
		return nil, false
	}
	value := colon + 1
	written := p.slice(start, colon)
	name := fieldNames[turkish.Fold(written)]
	date, isDate := dateNames[turkish.Fold(written)]
	isKnown := name != "" || isDate
	hasValue := value < len(p.text) && p.text[value] != ')' && !unicode.IsSpace(p.text[value])
	switch {
	case isKnown && !hasValue:
		p.repair(start, value, "%s: has no value directly behind it and is searched for as a word", written)
		return nil, false
	case !isKnown && hasValue && (isCore(p.text[value]) || p.text[value] == '(' || quoteOf(p.text[value]) != noQuote):
		p.repair(start, value, "%s is not a field; it is searched for as a word", written)
		return nil, false
	case !isKnown:
		return nil, false
	}
	p.at = value
	p.valueSign(sign)
	if isDate {
		return p.dateField(start, value, date)
	}
	child, _ := p.unit(countMode, sign)
	if child == nil {
		p.repair(start, p.at, "%s: has nothing to search for and is ignored", written)
		return nil, true
	}
	return &Field{p.place(start, p.at), name, child}, true
}

// nameEnd returns the index of the colon behind a name of letters, or -1.
func (p *treeParser) nameEnd() int {
	for i := p.at; i < min(len(p.text), p.at+maxFieldChars); i++ {
		switch r := p.text[i]; {
		case r == ':' && i > p.at:
			return i
		case !unicode.IsLetter(r) && !unicode.IsMark(r):
			return -1
		}
	}
	return -1
}

// valueSign moves the sign of kategori:-spor to where it belongs.
func (p *treeParser) valueSign(sign *Occur) {
	r := p.text[p.at]
	if r != '+' && r != '-' || p.at+1 >= len(p.text) {
		return
	}
	if next := p.text[p.at+1]; !isCore(next) && next != '(' && quoteOf(next) == noQuote {
		return
	}
	p.repair(p.at, p.at+1, "%c is read as if it stood before the field", r)
	p.at++
	if r == '-' {
		*sign = MustNot
	} else if *sign == Should {
		*sign = Must
	}
}
