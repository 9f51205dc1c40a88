// Package searchtest is for the tests of the search, wherever it runs: the
// engine, the server's page and the program in the browser are asked the same
// questions, and have to give the same answers.
package searchtest

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

//go:embed queries.txt
var queries string

// Question is an entry of queries.txt: what somebody asks of the site's own
// content, and what they get.
type Question struct {
	Query     string
	Total     int
	Addresses []string // of the first results, six at most
}

// Questions are all that is asked; there are at least 40.
func Questions(t testing.TB) []Question {
	t.Helper()
	var all []Question
	for line := range strings.Lines(queries) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, `"`):
			quoted, err := strconv.QuotedPrefix(line)
			if err != nil {
				t.Fatalf("queries.txt: %s: %v", line, err)
			}
			q := Question{}
			q.Query, _ = strconv.Unquote(quoted)
			if _, err := fmt.Sscanf(line[len(quoted):], " finds %d", &q.Total); err != nil {
				t.Fatalf("queries.txt: %s: %v", line, err)
			}
			all = append(all, q)
		default:
			all[len(all)-1].Addresses = append(all[len(all)-1].Addresses, line)
		}
	}
	if len(all) < 40 {
		t.Fatalf("queries.txt has %d queries; want at least 40", len(all))
	}
	return all
}

// Shown are the addresses of the results in a document, in order.
func Shown(document *html.Node) []string {
	addresses := []string{}
	for list := range document.Descendants() {
		if list.Data != "ol" || !slices.Contains(list.Attr, html.Attribute{Key: "class", Val: "hits"}) {
			continue
		}
		for a := range list.Descendants() {
			if a.Type == html.ElementNode && a.Data == "a" {
				i := slices.IndexFunc(a.Attr, func(a html.Attribute) bool { return a.Key == "href" })
				addresses = append(addresses, a.Attr[i].Val)
			}
		}
	}
	return addresses
}
