package main

import "github.com/haberara/haberara/searcher"

// advice says how to undo corrections and expansions, and what else to search for.
func advice(a *searcher.Response) (lines []string) {
	if len(a.Corrections)+len(a.Expansions) > 0 {
		lines = append(lines, "--as-typed searches for what was typed")
	}
	if a.Suggestion != "" {
		lines = append(lines, "did you mean: "+a.Suggestion)
	}
	return lines
}
