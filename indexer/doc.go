// Package indexer puts articles into an index and opens what is there: field mapping, batch ingest, the folder with its
// generations, dead letters, and snapshots for readers.
//
// Caveats: one process writes an index at a time, any number read it. A batch is on disk when Upsert returns, so many
// small batches are slow: the disk is waited for each time. A Snapshot keeps its files open, and their space in use
// after they were replaced, until it is closed.
package indexer
