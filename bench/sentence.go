package main

import (
	"bufio"
	"io"
	"os"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// sentence is one of a treebank.
type sentence struct {
	text  string
	words []taggedWord
}

// taggedWord is a word as it is written and where it begins in the text; one that is split by the treebank has the part
// of speech of its first part.
type taggedWord struct {
	form, tag string
	start     int
}

// eachSentence visits the sentences of a CoNLL-U file, gzipped or not; words that are not found in the text of their
// sentence are left out.
func eachSentence(path string, visit func(sentence)) error {
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
	var s sentence
	at := 0
	waiting := "" // the form of a word whose parts follow
	for lines.Scan() {
		line := lines.Text()
		if text, ok := strings.CutPrefix(line, "# text = "); ok {
			s, at, waiting = sentence{text: text}, 0, ""
			continue
		}
		if line == "" {
			visit(s)
			s = sentence{}
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) < 4 || strings.Contains(columns[0], ".") {
			continue
		}
		form := columns[1]
		if strings.Contains(columns[0], "-") {
			waiting = form
			continue
		}
		if waiting != "" {
			form, waiting = waiting, ""
		}
		if n := strings.Index(s.text[at:], form); n >= 0 {
			s.words = append(s.words, taggedWord{form, columns[3], at + n})
			at += n + len(form)
		}
	}
	return lines.Err()
}
