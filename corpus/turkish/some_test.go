package turkish

import "testing"

// TestAnalyzeSome: every word that has a term which begins like a wanted one is analysed.
func TestAnalyzeSome(t *testing.T) {
	f := func(text string) {
		t.Helper()
		all, some := NewAnalyzer(), NewAnalyzer()
		var terms []string
		all.Analyze(text, func(_ Token, s Signals) bool {
			terms = append(terms, s.Exact, s.Lemma, s.Fold)
			return true
		})
		for _, term := range terms {
			var in Initials
			in.Add(term)
			found := map[Token]Signals{}
			some.AnalyzeSome(text, &in, func(t Token, s Signals) bool {
				found[t] = s
				return true
			})
			all.Analyze(text, func(tok Token, s Signals) bool {
				if got := found[tok]; got != s && (got != Signals{} || s.Exact == term || s.Lemma == term || s.Fold == term) {
					t.Fatalf("%q: %q is %+v, want %+v", term, text[tok.Start:tok.End], got, s)
				}
				return true
			})
		}
	}
	f("Şehirde ÇİĞ düştü; İstanbul’un ıssız Iğdır'ı, ilk IŞIK. Éric'in évi, Ångström 2025'te %25, 17.08.1999 ve $500")
	f("cumhurbaskani gorusmesi Isparta ISPARTA istanbul æsir ßeta Путин'in 北京 #Deprem @hesap O'Neill")
	f("Meclis'te görüşülen teklif; muhalefet \"Ğ harfiyle başlamaz\" dedi: ÖLÇÜ, üçüncü ve Zürih’teki île-de-France")
}
