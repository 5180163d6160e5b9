package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"

	"github.com/haberara/haberara/corpus/turkish"
)

// keptTags are the parts of speech that are scored.
var keptTags = []string{"NOUN", "PROPN", "VERB", "ADJ"}

// treebank holds the word types of CoNLL-U files with their most frequent lemma and part of speech.
type treebank struct {
	lemma, tag map[string]string
}

var (
	scoredForm = regexp.MustCompile(`^\p{L}+('\p{L}+)?$`)
	brackets   = regexp.MustCompile(`\([^)]*\)`)
	unified    = strings.NewReplacer("’", "'", "‘", "'", "`", "'", "´", "'", "ʼ", "'", "′", "'", "＇", "'")
	uncircled  = strings.NewReplacer("â", "a", "î", "i", "û", "u")
)

// readTreebank reads CoNLL-U files, gzipped or not. Parts of multiword tokens, empty nodes, words of other parts of
// speech and forms with anything but letters and one apostrophe are left out.
func readTreebank(paths []string) (*treebank, error) {
	lemmas, tags := map[string]map[string]int{}, map[string]map[string]int{}
	for _, path := range paths {
		if err := countTypes(path, lemmas, tags); err != nil {
			return nil, fmt.Errorf("read the treebank %s: %w", path, err)
		}
	}
	t := &treebank{map[string]string{}, map[string]string{}}
	for form, counts := range lemmas {
		t.lemma[form] = uncircled.Replace(brackets.ReplaceAllString(mostFrequent(counts), ""))
		t.tag[form] = mostFrequent(tags[form])
	}
	return t, nil
}

func countTypes(path string, lemmas, tags map[string]map[string]int) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			return err
		}
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	inside := 0 // the last word of the multiword token at hand
	for lines.Scan() {
		columns := strings.Split(lines.Text(), "\t")
		if len(columns) < 4 {
			inside = 0
			continue
		}
		id := columns[0]
		if _, last, ok := strings.Cut(id, "-"); ok {
			if inside, err = strconv.Atoi(last); err != nil {
				return err
			}
			continue
		}
		if n, err := strconv.Atoi(id); err != nil || n <= inside || !slices.Contains(keptTags, columns[3]) {
			continue
		}
		form, lemma := scored(columns[1]), scored(columns[2])
		if !scoredForm.MatchString(form) || utf8.RuneCountInString(form) < 2 || lemma == "" || lemma == "_" {
			continue
		}
		count(lemmas, form, lemma)
		count(tags, form, columns[3])
	}
	return lines.Err()
}

func count(counts map[string]map[string]int, key, value string) {
	if counts[key] == nil {
		counts[key] = map[string]int{}
	}
	counts[key][value]++
}

// mostFrequent returns the key with the highest count, the alphabetically first of equals.
func mostFrequent(counts map[string]int) string {
	best := ""
	for key, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && key < best {
			best = key
		}
	}
	return best
}

// scored returns s as forms and lemmas are compared.
func scored(s string) string { return strings.Trim(unified.Replace(turkish.Lower(s)), "'\"“”") }
