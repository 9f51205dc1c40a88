package ui

import "strings"

// queryValue is what a name stands for in the query of an address, as forms
// write it (URL Standard, 5.1): the first value of the name, or "". A percent
// sign that begins no escape is itself. Package net/url would bring fmt into the
// browser's program.
func queryValue(query, name string) string {
	for pair := range strings.SplitSeq(query, "&") {
		if key, value, _ := strings.Cut(pair, "="); unescapeQuery(key) == name {
			return unescapeQuery(value)
		}
	}
	return ""
}

func unescapeQuery(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '+':
			b.WriteByte(' ')
		case s[i] == '%' && i+2 < len(s) && hexDigit(s[i+1]) >= 0 && hexDigit(s[i+2]) >= 0:
			b.WriteByte(byte(hexDigit(s[i+1])<<4 | hexDigit(s[i+2])))
			i += 2
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

const hexDigits = "0123456789ABCDEF"

// hexDigit is the value of a hexadecimal digit, or negative.
func hexDigit(c byte) int {
	if 'a' <= c && c <= 'f' {
		c -= 'a' - 'A'
	}
	return strings.IndexByte(hexDigits, c)
}

// field is a name in a query, and its value.
type field struct{ name, value string }

// withQuery is the address of a path with a query, if it is not empty.
func withQuery(path string, fields ...field) string {
	if query := queryOf(fields...); query != "" {
		return path + "?" + query
	}
	return path
}

// queryOf writes fields as the query of an address, as forms do. Those without
// a value are left out.
func queryOf(fields ...field) string {
	var b strings.Builder
	for _, f := range fields {
		if f.value == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(f.name + "=")
		for i := range len(f.value) {
			switch c := f.value[i]; {
			case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("*-._", c) >= 0:
				b.WriteByte(c)
			case c == ' ':
				b.WriteByte('+')
			default:
				b.WriteString("%" + hexDigits[c>>4:c>>4+1] + hexDigits[c&15:c&15+1])
			}
		}
	}
	return b.String()
}
