package main

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// judgements are the grades of documents for queries: query, document, grade above 0.
type judgements map[string]map[string]int

// figures are means over all judged queries; a query without an answer counts as 0.
type figures struct {
	// NDCG10 is the normalised discounted cumulative gain of Järvelin and Kekäläinen (2002) with gain 2^grade - 1.
	NDCG10    float64 `json:"ndcg_at_10"`
	MRR10     float64 `json:"mrr_at_10"`
	Success1  float64 `json:"success_at_1"`
	Recall100 float64 `json:"recall_at_100"`
}

func readJudgements(path string) (judgements, error) {
	j := judgements{}
	return j, eachLine(path, func(line string) error {
		f := strings.Fields(line)
		if len(f) != 4 {
			return fmt.Errorf("%q is not id 0 document grade", line)
		}
		grade, err := strconv.Atoi(f[3])
		if err != nil || grade <= 0 {
			return err
		}
		if j[f[0]] == nil {
			j[f[0]] = map[string]int{}
		}
		j[f[0]][f[2]] = grade
		return nil
	})
}

func judge(j judgements, run map[string][]string) figures {
	var sum figures
	for id, grades := range j {
		one := judgeQuery(grades, run[id])
		sum.NDCG10 += one.NDCG10
		sum.MRR10 += one.MRR10
		sum.Success1 += one.Success1
		sum.Recall100 += one.Recall100
	}
	n := float64(max(len(j), 1))
	return figures{sum.NDCG10 / n, sum.MRR10 / n, sum.Success1 / n, sum.Recall100 / n}
}

// judgeQuery returns the figures of one query that has found documents, the best first.
func judgeQuery(grades map[string]int, ids []string) (f figures) {
	gain, ideal, hits, first := 0.0, 0.0, 0, 0
	for i, doc := range ids {
		grade := grades[doc]
		if grade == 0 {
			continue
		}
		hits++
		if first == 0 {
			first = i + 1
		}
		if i < 10 {
			gain += discounted(grade, i)
		}
	}
	best := slices.SortedFunc(maps.Values(grades), func(a, b int) int { return cmp.Compare(b, a) })
	for i, grade := range best[:min(10, len(best))] {
		ideal += discounted(grade, i)
	}
	f.NDCG10, f.Recall100 = gain/ideal, float64(hits)/float64(len(grades))
	if first > 0 && first <= 10 {
		f.MRR10 = 1 / float64(first)
	}
	if first == 1 {
		f.Success1 = 1
	}
	return f
}

func discounted(grade, place int) float64 {
	return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(place)+2)
}
