package main

import (
	"flag"
	"strings"

	"github.com/urfave/cli/v2"
)

// stringList is the value of a flag that may stand several times. Unlike cli.StringSlice it leaves commas alone: they
// stand in the names of authors and tags.
type stringList []string

func (l *stringList) Set(value string) error {
	*l = append(*l, value)
	return nil
}

func (l *stringList) String() string { return strings.Join(*l, " ") }

var _ flag.Value = (*stringList)(nil)

func flagStrings(c *cli.Context, name string) []string {
	l, _ := c.Generic(name).(*stringList)
	if l == nil {
		return nil
	}
	return *l
}
