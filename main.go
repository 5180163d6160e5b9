// Haberara is a full-text search engine for Turkish news: an indexer, a search server with a page, and a command line.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"regexp"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"
)

func main() { os.Exit(run()) }

func run() int {
	log.SetOutput(io.Discard) // Bluge logs there what it returns as an error as well
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	err := runApp(ctx, newApp(), os.Args)
	if text := message(err); text != "" {
		fmt.Fprintln(os.Stderr, "haberara: "+text)
	}
	return exitCode(err)
}

func runApp(ctx context.Context, app *cli.App, args []string) error {
	args, err := hoistFlags(app, args)
	if err != nil {
		return err
	}
	err = app.RunContext(ctx, args)
	var exit cli.ExitCoder
	if errors.As(err, &exit) { // what the library itself complains of
		return usageError{err.Error()}
	}
	return err
}

func newApp() *cli.App {
	wrongUsage := func(_ *cli.Context, err error, _ bool) error {
		return usageError{aboutFlag(err.Error()) + "; see --help"}
	}
	commands := []*cli.Command{
		demoCommand(), indexCommand(), searchCommand(), whyCommand(), suggestCommand(), relatedCommand(), storiesCommand(),
		trendingCommand(), headlinesCommand(), highlightsCommand(), serveCommand(), analyzeCommand(), lemmatizeCommand(),
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
		Version:        version(),
		Action:         unknownCommand,
		OnUsageError:   wrongUsage,
		ExitErrHandler: func(*cli.Context, error) {},
	}
}

// version is the module version or the commit that the program was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	return info.Main.Version
}

func unknownCommand(c *cli.Context) error {
	if c.NArg() == 0 {
		return cli.ShowAppHelp(c)
	}
	name, guess := c.Args().First(), ""
	for _, command := range c.App.Commands {
		if s := cli.SuggestCommand(c.App.Commands, name); strings.Contains(s, `"`+command.Name+`"`) && name[:1] == command.Name[:1] {
			guess = " " + s
		}
	}
	return usageError{fmt.Sprintf("there is no command %q.%s See `haberara help`.", name, guess)}
}

var (
	unknownFlag = regexp.MustCompile(`^flag provided but not defined: -+(.*)$`)
	wrongValue  = regexp.MustCompile(`(?s)^invalid value (".*") for flag -+([a-z-]+): .*$`)
)

// aboutFlag puts what the library says of a flag into our words, with the two hyphens that the flag is written with.
func aboutFlag(text string) string {
	return wrongValue.ReplaceAllString(unknownFlag.ReplaceAllString(text, "there is no flag --$1"), "$1 is no value for --$2")
}
