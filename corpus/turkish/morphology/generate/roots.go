package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	m "github.com/haberara/haberara/corpus/turkish/morphology"
)

// lexicon collects roots from all sources; what an earlier source says of a word stands.
type lexicon struct {
	dic   *dictionary
	news  *news
	roots []m.Root
	verbs map[string]bool
	nouns map[string]bool
	names map[string]bool
	words map[string]bool
	// listed are the verbs and nouns of the hand-written lists, favoured those marked with +.
	listed, favoured map[string]bool
	// settled are the favoured nouns and names that a word without endings always is.
	settled map[string]bool
	// own are nouns that only look derived, marked so in the list: adam is not from ada.
	own map[string]bool
}

func newLexicon(dic *dictionary, n *news) *lexicon {
	return &lexicon{dic: dic, news: n, verbs: map[string]bool{}, nouns: map[string]bool{}, names: map[string]bool{},
		words: map[string]bool{}, listed: map[string]bool{}, favoured: map[string]bool{}, own: map[string]bool{},
		settled: map[string]bool{}}
}

func (l *lexicon) addVerb(verb string, props []string) {
	if !l.verbs[verb] {
		l.verbs[verb] = true
		l.roots = append(l.roots, m.Root{Lemma: verb, Stems: l.verbStems(verb, props)})
	}
}

func (l *lexicon) addNoun(noun string, props []string) {
	if l.nouns[noun] || l.names[noun] || l.words[noun] {
		return
	}
	l.nouns[noun] = true
	root := m.Root{Lemma: noun}
	if i := slices.Index(props, "+"); i >= 0 {
		props = slices.Delete(props, i, i+1)
		l.favoured[noun], l.settled[noun] = true, true
	}
	if i := slices.Index(props, "own"); i >= 0 {
		props = slices.Delete(props, i, i+1)
		l.own[noun] = true
	}
	root.Stems = l.nounStems(noun, m.Noun, props)
	l.roots = append(l.roots, root)
}

func (l *lexicon) addName(name string, props []string) {
	if l.names[name] || l.nouns[name] || l.words[name] {
		return
	}
	l.names[name] = true
	stems := l.nounStems(name, m.Name, props)
	if len(props) == 0 && syllables(name) > 1 {
		if s := soften(name); s != name {
			stems = append(stems, m.Stem{Spelling: s, Start: m.Name, Conditions: m.NeedsVowel})
		}
	}
	l.roots = append(l.roots, m.Root{Lemma: name, Stems: stems})
}

// addLists reads the hand-written lists.
func (l *lexicon) addLists(folder string) error {
	add := map[string]func(word string, props []string){
		"words.txt": l.addWord, "verbs.txt": l.addVerb, "nouns.txt": l.addNoun, "names.txt": l.addName,
	}
	for _, name := range []string{"words.txt", "verbs.txt", "nouns.txt", "names.txt"} {
		number := 0
		var failed error
		err := readLines(filepath.Join(folder, name), func(line string) {
			number++
			if strings.HasPrefix(line, "#") {
				return
			}
			for _, entry := range entries(line) {
				word, list, _ := strings.Cut(strings.TrimSuffix(entry, ")"), "(")
				l.listed[word] = true
				if word == "" || lower(word) != word {
					failed = fmt.Errorf("%s:%d: %q is not a word in lower case", name, number, entry)
					return
				}
				add[name](word, strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }))
			}
		})
		if err != nil {
			return err
		}
		if failed != nil {
			return failed
		}
	}
	return nil
}

// entries splits a line at blanks that stand outside brackets.
func entries(line string) []string {
	depth := 0
	return strings.FieldsFunc(line, func(r rune) bool {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		return depth == 0 && unicode.IsSpace(r)
	})
}

// addWord adds a word of the closed classes, written form=lemma when they differ.
func (l *lexicon) addWord(entry string, _ []string) {
	form, lemma, ok := strings.Cut(entry, "=")
	if !ok {
		lemma = form
	}
	if !ok {
		l.words[form] = true
	}
	l.roots = append(l.roots, m.Root{Lemma: lemma, Stems: []m.Stem{{Spelling: form, Start: m.Other}}})
}
