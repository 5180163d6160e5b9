package segment

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bluge "github.com/blugelabs/bluge_segment_api"
)

var update = flag.Bool("update", false, "write testdata again; only when Version is raised")

// fixture is what the newest file of testdata holds: every kind of value, lists of none, one and several blocks.
func fixture() []*article {
	articles := []*article{
		{
			id: "kp-1",
			row: Row{
				Published: 1_700_000_000, Updated: NoTime, Fingerprint: 0x0102030405060708,
				Story: 0x1112131415161718, Sketch: []uint32{3, 0x40000001, 0xFFFFFFFF},
				Labels: [LabelFields][]string{
					Category: {"spor"}, Source: {"Kuzey Postası"}, Author: {"Ayşe Işık", "Çağrı Öz"}, Tag: {"kar", "yol"},
					Place: {"Kars", "Ağrı"}, Organisation: {"Kars Belediyesi"}, Year: {"2023"}, Month: {"2023-11"}, Day: {"2023-11-15"},
				},
			},
			words: [TextFields][]string{
				{"kar", "yağdı", "kar"}, {"yollar", "kapandı"}, strings.Fields("kâr yağdı yollar yol şehirler kapandı kar"),
			},
			address: []string{"haber", "example", "spor", "kar", "haber", AddressEnd},
			stored: []StoredField{
				{"title", "Kar yağdı, kar", StoredText}, {"body", "Kâr yağdı; yollar, yol, şehirler kapandı. Kar!", StoredText},
				{"category", "spor", StoredLabel}, {"url", "https://haber.example/spor/kar-haber", StoredAddress},
			},
		},
		{
			id: "kp-2",
			row: Row{
				Published: -5_000_000_000, Updated: 1, Labels: [LabelFields][]string{Tag: {"yol", ""}, Agency: {"HA"}},
			},
			words: [TextFields][]string{{"tekgeçen"}, nil, {"şehirler"}},
		},
		{id: "tarihsiz", row: Row{Published: NoTime, Updated: 1_700_000_100}},
	}
	for n := range 300 {
		a := &article{id: fmt.Sprintf("belde-%04x", n), row: Row{Published: int64(1_600_000_000 + n*n*977%5000), Updated: NoTime}}
		a.row.Labels[Category] = []string{[]string{"belde", "ilçe", "köy"}[n%3]}
		a.words[Title] = []string{"belde", "haberi", fmt.Sprint("sayı", n)}
		if n%2 == 0 {
			a.words[Body] = strings.Fields(strings.Repeat("su kesildi ", 1+n%5))
		}
		if n%40 == 0 {
			a.words[Spot] = strings.Fields(strings.Repeat("uzun ", 300))
		}
		a.address = []string{"belde", "example", fmt.Sprint(n), AddressEnd}
		a.stored = []StoredField{{Name: "title", Value: fmt.Sprintf("Belde haberi, sayı%d", n)}}
		articles = append(articles, a)
	}
	return articles
}

// TestFormat pins the newest format with a file that must be readable for ever.
func TestFormat(t *testing.T) {
	path := filepath.Join("testdata", fmt.Sprintf("format-%d.seg", Version))
	made := bytesOf(t, newSegment(t, fixture()))
	if *update {
		check(t, os.WriteFile(path, made, 0o644))
	}
	b, err := os.ReadFile(path)
	check(t, err)
	s := loaded(t, b)
	checkSegment(t, path, fixture(), s)
	other := loaded(t, made)
	for name := range s.file.sections {
		old, err := s.file.section(name)
		check(t, err)
		now, err := other.file.section(name)
		check(t, err)
		if !bytes.Equal(old, now) {
			t.Errorf("section %s gets other bytes than it did: raise Version and keep reading the old file", name)
		}
	}
}

// TestFormatByteByByte reads the numbers of the fixture where the description of the format has them.
func TestFormatByteByByte(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("testdata", "format-5.seg"))
	check(t, err)
	n := len(b)
	u32 := func(at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }
	u64 := func(at int) int { return int(binary.LittleEndian.Uint64(b[at:])) }
	if string(b[n-4:]) != "HSEG" || u32(n-8) != 5 || u32(n-16) != 303 || u32(n-20) != 44 {
		t.Fatalf("footer %q", b[n-28:])
	}
	directory := u64(n - 28)
	if pages := (directory + 8191) / 8192; directory+44*32+4*pages+28 != n {
		t.Fatalf("directory at %d of %d", directory, n)
	}
	names := strings.Fields("published updated fingerprint key keys story sketch length.title length.spot length.body sums " +
		"label.category docs.category label.source docs.source label.author docs.author label.tag docs.tag " +
		"label.agency docs.agency label.person docs.person label.place docs.place label.org docs.org " +
		"label.year docs.year label.month docs.month label.day docs.day ids stored.words stored stored.index exact.lists exact.terms names " +
		"lemma.lists lemma.terms address.lists address.terms")
	at := map[string]int{}
	for i := range 44 {
		e := directory + i*32
		name := strings.TrimRight(string(b[e:e+16]), "\x00")
		at[name] = u64(e + 16)
	}
	for i, name := range names[1:] { // each lies behind the one before
		if at[name] < at[names[i]] {
			t.Fatalf("%s lies at %d", name, at[name])
		}
	}
	// Newest first: kp-1, and undated ones at the end.
	published := at["published"]
	if u64(published) != -5_000_000_001 || u64(published+8)&(1<<40-1) != 6_700_000_001 || u64(published+8+302*5)&(1<<40-1) != 0 {
		t.Error("the dates are out of order")
	}
	if string(b[at["fingerprint"]:][:8]) != "\x08\x07\x06\x05\x04\x03\x02\x01" {
		t.Error("the first fingerprint")
	}
	if story := at["story"]; u32(story) != 2 || string(b[story+4:][:8]) != "\x18\x17\x16\x15\x14\x13\x12\x11" ||
		string(b[story+4+2*8:][:2]) != "\x2f\x01" {
		t.Error("the first story")
	}
	sketch := at["sketch"]
	if u32(sketch) != 0 || u32(sketch+2*4) != 14+15 || b[sketch+20*4] != 13 || b[sketch+20*4+1] != 0 ||
		u32(sketch+20*4+6) != 0x40000001 || b[sketch+20*4+14] != 0 {
		t.Error("the sketches: the first has three features for itself, the others none")
	}
	ids := at["ids"]
	if u32(ids) == 0 || string(b[ids+4:][:5]) != "\x04kp-1" || b[ids+4+u32(ids)+19*4] != 1 || b[ids+4+u32(ids)+19*4+1] != 2 {
		t.Error("the first ID is all of the first shape, the second has another")
	}
	tags := at["label.tag"]
	if u32(tags) != 3 || u32(tags+4) != 0 || u32(tags+8) != 1 || b[tags+16+3] != byte(len("karyol")) {
		t.Error("the tags: three values, ending where they end")
	}
	if u32(tags+20) != 1 || b[tags+24+19*4] != 0 || b[tags+24+19*4+1] != 2 {
		t.Error("the tags: the first document has two")
	}
	if tags := at["docs.tag"]; string(b[tags:][:20]) != "\x01\x00\x00\x00\x00\x00\x00\x00\x00\x02\x04\x08\x2d\x01\x00\x00\x00\x00\x2d\x01" {
		t.Error("the documents of the tags: the last but one has the empty tag and yol, the first has kar and yol")
	}
	if categories := at["label.category"]; u32(categories) != 4 || u32(categories+4) != 1 || b[categories+16+5] != 3 {
		t.Error("the categories: four values, one a document, the last of them for the first")
	}
	if categories := at["docs.category"]; b[categories+8+1] != 44 || u32(categories+8+5) != 100 {
		t.Error("the documents of the categories: a bit for each, of which the first value has a hundred")
	}
	if u32(at["names"]) != 6 {
		t.Error("names have six bytes each")
	}
	if u64(at["sums"]) != 3+1+900 || u64(at["sums"]+8) != 302 || b[at["length.body"]] != 7 {
		t.Error("the lengths")
	}
}

// TestOldFormats keeps a file of each format before, none of which was released.
func TestOldFormats(t *testing.T) {
	for version := uint32(1); version < Version; version++ {
		b, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("format-%d.seg", version)))
		check(t, err)
		_, err = Load(bluge.NewDataBytes(b))
		want := fmt.Sprintf("format %d, this program reads format %d: index the articles again", version, Version)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Fatal(err)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	b := bytesOf(t, newSegment(t, randomArticles(random(600), 0, 4)))
	f := func(what, message string, b []byte) {
		t.Helper()
		if _, err := Load(bluge.NewDataBytes(b)); err == nil || !strings.Contains(err.Error(), message) {
			t.Fatalf("%s: %v", what, err)
		}
	}
	change := func(fromEnd int, to byte) []byte {
		c := bytes.Clone(b)
		c[len(c)-fromEnd] = to
		return c
	}
	f("nothing", "section directory", []byte{})
	f("half a footer", "section directory", b[:footerBytes-1])
	f("another mark", "no segment of ours", change(1, 'X'))
	f("a later format", "format 6, this program reads format 5", change(8, 6))
	f("more documents", "section directory: its checksum", change(16, 9))
	// Far more sections than there is memory for.
	f("more sections", "section directory", change(17, 0xFF))
	f("a directory elsewhere", "section directory", change(28, b[len(b)-28]-1))
	f("a byte before the footer", "section directory", slices.Insert(bytes.Clone(b), len(b)-footerBytes, 0))

	missing := loaded(t, b)
	delete(missing.file.sections, "published")
	_, err := missing.Times(Published)
	if err == nil || !strings.Contains(err.Error(), "section published: it is missing") {
		t.Fatal(err)
	}
}

// TestUnknownSection reads a file with a section that a later program has added.
func TestUnknownSection(t *testing.T) {
	articles := randomArticles(random(601), 0, 20)
	s := newSegment(t, articles)
	var b bytes.Buffer
	w := &fileWriter{w: &b}
	w.add("a.later.section!", []byte("of sixteen letters"))
	for name := range s.file.sections {
		section, err := s.file.section(name)
		check(t, err)
		w.add(name, section)
	}
	_, err := w.finish(s.Docs())
	check(t, err)
	checkSegment(t, "with another section", articles, loaded(t, b.Bytes()))
}
