package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/tsenart/vegeta/v12/lib"
	"github.com/urfave/cli/v2"

	"github.com/haberara/haberara/searcher"
)

func loadCommand() *cli.Command {
	return &cli.Command{
		Name:  "load",
		Usage: "print the latency of our server under an open load",
		Description: "Example:\n  bench load --index DIR --rates auto\n\n" +
			"Requests of the newsroom mix, made from the newest articles of the index, arrive at a fixed rate whether or\n" +
			"not earlier ones were answered. A rate is held when every answer is 200, as many are answered as arrive\n" +
			"(97 %), and the 99th percentile is within --bound. auto looks for the highest rate held and measures at\n" +
			"25, 50, 75, 90 and 100 % of it. Server and load share the processors of this machine.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "index", Required: true, Usage: "the `DIR` of the index"},
			&cli.StringFlag{Name: "rates", Value: "auto", Usage: "auto, or requests a second behind commas"},
			&cli.DurationFlag{Name: "duration", Value: 20 * time.Second, Usage: "how long each rate is measured"},
			&cli.DurationFlag{Name: "probe", Value: 5 * time.Second, Usage: "how long a rate is tried by auto"},
			&cli.DurationFlag{Name: "bound", Value: 250 * time.Millisecond, Usage: "the 99th percentile that is still held"},
			&cli.IntFlag{Name: "queries", Value: 5000, Usage: "different requests, asked in turn"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "seed of all chance"},
			&cli.StringFlag{Name: "format", Value: "table", Usage: "table or json"},
		},
		Action: runLoad,
	}
}

// loaded is what was measured at one rate, in requests a second and milliseconds.
type loaded struct {
	Percent         int            `json:"percent_of_highest,omitempty"`
	Rate            float64        `json:"rate"`
	Requests        uint64         `json:"requests"`
	Throughput      float64        `json:"throughput"`
	P50MS           float64        `json:"p50_ms"`
	P95MS           float64        `json:"p95_ms"`
	P99MS           float64        `json:"p99_ms"`
	MaxMS           float64        `json:"max_ms"`
	Errors          int            `json:"errors"`
	StatusCodes     map[string]int `json:"status_codes"`
	Held            bool           `json:"held"`
	ResidentBytes   int64          `json:"resident_bytes"`
	PeakMemoryBytes int64          `json:"peak_memory_bytes"`
}

type loader struct {
	server  *serving
	targets []vegeta.Target
	bound   time.Duration
}

func runLoad(c *cli.Context) (err error) {
	questions, err := questionsOf(c.Context, c.String("index"), c.Uint64("seed"), c.Int("queries"))
	if err != nil {
		return err
	}
	server, err := startServing(c.Context, c.String("index"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.stop()) }()
	l := &loader{server: server, bound: c.Duration("bound")}
	if l.targets, err = answerable(c.Context, server.address, questions); err != nil {
		return err
	}
	progressOf(c)("%d different requests to http://%s", len(l.targets), server.address)
	rows, err := l.rates(c)
	if err != nil {
		return err
	}
	if c.String("format") == "json" {
		return json.NewEncoder(c.App.Writer).Encode(rows)
	}
	return writeLoads(c.App.Writer, rows)
}

// questionsOf draws newsroom questions from the newest articles of an index.
func questionsOf(ctx context.Context, dir string, seed uint64, count int) (_ []question, err error) {
	s, err := searcher.Open(dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	newest, err := s.Search(ctx, searcher.Request{PageSize: searcher.MaxPageSize})
	if err != nil {
		return nil, err
	}
	m := newMaterial()
	for _, h := range newest.Hits {
		m.add(h.Article)
	}
	questions := newDrawing(m, seed).questions(newsroom, count)
	if len(questions) == 0 {
		return nil, errors.New("the index holds no words to ask for")
	}
	return questions, nil
}

// answerable asks every question once, which warms the server, and keeps those that it answers with 200: a deep page
// may not be there.
func answerable(ctx context.Context, address string, questions []question) ([]vegeta.Target, error) {
	var targets []vegeta.Target
	for _, q := range questions {
		t := vegeta.Target{Method: http.MethodGet, URL: "http://" + address + "/api/search?" + q.parameters().Encode()}
		r, err := http.NewRequestWithContext(ctx, t.Method, t.URL, nil)
		if err != nil {
			return nil, err
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			return nil, err
		}
		_, err = io.Copy(io.Discard, answer.Body)
		if err := errors.Join(err, answer.Body.Close()); err != nil {
			return nil, err
		}
		if answer.StatusCode == http.StatusOK {
			targets = append(targets, t)
		}
	}
	if len(targets) < len(questions)/2 {
		return nil, fmt.Errorf("the server answered only %d of %d questions", len(targets), len(questions))
	}
	return targets, nil
}

// parameters is the question as the address of our API says it; facets and the rest are what the API does by itself.
func (q question) parameters() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	if write := ourWords[q.Matching]; write != nil && len(q.Words) > 0 {
		v.Set("q", write(q.Words))
	}
	if !q.From.IsZero() {
		v.Set("from", q.From.Format("2006-01-02"))
	}
	if !q.To.IsZero() {
		v.Set("to", q.To.AddDate(0, 0, -1).Format("2006-01-02")) // a day as to is inside
	}
	set("category", escapedFilter(q.Category))
	set("source", escapedFilter(q.Source))
	if q.Newest {
		v.Set("sort", "newest")
	}
	if q.Offset > 0 {
		v.Set("page", strconv.Itoa(q.Offset/pageSize+1))
	}
	if q.Facets {
		v.Set("facets", "category,source,tag")
	}
	if q.Timeline {
		v.Set("timeline", "day")
	}
	return v
}

// escapedFilter keeps a value that begins with a sign of the API's from being read as that sign.
func escapedFilter(value string) string {
	if value != "" && strings.ContainsRune(`-+\ `, rune(value[0])) {
		return `\` + value
	}
	return value
}

func (l *loader) rates(c *cli.Context) (rows []loaded, err error) {
	if list := c.String("rates"); list != "auto" {
		for word := range strings.SplitSeq(list, ",") {
			rate, err := strconv.ParseFloat(strings.TrimSpace(word), 64)
			if err != nil || rate <= 0 {
				return nil, fmt.Errorf("--rates: %q is no number of requests a second", word)
			}
			row, err := l.attack(c.Context, rate, c.Duration("duration"))
			if err != nil {
				return nil, err
			}
			rows = append(rows, row)
		}
		return rows, nil
	}
	top, err := l.highest(c)
	if err != nil {
		return nil, err
	}
	for _, percent := range []int{100, 90, 75, 50, 25} {
		row, err := l.attack(c.Context, top*float64(percent)/100, c.Duration("duration"))
		if err != nil {
			return nil, err
		}
		row.Percent = percent
		rows = append([]loaded{row}, rows...)
	}
	return rows, nil
}

// highest doubles the rate until it is not held, halves the step until it is known to 5 %, and takes the rate back
// until it is held for the whole duration.
func (l *loader) highest(c *cli.Context) (float64, error) {
	held := func(rate float64, how time.Duration) (bool, error) {
		row, err := l.attack(c.Context, rate, how)
		progressOf(c)("%.0f a second: p99 %.1f ms, %d errors, held: %t", rate, row.P99MS, row.Errors, row.Held)
		return row.Held, err
	}
	low, high := 0.0, math.Inf(1)
	for rate := 25.0; high/max(low, 1) > 1.05; {
		ok, err := held(rate, c.Duration("probe"))
		if err != nil {
			return 0, err
		}
		if ok {
			low = rate
		} else {
			high = rate
		}
		switch {
		case math.IsInf(high, 1):
			rate *= 2
		case low == 0 && rate < 1:
			return 0, fmt.Errorf("not even %.1f requests a second are held within %v", rate, l.bound)
		case low == 0:
			rate /= 2
		default:
			rate = math.Sqrt(low * high)
		}
	}
	for rate := low; rate >= 1; rate *= 0.93 {
		ok, err := held(rate, c.Duration("duration"))
		if err != nil || ok {
			return rate, err
		}
	}
	return 0, fmt.Errorf("no rate is held for %v", c.Duration("duration"))
}

// attack sends requests at a rate and reads the server's memory at the end. It returns after the last answer.
func (l *loader) attack(ctx context.Context, rate float64, how time.Duration) (loaded, error) {
	attacker := vegeta.NewAttacker(vegeta.Connections(allConns), vegeta.MaxConnections(allConns),
		vegeta.Timeout(10*time.Second), vegeta.KeepAlive(true))
	stop := context.AfterFunc(ctx, func() { attacker.Stop() })
	defer stop()
	var m vegeta.Metrics
	pace := vegeta.Rate{Freq: int(math.Round(rate * 1000)), Per: 1000 * time.Second}
	for r := range attacker.Attack(vegeta.NewStaticTargeter(l.targets...), pace, how, "") {
		m.Add(r)
	}
	m.Close()
	if err := ctx.Err(); err != nil {
		return loaded{}, err
	}
	used, err := memoryOf(l.server.pid)
	row := loaded{
		Rate: rate, Requests: m.Requests, Throughput: m.Throughput, StatusCodes: m.StatusCodes,
		P50MS: milliseconds(m.Latencies.P50), P95MS: milliseconds(m.Latencies.P95), P99MS: milliseconds(m.Latencies.P99),
		MaxMS: milliseconds(m.Latencies.Max), Errors: int(m.Requests) - m.StatusCodes["200"],
		ResidentBytes: used.resident, PeakMemoryBytes: used.peak,
	}
	row.Held = row.Errors == 0 && m.Throughput >= 0.97*m.Rate && m.Latencies.P99 <= l.bound
	return row, err
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func writeLoads(w io.Writer, rows []loaded) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "of highest\trequests a second\tanswered\tp50 ms\tp95 ms\tp99 ms\tmax ms\terrors\theld\tresident MB\t")
	for _, r := range rows {
		percent := "-"
		if r.Percent > 0 {
			percent = fmt.Sprintf("%d %%", r.Percent)
		}
		fmt.Fprintf(t, "%s\t%.0f\t%.0f\t%.2f\t%.2f\t%.2f\t%.1f\t%d\t%t\t%.0f\t\n", percent, r.Rate, r.Throughput,
			r.P50MS, r.P95MS, r.P99MS, r.MaxMS, r.Errors, r.Held, float64(r.ResidentBytes)/1e6)
	}
	return t.Flush()
}
