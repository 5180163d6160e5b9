package searcher

import (
	"strings"
	"testing"
)

// TestLeave: a panic becomes an error that says where, and the view is released.
func TestLeave(t *testing.T) {
	v := index(t, titled("a")...).view.Load()
	before := v.refs.Load()
	err := func() (err error) {
		if !v.retain() {
			t.Fatal("the view is closed")
		}
		defer v.leave("suggestions", &err)
		panic("broken")
	}()
	if err == nil || !strings.Contains(err.Error(), "suggestions: internal error: broken") || v.refs.Load() != before {
		t.Errorf("got %v, %d references, want %d", err, v.refs.Load(), before)
	}
}
