package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

func indexFlag() *cli.StringFlag {
	return &cli.StringFlag{
		Name: "index", Aliases: []string{"i"}, EnvVars: []string{"HABERARA_INDEX"}, Usage: "the `DIR` of the index",
	}
}

func indexDir(c *cli.Context) (string, error) {
	if dir := c.String("index"); dir != "" {
		return dir, nil
	}
	return "", usageError{"say which index: --index DIR, or set HABERARA_INDEX"}
}

func formatFlag(formats ...string) *cli.StringFlag {
	return &cli.StringFlag{
		Name: "format", Value: formats[0], Usage: "how to print: " + strings.Join(formats, ", "),
		Action: func(_ *cli.Context, format string) error {
			if !slices.Contains(formats, format) {
				return usageError{"--format is one of " + strings.Join(formats, ", ") + ", not " + format}
			}
			return nil
		},
	}
}

// hoistFlags moves the flags of a command in front of its arguments, where urfave/cli wants them, so that a flag may
// stand behind a query too. What follows "--" stays.
func hoistFlags(app *cli.App, args []string) []string {
	if len(args) < 2 {
		return args
	}
	command := app.Command(args[1])
	if command == nil {
		return args
	}
	flags, rest := []string{}, []string{}
	for i := 2; i < len(args); i++ {
		takes, known := takesValue(command, args[i])
		switch {
		case args[i] == "--":
			rest = append(rest, args[i+1:]...)
			i = len(args)
		case !known:
			rest = append(rest, args[i])
		default:
			flags = append(flags, args[i])
			if takes && i+1 < len(args) {
				i++
				flags = append(flags, args[i])
			}
		}
	}
	return slices.Concat(args[:2], flags, []string{"--"}, rest)
}

// takesValue says whether an argument is a flag, and whether the next argument is its value. A word that looks like a
// flag and is none of the command's counts as a flag too when it begins with two hyphens, so that it is complained of.
func takesValue(command *cli.Command, arg string) (takes, known bool) {
	if !strings.HasPrefix(arg, "-") || arg == "-" || arg == "--" {
		return false, false
	}
	name, _, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
	for _, f := range command.Flags {
		if slices.Contains(f.Names(), name) {
			_, isBool := f.(*cli.BoolFlag)
			return !isBool && !hasValue, true
		}
	}
	return false, strings.HasPrefix(arg, "--") || name == "h" || name == "help"
}
