package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/haberara/haberara/indexer"
)

// lineEvery is how often progress is told where there is no terminal.
const lineEvery = 5 * time.Second

// progress shows how far an ingest is: a bar on a terminal, else a line now and then.
type progress struct {
	out   io.Writer
	total int64
	began time.Time
	told  time.Time
	bar   *progressbar.ProgressBar
	quiet bool
}

func newProgress(out io.Writer, totalBytes int64, quiet bool) *progress {
	now := time.Now()
	p := &progress{out: out, total: totalBytes, began: now, told: now, quiet: quiet}
	if !quiet && isTerminal(out) {
		p.bar = progressbar.NewOptions64(max(totalBytes, 1),
			progressbar.OptionSetWriter(out), progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true),
			progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return p
}

func (p *progress) show(r indexer.Report) {
	elapsed := time.Since(p.began).Seconds()
	text := fmt.Sprintf("%s lines safe, %s refused, %s a second",
		grouped(r.Lines), grouped(r.Refused), grouped(int(float64(r.Lines)/max(elapsed, 0.001))))
	switch {
	case p.quiet:
	case p.bar != nil:
		p.bar.Describe(text)
		if p.total > 0 {
			_ = p.bar.Set64(min(r.Bytes, p.total)) // a bar that cannot be drawn is no reason to stop
		}
	case time.Since(p.told) >= lineEvery:
		p.told = time.Now()
		if p.total > 0 && r.Bytes > 0 {
			left := time.Duration(elapsed * float64(p.total-r.Bytes) / float64(r.Bytes) * float64(time.Second))
			text += fmt.Sprintf(", about %s left", left.Round(time.Second))
		}
		fmt.Fprintln(p.out, text)
	}
}

// settle says that all is safe and segments are being joined, which may take a while.
func (p *progress) settle() {
	const text = "all safe; joining segments, so that searches are faster (Ctrl-C leaves it for later)"
	switch {
	case p.quiet:
	case p.bar != nil:
		p.bar.Describe(text)
	case time.Since(p.began) >= lineEvery:
		fmt.Fprintln(p.out, text)
	}
}

func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// counted is a number with the noun that it counts.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(n) + " " + noun
}

// grouped writes a number with a comma before every three digits.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
