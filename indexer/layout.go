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
	return fmt.Sprintf("the index in %s has format %d and analyzer %d, this program works with format %d and analyzer %d: "+
		"index the articles again into a new folder", e.Dir, e.Format, e.Analyzer, e.OurFormat, e.OurAnalyzers)
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

// create makes generation 1 of an index in a folder that is missing, empty, or was left half made.
func (l layout) create() (int, error) {
	entries, err := os.ReadDir(string(l))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("create index: %w", err)
	}
	for _, e := range entries {
		switch e.Name() {
		case lockFile, generationsFolder, DeadLettersFolder, removedFile, currentFile + ".tmp":
		default:
			return 0, fmt.Errorf("%s is not an index and not empty (it holds %s): give a new folder", l, e.Name())
		}
	}
	if err := os.MkdirAll(l.generation(1), 0o755); err != nil {
		return 0, fmt.Errorf("create index: %w", err)
	}
	now := time.Now().UTC().Truncate(time.Second)
	m := manifest{Format: FormatVersion, Analyzer: AnalyzerVersion, Created: now, Updated: now}
	if err := l.writeManifest(1, m); err != nil {
		return 0, err
	}
	if err := storage.SyncFolder(l.path(generationsFolder)); err != nil {
		return 0, err
	}
	return 1, storage.Replace(l.path(currentFile), func(w io.Writer) error {
		_, err := io.WriteString(w, "1\n")
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
