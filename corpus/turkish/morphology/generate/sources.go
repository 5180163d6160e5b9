package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// dictionary holds the words of dictionary-tr, each with the endings that its flags allow.
type dictionary struct {
	endings map[string][]string
	forms   map[string]bool
}

func readDictionary(folder string) (*dictionary, error) {
	d := &dictionary{map[string][]string{}, map[string]bool{}}
	flags := map[string]string{}
	err := readLines(filepath.Join(folder, "index.aff"), func(line string) {
		if f := strings.Fields(line); len(f) == 5 && f[0] == "SFX" {
			flags[f[1]] = f[3]
		}
	})
	if err != nil {
		return nil, err
	}
	err = readLines(filepath.Join(folder, "index.dic"), func(line string) {
		word, list, _ := strings.Cut(line, "/")
		word = norm.NFC.String(word)
		d.forms[lower(word)] = true
		if d.endings[word] == nil {
			d.endings[word] = []string{}
		}
		if list == "" {
			return
		}
		for flag := range strings.SplitSeq(list, ",") {
			d.endings[word] = append(d.endings[word], flags[flag])
			d.forms[lower(word+flags[flag])] = true
		}
	})
	return d, err
}

func readLines(path string, use func(string)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		use(lines.Text())
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

// news are counts of the words of articles.
type news struct {
	words   map[string]int            // in lower case, without what follows an apostrophe
	capital map[string]int            // those written with a capital
	endings map[string]map[string]int // what followed an apostrophe
}

func countWords(paths []string) (*news, error) {
	n := &news{map[string]int{}, map[string]int{}, map[string]map[string]int{}}
	for _, path := range paths {
		if err := n.read(path); err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
	}
	return n, nil
}

func (n *news) read(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	articles := json.NewDecoder(z)
	for {
		var a struct{ Title, Summary, Body string }
		if err := articles.Decode(&a); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		n.count(a.Title)
		n.count(a.Summary)
		n.count(a.Body)
	}
}

func (n *news) count(text string) {
	text = norm.NFC.String(text)
	for text != "" {
		start := strings.IndexFunc(text, unicode.IsLetter)
		if start < 0 {
			return
		}
		text = text[start:]
		word, rest := cutWord(text)
		key := lower(word)
		n.words[key]++
		if first := []rune(word)[0]; unicode.IsUpper(first) {
			n.capital[key]++
		}
		text = rest
		if r := []rune(rest[:min(4, len(rest))]); len(r) > 1 && strings.ContainsRune("'’‘`´", r[0]) && unicode.IsLower(r[1]) {
			tail, after := cutWord(rest[len(string(r[0])):])
			if n.endings[key] == nil {
				n.endings[key] = map[string]int{}
			}
			n.endings[key][lower(tail)]++
			text = after
		}
	}
}

func cutWord(text string) (word, rest string) {
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(text)
	}
	return text[:end], text[end:]
}

// lower returns s in Turkish lower case without circumflexes.
func lower(s string) string {
	return circumflexes.Replace(strings.ToLowerSpecial(unicode.TurkishCase, s))
}

var circumflexes = strings.NewReplacer("â", "a", "î", "i", "û", "u")
