package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"text/tabwriter"
)

// classReport is one line of the report: microseconds by engine, peers' times divided by ours, and the median number of
// hits. What could not be measured is null.
type classReport struct {
	Class         string   `json:"class"`
	Queries       int      `json:"queries"`
	OursP50       *float64 `json:"ours_p50_us"`
	OursP95       *float64 `json:"ours_p95_us"`
	OursP99       *float64 `json:"ours_p99_us"`
	BlugeP50      *float64 `json:"bluge_p50_us"`
	BlugeP95      *float64 `json:"bluge_p95_us"`
	BlugeP99      *float64 `json:"bluge_p99_us"`
	BleveP50      *float64 `json:"bleve_p50_us"`
	BleveP95      *float64 `json:"bleve_p95_us"`
	BleveP99      *float64 `json:"bleve_p99_us"`
	RatioBluge    *float64 `json:"ratio_bluge"`
	RatioBlugeP95 *float64 `json:"ratio_bluge_p95"`
	RatioBlugeP99 *float64 `json:"ratio_bluge_p99"`
	RatioBleve    *float64 `json:"ratio_bleve"`
	RatioBleveP95 *float64 `json:"ratio_bleve_p95"`
	RatioBleveP99 *float64 `json:"ratio_bleve_p99"`
	OursHits      *int     `json:"ours_hits"`
	BlugeHits     *int     `json:"bluge_hits"`
	BleveHits     *int     `json:"bleve_hits"`
}

// indexingReport is the last line: what each engine's index cost.
type indexingReport struct {
	Class    string           `json:"class"`
	Indexing map[string]built `json:"indexing"`
	// RatioBleve is our articles a second by bleve's; the other two are our bytes and our peak by bleve's.
	RatioBleve            float64 `json:"ratio_bleve"`
	RatioBluge            float64 `json:"ratio_bluge"`
	BytesByBleve          float64 `json:"bytes_by_bleve"`
	BytesByBluge          float64 `json:"bytes_by_bluge"`
	PeakMemoryByBleve     float64 `json:"peak_memory_by_bleve"`
	PeakMemoryByBluge     float64 `json:"peak_memory_by_bluge"`
	Seed                  uint64  `json:"seed"`
	GarbageCollectPercent int     `json:"gc_percent"`
}

func reportClass(class string, queries int, ours, bluge, bleve *contender) classReport {
	r := classReport{Class: class, Queries: queries}
	o := fill(ours, &r.OursP50, &r.OursP95, &r.OursP99, &r.OursHits)
	b := fill(bluge, &r.BlugeP50, &r.BlugeP95, &r.BlugeP99, &r.BlugeHits)
	v := fill(bleve, &r.BleveP50, &r.BleveP95, &r.BleveP99, &r.BleveHits)
	r.RatioBluge, r.RatioBleve = ratio(b.p50, o.p50), ratio(v.p50, o.p50)
	r.RatioBlugeP95, r.RatioBleveP95 = ratio(b.p95, o.p95), ratio(v.p95, o.p95)
	r.RatioBlugeP99, r.RatioBleveP99 = ratio(b.p99, o.p99), ratio(v.p99, o.p99)
	return r
}

func fill(e *contender, p50, p95, p99 **float64, hits **int) spread {
	s := spreadOf(e.times)
	if len(e.times) == 0 {
		return s
	}
	total := e.medianTotal()
	*p50, *p95, *p99, *hits = &s.p50, &s.p95, &s.p99, &total
	return s
}

func ratio(peer, ours float64) *float64 {
	r := peer / ours
	if math.IsNaN(r) || math.IsInf(r, 0) {
		return nil
	}
	return &r
}

func reportIndexing(of map[string]built, seed uint64, percent int) indexingReport {
	ours, bluge, bleve := of["ours"], of["bluge"], of["bleve"]
	return indexingReport{
		Class: "indexing", Indexing: of, Seed: seed, GarbageCollectPercent: percent,
		RatioBleve: ours.ArticlesASecond / bleve.ArticlesASecond, RatioBluge: ours.ArticlesASecond / bluge.ArticlesASecond,
		BytesByBleve: byPeer(ours.Bytes, bleve.Bytes), BytesByBluge: byPeer(ours.Bytes, bluge.Bytes),
		PeakMemoryByBleve: byPeer(ours.PeakMemoryBytes, bleve.PeakMemoryBytes),
		PeakMemoryByBluge: byPeer(ours.PeakMemoryBytes, bluge.PeakMemoryBytes),
	}
}

func byPeer(a, b int64) float64 { return float64(a) / float64(max(b, 1)) }

// writeReport writes a JSON object a line, or two tables.
func writeReport(w io.Writer, format string, rows []classReport, indexing indexingReport) error {
	if format == "json" {
		lines := json.NewEncoder(w)
		for _, r := range rows {
			if err := lines.Encode(r); err != nil {
				return err
			}
		}
		return lines.Encode(indexing)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "µs\tqueries\tours p50\tp95\tp99\tbluge p50\tp95\tp99\tbleve p50\tp95\tp99\t"+
		"×bluge p50\tp99\t×bleve p50\tp99\thits\tbluge\tbleve\t")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%d\t", r.Class, r.Queries)
		for _, f := range []*float64{r.OursP50, r.OursP95, r.OursP99, r.BlugeP50, r.BlugeP95, r.BlugeP99, r.BleveP50,
			r.BleveP95, r.BleveP99} {
			fmt.Fprintf(t, "%s\t", shown("%.0f", f))
		}
		for _, f := range []*float64{r.RatioBluge, r.RatioBlugeP99, r.RatioBleve, r.RatioBleveP99} {
			fmt.Fprintf(t, "%s\t", shown("%.2f", f))
		}
		for _, n := range []*int{r.OursHits, r.BlugeHits, r.BleveHits} {
			fmt.Fprintf(t, "%s\t", shown("%d", n))
		}
		fmt.Fprintln(t)
	}
	fmt.Fprintln(t)
	fmt.Fprintln(t, "indexing\tarticles\ta second\tMB on disk\tpeak MB\tseconds\tsettled after\tCPU seconds\tbatch\t")
	for _, c := range contestants {
		b := indexing.Indexing[c.name]
		fmt.Fprintf(t, "%s\t%d\t%.0f\t%.1f\t%.0f\t%.1f\t%.1f\t%.1f\t%d\t\n", c.name, b.Articles, b.ArticlesASecond,
			float64(b.Bytes)/1e6, float64(b.PeakMemoryBytes)/1e6, b.Seconds, b.SettleSeconds,
			b.CPUSeconds, b.Batch)
	}
	return t.Flush()
}

func shown[T any](format string, value *T) string {
	if value == nil {
		return "-"
	}
	return fmt.Sprintf(format, *value)
}
