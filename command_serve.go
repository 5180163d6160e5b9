package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
	"github.com/haberara/haberara/server"
)

// refreshEvery is how soon a running server shows what another process has indexed.
const refreshEvery = time.Second

func serveCommand() *cli.Command {
	return &cli.Command{
		Name:  "serve",
		Usage: "answer searches over HTTP: a page and an API",
		Description: "Example:\n  haberara serve --index haberler --listen 127.0.0.1:8640\n\n" +
			"The index may be written by `haberara index` at the same time; new articles show within seconds.",
		Flags:  append([]cli.Flag{indexFlag(), synonymsFlag(), protectedFlag(), popularFlag()}, serverFlags()...),
		Action: runServe,
	}
}

const standardListen = "127.0.0.1:8640"

func serverFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "listen", Value: standardListen, Usage: "the `HOST:PORT` to listen at"},
		&cli.StringFlag{Name: "base-url", Usage: "the public address of the site, when a proxy stands in front"},
		&cli.StringFlag{Name: "site-name", Value: "Haberara", Usage: "the name on the page"},
		&cli.DurationFlag{Name: "search-timeout", Value: 2 * time.Second, Usage: "how long one search may take"},
		&cli.IntFlag{Name: "max-conns-per-ip", Value: 256, Usage: "connections from one address; a proxy counts as one"},
		&cli.IntFlag{Name: "max-answer-mb", Value: 256, Usage: "megabytes of answers that wait to be read"},
		&cli.Int64Flag{Name: "cache-bytes", Value: 64 << 20, Usage: "memory for finished first pages and filters; 0 for none"},
		&cli.IntFlag{Name: "max-concurrent", DefaultText: "4 for each processor", Usage: "how many searches run at once"},
	}
}

func runServe(c *cli.Context) error {
	if err := noArguments(c); err != nil {
		return err
	}
	dir, err := indexDir(c)
	if err != nil {
		return err
	}
	rules, err := siteRules(c)
	if err != nil {
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
	ln, err := listen(c)
	if err != nil {
		return errors.Join(err, s.Close())
	}
	fmt.Fprintf(c.App.ErrWriter, "%s at http://%s/ (Ctrl-C ends)\n", counted(s.Stats().Articles, "article"), ln.Addr())
	return errors.Join(serve(c, s, ln), s.Close())
}

func listen(c *cli.Context) (net.Listener, error) {
	ln, err := net.Listen("tcp", c.String("listen"))
	if err != nil {
		return nil, usageError{fmt.Sprintf("cannot listen: %v; give another --listen HOST:PORT", err)}
	}
	return ln, nil
}

// serve answers requests until the command is interrupted.
func serve(c *cli.Context, s *searcher.Searcher, ln net.Listener) error {
	log := slog.New(slog.NewTextHandler(c.App.ErrWriter, nil))
	ctx, cancel := context.WithCancel(c.Context)
	var watching sync.WaitGroup
	watching.Go(func() {
		s.Watch(ctx, refreshEvery, func(err error) {
			log.Error("cannot open the newest state of the index; the one before is searched", "error", err)
		})
	})
	err := server.New(s, server.Config{
		Listen: ln.Addr().String(), BaseURL: c.String("base-url"), SiteName: c.String("site-name"),
		SearchTimeout: c.Duration("search-timeout"), MaxConcurrent: c.Int("max-concurrent"), Log: log,
		MaxConnsPerIP: c.Int("max-conns-per-ip"), MaxAnswerBytes: c.Int("max-answer-mb") << 20,
	}).Serve(ctx, ln)
	cancel()
	watching.Wait()
	return err
}
