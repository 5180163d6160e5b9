package searcher

import (
	"fmt"
	"strings"
)

// words is what people type: words and phrases with signs.
func (d dice) words() string {
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
		} else if d.IntN(4) == 0 {
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
		"güncelleme:2023-11-18.. updated:2023-11-16 tarih:2023-11")
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
	switch d.IntN(19) {
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
	case 7:
		name := d.of([]string{"kategori:", "category:", "yazar:", "etiket:", "kaynak:", "kişi:", "yer:", "kurum:", "ay:", "day:"})
		return name + d.of([]string{"spor", "Gündem", `"Aslı Işık"`, "ege*", "(Kuzey Postası)", "(Spor VEYA ekonomi)",
			`(+"Can Öz" -"Iraz Uçar")`, "(spor gündem -yok)", "Nadir", `"Hakan Işık"`, "ankara", "tbmm", "2023-11", "2023-11-1*", `("Can Öz" AND "Iraz Uçar")`, "NOT"})
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
