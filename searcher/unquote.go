package searcher

import (
	"context"

	"github.com/haberara/haberara/searcher/query"
)

// A sentence that was pasted with its quotes, or remembered nearly, finds nothing where no article has it word by word. Then
// its words are searched for, if there are as many as nobody types.

// unquote searches for the words of phrases without a sign, where those kept a long query from finding anything. Without
// success the plan of the matcher stays what it was.
func (f *forgiver) unquote(ctx context.Context) error {
	p := f.m.p
	tree, phrases := unquoted(p.parsed)
	if len(phrases) == 0 || p.Mode == MatchAll || !isPasted(tree) {
		return nil
	}
	next, err := p.with(tree)
	if err != nil {
		return err
	}
	for _, phrase := range phrases {
		next.note(Correction{phrase.Range, phrase.Text, phrase.Text, Unquoted})
	}
	if err := f.search(ctx, next); err != nil || f.m.total > 0 {
		return err
	}
	if _, err := f.look(ctx, p); err != nil {
		return err
	}
	return f.m.find(ctx)
}

// unquoted is a tree with words for the phrases that may be meant as words, and these.
func unquoted(parsed query.Node) (group *query.Group, phrases []*query.Phrase) {
	group = &query.Group{Range: parsed.At()}
	members := []query.Member{{Occur: query.Should, Node: parsed}}
	if g, ok := parsed.(*query.Group); ok {
		members = g.Members
	}
	for _, m := range members {
		phrase, ok := m.Node.(*query.Phrase)
		if !ok || m.Occur != query.Should || phrase.Lemma || phrase.Slop > 0 {
			group.Members = append(group.Members, m)
			continue
		}
		phrases = append(phrases, phrase)
		for _, text := range query.Words(phrase.Text) {
			word := &query.Word{Range: phrase.Range, Text: text}
			group.Members = append(group.Members, query.Member{Occur: query.Should, Node: word})
		}
	}
	return group, phrases
}
