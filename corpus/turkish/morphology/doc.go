// Package morphology reads Turkish words: which root of the lexicon a word begins with, which endings follow, and
// which of several readings is the most probable.
//
// A word is walked through a trie of stems (table.go). A root has a stem for every spelling that endings give it:
// kitap and kitab-, ağız and ağz-, başla and başl- before -iyor; each says in which state the endings begin and what
// must follow. The endings are a finite automaton (suffix.go), spelled with archiphonemes and unfolded into concrete
// forms with conditions on the last vowel and the neighbouring letters when the program starts (machine.go). The
// cheapest path from every place and state is found once (analyze.go), so that the time a word takes is bounded by its
// length times the number of states.
//
// The cost of a reading is the negative logarithm of the probability of its root and of each of its endings in the
// state where it stands. The probabilities were estimated from the counts of words in raw news, whose readings nobody
// had told apart, by expectation maximisation (generate/train.go). What a root is spelled like and how its sounds
// change comes from the lists in lexicon/ and, for words that are not in them, from the word forms of dictionary-tr.
//
// Stems that are not in the lexicon may begin a word too, at a price that grows with their length. A word without
// diacritics of which no stem is known is read once more, as if each of its letters could have them.
//
// The lemma of an inflected word is its root's; tense, person, voice, negation, ability, participles, converbs and
// verbal nouns leave a verb's stem as lemma, unless the lexicon has the noun (görüşme). Endings that make new words
// (-lik, -ci, -li, -siz, -sel, -leş and others) stay part of the lemma; Root is what stands before them.
//
// Caveats:
//
//   - Words are read alone. Where the reading depends on the sentence (yazın: of the text, in summer, write!), the
//     one that is more probable in news is taken.
//   - Circumflexes are dropped: kar and kâr have one lemma.
//   - Words longer than 40 letters are not read.
package morphology

//go:generate go run ./generate -dictionary $DICTIONARY_TR -lexicon lexicon -out lexicon.bin $NEWS
