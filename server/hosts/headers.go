package hosts

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"kairo.dev/server/httpd"
	"kairo.dev/server/site"
)

// headers is the file _headers: a path, which may have one "*" in it for
// anything, and the fields to add. If several paths match, hosts join the values
// of fields of the same name. So no field is in two of them: the caching of
// what may change is left to the hosts, whose default is to ask each time, save
// that of pages, which some hosts would change on their way; and
// Cross-Origin-Resource-Policy is of public files alone: other sites show cards,
// and without the field may show the rest, in which there is nothing private.
//
// Cloudflare Pages reads the first hundred rules, and lines of up to 2,000
// characters. The number of rules does not grow with the content.
func (t *table) headers() (string, error) {
	var b strings.Builder
	b.WriteString("# Made by kairo export.\n\n/*\n")
	for _, h := range common() {
		if !uncommon(h) {
			fmt.Fprintf(&b, "  # %s\n  %s: %s\n", h.Why, h.Name, h.Value)
		}
	}
	rules := make(map[string][]httpd.Header)
	forever := slices.DeleteFunc(special(&site.File{Immutable: true}), func(h httpd.Header) bool { return h.Name != "Cache-Control" })
	for _, dir := range t.folders {
		rules[dir+"*"] = forever
	}
	for _, path := range t.single() {
		rules[path] = forever
	}
	for _, path := range t.publicRules() {
		rules[path] = append(slices.Clip(rules[path]), special(&site.File{Public: true})...)
	}
	for _, path := range t.pageRules() {
		rules[path] = append(slices.Clip(rules[path]), slices.DeleteFunc(common(), func(h httpd.Header) bool {
			return h.Name != "Cache-Control"
		})...)
	}
	for path, mediaType := range t.exceptions {
		rules[path] = append(slices.Clip(rules[path]), httpd.Header{Name: "Content-Type", Value: mediaType})
	}
	for _, path := range slices.Sorted(maps.Keys(rules)) {
		fmt.Fprintf(&b, "\n%s\n", path)
		for _, h := range rules[path] {
			fmt.Fprintf(&b, "  %s: %s\n", h.Name, h.Value)
		}
	}
	return b.String(), nil
}

// uncommon reports whether a field is left out where all files have it.
func uncommon(h httpd.Header) bool {
	return h.Name == "Cache-Control" || h.Name == "Cross-Origin-Resource-Policy"
}

// redirectsFile is the file _redirects. Hosts that do not know it send the page
// at the path, which leads to the same; and so does Cloudflare Pages for what
// comes after the first 2,000.
//
// The form has no pattern for a part of a name: in what both hosts promise, a
// placeholder is what is between two slashes, and an asterisk all that follows.
// To have one with an asterisk for each page would work on Cloudflare Pages
// alone, which reads a hundred of them. So where a card was when its address had
// a hash, there is the card of the home page.
//
// Netlify would show the pages of the files index.html and 404.html at /index and
// /404, too, where there is nothing anywhere else. It is told so. Cloudflare Pages
// has no such status, ignores the lines, and leads to / and to /404 by itself;
// that cannot be changed.
func (t *table) redirectsFile() (string, error) {
	var b strings.Builder
	b.WriteString("# Made by kairo export.\n")
	for _, nothing := range []string{"/404", "/index"} {
		fmt.Fprintf(&b, "%[1]s%[2]s %[1]s/404.html 404!\n", t.base, nothing)
	}
	for _, path := range slices.Sorted(maps.Keys(t.redirects)) {
		fmt.Fprintf(&b, "%s %s 302\n", path, t.redirects[path])
	}
	fmt.Fprintf(&b, "%[1]s/card/* %[1]s%[2]s 302\n", t.base, site.CardPath("/"))
	return b.String(), nil
}
