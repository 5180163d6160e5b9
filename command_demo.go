package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/sample"
	"github.com/haberara/haberara/indexer"
	"github.com/haberara/haberara/searcher"
)

func demoCommand() *cli.Command {
	return &cli.Command{
		Name:  "demo",
		Usage: "index the built-in sample and serve it",
		Description: "Examples:\n  haberara demo\n  haberara demo --listen 127.0.0.1:9000 --index sample-index\n\n" +
			"Without --index the sample goes into a temporary folder, which is removed at the end.",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "index", Aliases: []string{"i"}, Usage: "the `DIR` to keep the sample in"},
			synonymsFlag(), protectedFlag(), popularFlag(),
		}, serverFlags()...),
		Action: runDemo,
	}
}

func runDemo(c *cli.Context) (err error) {
	if err := noArguments(c); err != nil {
		return err
	}
	rules, err := siteRules(c)
	if err != nil {
		return err
	}
	dir := c.String("index")
	if dir == "" {
		if dir, err = os.MkdirTemp("", "haberara-demo-"); err != nil {
			return fmt.Errorf("make a temporary folder: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	}
	if err := indexSample(c, dir); err != nil {
		return err
	}
	popular, err := popularQueries(c)
	if err != nil {
		return err
	}
	s, err := searcher.Open(dir, searcher.WithRules(rules), searcher.WithCache(c.Int64("cache-bytes")),
		searcher.WithPopular(popular))
	if err != nil {
		return err
	}
	ln, err := demoListener(c)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	address := "http://" + ln.Addr().String()
	fmt.Fprintf(c.App.Writer, `%s invented news items are ready to search:

  %s/

Three queries to try there, or in another terminal:

  istanbul        also finds İSTANBUL'DA and İstanbul’daki
  isik            typed without Turkish letters, finds ışık
  "politika faizi" +TCMB

  %s search --index %s isik
  curl '%s/api/search?q=deprem&sort=newest'

Ctrl-C ends.
`, grouped(s.Stats().Articles), address, program(), dir, address)
	return errors.Join(serve(c, s, ln), s.Close())
}

// program is how this program was started, for examples that work as they stand.
func program() string {
	if strings.Contains(os.Args[0], "go-build") {
		return "go run ."
	}
	return os.Args[0]
}

func indexSample(c *cli.Context, dir string) error {
	articles, err := sample.Articles()
	if err != nil {
		return err
	}
	w, err := indexer.OpenWriter(dir)
	if err != nil {
		return err
	}
	if n := w.Len(); n > 0 && !isSample(w, articles) {
		err = usageError{fmt.Sprintf("%s holds %s articles that are not the sample: give the demo a folder of its own",
			dir, grouped(n))}
	} else {
		_, err = w.Upsert(c.Context, articles)
	}
	return errors.Join(err, w.Close())
}

// isSample says that an index holds articles of the sample only.
func isSample(w *indexer.Writer, articles []*corpus.Article) bool {
	n := 0
	for _, a := range articles {
		if w.Has(a.ID) {
			n++
		}
	}
	return n == w.Len()
}

// demoListener takes any free port when nobody asked for a certain one and the usual one is taken.
func demoListener(c *cli.Context) (net.Listener, error) {
	ln, err := listen(c)
	if err != nil && !c.IsSet("listen") {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	return ln, err
}
