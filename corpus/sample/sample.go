// Package sample is a small corpus of invented Turkish news, built into the program: what a newcomer searches first and
// what the tests are written against. People, outlets and events in it are fiction.
//
// Caveats: the articles are part of the contract of the tests; adding is free, changing one is not.
package sample

import (
	"embed"
	"errors"
	"fmt"
	"io"

	"github.com/haberara/haberara/corpus"
)

//go:embed *.jsonl
var files embed.FS

// Articles returns all articles of the sample, in a fixed order; each call makes new ones.
func Articles() ([]*corpus.Article, error) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("built-in sample: %w", err)
	}
	var all []*corpus.Article
	for _, e := range entries {
		articles, err := read(e.Name())
		if err != nil {
			return nil, fmt.Errorf("built-in sample: %w", err)
		}
		all = append(all, articles...)
	}
	return all, nil
}

func read(name string) (_ []*corpus.Article, err error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	r, err := corpus.NewReader(name, f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	defer func() { err = errors.Join(err, r.Close(), f.Close()) }()
	var articles []*corpus.Article
	for {
		l, err := r.Next()
		if errors.Is(err, io.EOF) {
			return articles, nil
		}
		if err == nil {
			err = l.Refusal
		}
		if err != nil {
			return nil, err
		}
		articles = append(articles, l.Article)
	}
}
