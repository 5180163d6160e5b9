// Bench measures Haberara on corpora of the user's own: how well it ranks and how fast it takes articles in. It is a
// module of its own so that nothing it needs enters the product.
package main

import (
	"fmt"
	"os"

	"github.com/urfave/cli/v2"
)

func main() {
	app := &cli.App{
		Name:     "bench",
		Usage:    "measure Haberara",
		Commands: []*cli.Command{relevanceCommand(), ingestCommand(), lemmaCommand(), namesCommand(), costCommand()},
	}
	if err := app.Run(os.Args); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
