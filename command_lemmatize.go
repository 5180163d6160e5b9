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
		Description: "One word a line in, word<TAB>lemma out, in the same order; of several words on a line each has its lemma.\n" +
			"Lemmas are in lower case with their diacritics. Examples:\n" +
			"  haberara lemmatize < words.txt\n" +
			"  echo kitaplarımızdan | haberara lemmatize",
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return usageError{"lemmatize reads standard input, one word a line: echo " + c.Args().First() + " | haberara lemmatize"}
			}
			return lemmatize(os.Stdin, c.App.Writer)
		},
	}
}

// lemmatize copies the lines of in to out, each with a tab and its lemma behind it; of several words each has its own.
func lemmatize(in io.Reader, out io.Writer) error {
	l := turkish.NewLemmatizer()
	lines := bufio.NewReader(in)
	w := bufio.NewWriter(out)
	for {
		line, err := lines.ReadString('\n')
		if word := strings.TrimRight(line, "\r\n"); line != "" {
			lemmas := strings.Fields(word)
			for i, part := range lemmas {
				lemmas[i] = l.Lemma(part)
			}
			fmt.Fprintf(w, "%s\t%s\n", word, strings.Join(lemmas, " "))
		}
		if err == io.EOF {
			return w.Flush()
		}
		if err != nil {
			return fmt.Errorf("read standard input: %w", err)
		}
	}
}
