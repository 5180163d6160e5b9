package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/searcher"
)

func synonymsFlag() *cli.StringFlag {
	return &cli.StringFlag{Name: "synonyms", Usage: "a `FILE` of lines \"a, b, c\" or \"a => b\": words that find one another"}
}

func protectedFlag() *cli.StringFlag {
	return &cli.StringFlag{Name: "protected", Usage: "a `FILE` of words, one a line, that are searched for as typed"}
}

// siteRules reads the files of the flags; every wrong line is a usage error.
func siteRules(c *cli.Context) (searcher.Rules, error) {
	var r searcher.Rules
	err := readList(c.String("synonyms"), func(name string, in io.Reader) (err error) {
		r.Synonyms, err = turkish.ReadSynonyms(name, in)
		return err
	})
	if e := readList(c.String("protected"), func(name string, in io.Reader) (err error) {
		r.Protected, err = turkish.ReadWords(name, in)
		return err
	}); e != nil {
		err = errors.Join(err, e)
	}
	if err == nil {
		err = turkish.CheckProtected(c.String("synonyms"), r.Synonyms, r.Protected)
	}
	if err != nil {
		return searcher.Rules{}, usageError{err.Error()}
	}
	return r, nil
}

func readList(name string, read func(name string, in io.Reader) error) error {
	if name == "" {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("cannot read a list of words: %w", err)
	}
	defer func() { _ = f.Close() }()
	return read(name, f)
}
