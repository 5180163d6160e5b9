package main

import (
	"fmt"
	"os"
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
		if info, err := os.Stat(dir); err == nil && !info.IsDir() {
			return "", fmt.Errorf("%s is a file: --index names the folder of an index", dir)
		}
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

// noArguments refuses what stands behind a command that takes nothing.
func noArguments(c *cli.Context) error {
	if c.NArg() > 0 {
		return usageError{fmt.Sprintf("%s takes no argument, but %q was given", c.Command.Name, c.Args().First())}
	}
	return nil
}

// hoistFlags moves the flags of a command in front of its arguments, where urfave/cli wants them, so that a flag may
// stand behind a query too. What follows "--" stays. A flag whose value is missing is a usageError.
func hoistFlags(app *cli.App, args []string) ([]string, error) {
	if len(args) < 2 {
		return args, nil
	}
	command := app.Command(args[1])
	if command == nil {
		return args, nil
	}
	flags, rest := []string{}, []string{}
	for i := 2; i < len(args); i++ {
		if args[i] == "--" {
			rest = append(rest, args[i+1:]...)
			break
		}
		takes, known := takesValue(command, args[i])
		if !known {
			if isGlued(command, args[i]) {
				return nil, usageError{fmt.Sprintf("write %s %s, with a blank; or -- before a query that begins with a hyphen",
					args[i][:2], args[i][2:])}
			}
			rest = append(rest, args[i])
			continue
		}
		flags = append(flags, args[i])
		if takes {
			if i++; i == len(args) || args[i] == "--" {
				return nil, usageError{fmt.Sprintf("%s needs a value", args[i-1])}
			}
			flags = append(flags, args[i])
		}
	}
	return slices.Concat(args[:2], flags, []string{"--"}, rest), nil
}

// takesValue says whether an argument is a flag, and whether the next argument is its value. A word that looks like a
// flag and is none of the command's counts as a flag too when it begins with two hyphens, so that it is complained of.
func takesValue(command *cli.Command, arg string) (takes, known bool) {
	if !strings.HasPrefix(arg, "-") || arg == "-" {
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

// isGlued says that an argument is a short flag and a number written as one, which would count as a word that must not
// be there.
func isGlued(command *cli.Command, arg string) bool {
	if len(arg) < 3 || arg[0] != '-' || strings.Trim(arg[2:], "0123456789") != "" {
		return false
	}
	takes, known := takesValue(command, arg[:2])
	return takes && known
}
