//go:build !unix

package segment

// release does nothing where a program cannot tell the system which parts of a file it has done with.
func (p *pages) release(from, to uint64) {}
