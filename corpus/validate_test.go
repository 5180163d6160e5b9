package corpus

import (
	"fmt"
	"strings"
	"testing"
)

func TestLanguage(t *testing.T) {
	f := func(written, want string) {
		t.Helper()
		a, err := ParseArticle(fmt.Appendf(nil, `{"title":"Kar","language":%q}`, written))
		if err != nil {
			t.Errorf("%s: %v", written, err)
			return
		}
		if a.Language != want {
			t.Errorf("%s: got %s, want %s", written, a.Language, want)
		}
	}
	f("", "tr")
	f("tr", "tr")
	f(" TR ", "tr")
	f("tr_TR", "tr-tr")
	f("zh-Hant-TW", "zh-hant-tw")
	f("x-diaspor1", "x-diaspor1")
	f("de-1996", "de-1996")

	refuses := func(written, want string) {
		t.Helper()
		_, err := ParseArticle(fmt.Appendf(nil, `{"title":"Kar","language":%q}`, written))
		if err == nil || !strings.HasPrefix(err.Error(), "language: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", written, err, want)
		}
	}
	shape := "is not a BCP 47 tag in lower case, like tr or en-gb; correct it or leave it out"
	refuses(`tr"onload="x`, `"tr\"onload=\"x" `+shape)
	refuses("türkçe", shape)
	refuses("-", shape)
	refuses("tr-", shape)
	refuses("tr--tr", shape)
	refuses("tr.UTF-8", shape)
	refuses("turkishtr", shape)
	refuses("tr<b>", shape)
	refuses("tr tr", "white space")
	refuses("tr"+strings.Repeat("-tr", 12), "38 bytes, the limit is 35")

	if err := (&Article{ID: "1", Title: "Kar", Language: "TR"}).Validate(); err == nil {
		t.Error("upper case was taken")
	}
}
