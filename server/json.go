package server

import (
	"math"
	"strconv"
	"sync"
	"unicode/utf8"

	"github.com/valyala/fasthttp"
)

// maxPooledBytes keeps buffers that one huge article has grown out of the pool.
const maxPooledBytes = 1 << 20

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// writeJSON makes what write appends the body of the answer.
func writeJSON(ctx *fasthttp.RequestCtx, write func(b []byte) []byte) {
	buffer := buffers.Get().(*[]byte)
	*buffer = write((*buffer)[:0])
	ctx.SetBody(*buffer)
	if cap(*buffer) <= maxPooledBytes {
		buffers.Put(buffer)
	}
}

const hexDigits = "0123456789abcdef"

// appendString appends s as a JSON string that is also safe inside HTML and JavaScript: <, >, & and the line separators
// U+2028 and U+2029 are escaped, and bytes that are not UTF-8 become U+FFFD.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != 0x7f {
				i++
				continue
			}
			b = append(b, s[done:i]...)
			b = appendEscape(b, c)
			i++
			done = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if (r == utf8.RuneError && size == 1) || r == '\u2028' || r == '\u2029' {
			b = append(b, s[done:i]...)
			b = append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
			done = i + size
		}
		i += size
	}
	b = append(b, s[done:]...)
	return append(b, '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// appendField appends ,"name":"value"; nothing when the value is empty. The name is written as it is.
func appendField(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	b = appendName(b, name)
	return appendString(b, value)
}

// appendName appends ,"name": as it is.
func appendName(b []byte, name string) []byte {
	b = append(b, ',', '"')
	b = append(b, name...)
	return append(b, '"', ':')
}

func appendInt(b []byte, name string, value int) []byte {
	return strconv.AppendInt(appendName(b, name), int64(value), 10)
}

func appendBool(b []byte, name string, value bool) []byte {
	return strconv.AppendBool(appendName(b, name), value)
}

// appendFloat writes at most this many decimals; what is no number in JSON becomes 0.
func appendFloat(b []byte, name string, value float64, decimals int) []byte {
	b = appendName(b, name)
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return append(b, '0')
	}
	scale := math.Pow10(decimals)
	if rounded := math.Round(value*scale) / scale; !math.IsInf(rounded, 0) {
		value = rounded
	}
	return strconv.AppendFloat(b, value, 'f', -1, 64)
}

// appendStrings appends ,"name":[…]; nothing when there are no values.
func appendStrings(b []byte, name string, values []string) []byte {
	if len(values) == 0 {
		return b
	}
	b = append(appendName(b, name), '[')
	for i, value := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, value)
	}
	return append(b, ']')
}
