package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"sort"
	"syscall"
	"time"

	"github.com/haberara/haberara/searcher"
)

// zz2 INDEX QUERIES(one per line) [sort]
func main() {
	s, err := searcher.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	f, _ := os.Open(os.Args[2])
	var qs []string
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		qs = append(qs, sc.Text())
	}
	r := searcher.Request{Facets: []searcher.Label{searcher.Category, searcher.Source, searcher.Tag}, FacetSize: 10, OnlyIDs: os.Getenv("FULL") == ""}
	if len(os.Args) > 3 && os.Args[3] == "newest" {
		r.Sort = searcher.ByNewest
	}
	if p := os.Getenv("CPU"); p != "" {
		f, _ := os.Create(p)
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	var took []time.Duration
	var u0, u1 syscall.Rusage
	for _, q := range qs[:len(qs)/2] {
		r.Query = q
		s.Search(context.Background(), r)
	}
	var m0, m1 runtime.MemStats
	runtime.ReadMemStats(&m0)
	syscall.Getrusage(0, &u0)
	total := 0
	for _, q := range qs {
		r.Query = q
		t := time.Now()
		a, err := s.Search(context.Background(), r)
		took = append(took, time.Since(t))
		if err != nil {
			panic(err)
		}
		total += a.Total
	}
	syscall.Getrusage(0, &u1)
	runtime.ReadMemStats(&m1)
	fmt.Print((m1.Mallocs-m0.Mallocs)/uint64(len(qs)), " mallocs ", (m1.TotalAlloc-m0.TotalAlloc)/uint64(len(qs)), " bytes; ")
	fmt.Print(time.Duration(u1.Utime.Nano()-u0.Utime.Nano())/time.Duration(len(qs)), " CPU each; ")
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	n := len(took)
	fmt.Println(n, "p50", took[n/2], "p90", took[n*9/10], "p99", took[n*99/100], "hits/query", total/n)
}
