package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// start runs a command that serves until the test ends and returns its address.
func start(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	app := newApp()
	app.Writer, app.ErrWriter = in, in
	ended := make(chan error, 1)
	go func() {
		ended <- runApp(ctx, app, append([]string{"haberara"}, args...))
		_ = in.Close()
	}()
	address := make(chan string, 1)
	go func() {
		at := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if a := at.FindString(lines.Text()); a != "" {
				select {
				case address <- a:
				default:
				}
			}
		}
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	select {
	case a := <-address:
		return a
	case err := <-ended:
		t.Fatalf("%v ended: %v", args, err)
	}
	return ""
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r.Body)
	if err := errors.Join(err, r.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b)
}

// TestDemo is what a newcomer sees first.
func TestDemo(t *testing.T) {
	address := start(t, "demo", "--listen", "127.0.0.1:0")
	code, page := get(t, address+"/?q=istanbul")
	if code != 200 || !strings.Contains(page, "<mark>İSTANBUL") || !strings.Contains(page, `lang="tr"`) {
		t.Errorf("the page: %d, %.300s", code, page)
	}
	var answer struct {
		Total   int
		Exact   bool `json:"total_is_exact"`
		Results []struct{ ID, Title string }
		Facets  map[string][]struct {
			Value string
			Count int
		}
	}
	code, text := get(t, address+"/api/search?q=istanbul&category=D%C3%BCnya&page-size=3")
	if err := json.Unmarshal([]byte(text), &answer); err != nil || code != 200 {
		t.Fatalf("%d %v: %s", code, err, text)
	}
	if answer.Total < 3 || !answer.Exact || len(answer.Results) != 3 || answer.Facets["category"][0].Value != "Dünya" ||
		answer.Facets["category"][0].Count != answer.Total {
		t.Errorf("the answer: %s", text)
	}
	if code, text := get(t, address+"/api/articles/"+answer.Results[0].ID); code != 200 || !strings.Contains(text, `"body":`) {
		t.Errorf("the article: %d %s", code, text)
	}
	if code, text := get(t, address+"/healthz"); code != 200 || !strings.Contains(text, "174") {
		t.Errorf("health: %d %s", code, text)
	}
	if code, text := get(t, address+"/metrics"); code != 200 || !strings.Contains(text, "haberara_") {
		t.Errorf("metrics: %d %.200s", code, text)
	}
}

// TestDemoNames: the names in the built-in news can be counted and chosen, on the page too.
func TestDemoNames(t *testing.T) {
	address := start(t, "demo", "--listen", "127.0.0.1:0")
	f := func(query, want string) {
		t.Helper()
		if code, text := get(t, address+query); code != 200 || !strings.Contains(text, want) {
			t.Errorf("%s: %d, want %s in %.2000s", query, code, want, text)
		}
	}
	docs, err := os.ReadFile("docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	const example = "/api/search?place=ankara&organisation=TBMM&organisation=-Ufuk%20Partisi&facets=person,month"
	if !strings.Contains(string(docs), "'http://127.0.0.1:8640"+example+"'") {
		t.Errorf("docs/api.md has not the example %s", example)
	}
	f(example, `"filters":{"place":["ankara"],"organisation":["TBMM","-Ufuk Partisi"]}`)
	f(example, `"facets":{"person":[{"value":`)
	f("/api/search?q=partisi&facets=organisation", `{"value":"Çınar Partisi","count":`)
	f("/?q=partisi", "<h2>Kişiler</h2>")
	f("/?q=partisi", "<h2>Kurumlar</h2>")
	f("/?q=partisi&organisation=%C3%87%C4%B1nar+Partisi", `<span class="quiet">Kurum:</span> Çınar Partisi`)
	f("/?q=partisi&dil=en", "<h2>Places</h2>")
}

// TestDemoWithRules: the page says in both languages what a site's own words found.
func TestDemoWithRules(t *testing.T) {
	synonyms, protected := write(t, "zelzele => deprem"), write(t, "isik")
	address := start(t, "demo", "--listen", "127.0.0.1:0", "--synonyms", synonyms, "--protected", protected)
	f := func(address, want string) {
		t.Helper()
		code, page := get(t, address)
		if code != 200 || !strings.Contains(page, want) {
			t.Errorf("%s: %d, want %s in %.1500s", address, code, want, page)
		}
	}
	f(address+"/?q=zelzele", `<p class="also">Şunlar da arandı: <b lang="tr">deprem</b> · <a href="/?q=zelzele&amp;as-typed=true" `+
		`rel="nofollow">Yalnız yazdığım gibi ara</a></p>`)
	f(address+"/?q=zelzele&dil=en", `<p class="also">Also searched for: <b lang="tr">deprem</b> · `)
	f(address+"/?q=karin+atlet", `Şunlar da arandı: <b lang="tr">kârın</b>, <b lang="tr">karın</b> · `)
	f(address+"/?q=zelzele&as-typed=true", "Aramanızla eşleşen haber bulunamadı.")
	f(address+"/?q=deprme", `<strong lang="tr">deprem</strong> için sonuçlar gösteriliyor. `+
		`<a href="/?q=deprme&amp;as-typed=true" rel="nofollow">Bunun yerine “deprme” ara</a></p>`)
	if _, page := get(t, address+"/?q=isik"); strings.Contains(page, `class="also"`) {
		t.Error("a protected word has other forms")
	}
}

// TestServeWhileIndexing: what another writer puts into the index is found by a running server.
func TestServeWhileIndexing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ix")
	index := func(title string) {
		t.Helper()
		app := newApp()
		app.Writer, app.ErrWriter = io.Discard, io.Discard
		file := write(t, fmt.Sprintf(`{"id":"1","title":%q}`, title))
		if err := app.Run([]string{"haberara", "index", "--index", dir, file}); err != nil {
			t.Fatal(err)
		}
	}
	index("Eski başlık")
	address := start(t, "serve", "--index", dir, "--listen", "127.0.0.1:0")
	if _, text := get(t, address+"/api/search?q=eski"); !strings.Contains(text, `"total":1`) {
		t.Fatal(text)
	}
	index("Yeni başlık")
	// The server looks once a second; the test runner ends a test for which it never does.
	for {
		if _, text := get(t, address+"/api/search?q=yeni"); strings.Contains(text, `"total":1`) {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if _, text := get(t, address+"/api/search?q=eski"); !strings.Contains(text, `"total":0`) {
		t.Errorf("the replaced text is still found: %s", text)
	}
}
