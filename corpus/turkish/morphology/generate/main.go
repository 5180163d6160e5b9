// Generate builds the lexicon of package morphology from three sources: the hand-written lists of lexicon/, the word
// forms of the npm package dictionary-tr (MIT), and the counts of the words of raw news texts. The result depends on
// nothing else: the same inputs give the same bytes.
//
// The lexicon in the tree was made with dictionary-tr 2.0.0 and some 272,000 news articles of 2003 to 2026 from public
// collections, none of them transcribed from print: such texts count slips of the scanner as words. Other news gives
// other costs; cd bench && go run . lemma TREEBANK... tells what they are worth.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/haberara/haberara/corpus/turkish/morphology"
)

func main() {
	lists := flag.String("lexicon", "lexicon", "folder of the hand-written lists")
	dictionary := flag.String("dictionary", "", "folder of dictionary-tr with index.dic and index.aff")
	out := flag.String("out", "lexicon.bin", "file to write")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: generate -dictionary DIR [-lexicon DIR] [-out FILE] ARTICLES.jsonl.gz ...")
		flag.PrintDefaults()
	}
	flag.Parse()
	if *dictionary == "" || flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := generate(*lists, *dictionary, *out, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(lists, dictionary, out string, articles []string) error {
	dic, err := readDictionary(dictionary)
	if err != nil {
		return err
	}
	news, err := countWords(articles)
	if err != nil {
		return err
	}
	l := newLexicon(dic, news)
	if err := l.addLists(lists); err != nil {
		return err
	}
	if err := l.addDictionary(); err != nil {
		return err
	}
	if err := l.addNames(); err != nil {
		return err
	}
	l.derive()
	data, err := train(l.roots, news, l.favoured, l.settled)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d roots, %d bytes\n", len(l.roots), len(data))
	return os.WriteFile(out, []byte(data), 0o644)
}

// compile makes a table of roots before anything is known of their costs.
func compile(roots []morphology.Root) (*morphology.Table, error) {
	costs := make([]float64, morphology.NumCosts())
	for i := range costs {
		costs[i] = 300
	}
	data, err := morphology.Compile(roots, costs)
	if err != nil {
		return nil, err
	}
	return morphology.Open(data), nil
}
