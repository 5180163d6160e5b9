package indexer

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/haberara/haberara/corpus"
)

// crashVariable makes the test binary a process that ingests crashInput below its value into crashIndex there.
const crashVariable = "HABERARA_TEST_INGEST"

const (
	crashInput = "articles.jsonl"
	crashIndex = "index"
)

// ingestUntilKilled prints the number of acknowledged lines after each batch.
func ingestUntilKilled(dir string, progress io.Writer) (exitCode int) {
	err := func() error {
		w, err := OpenWriter(filepath.Join(dir, crashIndex))
		if err != nil {
			return err
		}
		letters, err := OpenDeadLetters(filepath.Join(dir, crashIndex))
		if err != nil {
			return err
		}
		in := &ingest{sink: w, refusals: letters, maxArticles: 40, maxBytes: batchBytes, acknowledged: func(r Report) {
			_, _ = fmt.Fprintln(progress, r.Lines)
		}}
		_, err = in.run(context.Background(), []string{filepath.Join(dir, crashInput)})
		return errors.Join(err, letters.Close(), w.Close())
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// crashCase is a file of articles, some of them refused and some replaced further down, and what it must become.
type crashCase struct {
	t     *testing.T
	dir   string
	lines []any
	// versions are the lines, from 0, on which an ID stands.
	versions map[string][]int
	refused  map[string]int
	// floor is the number of lines that any process has acknowledged so far.
	floor int
}

func newCrashCase(t *testing.T, r *rand.Rand) *crashCase {
	c := &crashCase{t: t, dir: t.TempDir(), versions: map[string][]int{}, refused: map[string]int{}}
	for n := range 3000 {
		switch {
		case r.IntN(25) == 0:
			raw := fmt.Sprintf(`{"id":"refused-%d"}`, n)
			c.lines = append(c.lines, raw)
			c.refused[corpus.DeadLetterKey(crashInput, n+1, []byte(raw))] = n
		case r.IntN(10) == 0:
			c.article(r.IntN(n+1), n)
		default:
			c.article(n, n)
		}
	}
	writeFile(t, filepath.Join(c.dir, crashInput), jsonLines(t, c.lines...))
	return c
}

func (c *crashCase) article(id, line int) {
	a := numbered(id, line)
	c.lines = append(c.lines, a)
	c.versions[a.ID] = append(c.versions[a.ID], line)
}

// crash starts a process, kills it a while after a number of batches, and returns how many lines it acknowledged.
func (c *crashCase) crash(batches int, after time.Duration) (acknowledged int) {
	c.t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashVariable+"="+c.dir)
	var stderr strings.Builder
	child.Stderr = &stderr
	out, err := child.StdoutPipe()
	check(c.t, err)
	in, err := child.StdinPipe()
	check(c.t, err)
	defer func() { _ = in.Close() }()
	check(c.t, child.Start())
	lines := bufio.NewReader(out)
	read := func() bool {
		line, err := lines.ReadString('\n')
		if err == nil {
			_, err = fmt.Sscan(line, &acknowledged)
		}
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			c.t.Fatal(err)
		}
		return err == nil
	}
	for range batches {
		if !read() {
			break
		}
	}
	time.Sleep(after)
	check(c.t, child.Process.Kill())
	for read() {
		continue
	}
	if err := child.Wait(); err == nil || stderr.Len() > 0 {
		c.t.Fatalf("the process was not killed (%v) or complained: %s", err, stderr.String())
	}
	return acknowledged
}

// checkAfterCrash looks at what the killed process left, before any writer mends it.
func (c *crashCase) checkAfterCrash(acknowledged int) {
	c.t.Helper()
	c.floor = max(c.floor, acknowledged)
	x, err := OpenIndex(filepath.Join(c.dir, crashIndex))
	if c.floor == 0 && errors.Is(err, ErrNoIndex) {
		return
	}
	check(c.t, err)
	s, err := x.Snapshot()
	check(c.t, err)
	all, err := articlesOf(s)
	check(c.t, errors.Join(err, s.Close()))
	for id, versions := range c.versions {
		least := -1 // the version that was acknowledged last by this process; older ones are gone
		for _, line := range versions {
			if line < acknowledged {
				least = line
			}
		}
		switch a := all[id]; {
		case a == nil && versions[0] < c.floor:
			c.t.Errorf("%s of line %d is lost; %d lines were acknowledged", id, versions[0]+1, c.floor)
		case a != nil && !c.isVersion(a, versions, least):
			c.t.Errorf("%s is %q; want a version of lines %v from %d on", id, a.Title, versions, least)
		}
	}
	// The end may be half a line; OpenDeadLetters mends that.
	letters, err := os.ReadFile(filepath.Join(c.dir, crashIndex, DeadLettersFolder, DeadLettersFile))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		c.t.Fatal(err)
	}
	for key, line := range c.refused {
		if line < c.floor && !strings.Contains(string(letters), key) {
			c.t.Errorf("refused line %d is lost; %d lines were acknowledged", line+1, c.floor)
		}
	}
}

func (c *crashCase) isVersion(a *corpus.Article, versions []int, least int) bool {
	for _, line := range versions {
		if line >= least && cmp.Equal(a, c.lines[line]) {
			return true
		}
	}
	return false
}

// finish lets a run come to its end and checks that nothing is missing and nothing is there twice.
func (c *crashCase) finish() {
	c.t.Helper()
	if code := ingestUntilKilled(c.dir, io.Discard); code != 0 {
		c.t.Fatal("the last run failed")
	}
	dir := filepath.Join(c.dir, crashIndex)
	want := byID()
	for id, versions := range c.versions {
		want[id] = c.lines[versions[len(versions)-1]].(*corpus.Article)
	}
	checkStored(c.t, dir, want)
	letters := deadLetters(c.t, dir)
	if len(letters) != len(c.refused) {
		c.t.Errorf("%d dead letters, want %d", len(letters), len(c.refused))
	}
	for key, line := range c.refused {
		if !strings.Contains(strings.Join(letters, "\n"), key) {
			c.t.Errorf("refused line %d has no dead letter", line+1)
		}
	}
	x, err := OpenIndex(dir)
	check(c.t, err)
	epoch, err := x.Epoch()
	check(c.t, err)
	s, err := x.Snapshot()
	check(c.t, err)
	files, err := filepath.Glob(filepath.Join(dir, "generations", "1", "*"))
	check(c.t, errors.Join(err, s.Close()))
	// Segments, a snapshot and the manifest: no orphans.
	if len(files) != len(s.Segments)+2 || s.Epoch != epoch {
		c.t.Errorf("%d segments, but %q", len(s.Segments), files)
	}
}

// crashIndexes is how many indexes TestKill makes, five times being killed each.
var crashIndexes = flag.Int("indexes", 4, "how many indexes are made by processes that are killed five times each")

// TestKill kills ingesting processes at random moments: during the making of an index, in their first batch, in
// later ones, and in runs over what an earlier one has stored.
func TestKill(t *testing.T) {
	const seed, someBatches = 1, 45 // fewer than there are
	r := rand.New(rand.NewPCG(seed, 12))
	for round := range *crashIndexes {
		c := newCrashCase(t, r)
		for kill := range 5 {
			batches, after := r.IntN(someBatches), time.Duration(r.IntN(20_000))*time.Microsecond
			if kill == 0 {
				batches = round % someBatches // so that the first moments are among them
			}
			acknowledged := c.crash(batches, after)
			t.Logf("seed %d, index %d: killed %s after batch %d, %d lines acknowledged",
				seed, round, after, batches, acknowledged)
			c.checkAfterCrash(acknowledged)
			if t.Failed() {
				t.FailNow()
			}
		}
		c.finish()
	}
}
