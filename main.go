// Haberara is a full-text search engine for Turkish news: an indexer, a search server with a page, and a command line.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/urfave/cli/v2"
)

func main() { os.Exit(run()) }

func run() int {
	log.SetOutput(io.Discard) // Bluge logs there what it returns as an error as well
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	app := newApp()
	err := app.RunContext(ctx, hoistFlags(app, os.Args))
	if text := message(err); text != "" {
		fmt.Fprintln(os.Stderr, "haberara: "+text)
	}
	return exitCode(err)
}

func newApp() *cli.App {
	wrongUsage := func(_ *cli.Context, err error, _ bool) error { return usageError{err.Error() + "; see --help"} }
	commands := []*cli.Command{
		demoCommand(), indexCommand(), searchCommand(), serveCommand(), analyzeCommand(), lemmatizeCommand(),
		statsCommand(),
	}
	for _, c := range commands {
		c.OnUsageError = wrongUsage
	}
	return &cli.App{
		Name:  "haberara",
		Usage: "full-text search for Turkish news",
		Description: "Examples:\n" +
			"  haberara demo                                          try it on the built-in sample\n" +
			"  haberara index --index haberler articles.jsonl.gz      make or extend an index\n" +
			"  haberara search --index haberler --from 2026-05 deprem search it\n" +
			"  haberara serve --index haberler                        put it on a web page and an API",
		Commands:       commands,
		Suggest:        true,
		HideVersion:    true,
		Action:         unknownCommand,
		OnUsageError:   wrongUsage,
		ExitErrHandler: func(*cli.Context, error) {},
	}
}

func unknownCommand(c *cli.Context) error {
	if c.NArg() == 0 {
		return cli.ShowAppHelp(c)
	}
	return usageError{fmt.Sprintf("there is no command %q. %s See `haberara help`.",
		c.Args().First(), cli.SuggestCommand(c.App.Commands, c.Args().First()))}
}
