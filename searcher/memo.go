package searcher

import "sync"

// memo keeps answers about the words of a view, which stay the same as long as the view does.
type memo struct {
	frequencies memory[int]
	spellings   memory[[]spelling]
	neighbours  memory[[]spelling]
	names       memory[[]string]
	phrases     memory[Suggestion]
	suggestions memory[[]Suggestion]
}

// maxRemembered is how many answers of a kind are kept; then all are forgotten.
const maxRemembered = 1 << 14

// memory keeps answers by their question. It is safe for concurrent use, and ready as it is.
type memory[T any] struct {
	m       sync.RWMutex
	answers map[string]T
}

// get returns the answer to a question; find says whether its answer may be kept. Answers must not be changed.
func (m *memory[T]) get(question string, find func() (T, bool)) T {
	m.m.RLock()
	answer, ok := m.answers[question]
	m.m.RUnlock()
	if ok {
		return answer
	}
	answer, ok = find()
	if ok {
		m.m.Lock()
		if m.answers == nil || len(m.answers) >= maxRemembered {
			m.answers = map[string]T{}
		}
		m.answers[question] = answer
		m.m.Unlock()
	}
	return answer
}
