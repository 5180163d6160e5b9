package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// What the programs of the footprint import and do; each reads words from standard input.
const (
	emptyUse   = ``
	lexiconUse = `morphology.Lexicon.Lemma(words.Text(), false)`
	chainUse   = `analyzer.Analyze(words.Text(), func(turkish.Token, turkish.Signals) bool { return true })`
)

// footprintProgram prints its resident memory in kilobytes before and after its use of all words. The lexicon is read in
// place, so that every page of it that a word touches is resident afterwards.
const footprintProgram = `package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
%s)

func resident() string {
	debug.FreeOSMemory()
	b, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	return strings.Fields(rest + " 0")[0]
}

func main() {
	before := resident()
%s	words := bufio.NewScanner(os.Stdin)
	for words.Scan() {
		%s
	}
	fmt.Println(before, resident())
}
`

// footprint is what a program costs: its file, its resident memory before and after, in bytes, and what Go's inittrace
// says of the packages of corpus/turkish.
type footprint struct {
	file, before, after int64
	start               string
}

// printFootprint builds a program without the lemmatizer, one with it and one with the whole chain, and prints what the
// latter two have more than the first.
func printFootprint(ctx context.Context, out io.Writer, words []string) (err error) {
	dir, err := os.MkdirTemp("", "haberara-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	const module = "\t\"github.com/haberara/haberara/corpus/turkish"
	programs := []struct{ name, imports, before, use string }{
		{"nothing", "", "", emptyUse},
		{"lexicon and grammar of endings", module + "/morphology\"\n", "", lexiconUse},
		{"whole chain, 64k words cached at most", module + "\"\n", "\tanalyzer := turkish.NewAnalyzer()\n", chainUse},
	}
	var empty footprint
	for i, p := range programs {
		f, err := measureProgram(ctx, dir, fmt.Sprintf(footprintProgram, p.imports, p.before, p.use), words)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if i == 0 {
			empty = f
			continue
		}
		fmt.Fprintf(out, "\n%s: %.2f MB of the binary, %.2f MB of memory at the start, %.2f MB after the running text\n%s",
			p.name, megabytes(f.file-empty.file), megabytes(f.before-empty.before), megabytes(f.after-empty.after), f.start)
	}
	return nil
}

func megabytes(bytes int64) float64 { return float64(bytes) / 1e6 }

// measureProgram builds a program as if it stood in this module, and runs it.
func measureProgram(ctx context.Context, dir, program string, words []string) (f footprint, err error) {
	source, binary, overlay := filepath.Join(dir, "main.go"), filepath.Join(dir, "program"), filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(source, []byte(program), 0o600); err != nil {
		return f, err
	}
	here, err := os.Getwd()
	if err != nil {
		return f, err
	}
	replace, err := json.Marshal(map[string]any{
		"Replace": map[string]string{filepath.Join(here, "footprint", "main.go"): source},
	})
	if err != nil {
		return f, err
	}
	if err := os.WriteFile(overlay, replace, 0o600); err != nil {
		return f, err
	}
	build := exec.CommandContext(ctx, "go", "build", "-overlay", overlay, "-o", binary, "./footprint")
	if told, err := build.CombinedOutput(); err != nil {
		return f, fmt.Errorf("go build, which must be called in the folder of the module bench: %w\n%s", err, told)
	}
	info, err := os.Stat(binary)
	if err != nil {
		return f, err
	}
	f.file = info.Size()
	run := exec.CommandContext(ctx, binary)
	run.Stdin = strings.NewReader(strings.Join(words, "\n"))
	run.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	run.Stderr = &trace
	said, err := run.Output()
	if err != nil {
		return f, err
	}
	numbers := strings.Fields(string(said))
	if len(numbers) != 2 {
		return f, fmt.Errorf("the program said %q", said)
	}
	f.before, f.after = kilobytes(numbers[0]), kilobytes(numbers[1])
	f.start = startOf(trace.String())
	return f, nil
}

func kilobytes(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n << 10
}

var initLine = regexp.MustCompile(`init github\.com/haberara/haberara/(\S+) @.* ms, (\S+) ms clock, (\d+) bytes, (\d+) allocs`)

// startOf is what the packages of Haberara do before main, a line each, of Go's inittrace.
func startOf(trace string) string {
	var b strings.Builder
	for _, m := range initLine.FindAllStringSubmatch(trace, -1) {
		fmt.Fprintf(&b, "  start of %s: %s ms, %s bytes in %s allocations\n", m[1], m[2], m[3], m[4])
	}
	return b.String()
}
