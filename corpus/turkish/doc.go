// Package turkish is the language part of Haberara: letters and case, the tokens of a news text with their byte
// offsets, and the terms under which a token is indexed and searched. Everything is a pure function of its text.
//
// The index and the query use the same chain: Analyzer.Analyze splits a text by the rules of Tokens and gives every
// token its Signals. These are the rules of the tokens:
//
//   - A word is a run of letters, combining marks and digits; invisible signs (soft hyphen, zero-width space)
//     inside it do not split it and vanish from its terms. A run of letters of any script is one word, Chinese and
//     Japanese included.
//   - Apostrophes between letters keep one word. The tail after the last one is cut when it is a chain of Turkish
//     endings (İstanbul'daki), also in wrong harmony or without diacritics; a tail with a capital behind a base
//     with small letters is not (O'Neill, which is found as oneill). A tail may also follow a closing quote
//     (“Barış”ı) or one more sign ((AB)'nin, T.'nin).
//   - Hyphens split, except in names of up to six letters and a short number (F-16, COVID-19, not the months) and
//     after a single letter (e-posta). Single letters with dots are one word (T.C.).
//   - Numbers have one canonical form: 1.500,75 is 1500.75, 3,5 is 3.5. "1.500" is 1500 and "1,500" is 1.500, as in
//     Turkish. A unit written against a number is a word of its own (500TL); other letters make one word with it
//     (4x4, 5G).
//   - Real days of the calendar in digits give the words of their day, month and year, so that 17.08.1999, 1999-08-17
//     and 17 Ağustos 1999 have the same terms at the same positions. A time is one token; with a dot (15.09) it is a
//     number unless the word saat stands before it.
//   - Signs and codes of currencies beside a number are words (500 TL, 500 ₺, ₺500 and TRY 500 are 500 lira), and avro
//     is euro. What is spoken in another order than written (25%, $500, 1999-08-17) has the positions of the spoken
//     order and the offsets of the written one.
//   - Web and e-mail addresses, hashtags and mentions are one token. Underscores of the last two vanish from the terms.
//
// A Lemmatizer finds dictionary forms by package morphology: görüşmelerde is görüşme, from görüş. Lemma and Root terms
// are folded after that, never before.
//
// Caveats:
//
//   - Lemmas are told without the sentence: the reading that is more probable in news is taken.
//   - A capital I without a dot is read as Turkish, so the Exact term of ISTANBUL is "ıstanbul" and that of COVID
//     is "covıd"; Fold joins them with İstanbul and Covid.
//   - Fold joins words that differ (oldu and öldü): use it to find, and Exact to rank.
//   - Endings are told by their form alone. A foreign name whose last part looks like one loses it, and the English
//     I'm is read as I with a possessive; a few Arabic words (kur'a, kıt'a, Sana'a) are known.
//   - Tokens come in the order in which they are written; whoever matches phrases goes by Position.
//   - An Analyzer is not safe for concurrent use; everything else is.
package turkish
