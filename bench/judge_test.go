package main

import (
	"math"
	"testing"
)

func TestJudge(t *testing.T) {
	j := judgements{"a": {"x": 1}, "b": {"x": 1, "y": 2}, "c": {"z": 1}}
	run := map[string][]string{"a": {"x"}, "b": {"q", "y", "x"}}
	got := judge(j, run)
	near := func(name string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	b := (3/math.Log2(3) + 1/math.Log2(4)) / (3 + 1/math.Log2(3))
	near("nDCG@10", got.NDCG10, (1+b)/3)
	near("MRR@10", got.MRR10, (1+0.5)/3)
	near("Success@1", got.Success1, 1.0/3)
	near("Recall@100", got.Recall100, 2.0/3)
}
