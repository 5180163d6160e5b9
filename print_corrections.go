package main

import (
	"fmt"

	"github.com/haberara/haberara/searcher"
)

// correctionJSON has the characters from From up to To, which is excluded, counted from 1.
type correctionJSON struct {
	From  int           `json:"from"`
	To    int           `json:"to"`
	Typed string        `json:"typed"`
	Used  string        `json:"used,omitempty"`
	Why   searcher.Slip `json:"why"`
}

func correctionsJSON(corrections []searcher.Correction) []correctionJSON {
	var out []correctionJSON
	for _, c := range corrections {
		out = append(out, correctionJSON{c.From, c.To, c.Typed, c.Used, c.Why})
	}
	return out
}

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
