package searcher

import (
	"math"
	"slices"
	"testing"
)

// TestSlipCost: of two words, the one that is more likely to become what was typed costs less.
func TestSlipCost(t *testing.T) {
	f := func(typed string, meant ...string) {
		t.Helper()
		for i, word := range meant[1:] {
			if a, b := slipCost([]rune(typed), []rune(meant[i])), slipCost([]rune(typed), []rune(word)); a >= b {
				t.Errorf("%s: %s costs %g, %s %g", typed, meant[i], a, word, b)
			}
		}
	}
	f("deprem", "deprem", "deprek", "depret")
	f("deprme", "deprem", "derpem")
	f("depreem", "deprem", "depreym")
	f("kalım", "kalım", "kalem") // the same, then a wrong letter
	f("sehir", "sehir", "şehir", "nehir")
	f("şehir", "şehir", "sehir", "nehir")
	f("aken", "akın", "ekin")
	f("bulnut", "bulunut", "bulut")
	f("xmasa", "masad", "kasalar")
	f("gorsume", "görüsme", "görüşmeyi")
}

func TestSlipCostIsSound(t *testing.T) {
	words := []string{"", "a", "at", "ta", "ata", "deprem", "deprme", "şubat", "subat", "çağ", "ağaç"}
	for _, a := range words {
		for _, b := range words {
			cost := slipCost([]rune(a), []rune(b))
			edits := refEdits([]rune(a), []rune(b))
			if (cost == 0) != (a == b) || cost < 0 || cost > float64(edits)*(strangerCost+firstCost) || math.IsInf(cost, 0) {
				t.Errorf("%s for %s costs %g, with %d edits", a, b, cost, edits)
			}
		}
	}
}

func TestAreBeside(t *testing.T) {
	f := func(letter rune, beside string) {
		t.Helper()
		var got []rune
		for _, row := range keyRows {
			for _, r := range row {
				if areBeside(letter, r) != areBeside(r, letter) {
					t.Errorf("%c and %c", letter, r)
				}
				if areBeside(letter, r) {
					got = append(got, r)
				}
			}
		}
		if want := []rune(beside); !slices.Equal(got, want) {
			t.Errorf("%c: got %c, want %c", letter, got, want)
		}
	}
	f('g', "tyfhvb")
	f('q', "wa")
	f('i', "ğüş")
	f('1', "")
}
