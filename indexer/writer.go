package indexer

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/blugelabs/bluge/index"
	bluge "github.com/blugelabs/bluge_segment_api"

	"github.com/haberara/haberara/corpus"
	"github.com/haberara/haberara/corpus/turkish"
	"github.com/haberara/haberara/indexer/segment"
	"github.com/haberara/haberara/indexer/storage"
)

// Outcome counts what became of a batch of articles: each article is in exactly one of the three.
type Outcome struct {
	// Added had an ID that the index did not know, Replaced a known one with another content.
	Added, Replaced int
	// Unchanged were in the index already, letter for letter, and were left alone.
	Unchanged int
}

// Writer puts articles into the index of a folder. It holds the folder's lock until Close; its methods may not be
// called concurrently.
type Writer struct {
	layout     layout
	generation int
	manifest   manifest
	lock       *storage.Lock
	bluge      *index.Writer
	// prints holds the fingerprint of every article in the index, by Key.
	prints  map[uint64]uint64
	memory  *turkish.Memory
	merging merging
	desks   []*desk

	m      sync.Mutex
	failed error
}

// OpenWriter opens the index in dir for writing, making it when there is none. Errors: storage.LockedError when another
// process writes it, VersionError, storage.CorruptError, or what the file system says.
func OpenWriter(dir string) (_ *Writer, err error) {
	w := &Writer{layout: layout(dir), prints: map[uint64]uint64{}, memory: turkish.NewMemory()}
	if err := w.layout.prepare(); err != nil {
		return nil, err
	}
	if w.lock, err = storage.Acquire(w.layout.path(lockFile)); err != nil {
		return nil, err
	}
	if err := w.open(); err != nil {
		return nil, errors.Join(err, w.lock.Release())
	}
	return w, nil
}

func (w *Writer) open() (err error) {
	w.generation, err = w.layout.current()
	isNew := errors.Is(err, ErrNoIndex)
	if isNew {
		w.generation = 1
		err = w.layout.create(w.generation)
	}
	if err != nil {
		return err
	}
	if w.manifest, err = w.layout.readManifest(w.generation); err != nil {
		return err
	}
	directory := storage.NewDirectory(w.layout.generation(w.generation))
	// Both before Bluge, which passes over what it cannot read and leaves goroutines behind when it fails.
	if !isNew {
		if err := w.learn(directory); err != nil {
			return err
		}
	}
	if err := directory.Lock(); err != nil {
		return err
	}
	err = atBluge("open the index", func() (err error) {
		w.bluge, err = index.OpenWriter(w.config(directory))
		return err
	})
	if err != nil || !isNew {
		return err
	}
	// An index has a snapshot from its first moment: one without is damaged, not empty.
	if err = w.apply(index.NewBatch()); err == nil {
		err = w.layout.makeCurrent(w.generation)
	}
	if err != nil {
		return errors.Join(err, w.bluge.Close())
	}
	// The folder above may not be ours to open.
	_ = storage.SyncFolder(filepath.Dir(string(w.layout)))
	return nil
}

func (w *Writer) config(d index.Directory) index.Config {
	c := blugeConfig(d, w.failInBackground)
	c.MergePlanOptions = w.merging.options(c.MergePlanOptions)
	return c
}

// learn reads the fingerprints of what the index holds. It compares the checksums of all files, since Bluge would not
// say which one it cannot load.
func (w *Writer) learn(d *storage.Directory) error {
	epoch, err := d.Newest()
	if err != nil {
		return err
	}
	s, err := openSnapshot(d, Epoch{w.generation, epoch})
	if err != nil {
		return err
	}
	for i, v := range s.Segments {
		err := d.Verify(index.ItemKindSegment, s.bluge.Segments()[i].ID())
		keys, err1 := v.Keys()
		prints, err2 := v.Fingerprints()
		if err := errors.Join(err, err1, err2); err != nil {
			return errors.Join(v.Damaged(err), s.Close())
		}
		for doc := range v.Docs() {
			if !v.IsDeleted(doc) {
				w.prints[keys.At(doc)] = prints.At(doc)
			}
		}
	}
	return s.Close()
}

// Len is the number of articles in the index.
func (w *Writer) Len() int { return len(w.prints) }

// Has says that the index holds an article with an ID.
func (w *Writer) Has(id string) bool {
	_, known := w.prints[Key(id)]
	return known
}

// Upsert puts articles into the index, each in place of the one that has its ID; of two with one ID in the call the
// later stays. When it returns without error all of them are on disk, and a crash cannot lose them; after an error each
// of them may be there or not. The context is looked at before the work begins, not during it.
func (w *Writer) Upsert(ctx context.Context, articles []*corpus.Article) (Outcome, error) {
	var o Outcome
	if err := errors.Join(ctx.Err(), w.failure()); err != nil {
		return o, err
	}
	prints := map[uint64]uint64{}
	places := map[string]int{}
	var documents []*document
	for _, a := range articles {
		d := newDocument(a)
		old, known := prints[d.content.Key]
		if !known {
			old, known = w.prints[d.content.Key]
		}
		switch {
		case known && old == d.content.Fingerprint:
			o.Unchanged++
			continue
		case known:
			o.Replaced++
		default:
			o.Added++
		}
		_, d.known = w.prints[d.content.Key]
		prints[d.content.Key] = d.content.Fingerprint
		if i, ok := places[a.ID]; ok {
			documents[i] = d
			continue
		}
		places[a.ID] = len(documents)
		documents = append(documents, d)
	}
	if err := w.store(documents); err != nil {
		return Outcome{}, err
	}
	for key, print := range prints {
		w.prints[key] = print
	}
	return o, nil
}

// Delete takes articles out of the index and returns how many there were; it is durable when it returns.
func (w *Writer) Delete(ctx context.Context, ids []string) (int, error) {
	if err := errors.Join(ctx.Err(), w.failure()); err != nil {
		return 0, err
	}
	batch := index.NewBatch()
	gone := map[uint64]bool{}
	for _, id := range ids {
		if _, known := w.prints[Key(id)]; known {
			batch.Delete(idTerm(id))
			gone[Key(id)] = true
		}
	}
	if len(gone) == 0 {
		return 0, nil
	}
	if err := w.apply(batch); err != nil {
		return 0, err
	}
	for key := range gone {
		delete(w.prints, key)
	}
	return len(gone), nil
}

// Close ends the writing, notes the counts in the manifest and gives the lock back. A second Close does nothing.
func (w *Writer) Close() error {
	if w.bluge == nil {
		return nil
	}
	err := w.bluge.Close()
	w.bluge, w.memory, w.desks = nil, nil, nil
	w.fail(errors.New("it is closed"))
	w.manifest.Articles, w.manifest.Updated = w.Len(), time.Now().UTC().Truncate(time.Second)
	return errors.Join(err, w.layout.writeManifest(w.generation, w.manifest), w.lock.Release())
}

// store writes documents of different IDs as one segment for each processor: Bluge makes a segment on one. When an
// article cannot be analysed it writes none.
func (w *Writer) store(documents []*document) error {
	const smallest = 500
	parts := make([][]*document, min(runtime.GOMAXPROCS(0), (len(documents)+smallest-1)/smallest))
	for i, d := range documents {
		parts[i%len(parts)] = append(parts[i%len(parts)], d)
	}
	for len(w.desks) < len(parts) {
		w.desks = append(w.desks, newDesk(w.memory))
	}
	if err := analyzeAll(parts, w.desks); err != nil {
		return err
	}
	w.merging.bulk.Store(len(documents) >= bulkDocuments)
	errs := make([]error, len(parts))
	var g sync.WaitGroup
	for part, documents := range parts {
		batch := index.NewBatch()
		for _, d := range documents {
			if d.known {
				batch.Update(idTerm(d.article.ID), d)
			} else {
				batch.Insert(d) // costs no look at the segments
			}
		}
		g.Go(func() { errs[part] = w.apply(batch) })
	}
	g.Wait()
	return errors.Join(errs...)
}

func (w *Writer) apply(b *index.Batch) error {
	err := atBluge("write to the index", func() error { return w.bluge.Batch(b) })
	if err != nil {
		w.fail(err)
	}
	return err
}

// fail remembers the first error, after which the writer refuses more: it no longer knows what is on disk beyond what
// it has acknowledged.
func (w *Writer) fail(err error) {
	w.m.Lock()
	defer w.m.Unlock()
	if w.failed == nil {
		w.failed = fmt.Errorf("the index can take no more articles until it is opened again: %w", err)
	}
}

// failInBackground is fail for Bluge's own tasks, which try again at once and for ever. The pause keeps a full disk
// from costing a processor too.
func (w *Writer) failInBackground(err error) {
	const pause = 50 * time.Millisecond
	w.fail(err)
	time.Sleep(pause)
}

func (w *Writer) failure() error {
	w.m.Lock()
	defer w.m.Unlock()
	return w.failed
}

// idTerm is the term by which Bluge finds the document of an article.
type idTerm string

func (t idTerm) Field() string { return segment.IDField }
func (t idTerm) Term() []byte  { return []byte(t) }

var _ bluge.Term = idTerm("")

// atBluge runs work of Bluge, which panics on some damaged data, and turns a panic into an error.
func atBluge(what string, work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s: internal error: %v", what, p)
		}
	}()
	if err := work(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
