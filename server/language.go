package server

// language is one language of the pages: its words and how it writes numbers and dates.
type language struct {
	// Code is the BCP 47 tag and the value of the parameter dil.
	Code                           string
	thousands, decimal             string
	months                         [12]string
	weekdays                       [7]string
	fullDateFormat                 string
	justNow, yesterday, agoFormat  string
	minute, hour, day, month, year unit
	OneResult, ManyResults         string
	messages
}

// messages are the words of the templates.
type messages struct {
	SkipToResults, Search, SearchLabel, Placeholder, Tagline   string
	OtherLanguage, OtherCode                                   string
	Suggestions, SuggestionCount                               string
	RelatedNews, HeadlinesOfDay, HighlightsOfWeek              string
	Breaking, TrendingWords, TrendingHint                      string
	LatestNews, ResultsFor, FilteredNews, AlsoSearched, ReadAs string
	ShowingBefore, ShowingAfter, SearchInstead                 string
	SearchedWithout, OnlyAsTyped, DidYouMean                   string
	Spelling, AsTyped, Words, AllWords, Freshness, NoFreshness string
	Filters, Category, Source, Author, Tag, Agency, Dates      string
	Person, Place, Organisation, Year, Month, Day              string
	People, Places, Organisations                              string
	ActiveFilters, Remove, ClearAll, Excluding, ShowAll        string
	Required                                                   string
	Today, LastWeek, LastMonth, LastYear, AnyTime              string
	From, To, Apply, Since, Until                              string
	Sort, ByRelevance, ByNewest, ByOldest, ByTrending          string
	Pages, Previous, Next, Page                                string
	Timeline, UndatedResults                                   string
	SourcesOfStory, ArticlesOfStory, OneOfEachStory            string
	Story, OneStory, StoriesOfArticles                         string
	NothingFound, NoArticles                                   string
	Hints                                                      []string
	HintAllDates, HintNoFilters, HintNoArticles                string
	Untitled, Undated, Updated                                 string
	ReadAtSource, Tags, BackToSearch, Searchable               string
	ErrorTitles                                                map[int]string
	ErrorTitle, Parameter, Character, TryAgain                 string
}

// languageOnly keeps what a link to a page of other content must keep.
func (a args) languageOnly() args { return args{}.set(languageParameter, a.get(languageParameter)) }

// languageOf returns the language that the parameter dil names; Turkish unless it is "en".
func languageOf(a args) *language {
	if a.get(languageParameter) == english.Code {
		return english
	}
	return turkish
}

var turkish = &language{
	Code: "tr", thousands: ".", decimal: ",",
	months: [12]string{"Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim",
		"Kasım", "Aralık"},
	weekdays:       [7]string{"Pazar", "Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi"},
	fullDateFormat: "%d %s %d %s %s",
	justNow:        "az önce", yesterday: "dün", agoFormat: "%s %s önce",
	minute: unit{"dakika", "dakika"}, hour: unit{"saat", "saat"}, day: unit{"gün", "gün"}, month: unit{"ay", "ay"},
	year:      unit{"yıl", "yıl"},
	OneResult: "1 sonuç", ManyResults: "%s sonuç",
	messages: messages{
		SkipToResults: "İçeriğe geç", Search: "Ara", SearchLabel: "Haberlerde ara", Placeholder: "Haberlerde ara…",
		Tagline: "Türkçe haberlerde arama", OtherLanguage: "English", OtherCode: "en",
		Suggestions: "Öneriler", SuggestionCount: "öneri; aşağı ve yukarı okla seçilir",
		RelatedNews: "İlgili Haberler", HeadlinesOfDay: "Günün Manşetleri", HighlightsOfWeek: "Haftanın Öne Çıkanları",
		Breaking: "Son Dakika", TrendingWords: "Gündemdekiler", TrendingHint: "%s haberde; olağanı %s",
		LatestNews: "Son haberler", ResultsFor: "“%s” için sonuçlar", FilteredNews: "Seçilen haberler",
		AlsoSearched: "Şunlar da arandı", ReadAs: "Sorgu şöyle anlaşıldı",
		ShowingAfter: " için sonuçlar gösteriliyor.", SearchInstead: "Bunun yerine “%s” ara",
		SearchedWithout: "Şunlar olmadan arandı", OnlyAsTyped: "Yalnız yazdığım gibi ara",
		DidYouMean: "Bunu mu demek istediniz", Spelling: "Yazım", AsTyped: "yazıldığı gibi",
		Words: "Kelimeler", AllWords: "hepsi", Freshness: "Yeninin önceliği", NoFreshness: "yok",
		Filters: "Süzgeçler", Category: "Kategori", Source: "Kaynak", Author: "Yazar", Tag: "Etiket", Agency: "Ajans",
		Person: "Kişi", Place: "Yer", Organisation: "Kurum", Year: "Yıl", Month: "Ay", Day: "Gün",
		People: "Kişiler", Places: "Yerler", Organisations: "Kurumlar",
		Dates:         "Tarih",
		ActiveFilters: "Etkin süzgeçler", Remove: "Kaldır", ClearAll: "Tümünü temizle", Excluding: "hariç",
		Required: "hepsinde", ShowAll: "Tümünü göster (%s)",
		Today: "Bugün", LastWeek: "Son 7 gün", LastMonth: "Son 30 gün", LastYear: "Son 1 yıl", AnyTime: "Tümü",
		From: "Başlangıç", To: "Bitiş", Apply: "Uygula", Since: "%s ve sonrası", Until: "%s ve öncesi",
		Sort: "Sıralama", ByRelevance: "İlgiye göre", ByNewest: "En yeni", ByOldest: "En eski",
		ByTrending: "Gündemdekiler",
		Pages:      "Sayfalar", Previous: "Önceki", Next: "Sonraki", Page: "Sayfa %s",
		Timeline: "Zaman çizelgesi", UndatedResults: "%s sonucun tarihi yok",
		SourcesOfStory: "%s kaynakta", ArticlesOfStory: "%s haber", OneOfEachStory: "Aynı olayı birleştir",
		StoriesOfArticles: "%s haberde %s olay", Story: "Olay", OneStory: "tek olay",
		NothingFound: "Aramanızla eşleşen haber bulunamadı.", NoArticles: "Dizinde henüz haber yok.",
		Hints: []string{"Yazımı gözden geçirin; Türkçe harfler olmadan da arayabilirsiniz.",
			"Daha az ya da daha genel sözcük deneyin."},
		HintAllDates: "Bütün tarihlerde ara", HintNoFilters: "Süzgeçleri kaldırarak ara",
		HintNoArticles: "Haberler eklendiğinde burada görünecek.",
		Untitled:       "Başlıksız haber", Undated: "tarihsiz", Updated: "Güncelleme",
		ReadAtSource: "Haberi kaynağında oku", Tags: "Etiketler", BackToSearch: "Aramaya dön",
		Searchable: "%s haber aranabiliyor",
		ErrorTitle: "Bir sorun oluştu", Parameter: "Parametre", Character: "%s. karakter", TryAgain: "Yeniden dene",
		ErrorTitles: map[int]string{400: "Bu arama anlaşılamadı", 404: "Sayfa bulunamadı",
			405: "Bu yöntem yanıtlanmıyor", 503: "Arama şu anda yanıt veremiyor"},
	},
}

var english = &language{
	Code: "en", thousands: ",", decimal: ".",
	months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December"},
	weekdays:       [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	fullDateFormat: "%[4]s, %[1]d %[2]s %[3]d %[5]s",
	justNow:        "just now", yesterday: "yesterday", agoFormat: "%s %s ago",
	minute: unit{"minute", "minutes"}, hour: unit{"hour", "hours"}, day: unit{"day", "days"},
	month: unit{"month", "months"}, year: unit{"year", "years"},
	OneResult: "1 result", ManyResults: "%s results",
	messages: messages{
		SkipToResults: "Skip to content", Search: "Search", SearchLabel: "Search the news",
		Placeholder: "Search the news…",
		Tagline:     "Search in Turkish news", OtherLanguage: "Türkçe", OtherCode: "tr",
		Suggestions: "Suggestions", SuggestionCount: "suggestions; choose with the arrow keys",
		RelatedNews: "Related news", HeadlinesOfDay: "Headlines of the day", HighlightsOfWeek: "Highlights of the week",
		Breaking: "Breaking", TrendingWords: "Trending", TrendingHint: "in %s articles; usually %s",
		LatestNews: "Latest news", ResultsFor: "Results for “%s”", FilteredNews: "Selected news",
		AlsoSearched: "Also searched for", ReadAs: "The query was read as",
		ShowingBefore: "Showing results for ", ShowingAfter: ".", SearchInstead: "Search for “%s” instead",
		SearchedWithout: "Searched without", OnlyAsTyped: "Search only as typed",
		DidYouMean: "Did you mean", Spelling: "Spelling", AsTyped: "as typed",
		Words: "Words", AllWords: "all", Freshness: "Freshness", NoFreshness: "off",
		Filters: "Filters", Category: "Category", Source: "Source", Author: "Author", Tag: "Tag", Agency: "Agency",
		Person: "Person", Place: "Place", Organisation: "Organisation", Year: "Year", Month: "Month", Day: "Day",
		People: "People", Places: "Places", Organisations: "Organisations",
		Dates:         "Date",
		ActiveFilters: "Active filters", Remove: "Remove", ClearAll: "Clear all", Excluding: "excluded",
		Required: "required", ShowAll: "Show all (%s)",
		Today: "Today", LastWeek: "Last 7 days", LastMonth: "Last 30 days", LastYear: "Last year", AnyTime: "Any time",
		From: "From", To: "To", Apply: "Apply", Since: "since %s", Until: "until %s",
		Sort: "Sort by", ByRelevance: "Relevance", ByNewest: "Newest", ByOldest: "Oldest",
		ByTrending: "Trending",
		Pages:      "Pages", Previous: "Previous", Next: "Next", Page: "Page %s",
		Timeline: "Timeline", UndatedResults: "%s results without a date",
		SourcesOfStory: "in %s sources", ArticlesOfStory: "%s articles", OneOfEachStory: "One per story",
		StoriesOfArticles: "%s articles, %s stories", Story: "Story", OneStory: "a single one",
		NothingFound: "No article matches your search.", NoArticles: "There are no articles in the index yet.",
		Hints: []string{"Check the spelling; Turkish letters may be left out.",
			"Try fewer or more general words."},
		HintAllDates: "Search all dates", HintNoFilters: "Search without filters",
		HintNoArticles: "They will appear here once they are added.",
		Untitled:       "Untitled article", Undated: "undated", Updated: "Updated",
		ReadAtSource: "Read at the source", Tags: "Tags", BackToSearch: "Back to the search",
		Searchable: "%s articles can be searched",
		ErrorTitle: "Something went wrong", Parameter: "Parameter", Character: "character %s", TryAgain: "Try again",
		ErrorTitles: map[int]string{400: "This search was not understood", 404: "Page not found",
			405: "This method is not answered", 503: "The search cannot answer right now"},
	},
}
