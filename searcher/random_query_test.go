package searcher

import (
	"fmt"
	"strings"

	"github.com/haberara/haberara/searcher/query"
)

// words is what people type: words and phrases with signs.
func (d dice) words() string {
	switch d.IntN(60) {
	case 0, 1: // a sentence in quotes
		return `"` + strings.Join([]string{d.text(8), d.text(8), d.of(someWords), d.of(someWords)}, " ") + `"`
	case 2, 3: // what no article has together
		return d.of(letterWords) + " AND " + d.of(wrongWords) + " AND " + d.of(letterWords)
	case 4, 5, 6: // a slip of the keyboard
		return d.of(letterWords) + " " + d.of(wrongWords[:6])
	}
	var q []string
	count := d.IntN(4)
	if d.IntN(12) == 0 {
		count = 9 + d.IntN(8) // a pasted text, or nearly one
	}
	for range count {
		w := d.of(someWords)
		if d.IntN(5) == 0 {
			w = `"` + w + " " + d.of(someWords) + strings.Repeat(" "+d.of(someWords), d.IntN(2)) + `"`
		} else if d.IntN(6) == 0 {
			w = d.of([]string{"Avrupa Birliği", "avrupa birliği", "TBMM", "baş bakan", "dış işleri", "binek araç"})
		} else if d.IntN(4) == 0 {
			w = d.of(plainWords)
		} else if d.IntN(3) == 0 {
			w = d.of(wrongWords)
		}
		q = append(q, []string{"", "", "", "+", "-"}[d.IntN(5)*3/max(count, 3)]+w)
	}
	return strings.Join(q, " ")
}

var (
	// letterWords have letters only.
	letterWords = strings.Fields("deprem istanbul oldu öldü olan seçim seçimi ışık isik hava kâr kar bakan bakanlık köy yangın " +
		"başbakan dış işleri zelenskiy araba birliği basın başın kuş küs türkiye")
	patterns = strings.Fields("se* b* ba*n d?pr?m *kar k?r isik* İST* bakan* o*u ı?ı? seç*mi z*y 20* köy? ba?ba* a*")
	dateText = strings.Fields("tarih:2023-11-16 tarih:2023-11-15..2023-11-20 after:2023-11-17 before:2023-11-18 " +
		"güncelleme:2023-11-18.. updated:2023-11-16..2023-11-21 sonra:2023-11-17 önce:2023-11-19 tarih:2023-11")
)

// value is what stands near something: words and alternatives of them.
func (d dice) value(depth int) string {
	switch d.IntN(9) {
	case 0:
		return `"` + d.of(someWords) + " " + d.of(someWords) + `"`
	case 1:
		return `~"` + d.of(letterWords) + " " + d.of(letterWords) + `"` + d.of([]string{"", "~3"})
	case 2:
		return d.of(patterns)
	case 3:
		return d.of(letterWords) + d.of([]string{"~1", "~2"})
	case 4:
		return "=" + d.of(someWords)
	case 5:
		if depth > 0 {
			return "(" + d.value(depth-1) + d.of([]string{" ", " OR "}) + d.value(depth-1) + ")"
		}
	case 6:
		if depth > 0 {
			return "(" + d.near(depth-1) + ")"
		}
	}
	return d.of(someWords)
}

func (d dice) near(depth int) string {
	return d.value(depth) + fmt.Sprintf(d.of([]string{" NEAR/%d ", " YAKIN/%d ", " ÖNCE/%d "}), 1+d.IntN(8)) + d.value(depth)
}

// unit is a part of a query.
func (d dice) unit(depth int) string {
	switch d.IntN(20) {
	case 0, 1:
		return d.value(1)
	case 2:
		return `"` + d.of(someWords) + " " + d.of(someWords) + strings.Repeat(" "+d.of(someWords), d.IntN(2)) +
			fmt.Sprintf(`"~%d`, 1+d.IntN(6))
	case 3:
		return "(" + d.near(1) + ")"
	case 4:
		return "(" + d.value(0) + " PARAGRAF " + d.value(1) + d.of([]string{"", " SAME " + d.value(0)}) + ")"
	case 5:
		return fmt.Sprintf("ENAZ%d(%s)", 1+d.IntN(4), d.value(1))
	case 6:
		return d.of(dateText)
	case 7, 18:
		return d.label()
	case 14:
		return d.of([]string{"url:", "adres:"}) + d.of([]string{"kuzey.example", "gündem", "https://www.ege.example/spor", "spor/*/3*",
			"isik", "(spor ekonomi)", "(gundem ekonomi)", `"haber.kuzey"`, "d*m", "yok", "(+2026 -spor)", "7-deprem", "NOT",
			"*", "*/*/ekonomi", "spor/*", "deprem/isik/id/*", "*/*/*/*/*/*/*/*/*", "*ga*/2026", "*.example/s*", "id/1*", "id/1*/*", "*x/y", "x/x/*/*", "*" + strings.Repeat("/x", 60), `"*e/*/2*/7"`})
	case 8, 9:
		if depth > 0 {
			return d.of([]string{"başlık:", "spot:", "metin:"}) + "(" + d.query(depth-1) + ")"
		}
		return d.of([]string{"title:", "spot:", "body:"}) + d.value(0)
	case 10:
		return d.of(someWords) + d.of([]string{"^2", "^0.5"})
	case 11, 12, 13:
		if depth > 0 {
			return "(" + d.query(depth-1) + ")" + d.of([]string{"", "", "^3"})
		}
	case 15, 16, 17:
		return d.of(wrongWords)
	}
	return d.of(someWords)
}

// someValues are values of the labels by their names in both languages; the first ones have hits.
var someValues = [...][2][]string{
	{{"kategori", "category"}, {"spor", "Gündem", "(Spor VEYA ekonomi)", "(spor gündem -yok)", "ek*", "Nadir"}},
	{{"kaynak", "source"}, {`"Kuzey Postası"`, "(Kuzey Postası)", "ege*"}},
	{{"ajans", "agency"}, {"AA", `(aa VEYA "Körfez Ajansı")`, "k*"}},
	{{"yazar", "author"}, {`"Aslı Işık"`, `(+"Can Öz" -"Iraz Uçar")`, `("Can Öz" AND "Iraz Uçar")`}},
	{{"etiket", "tag"}, {`"asli isik"`, `("Can Öz" "Iraz Uçar")`, "*z", "can*"}},
	{{"kişi", "person"}, {`"Hakan Işık"`, "ha*", `"Ayşe Çavez"`}},
	{{"yer", "place"}, {"ankara", "(Kars İstanbul)", "*a*"}},
	{{"kurum", "organisation"}, {"tbmm", `"Kars Belediyesi"`}},
	{{"yıl", "year"}, {"2023", "20*"}},
	{{"ay", "month"}, {"2023-11", "2023-1?"}},
	{{"gün", "day"}, {"2023-11-16", "2023-11-1*", "(2023-11-15 2023-11-17)"}},
}

func (d dice) label() string {
	l := someValues[d.IntN(len(someValues))]
	if d.IntN(4) == 0 {
		return d.of(l[0]) + ":" + d.of([]string{"spor", `"Aslı Işık"`, "ankara", "2023-11", "yok", "NOT"})
	}
	return d.of(l[0]) + ":" + d.of(l[1])
}

// query is a query of any operators.
func (d dice) query(depth int) string {
	if d.IntN(60) == 0 {
		return d.of([]string{"", "*", "deprem son 7 gün", "geçen hafta"})
	}
	between := d.of([]string{" ", " ", " ", " AND ", " OR ", " VE ", " VEYA ", " NOT ", " DEĞİL "})
	var units []string
	for range 1 + d.IntN(3) {
		sign := ""
		if between == " " {
			sign = d.of([]string{"", "", "", "+", "-"})
		}
		units = append(units, sign+d.unit(depth))
	}
	q := strings.Join(units, between)
	if d.IntN(15) == 0 {
		q = "NOT (" + q + ")"
	}
	return q
}

// operatorNames are what operatorsOf returns.
var operatorNames = append(strings.Split("everything|a word|a word as written|a prefix|an inner *|one edit|two edits|a phrase|"+
	"a phrase of lemmas|a phrase in any order|NEAR|PRE|SAME|ATLEAST|AND|OR|NOT|+|-|words side by side|a boost|date:|updated:", "|"),
	queryFields()...)

func queryFields() (names []string) {
	for _, name := range []query.FieldName{query.Title, query.Spot, query.Body, query.Category, query.Source, query.Author,
		query.Tag, query.Agency, query.URL, query.Person, query.Place, query.Organisation, query.Year, query.Month, query.Day} {
		names = append(names, string(name)+":")
	}
	return names
}

// operatorsOf names the operators that a node of a query is made of.
func operatorsOf(n query.Node) []string {
	switch n := n.(type) {
	case *query.All:
		return []string{"everything"}
	case *query.Word:
		return []string{wordName(n)}
	case *query.Phrase:
		names := []string{"a phrase"}
		if n.Lemma {
			names = append(names, "a phrase of lemmas")
		}
		if n.Slop > 0 {
			names = append(names, "a phrase in any order")
		}
		return names
	case *query.Near:
		return []string{map[bool]string{false: "NEAR", true: "PRE"}[n.Ordered]}
	case *query.SameParagraph:
		return []string{"SAME"}
	case *query.AtLeast:
		return []string{"ATLEAST"}
	case *query.And:
		return []string{"AND"}
	case *query.Or:
		return []string{"OR"}
	case *query.Not:
		return []string{"NOT"}
	case *query.Group:
		names := []string{"words side by side"}
		for _, m := range n.Members {
			names = append(names, map[query.Occur]string{query.Must: "+", query.MustNot: "-"}[m.Occur])
		}
		return names
	case *query.Field:
		return []string{string(n.Name) + ":"}
	case *query.Boost:
		return []string{"a boost"}
	case *query.DateRange:
		return []string{map[query.DateField]string{query.Published: "date:", query.Updated: "updated:"}[n.Field]}
	}
	return nil
}

func wordName(w *query.Word) string {
	_, isPrefix := w.Prefix()
	switch {
	case isPrefix:
		return "a prefix"
	case w.Pattern:
		return "an inner *"
	case w.Edits == 1:
		return "one edit"
	case w.Edits > 1:
		return "two edits"
	case w.Exact:
		return "a word as written"
	}
	return "a word"
}
