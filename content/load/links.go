package load

import (
	"fmt"
	"slices"
	"strings"
)

// checkLinks wants every link to lead somewhere, on the site with the address and
// the paths or elsewhere.
func (d *document) checkLinks(site string, paths []string) {
	for _, link := range d.links {
		if err := checkLink(link.address, site, paths); err != nil {
			d.report(link.at, link.path, "%v", err)
		}
	}
}

// checkLink wants a link to lead somewhere: to an address of the site, and the
// part of the page that it names, to an https address, or to a mailbox.
func checkLink(address, site string, paths []string) error {
	path := address
	if rest, own := strings.CutPrefix(address, site); own && site != "" && (rest == "" || strings.Contains("/?#", rest[:1])) {
		path = "/" + strings.TrimPrefix(rest, "/")
	}
	switch {
	case strings.HasPrefix(path, "#"):
		return fmt.Errorf("the link to %q names no page, and the words stand on more than one (want /page%s)", address, path)
	case strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//"):
		page, part, _ := strings.Cut(path, "#")
		page, _, _ = strings.Cut(page, "?")
		if !slices.Contains(paths, page) {
			return fmt.Errorf("the link to %q leads to no page of the site%s", address, nearest(page, paths))
		}
		if part != "" && !slices.Contains(paths, page+"#"+part) {
			return fmt.Errorf("the link to %q leads to no part of the page%s", address, nearest(page+"#"+part, paths))
		}
		return nil
	}
	if mailbox, ok := strings.CutPrefix(address, "mailto:"); ok {
		if user, host, _ := strings.Cut(mailbox, "@"); user == "" || !strings.Contains(host, ".") {
			return fmt.Errorf("the link to %q has no mailbox (want mailto:name@host)", address)
		}
		return nil
	}
	if err := checkHTTPS(address); err != nil {
		return fmt.Errorf("the link: %w", err)
	}
	return nil
}
