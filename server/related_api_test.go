package server

import (
	"testing"
	"time"

	"github.com/haberara/haberara/corpus"
)

func TestRelatedAPI(t *testing.T) {
	s := startServer(t, Config{})
	s.wantList("/api/related?id=ei-8&page-size=1", `"id":"ei-8","results":[{"id":"ei-9","score":2.5,`+
		`"title":"Zeytin ağaçları numaralandı","spot":"Yüz yaşını geçmiş bin iki yüz ağaç kayda alındı.","category":"Çevre",`+
		`"source":"Ege Işığı","published_at":"`+fakeNow.Add(-250*24*time.Hour).In(corpus.Istanbul).Format(time.RFC3339)+
		`","language":"tr"}]}`+"\n")
	s.wantList("/api/related?id=kp-12", `"id":"kp-12","results":[]}`+"\n")
	if got := s.get("/api/related?id=ei-8&same-story=true&page-size=1"); got.status != 200 {
		t.Errorf("got %+v", got)
	}
	s.wantProblem("/api/related", 400, "say which article")
	s.wantProblem("/api/related?id=nobody", 404, "")
	s.wantProblem("/api/related?id=ei-8&same-story=2", 400, "false, true")
	s.wantProblem("/api/related?id=ei-8&page-size=101", 400, "from 1 to 100")
	s.wantProblem("/api/related?id=ei-8&q=a", 400, "no such parameter here")
}

func TestTrendingAPI(t *testing.T) {
	s := startServer(t, Config{})
	s.wantList("/api/trending?day=2026-05-17&page-size=2", `"day":"2026-05-17","trends":[`+
		`{"text":"<deprem>","articles":4,"usual":0.5,"score":12.35},{"text":"2026","articles":3,"usual":0,"score":0}]}`+"\n")
	s.wantList("/api/trending?page-size=1", `"trends":[{"text":"<deprem>","articles":4,"usual":0.5,"score":12.35}]}`+"\n")
	s.wantProblem("/api/trending?day=yesterday", 400, "is not a date")
	if p := s.get("/api/trending?day=yesterday").problem(t); p.Parameter != "day" {
		t.Errorf("got %+v", p)
	}
	s.wantProblem("/api/trending?page-size=101", 400, "from 1 to 100")
}
