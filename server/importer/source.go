package importer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"regexp"
	"strings"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// origin is what a source has.
type origin struct {
	posts []*post
	// language is what it says it is in as a whole, or "".
	language string
	// address is where it was read from, or where it says it is, or "".
	address string
	// dir is the folder that it is, or "", and standard the language of files in it
	// that name none, or "".
	dir, standard string
	looks         []string
}

func (o *origin) look(format string, args ...any) {
	o.looks = append(o.looks, fmt.Sprintf(format, args...))
}

// open finds out what a source is, and reads it.
func open(ctx context.Context, fetch *fetcher, source string, o Options) (*origin, error) {
	if u, err := url.Parse(source); err == nil && isWeb(u) {
		body, _, err := fetch.get(ctx, source, mostSource)
		if err != nil {
			return nil, err
		}
		return readFeed(body, source)
	}
	if scheme, _, ok := strings.Cut(source, "://"); ok && regexp.MustCompile(`^\w+$`).MatchString(scheme) {
		return nil, fmt.Errorf("%s: is no address to read from (want https://, http:// or a path)", scheme)
	}
	info, err := os.Stat(source)
	if err != nil {
		return nil, errors.Unwrap(err) // the path is said anyway
	}
	if info.IsDir() {
		return readFolder(source, o.Address)
	}
	if info.Size() > mostSource {
		return nil, fmt.Errorf("is larger than %d MB", mostSource>>20)
	}
	body, err := os.ReadFile(source)
	if err != nil {
		return nil, err
	}
	return readFeed(body, "")
}

// readFeed reads a feed or an export, which came from an address or from a file.
func readFeed(body []byte, address string) (*origin, error) {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	switch gofeed.DetectFeedType(bytes.NewReader(body)) {
	case gofeed.FeedTypeJSON:
		return readJSON(body, address)
	case gofeed.FeedTypeAtom, gofeed.FeedTypeRSS:
		return readXML(body, address)
	}
	if found := announced(body, address); found != "" {
		return nil, fmt.Errorf("is a page, not a feed; its feed is %s", found)
	}
	return nil, errors.New("is no feed (want Atom, RSS, JSON Feed or an export of WordPress), and no folder of Markdown")
}

// announced is the address of the feed that a page has, or "".
func announced(body []byte, address string) string {
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return ""
	}
	at, err := url.Parse(address)
	if err != nil {
		return ""
	}
	for _, link := range elements(root, atom.Link) {
		kind := attribute(link, "type")
		if strings.Contains(attribute(link, "rel"), "alternate") && (strings.Contains(kind, "atom") || strings.Contains(kind, "rss") || strings.Contains(kind, "feed+json")) {
			if u, err := at.Parse(attribute(link, "href")); err == nil {
				return u.String()
			}
		}
	}
	return ""
}
