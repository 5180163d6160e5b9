package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"runtime/pprof"
	"sort"
	"time"

	"github.com/haberara/haberara/searcher"
)

func main() {
	cf, _ := os.Create("/tmp/cpu4.prof")
	pprof.StartCPUProfile(cf)
	defer pprof.StopCPUProfile()
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
	for pass := range 30 {
		var took []time.Duration
		for i := 0; i < len(qs); i += 1 + len(qs)/200 {
			q := qs[i]
			r := searcher.Request{OnlyIDs: true, Query: q, PageSize: 10 + pass}
			t := time.Now()
			_, err := s.Search(context.Background(), r)
			took = append(took, time.Since(t))
			if err != nil {
				panic(err)
			}
		}
		sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
		n := len(took)
		fmt.Println(n, "p10", took[n/10], "p50", took[n/2], "p90", took[n*9/10])
	}
}
