package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"time"
	"unicode/utf8"
)

// A dead letter is one JSON object on one line that wraps a refused line with the reason:
//
//	{"dead_letter":{"key":"…","file":"…","line":7,"reason":"…","at":"…","truncated":true},"article":{…}}
//
// The line stands verbatim under "article" when it is a JSON object, so that it can be corrected in place; else as
// "raw", or as "raw_base64" when it is not UTF-8 or longer than maxRawTextBytes.

var (
	deadLetterStart = []byte(`{"dead_letter":`)
	deadLetterName  = []byte(`"dead_letter"`)
)

const (
	maxReasonBytes  = 1 << 10
	maxRawTextBytes = MaxLineBytes / 8
	// maxDeadLetterBytes has room for MaxLineBytes in base64 and for a header with a long file name.
	maxDeadLetterBytes = MaxLineBytes/3*4 + 64<<10
)

// lineLimit is MaxLineBytes, and more for a dead letter, so that every line that was refused can be fed again.
func lineLimit(line []byte) int {
	if bytes.HasPrefix(line, deadLetterStart) {
		return maxDeadLetterBytes
	}
	return MaxLineBytes
}

// DeadLetterKey returns 32 hexadecimal digits that name a refused line for ever: SHA-256 over the base name of its
// file, its number and its bytes.
func DeadLetterKey(file string, number int, raw []byte) string {
	base := filepath.Base(file)
	h := sha256.New()
	var sizes [16]byte
	binary.BigEndian.PutUint64(sizes[:8], uint64(len(base)))
	binary.BigEndian.PutUint64(sizes[8:], uint64(number))
	_, _ = h.Write(sizes[:])
	_, _ = h.Write([]byte(base))
	_, _ = h.Write(raw)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// DeadLetterLine appends the dead letter of a refused line to dst, one JSON object without a newline. A Reader
// unwraps it again. A line that came from a dead letter keeps its key.
func DeadLetterLine(dst []byte, l Line, at time.Time) []byte {
	start := len(dst)
	dst = appendDeadLetterHeader(dst, l, at)
	end := len(dst)
	if !l.Truncated && checkObject(l.Raw) == nil {
		dst = append(dst, `,"article":`...)
		dst = append(dst, bytes.TrimSpace(l.Raw)...)
		dst = append(dst, '}')
		// One level deeper, the object can be nested too deeply for encoding/json.
		if json.Valid(dst[start:]) {
			return dst
		}
		dst = dst[:end]
	}
	return append(appendRaw(dst, l.Raw), '}')
}

func appendDeadLetterHeader(dst []byte, l Line, at time.Time) []byte {
	key := l.DeadLetter
	if key == "" {
		key = DeadLetterKey(l.File, l.Number, l.Raw)
	}
	dst = append(dst, deadLetterStart...)
	dst = appendString(append(dst, `{"key":`...), key)
	dst = appendString(append(dst, `,"file":`...), l.File)
	dst = strconv.AppendInt(append(dst, `,"line":`...), int64(l.Number), 10)
	if l.Refusal != nil {
		reason := l.Refusal.Error()
		dst = appendString(append(dst, `,"reason":`...), reason[:min(len(reason), maxReasonBytes)])
	}
	dst = appendTime(append(dst, `,"at":`...), at)
	if l.Truncated {
		dst = append(dst, `,"truncated":true`...)
	}
	return append(dst, '}')
}

// appendRaw prefers text, which a person can read and mend. Escapes make text up to six times as long, base64 makes
// it four thirds.
func appendRaw(dst, raw []byte) []byte {
	if len(raw) <= maxRawTextBytes && utf8.Valid(raw) {
		return appendString(append(dst, `,"raw":`...), raw)
	}
	dst = append(dst, `,"raw_base64":"`...)
	dst = base64.StdEncoding.AppendEncode(dst, raw)
	return append(dst, '"')
}

type deadLetterHeader struct {
	Key       string `json:"key"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Truncated bool   `json:"truncated"`
}

// unwrap makes of a dead letter the line that is inside. Any other line stays as it is, also an article that has a
// field named dead_letter of another shape.
func (l *Line) unwrap() {
	if !bytes.Contains(l.Raw, deadLetterName) || checkObject(l.Raw) != nil {
		return
	}
	var head, article, text, encoded []byte
	eachMember(l.Raw, func(key string, value []byte, _ int) {
		switch key {
		case "dead_letter":
			head = value
		case "article":
			article = value
		case "raw":
			text = value
		case "raw_base64":
			encoded = value
		}
	})
	var h deadLetterHeader
	if isNull(head) || head[0] != '{' || json.Unmarshal(head, &h) != nil || h.Key == "" {
		return
	}
	raw, err := unwrapped(article, text, encoded)
	if err != nil {
		l.Refusal = err
		return
	}
	l.Raw, l.DeadLetter, l.Truncated = raw, h.Key, h.Truncated
	if h.File != "" && h.Line > 0 {
		l.File, l.Number = h.File, h.Line
	}
}

func unwrapped(article, text, encoded []byte) ([]byte, error) {
	switch {
	case !isNull(article) && article[0] == '{':
		return article, nil
	case !isNull(text) && text[0] == '"':
		s, _ := unquote(text)
		return []byte(s), nil
	case !isNull(encoded) && encoded[0] == '"':
		s, _ := unquote(encoded)
		raw, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			return nil, fmt.Errorf("raw_base64: %w; put the line back as it was written", err)
		}
		return raw, nil
	}
	return nil, errors.New("dead letter is empty; put the line under article (an object), raw or raw_base64")
}
