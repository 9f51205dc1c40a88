package slim

import "strings"

// URL is as much of a url.URL as go-app looks at: the address of a page of
// this site, as the browser tells it. Nothing is unescaped, so a path is what
// location.pathname says.
type URL struct {
	Scheme, Host, Path, RawQuery, Fragment string
}

// Parse takes an address apart. Any text is an address of some sort.
func Parse(address string) (*URL, error) {
	var u URL
	address, u.Fragment, _ = strings.Cut(address, "#")
	address, u.RawQuery, _ = strings.Cut(address, "?")
	if i := strings.IndexAny(address, ":/"); i > 0 && address[i] == ':' {
		u.Scheme, address = address[:i], address[i+1:]
	}
	if rest, ok := strings.CutPrefix(address, "//"); ok {
		u.Host, address = rest, ""
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			u.Host, address = rest[:i], rest[i:]
		}
	}
	u.Path = address
	return &u, nil
}

// Hostname is the host without its port.
func (u *URL) Hostname() string {
	name, _, _ := strings.Cut(u.Host, ":")
	return name
}

// String puts the address together again.
func (u *URL) String() string {
	var b strings.Builder
	if u.Scheme != "" {
		b.WriteString(u.Scheme + ":")
	}
	if u.Host != "" {
		b.WriteString("//" + u.Host)
	}
	b.WriteString(u.Path)
	if u.RawQuery != "" {
		b.WriteString("?" + u.RawQuery)
	}
	if u.Fragment != "" {
		b.WriteString("#" + u.Fragment)
	}
	return b.String()
}
