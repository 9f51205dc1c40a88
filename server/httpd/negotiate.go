package httpd

import (
	"slices"
	"strings"

	"kairo.dev/server/site"
)

// coding is a content coding that responses come in. The zero value means that
// the body is sent as it is.
type coding uint8

const (
	identity coding = iota
	brotli
	zstd
	gzip
	codings // how many there are
)

// names are the codings as they are registered.
var names = [codings]site.Coding{identity: "identity", brotli: site.Brotli, zstd: site.Zstd, gzip: site.Gzip}

func (c coding) String() string { return string(names[c]) }

// codingOf finds the coding of a variant; ok is false if negotiation does not
// know it.
func codingOf(name site.Coding) (c coding, ok bool) {
	i := slices.Index(names[:], name)
	return coding(max(i, 0)), i > 0
}

// accepted is how much a client wants each coding: the quality value of
// Accept-Encoding in thousandths (RFC 9110, 12.4.2), 0 for not at all.
type accepted [codings]int16

// leastWanted is the quality of a body without a coding if the client does not
// mention it: acceptable, but anything that it has asked for comes first.
// Ties go to the smaller body, so the least value that can be sent will do.
const leastWanted = 1

// usual are the values that browsers and common programs send, read in advance.
var usual = func() map[string]accepted {
	values := make(map[string]accepted)
	for _, v := range []string{
		"gzip, deflate, br, zstd", // Chrome, Edge, Firefox
		"gzip, deflate, br",       // Safari
		"gzip, deflate",
		"gzip",     // Go, proxies
		"br, gzip", // content delivery networks
		"identity", // browsers asking for ranges
	} {
		values[v] = parseAcceptEncoding([]string{v})
	}
	return values
}()

// acceptEncoding reads the lines of an Accept-Encoding field. Without the field
// everything is acceptable, but a client that says nothing is more likely to
// understand nothing: it gets the body as it is.
func acceptEncoding(lines []string) accepted {
	switch len(lines) {
	case 0:
		return accepted{identity: 1000}
	case 1:
		if a, ok := usual[lines[0]]; ok {
			return a
		}
	}
	return parseAcceptEncoding(lines)
}

// parseAcceptEncoding reads an Accept-Encoding field (RFC 9110, 12.5.3): a list
// of codings and "*", each with or without a weight. Members that are malformed
// are left out; of several for the same coding the last counts.
func parseAcceptEncoding(lines []string) accepted {
	const unmentioned = -1
	a := accepted{unmentioned, unmentioned, unmentioned, unmentioned}
	others := int16(unmentioned)
	for _, rest := range lines {
		for more := true; more; {
			var member string
			member, rest, more = strings.Cut(rest, ",")
			name, weight, ok := parseMember(member)
			if !ok {
				continue
			}
			if name == "*" {
				others = weight
			}
			if strings.EqualFold(name, "x-gzip") { // RFC 9110, 8.4.1.3
				name = "gzip"
			}
			for c := range a {
				if strings.EqualFold(name, string(names[c])) {
					a[c] = weight
				}
			}
		}
	}
	for c := range a {
		switch {
		case a[c] != unmentioned:
		case others != unmentioned:
			a[c] = others
		case coding(c) == identity:
			a[c] = leastWanted
		default:
			a[c] = 0
		}
	}
	return a
}

// parseMember reads a member of the list: a name and a weight, ";q=0.5", which
// is 1 if it is left out. Anything else behind the name is malformed.
func parseMember(member string) (name string, weight int16, ok bool) {
	name, parameter, weighted := strings.Cut(member, ";")
	name = trimSpace(name)
	if !weighted {
		return name, 1000, name != ""
	}
	parameter = trimSpace(parameter)
	if len(parameter) < 2 || parameter[0]|0x20 != 'q' || parameter[1] != '=' {
		return "", 0, false
	}
	weight, ok = parseQuality(parameter[2:])
	return name, weight, ok && name != ""
}

// parseQuality reads a quality value in thousandths: 0 or 1 with up to three
// decimals, none above 1 (RFC 9110, 12.4.2).
func parseQuality(s string) (thousandths int16, ok bool) {
	if s == "" || s[0] != '0' && s[0] != '1' {
		return 0, false
	}
	thousandths = int16(s[0]-'0') * 1000
	if len(s) == 1 {
		return thousandths, true
	}
	if s[1] != '.' || len(s) > len("0.000") {
		return 0, false
	}
	unit := int16(100)
	for _, digit := range []byte(s[2:]) {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		thousandths += int16(digit-'0') * unit
		unit /= 10
	}
	return thousandths, thousandths <= 1000
}

// trimSpace cuts what HTTP calls optional white space (RFC 9110, 5.6.3).
func trimSpace(s string) string { return strings.Trim(s, " \t") }
