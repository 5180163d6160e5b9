package server

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The bounds on the parameters of one request, beside those of searcher.Request and corpus.Article.
const (
	maxArgs     = 100
	maxArgBytes = 4 << 10
)

// arg is one parameter of an address.
type arg struct{ Name, Value string }

// args are the parameters of an address in the order in which they came. Its methods return changed copies.
type args []arg

// parseArgs reads the part of an address after the question mark. Parameters without a value are left out, as a form
// sends its empty fields; a *problem names the parameter to blame.
func parseArgs(raw string) (args, error) {
	var all args
	for count := 0; raw != ""; {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		if pair == "" {
			continue
		}
		if count++; count > maxArgs {
			return nil, bad("", fmt.Sprintf("more than %d parameters", maxArgs),
				fmt.Sprintf("En fazla %d parametre verilebilir.", maxArgs))
		}
		a, err := parseArg(pair)
		if err != nil {
			return nil, err
		}
		if a.Value != "" || !isKnown(a.Name) {
			all = append(all, a)
		}
	}
	return all, nil
}

func parseArg(pair string) (arg, error) {
	rawName, rawValue, _ := strings.Cut(pair, "=")
	name, err := url.QueryUnescape(rawName)
	if err != nil || !utf8.ValidString(name) {
		return arg{}, bad("", fmt.Sprintf("the parameter name %q is not percent-encoded UTF-8", shorten(rawName)),
			"Adresteki bir parametre adı okunamadı.")
	}
	value, err := url.QueryUnescape(rawValue)
	if err != nil {
		return arg{}, bad(shorten(name), "a percent sign is not followed by two hexadecimal digits; write it as %25",
			"Adresteki yüzde kodlaması bozuk.")
	}
	if !utf8.ValidString(value) {
		return arg{}, bad(shorten(name), "the value is not valid UTF-8", "Değer geçerli UTF-8 değil.")
	}
	if name != "q" && len(value) > maxArgBytes {
		return arg{}, bad(shorten(name), fmt.Sprintf("the value is longer than %d bytes", maxArgBytes),
			"Değer çok uzun.")
	}
	if position := controlPosition(value); position > 0 {
		p := bad(shorten(name), fmt.Sprintf("character %d is a control character", position),
			fmt.Sprintf("%d. karakter bir denetim karakteri.", position))
		p.position = position
		return arg{}, p
	}
	return arg{name, value}, nil
}

// controlPosition counts to the first control character, from 1; 0 when there is none. White space is none.
func controlPosition(s string) int {
	position := 0
	for _, r := range s {
		position++
		if unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' {
			return position
		}
	}
	return 0
}

// shorten cuts what came from outside to a length that fits a message.
func shorten(s string) string { return cut(s, 40) }

// cut returns s, or its first characters and an ellipsis, chars in all, where it is longer.
func cut(s string, chars int) string {
	end := 0
	for i := range s {
		switch chars--; {
		case chars == 0:
			end = i
		case chars < 0:
			return s[:end] + "…"
		}
	}
	return s
}

// get returns the first value of a parameter, "" when it is not given.
func (a args) get(name string) string {
	for _, each := range a {
		if each.Name == name {
			return each.Value
		}
	}
	return ""
}

func (a args) has(name, value string) bool {
	for _, each := range a {
		if each.Name == name && each.Value == value {
			return true
		}
	}
	return false
}

func (a args) filter(keep func(arg) bool) args {
	kept := make(args, 0, len(a)+1)
	for _, each := range a {
		if keep(each) {
			kept = append(kept, each)
		}
	}
	return kept
}

func (a args) without(names ...string) args {
	return a.filter(func(each arg) bool {
		for _, name := range names {
			if each.Name == name {
				return false
			}
		}
		return true
	})
}

func (a args) withoutValue(name, value string) args {
	return a.filter(func(each arg) bool { return each.Name != name || each.Value != value })
}

func (a args) with(name, value string) args {
	return append(a.filter(func(arg) bool { return true }), arg{name, value})
}

// set gives a parameter one value; the empty value takes it away.
func (a args) set(name, value string) args {
	if value == "" {
		return a.without(name)
	}
	return a.without(name).with(name, value)
}

// link joins a path and the parameters to an address.
func (a args) link(path string) string {
	var b strings.Builder
	b.WriteString(path)
	for i, each := range a {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(url.QueryEscape(each.Name))
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(each.Value))
	}
	return b.String()
}
