package server

import (
	"encoding/json"
	"math"
	"strconv"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// appendString appends s as a JSON string that is also one in JavaScript: control characters and the line
// separators U+2028 and U+2029 are escaped, and bytes that are not UTF-8 become U+FFFD. It is not safe inside HTML,
// which no answer is taken for: writeCommonHeaders forbids browsers to guess.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
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

// appendValue appends ,"name":value as encoding/json writes it, null where that cannot.
func appendValue(b []byte, name string, value any) []byte {
	written, err := json.Marshal(value)
	if err != nil {
		written = []byte("null")
	}
	return append(appendName(b, name), written...)
}
