// Bench measures Haberara on corpora of the user's own: how well it ranks, how fast it takes articles
// in, and how fast it answers beside its peers. It is a
// module of its own so that nothing it needs enters the product.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"
)

func main() {
	if err := newApp().Run(spreadCorpus(os.Args)); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func newApp() *cli.App {
	return &cli.App{
		Name:  "bench",
		Usage: "measure Haberara",
		// A file may have a comma in its name.
		DisableSliceFlagSeparator: true,
		Commands: []*cli.Command{
			relevanceCommand(), ingestCommand(), lemmaCommand(), namesCommand(), entitiesCommand(), costCommand(),
			speedCommand(), plotCommand(), loadCommand(),
			buildCommand(), askCommand(), serveIndexCommand(),
		},
	}
}

// spreadCorpus gives each of several files behind one --corpus a flag of its own, which the parser of flags wants.
func spreadCorpus(args []string) []string {
	const flag = "--corpus"
	var spread []string
	behind := false
	for _, arg := range args {
		isFile := arg == "-" || !strings.HasPrefix(arg, "-")
		if behind && isFile && spread[len(spread)-1] != flag {
			spread = append(spread, flag)
		}
		behind = arg == flag || arg == "-corpus" || behind && isFile
		if arg == "-corpus" {
			arg = flag
		}
		spread = append(spread, arg)
	}
	return spread
}
