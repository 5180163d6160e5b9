// Package names finds the people, places and organisations that a Turkish news text names, by capitals, apostrophes,
// the words that stand around names and lists of places and given names. Everything is a pure function of the texts of
// one article.
//
// The signs, in the order in which they count within words that have capitals and stand side by side:
//
//   - A word that ends an organisation (Belediyesi, Bakanlığı, Üniversitesi, A.Ş.), a place (Mahallesi, Havalimanı) or
//     something else (Kupası, Harekâtı) takes all words before it: İstanbul Büyükşehir Belediyesi is one organisation and
//     not the place.
//   - What follows a title (Cumhurbaşkanı, Bakan, Prof. Dr.) is a person, a surname alone too; so is a given name with
//     the words behind it.
//   - Places, organisations and abbreviations stand in lists; what stands before "ilçesinde" is a place.
//   - An apostrophe ends a name (Ankara'da Hakan Fidan), and what follows it is not part of it.
//
// At the head of a sentence a capital says nothing: a name that is also a word (Ordu, Mısır) needs an apostrophe there,
// or to be a name elsewhere in the article. A headline in capitals or in which every word has one, and runs of words in
// capitals, name only what is told without them or named elsewhere. A surname alone counts for the full name of the
// article.
//
// Caveats: names of people without title and known given name are passed over, rather than guessed. Nothing is known
// of other articles: "Erdoğan" is not joined with a full name that the article does not have.
package names
