package main

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
)

// The plot, in pixels: both axes are logarithmic, and each line is named at its right end.
const (
	plotWidth, plotHeight                    = 860, 560
	plotLeft, plotTop, plotRight, plotBottom = 76, 56, 700, 504
	// labelGap keeps names of neighbouring lines apart.
	labelGap = 15
)

// lineColours are told apart in print and by most kinds of colour blindness; lines beyond them are dashed.
var lineColours = []string{
	"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56a0d3", "#7a3fb0", "#666666", "#b0353b",
}

const plotStyle = `<style>
text { font: 12px system-ui, sans-serif; fill: #222 }
.title { font-size: 15px; font-weight: 600 }
.grid { stroke: #ddd; stroke-width: 1 }
.line { fill: none; stroke-width: 2; stroke-linejoin: round }
@media (prefers-color-scheme: dark) { .paper { fill: #14171a } text { fill: #ddd } .grid { stroke: #333a40 } }
</style>`

// plotted is a line: microseconds by size, of the sizes where the class could be measured.
type plotted struct {
	name   string
	sizes  []int
	micros []float64
}

func writePlot(path string, rows []sized) error {
	var lines []plotted
	for _, name := range classNames() {
		l := plotted{name: name}
		for _, r := range rows {
			if p, ok := r.Classes[name]; ok {
				l.sizes, l.micros = append(l.sizes, r.Size), append(l.micros, p[0])
			}
		}
		if len(l.sizes) > 0 {
			lines = append(lines, l)
		}
	}
	if err := os.WriteFile(path, []byte(drawPlot(lines)), 0o644); err != nil {
		return fmt.Errorf("draw the plot: %w", err)
	}
	return nil
}

// scale maps a logarithmic range on pixels.
type scale struct{ low, high, from, to float64 }

func (s scale) at(value float64) float64 {
	return s.from + (math.Log(value)-math.Log(s.low))/(math.Log(s.high)-math.Log(s.low))*(s.to-s.from)
}

func drawPlot(lines []plotted) string {
	if len(lines) == 0 {
		return `<svg xmlns="http://www.w3.org/2000/svg"/>`
	}
	x, y := plotScales(lines)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img"`+
		` aria-labelledby="title">`+"\n<title id=\"title\">Median latency by number of articles</title>\n%s\n"+
		`<rect class="paper" width="%d" height="%d" fill="#fff"/>`+"\n"+
		`<text class="title" x="%d" y="28">Median latency of a search by number of articles</text>`+"\n",
		plotWidth, plotHeight, plotStyle, plotWidth, plotHeight, plotLeft)
	drawGrid(&b, lines, x, y)
	labels := spreadLabels(lines, y)
	for i, l := range lines {
		colour, dash := lineColours[i%len(lineColours)], ""
		if i >= len(lineColours) {
			dash = ` stroke-dasharray="6 4"`
		}
		points := make([]string, len(l.sizes))
		for k := range l.sizes {
			points[k] = fmt.Sprintf("%.1f,%.1f", x.at(float64(l.sizes[k])), y.at(l.micros[k]))
		}
		fmt.Fprintf(&b, `<polyline class="line" stroke="%s"%s points="%s"/>`+"\n", colour, dash, strings.Join(points, " "))
		last := len(l.sizes) - 1
		fmt.Fprintf(&b, `<polyline fill="none" stroke="%s" stroke-width="1" opacity=".5" points="%.1f,%.1f %d,%.1f"/>`+"\n",
			colour, x.at(float64(l.sizes[last])), y.at(l.micros[last]), plotRight+14, labels[i])
		fmt.Fprintf(&b, `<text x="%d" y="%.1f" style="fill:%s">%s</text>`+"\n",
			plotRight+18, labels[i]+4, colour, l.name)
	}
	b.WriteString("</svg>\n")
	return b.String()
}

func plotScales(lines []plotted) (x, y scale) {
	x = scale{math.Inf(1), 0, plotLeft, plotRight}
	y = scale{math.Inf(1), 0, plotBottom, plotTop}
	for _, l := range lines {
		x.low, x.high = min(x.low, float64(l.sizes[0])), max(x.high, float64(l.sizes[len(l.sizes)-1]))
		y.low, y.high = min(y.low, slices.Min(l.micros)), max(y.high, slices.Max(l.micros))
	}
	y.low = math.Pow(10, math.Floor(math.Log10(y.low)))
	y.high = math.Pow(10, math.Floor(math.Log10(y.high))+1)
	if x.low == x.high {
		x.low, x.high = x.low/2, x.high*2
	}
	return x, y
}

func drawGrid(b *strings.Builder, lines []plotted, x, y scale) {
	for t := y.low; t <= y.high*1.0001; t *= 10 {
		fmt.Fprintf(b, `<line class="grid" x1="%d" x2="%d" y1="%.1f" y2="%.1f"/>`+
			`<text x="%d" y="%.1f" text-anchor="end">%s</text>`+"\n",
			plotLeft, plotRight, y.at(t), y.at(t), plotLeft-8, y.at(t)+4, microsText(t))
	}
	var sizes []int
	for _, l := range lines {
		sizes = append(sizes, l.sizes...)
	}
	slices.Sort(sizes)
	for _, size := range slices.Compact(sizes) {
		at := x.at(float64(size))
		fmt.Fprintf(b, `<line class="grid" x1="%.1f" x2="%.1f" y1="%d" y2="%d"/>`+
			`<text x="%.1f" y="%d" text-anchor="middle">%s</text>`+"\n",
			at, at, plotTop, plotBottom, at, plotBottom+20, sizeText(size))
	}
	fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="middle">articles in the index</text>`+"\n",
		(plotLeft+plotRight)/2, plotBottom+42)
}

// spreadLabels returns the heights of the names: beside the ends of the lines, labelGap apart where those are closer.
func spreadLabels(lines []plotted, y scale) []float64 {
	order, at := make([]int, len(lines)), make([]float64, len(lines))
	for i, l := range lines {
		order[i], at[i] = i, y.at(l.micros[len(l.micros)-1])
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(at[a] - at[b]) })
	for k := 1; k < len(order); k++ {
		at[order[k]] = max(at[order[k]], at[order[k-1]]+labelGap)
	}
	lowest := float64(plotBottom)
	for k := len(order) - 1; k >= 0; k-- {
		at[order[k]] = min(at[order[k]], lowest)
		lowest = at[order[k]] - labelGap
	}
	return at
}

func microsText(t float64) string {
	switch {
	case t >= 0.999e6:
		return fmt.Sprintf("%.0f s", t/1e6)
	case t >= 999:
		return fmt.Sprintf("%.0f ms", t/1e3)
	}
	return fmt.Sprintf("%.3g µs", t)
}

func sizeText(n int) string {
	switch {
	case n >= 1_000_000:
		return fmt.Sprintf("%gM", float64(n)/1e6)
	case n >= 1000:
		return fmt.Sprintf("%gk", float64(n)/1e3)
	}
	return fmt.Sprint(n)
}
