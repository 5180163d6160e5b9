package searcher

import "github.com/haberara/haberara/corpus/turkish"

// The costs of slips of the keyboard: about the negative logarithm of how likely each is at a given place. A letter that
// is too many or wrong could be any of 29, unless its key lies beside the right one.
const (
	swapCost     = 2.0
	missingCost  = 2.0
	doubledCost  = 2.0
	besideCost   = 3.0
	strangerCost = 4.5
	// undottedCost is that of a diacritic left out, dottedCost that of one too many.
	undottedCost = 0.5
	dottedCost   = 2.5
	// firstCost comes on top at the first letter, which is rarely wrong.
	firstCost = 1.5
)

// keyRows are the letters of a Turkish Q keyboard; each row begins about half a key to the right of the one above.
var keyRows = [...]string{"qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç"}

type key struct{ row, column int }

var keyOf = func() map[rune]key {
	of := map[rune]key{}
	for row, letters := range keyRows {
		for column, r := range []rune(letters) {
			of[r] = key{row, column}
		}
	}
	return of
}()

// areBeside reports whether two letters have neighbouring keys.
func areBeside(a, b rune) bool {
	k, isKey := keyOf[a]
	l, isKeyToo := keyOf[b]
	if k.row > l.row {
		k, l = l, k
	}
	right := k.column - l.column
	return isKey && isKeyToo && (k.row == l.row && (right == 1 || right == -1) ||
		k.row+1 == l.row && (right == 0 || right == 1))
}

// slipCost is the cost of having typed one word where another was meant, both in small letters: that of the cheapest way
// there by swaps of neighbours and letters that are missing, too many or wrong (optimal string alignment).
func slipCost(typed, meant []rune) float64 {
	rows := make([][]float64, len(typed)+1)
	for i := range rows {
		rows[i] = make([]float64, len(meant)+1)
		for j := range rows[i] {
			if i+j > 0 {
				rows[i][j] = leastCost(rows, typed, meant, i, j)
			}
		}
	}
	return rows[len(typed)][len(meant)]
}

// leastCost is the cost of the first i letters typed where the first j were meant; rows has the costs of all before.
func leastCost(rows [][]float64, typed, meant []rune, i, j int) float64 {
	least, first := float64(maxPatternBytes)*strangerCost, 0.0
	if i < 2 && j < 2 {
		first = firstCost
	}
	if i > 0 {
		least = rows[i-1][j] + extraCost(typed, i-1) + first
	}
	if j > 0 {
		least = min(least, rows[i][j-1]+missingCost+first)
	}
	if i > 0 && j > 0 {
		cost := wrongCost(typed[i-1], meant[j-1])
		if cost > dottedCost {
			cost += first
		}
		least = min(least, rows[i-1][j-1]+cost)
	}
	if i > 1 && j > 1 && foldRune(typed[i-1]) == foldRune(meant[j-2]) && foldRune(typed[i-2]) == foldRune(meant[j-1]) {
		cost := swapCost + wrongCost(typed[i-1], meant[j-2]) + wrongCost(typed[i-2], meant[j-1])
		least = min(least, rows[i-2][j-2]+cost)
	}
	return least
}

func wrongCost(typed, meant rune) float64 {
	switch {
	case typed == meant:
		return 0
	case foldRune(typed) == foldRune(meant) && typed == foldRune(typed):
		return undottedCost
	case foldRune(typed) == foldRune(meant):
		return dottedCost
	case areBeside(typed, meant):
		return besideCost
	}
	return strangerCost
}

// extraCost is the cost of the letter at a place of a word being too many.
func extraCost(typed []rune, at int) float64 {
	cost := strangerCost
	for _, beside := range [...]int{at - 1, at + 1} {
		if beside < 0 || beside >= len(typed) {
			continue
		}
		if typed[beside] == typed[at] {
			return doubledCost
		}
		if areBeside(typed[beside], typed[at]) {
			cost = besideCost
		}
	}
	return cost
}

// foldRune takes the diacritics off a small Turkish letter; others stay as they are.
func foldRune(r rune) rune {
	if folded, ok := undotted[r]; ok {
		return folded
	}
	return r
}

var undotted = func() map[rune]rune {
	of := map[rune]rune{}
	for _, r := range "çğıöşüâîû" {
		of[r] = []rune(turkish.Fold(string(r)))[0]
	}
	return of
}()
