package main

import (
	"fmt"

	"github.com/haberara/haberara/searcher"
)

// forgiven are lines that say what was searched for otherwise than as typed, and how to undo it.
func forgiven(a *searcher.Response) []string {
	var lines []string
	for _, c := range a.Corrections {
		if c.Used == "" {
			lines = append(lines, fmt.Sprintf("%s: left out, as no article has all words", c.Typed))
		} else {
			lines = append(lines, fmt.Sprintf("%s: searched for %s (%s)", c.Typed, c.Used, c.Why))
		}
	}
	if len(lines) > 0 {
		lines = append(lines, "--as-typed searches for what was typed")
	}
	if a.Suggestion != "" {
		lines = append(lines, "did you mean: "+a.Suggestion)
	}
	return lines
}
