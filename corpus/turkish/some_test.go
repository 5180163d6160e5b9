package turkish

import "testing"

// FuzzAnalyzeSome: every word that has a term which begins like a wanted one is analysed.
func FuzzAnalyzeSome(f *testing.F) {
	f.Add("Şehirde ÇİĞ düştü; İstanbul’un ıssız Iğdır'ı, ilk IŞIK. Éric'in évi, Ångström 2025'te %25, 17.08.1999 ve $500")
	f.Add("cumhurbaskani gorusmesi Isparta ISPARTA istanbul æsir ßeta Путин'in 北京 #Deprem @hesap O'Neill")
	f.Add("Meclis'te görüşülen teklif; muhalefet \"Ğ harfiyle başlamaz\" dedi: ÖLÇÜ, üçüncü ve Zürih’teki île-de-France")
	all, some := NewAnalyzer(), NewAnalyzer()
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 400 {
			return
		}
		wanted := map[string]bool{}
		all.Analyze(text, func(_ Token, s Signals) bool {
			wanted[s.Exact], wanted[s.Lemma], wanted[s.Fold] = true, true, true
			return true
		})
		for term := range wanted {
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
	})
}
