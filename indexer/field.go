package indexer

import bluge "github.com/blugelabs/bluge_segment_api"

// field is one field of a document as Bluge asks for it.
type field struct {
	name   string
	terms  []term
	value  []byte
	length int
	store  bool
}

func (f *field) Name() string         { return f.name }
func (f *field) Length() int          { return f.length }
func (f *field) Value() []byte        { return f.value }
func (f *field) Index() bool          { return f.terms != nil }
func (f *field) Store() bool          { return f.store }
func (f *field) IndexDocValues() bool { return false }

func (f *field) EachTerm(visit bluge.VisitTerm) {
	for i := range f.terms {
		visit(&f.terms[i])
	}
}

// term is one distinct term of a field of a document.
type term struct {
	text      string
	frequency int
	field     string
	positions []int32
}

func (t *term) Term() []byte   { return []byte(t.text) }
func (t *term) Frequency() int { return t.frequency }

func (t *term) EachLocation(visit bluge.VisitLocation) {
	l := location{field: t.field}
	for _, p := range t.positions {
		l.position = int(p)
		visit(&l)
	}
}

// location is where a term stands: its position in tokens. Byte offsets are not kept, because a snippet is made by
// analysing the stored text again.
type location struct {
	field    string
	position int
}

func (l *location) Field() string { return l.field }
func (l *location) Start() int    { return 0 }
func (l *location) End() int      { return 0 }
func (l *location) Pos() int      { return l.position }
func (l *location) Size() int     { return 0 }

// termSet gathers the terms of one signal of one text field of one document.
type termSet struct {
	terms   []term
	ordinal map[string]int32
}

func (s *termSet) add(text string) *term {
	if text == "" {
		return nil
	}
	if i, ok := s.ordinal[text]; ok {
		s.terms[i].frequency++
		return &s.terms[i]
	}
	if s.ordinal == nil {
		s.ordinal = map[string]int32{}
	}
	s.ordinal[text] = int32(len(s.terms))
	s.terms = append(s.terms, term{text: text, frequency: 1})
	return &s.terms[len(s.terms)-1]
}

func (s *termSet) addAt(text string, position int) {
	if t := s.add(text); t != nil {
		t.positions = append(t.positions, int32(position))
	}
}

// seal drops the look-up table and tells the terms that have positions the name of their field.
func (s *termSet) seal(field string) {
	s.ordinal = nil
	for i := range s.terms {
		s.terms[i].field = field
	}
}
