package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus/turkish"
)

func lemmatizeCommand() *cli.Command {
	return &cli.Command{
		Name:  "lemmatize",
		Usage: "print the dictionary form of every word of standard input",
		Description: "One word a line in, word<TAB>lemma out, in the same order. The lemma is in lower case with its\n" +
			"diacritics. Examples:\n" +
			"  haberara lemmatize < words.txt\n" +
			"  echo kitaplarımızdan | haberara lemmatize",
		Action: func(c *cli.Context) error { return lemmatize(os.Stdin, c.App.Writer) },
	}
}

// lemmatize copies the lines of in to out, each with a tab and its lemma behind it.
func lemmatize(in io.Reader, out io.Writer) error {
	l := turkish.NewLemmatizer()
	lines := bufio.NewReader(in)
	w := bufio.NewWriter(out)
	for {
		line, err := lines.ReadString('\n')
		if word := strings.TrimRight(line, "\r\n"); line != "" {
			fmt.Fprintf(w, "%s\t%s\n", word, l.Lemma(word))
		}
		if err == io.EOF {
			return w.Flush()
		}
		if err != nil {
			return fmt.Errorf("read standard input: %w", err)
		}
	}
}
