package indexer

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/blugelabs/bluge/index"

	"github.com/haberara/haberara/indexer/storage"
)

const (
	currentFile       = "CURRENT"
	generationsFolder = "generations"
	manifestFile      = "manifest.json"
	lockFile          = "lock"
	// DeadLettersFolder holds the lines that were refused, below the folder of the index.
	DeadLettersFolder = "dead-letters"
	removedFile       = "removed.jsonl"
)

// ErrNoIndex says that a folder holds no index.
var ErrNoIndex = errors.New("no index there: make one with `haberara index --index DIR FILE...`")

// VersionError says that an index was made by a program with another format or other language rules.
type VersionError struct {
	Dir                     string
	Format, Analyzer        int
	OurFormat, OurAnalyzers int
}

func (e *VersionError) Error() string {
	return fmt.Sprintf("the index in %s has format %d and analyzer %d, this program works with format %d and "+
		"analyzer %d: index the articles again into a new folder", e.Dir, e.Format, e.Analyzer, e.OurFormat, e.OurAnalyzers)
}

// manifest says what a generation is. Counts are those at the end of the last run of a writer.
type manifest struct {
	Format   int       `json:"format"`
	Analyzer int       `json:"analyzer"`
	Created  time.Time `json:"created"`
	Updated  time.Time `json:"updated"`
	Articles int       `json:"articles"`
}

// layout is the folder of an index.
type layout string

func (l layout) path(parts ...string) string {
	return filepath.Join(append([]string{string(l)}, parts...)...)
}

func (l layout) generation(n int) string { return l.path(generationsFolder, strconv.Itoa(n)) }

// current returns the number of the live generation, or ErrNoIndex.
func (l layout) current() (int, error) {
	b, err := os.ReadFile(l.path(currentFile))
	if errors.Is(err, fs.ErrNotExist) {
		if segments, _ := fs.Glob(os.DirFS(string(l)), generationsFolder+"/*/*"+index.ItemKindSegment); len(segments) > 0 {
			return 0, &storage.CorruptError{Path: l.path(currentFile),
				Reason: fmt.Sprintf("it is missing, and there are articles in %s", l.path(generationsFolder))}
		}
		return 0, fmt.Errorf("%s: %w", l, ErrNoIndex)
	}
	if err != nil {
		return 0, fmt.Errorf("open index: %w", err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(b)))
	if err != nil || n < 1 {
		return 0, &storage.CorruptError{Path: l.path(currentFile), Reason: "it should hold the number of a generation"}
	}
	return n, nil
}

// prepare makes sure that there is a folder that is an index, is empty, or was left half made.
func (l layout) prepare() error {
	if err := os.MkdirAll(string(l), 0o755); err != nil {
		return fmt.Errorf("create index: %w", err)
	}
	if _, err := l.current(); !errors.Is(err, ErrNoIndex) {
		return err
	}
	entries, err := os.ReadDir(string(l))
	if err != nil {
		return fmt.Errorf("create index: %w", err)
	}
	for _, e := range entries {
		switch e.Name() {
		case lockFile, generationsFolder, DeadLettersFolder, removedFile, currentFile, currentFile + ".tmp":
		default:
			return fmt.Errorf("%s is not an index and not empty (it holds %s): give a new folder", l, e.Name())
		}
	}
	return nil
}

// create makes the folder of a generation. Nobody looks into it before makeCurrent.
func (l layout) create(generation int) error {
	if err := os.MkdirAll(l.generation(generation), 0o755); err != nil {
		return fmt.Errorf("create index: %w", err)
	}
	now := time.Now().UTC().Truncate(time.Second)
	m := manifest{Format: FormatVersion, Analyzer: AnalyzerVersion, Created: now, Updated: now}
	if err := l.writeManifest(generation, m); err != nil {
		return err
	}
	return storage.SyncFolder(l.path(generationsFolder))
}

// makeCurrent lets readers and writers find a generation, which holds a snapshot.
func (l layout) makeCurrent(generation int) error {
	return storage.Replace(l.path(currentFile), func(w io.Writer) error {
		_, err := fmt.Fprintln(w, generation)
		return err
	})
}

// readManifest returns the manifest of a generation that this program can work with, or a VersionError.
func (l layout) readManifest(generation int) (manifest, error) {
	var m manifest
	path := filepath.Join(l.generation(generation), manifestFile)
	b, err := os.ReadFile(path)
	if err != nil {
		return m, fmt.Errorf("open index: %w", err)
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return m, &storage.CorruptError{Path: path, Reason: err.Error()}
	}
	if m.Format != FormatVersion || m.Analyzer != AnalyzerVersion {
		return m, &VersionError{string(l), m.Format, m.Analyzer, FormatVersion, AnalyzerVersion}
	}
	return m, nil
}

func (l layout) writeManifest(generation int, m manifest) error {
	return storage.Replace(filepath.Join(l.generation(generation), manifestFile), func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(m)
	})
}
