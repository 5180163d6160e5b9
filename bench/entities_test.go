package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEntitiesCommand(t *testing.T) {
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	line := func(columns ...string) string { return strings.Join(columns, "\t") + strings.Repeat("\t_", 6) + "\n" }
	treebank := write("small.conllu", "# text = Yolda Selim Oya'ya, Ankara'daydı.\n"+line("1", "Yolda", "yol", "NOUN")+
		line("2", "Selim", "Selim", "PROPN")+line("3", "Oya'ya", "Oya", "PROPN")+line("4", ",", ",", "PUNCT")+
		line("5-6", "Ankara'daydı", "_", "_")+line("5", "Ankara'da", "Ankara", "PROPN")+line("6", "ydı", "i", "AUX")+
		line("7", ".", ".", "PUNCT")+"\n# text = Bu Kars Belediyesi Brontos'ta.\n"+line("1", "Bu", "bu", "DET")+
		line("2", "Kars", "Kars", "PROPN")+line("3", "Belediyesi", "belediye", "NOUN")+line("4", "Brontos'ta", "Brontos", "PROPN")+
		line("5", ".", ".", "PUNCT")+"\n")
	articles := write("a.jsonl", `{"id":"1","title":"Kar yağdı","body":"Dün Ankara'da Selim Arıkanlı vardı."}
{"id":"2","title":"Kar durdu","body":"Dün Ankara'da ordu vardı, Ordu'da kar."}
{"id":"3","title":"Kar","body":"Kar yağdı."}
`)
	app, out := newApp(), &bytes.Buffer{}
	app.Writer, app.ErrWriter = out, t.Output()
	if err := app.RunContext(t.Context(), []string{"bench", "entities", "--list", "1", "--treebank", treebank, articles}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"small.conllu: 80.0 % of 5 proper nouns stand in names; 80.0 % of 5 words of names are proper nouns\n",
		"person: 1 different names, in 1 of 3 articles, 1 in all; 0.0 % of them torn; of 0 of one word\n",
		"       1  Selim Arıkanlı\n",
		"place: 2 different names, in 2 of 3 articles, 3 in all; 0.0 % of them torn; of 3 of one word\n66.7 % are safe",
		"       2  Ankara\n\norganisation: 0 different",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("want %q in:\n%s", want, out)
		}
	}
}
