package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/haberara/haberara/searcher"
)

// printExplanation writes the parts of a score, a line each, and below each the sum that it is.
func printExplanation(w io.Writer, e *searcher.Explanation, indent string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%sscore %.4f\n", indent, e.Score)
	for _, p := range e.Parts {
		text := p.Text
		if p.Field != "" {
			text = p.Field + ":" + text
		}
		if p.Name == searcher.RestPart {
			fmt.Fprintf(&b, "%s%9.4f  %s\n", indent, p.Earned, text)
			continue
		}
		if p.Name == searcher.TitlePart || p.Name == searcher.BrevityPart {
			fmt.Fprintf(&b, "%s%9.4f  %s: %s\n", indent, p.Earned, p.Name, text)
			continue
		}
		if p.Name == searcher.FreshPart {
			fmt.Fprintf(&b, "%s%9.4f  freshness: published %s\n", indent, p.Earned, text)
			continue
		}
		fmt.Fprintf(&b, "%s%9.4f  %s, a %s in %s\n", indent, p.Earned, text, p.Name, counted(p.Articles, "article"))
		for n, f := range p.Forms {
			fmt.Fprintf(&b, "%s           %s\n", indent, explainedForm(&p, &f, n == 0))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// explainedForm is like "= 1.39 rarity × (title 2.10: 1× deprem, 1 of 7 words + 3.00 for being there)".
func explainedForm(p *searcher.ScorePart, f *searcher.FormScore, counts bool) string {
	var b strings.Builder
	if f.Why != "" {
		fmt.Fprintf(&b, "%s (%s) ", f.Form, f.Why)
	}
	sign := "="
	if !counts {
		sign = "would give"
	}
	fmt.Fprintf(&b, "%s %.4f: rarity %.3f", sign, f.Earned, p.Rarity)
	for _, factor := range []struct {
		name  string
		value float64
	}{{"boost", p.Boost}, {"another form", f.Weight}, {"other diacritics only", f.Scale}} {
		if factor.value != 1 {
			fmt.Fprintf(&b, " × %s %.3g", factor.name, factor.value)
		}
	}
	var sum []string
	for _, field := range f.Fields {
		words := ""
		for _, found := range field.Found {
			words += fmt.Sprintf(", %s %d× (%s)", found.Word, found.Times, matchNames[found.Match])
		}
		sum = append(sum, fmt.Sprintf("%s %.3f for %d in %d words%s",
			field.Field, field.Earned, field.Times, field.Length, words))
	}
	if f.Presence > 0 {
		sum = append(sum, fmt.Sprintf("%.3g for being there", f.Presence))
	}
	fmt.Fprintf(&b, " × (%s)", strings.Join(sum, " + "))
	return b.String()
}

var matchNames = map[searcher.Match]string{
	searcher.AsTyped: "as typed", searcher.OtherForm: "other form", searcher.OtherDiacritics: "other diacritics",
}

// printVerdict writes what holds with a + and what does not with a -, the parts of each to its right.
func printVerdict(w io.Writer, v *searcher.Verdict, depth int) error {
	sign := "-"
	if v.Holds {
		sign = "+"
	}
	kinds := map[searcher.VerdictKind]string{
		searcher.AllVerdict: "all of", searcher.AnyVerdict: "any of", searcher.NoneVerdict: "none of",
	}
	line := kinds[v.Kind]
	if v.Text != "" {
		line = v.Text + ": " + v.Because
	}
	if _, err := fmt.Fprintf(w, "%s%s %s\n", strings.Repeat("  ", depth), sign, line); err != nil {
		return err
	}
	for n := range v.Parts {
		if err := printVerdict(w, &v.Parts[n], depth+1); err != nil {
			return err
		}
	}
	return nil
}
