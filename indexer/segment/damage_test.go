package segment

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	bluge "github.com/blugelabs/bluge_segment_api"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// checkDamaged reads all of a file: what comes without an error must be right, and each error must be a DamageError that
// names section, when that is not empty.
func checkDamaged(t *testing.T, b []byte, want *description, section string) {
	t.Helper()
	s, err := Load(bluge.NewDataBytes(b))
	if err != nil {
		if section != "" && section != directoryName {
			t.Fatalf("damage in %s: Load says %v", section, err)
		}
		return
	}
	if section == directoryName {
		t.Fatal("a damaged directory was taken")
	}
	got, errs := describe(s.(*Segment))
	if err := s.(*Segment).Verify(); err != nil {
		errs["verify"] = err
	} else if section != "" {
		t.Fatalf("damage in %s: Verify finds nothing", section)
	}
	for part, err := range errs {
		var damage *DamageError
		if !errors.As(err, &damage) || section != "" && !slices.Contains(strings.Split(damage.Section, ", "), section) {
			t.Fatalf("damage in %s: reading %s says %v", section, part, err)
		}
	}
	same := func(part string, want, got any) {
		t.Helper()
		if errs[part] == nil && !gocmp.Equal(want, got, cmpopts.EquateEmpty()) {
			t.Fatalf("damage in %s: %s are wrong: %s", section, part, gocmp.Diff(want, got, cmpopts.EquateEmpty()))
		}
	}
	same("sums", want.Sums, got.Sums)
	same("columns", []any{want.Rows, want.Values}, []any{got.Rows, got.Values})
	same("carriers", want.Carriers, got.Carriers)
	for s, name := range dictionaryNames {
		same(name, []any{want.Lists[s], want.FieldDocs[s]}, []any{got.Lists[s], got.FieldDocs[s]})
	}
	same("ids", want.IDs, got.IDs)
	same("stored", want.Stored, got.Stored)
	for doc, id := range got.IDs {
		if id != want.IDs[doc] && id != "" || got.Stored[doc] != nil && !slices.Equal(got.Stored[doc], want.Stored[doc]) {
			t.Fatalf("damage in %s: document %d has ID %q and fields %q", section, doc, id, got.Stored[doc])
		}
		err := s.(*Segment).Find(Key([]byte(want.IDs[doc])), []byte(want.IDs[doc]), func(found uint32) {
			if found != uint32(doc) {
				t.Fatalf("damage in %s: %s is document %d, not %d", section, want.IDs[doc], found, doc)
			}
		})
		if err != nil && !errors.As(err, new(*DamageError)) {
			t.Fatal(err)
		}
	}
}

// damaged returns a file with articles of several pages, and what it holds.
func damaged(t testing.TB, n int) (file []byte, want description, sections map[string]span) {
	t.Helper()
	const most = 2 << 10
	r := random(400)
	articles := randomArticles(r, 0, n)
	for _, a := range articles {
		text := "Özet"
		for len(text) < most {
			text += " " + words[r.IntN(len(words))]
		}
		a.stored = append(a.stored, StoredField{Name: "spot", Value: text})
	}
	s := newSegment(t, articles)
	return bytesOf(t, s), expected(articles), s.file.sections
}

// TestFlippedBits flips one bit at a time in each section, and in what comes behind them.
func TestFlippedBits(t *testing.T) {
	file, want, sections := damaged(t, 150)
	if len(file) < 2*pageBytes {
		t.Fatalf("only %d bytes", len(file))
	}
	r := random(401)
	end := binary.LittleEndian.Uint64(file[len(file)-footerBytes:])
	sections[directoryName] = span{end, uint64(len(file)) - end}
	for _, name := range slices.Sorted(maps.Keys(sections)) {
		s := sections[name]
		for i := range 4 {
			at := s.offset + r.Uint64N(s.length)
			switch i {
			case 0:
				at = s.offset
			case 1:
				at = s.offset + s.length - 1
			}
			b := slices.Clone(file)
			b[at] ^= 1 << r.IntN(8)
			checkDamaged(t, b, &want, name)
		}
	}
}

func TestEveryBitOfTheDirectory(t *testing.T) {
	file, want, _ := damaged(t, 3)
	end := binary.LittleEndian.Uint64(file[len(file)-footerBytes:])
	for at := int(end); at < len(file); at++ {
		for bit := range 8 {
			b := slices.Clone(file)
			b[at] ^= 1 << bit
			checkDamaged(t, b, &want, directoryName)
		}
	}
}

func TestTruncated(t *testing.T) {
	file, want, _ := damaged(t, 100)
	r := random(402)
	f := func(from, to int) {
		t.Helper()
		checkDamaged(t, slices.Clone(file[from:to]), &want, directoryName)
	}
	for n := range 200 {
		f(0, n)
		f(0, len(file)-1-n)
		f(0, r.IntN(len(file)))
		f(1+r.IntN(len(file)-1), len(file))
	}
}

// seal gives a file the checksums of what stands in it, as somebody would who means harm.
func seal(b []byte) {
	footer := b[len(b)-footerBytes:]
	end, count := binary.LittleEndian.Uint64(footer), uint64(binary.LittleEndian.Uint32(footer[8:]))
	sums := b[end+count*entryBytes:]
	for page := uint64(0); page*pageBytes < end; page++ {
		sum := crc32.Checksum(b[page*pageBytes:min((page+1)*pageBytes, end)], castagnoli)
		binary.LittleEndian.PutUint32(sums[page*4:], sum)
	}
	binary.LittleEndian.PutUint32(footer[16:], crc32.Checksum(b[end:len(b)-12], castagnoli))
}

// readSealed reads what it can of a file whose checksums hold: nothing may panic. The dictionaries must be sound, for
// vellum trusts what it reads.
func readSealed(t *testing.T, b []byte) {
	t.Helper()
	s, err := Load(bluge.NewDataBytes(b))
	if err != nil {
		return
	}
	own := s.(*Segment)
	_, errs := describe(own)
	for part, err := range errs {
		if !errors.As(err, new(*DamageError)) {
			// Only the test's own counting of positions says it otherwise.
			if !slices.Contains(dictionaryNames[:], part) {
				t.Fatalf("%s: %v", part, err)
			}
		}
	}
	for _, field := range own.Fields() {
		d, err := own.Dictionary(field)
		check(t, err)
		it := d.Iterator(nil, nil, nil)
		e, err := it.Next()
		for n := 0; e != nil && err == nil && n < 20; n++ {
			_, _ = d.PostingsList([]byte(e.Term()), nil, nil)
			e, err = it.Next()
		}
	}
	_, _, _ = own.Range(0, 1)
	_, _ = own.DocsMatchingTerms([]bluge.Term{idTerm("haber-1"), idTerm("haber-2")})
	_, err = Merge([]bluge.Segment{own}, nil1, 1).WriteTo(&limitedWriter{1 << 30}, nil)
	if err != nil && !errors.As(err, new(*DamageError)) {
		t.Fatal(err)
	}
}

// harm changes bytes of the sections but the dictionaries and seals the file again.
func harm(r *rand.Rand, b []byte, sections map[string]span) {
	names := slices.Sorted(maps.Keys(sections))
	for range 1 + r.IntN(3) {
		n := r.IntN(len(names))
		s := sections[names[n]]
		if strings.HasSuffix(names[n], ".terms") || s.length == 0 {
			continue
		}
		at := s.offset + r.Uint64N(s.length)
		if r.IntN(3) == 0 {
			at = s.offset + r.Uint64N(min(s.length, 30))
		}
		switch r.IntN(4) {
		case 0:
			b[at] = 0xFF
		case 1:
			b[at] = 0
		case 2:
			b[at] ^= 1 << r.IntN(8)
		default:
			for i := at; i < min(at+8, s.offset+s.length); i++ {
				b[i] = byte(r.Uint32())
			}
		}
	}
	seal(b)
}

// TestMalice reads files whose checksums hold and whose numbers lie.
func TestMalice(t *testing.T) {
	file, _, sections := damaged(t, 150)
	same := slices.Clone(file)
	if seal(same); !slices.Equal(same, file) {
		t.Fatal("seal gives an untouched file other checksums")
	}
	r := random(403)
	for range 150 {
		b := slices.Clone(file)
		harm(r, b, sections)
		readSealed(t, b)
	}
	f := func(name string, change func(section []byte), read func(s *Segment) error) {
		t.Helper()
		b := slices.Clone(file)
		change(b[sections[name].offset:][:sections[name].length])
		seal(b)
		var damage *DamageError
		if err := read(loaded(t, b)); !errors.As(err, &damage) || damage.Section != name {
			t.Fatalf("%s: %v", name, err)
		}
	}
	f("label.tag", func(b []byte) { b[8] = 200 }, func(s *Segment) error { // bytes of a step
		_, err := s.Labels(Tag)
		return err
	})
	f("ids", func(b []byte) { b[3] = 0xFF }, func(s *Segment) error {
		_, err := s.AppendID(nil, 0)
		return err
	})
	f("stored.index", func(b []byte) { b[0] = 0xFF }, func(s *Segment) error {
		return s.VisitStored(0, func(string, []byte) bool { return true })
	})
	f("stored", func(b []byte) { b[0] = 0 }, func(s *Segment) error {
		return s.VisitStored(0, func(string, []byte) bool { return true })
	})
	f("published", func(b []byte) { clear(b[8 : len(b)/2]) }, func(s *Segment) error { // not in order
		_, err := Merge([]bluge.Segment{s}, nil1, 1).WriteTo(&limitedWriter{1 << 30}, nil)
		return err
	})
	f("exact.lists", func(b []byte) { clear(b) }, func(s *Segment) error {
		_, _, err := describeLists(s, Exact)
		return err
	})
	f("lemma.lists", func(b []byte) { copy(b[8:], strings.Repeat("\xff", 99)) }, func(s *Segment) error {
		_, _, err := describeLists(s, Lemma)
		return err
	})
}
