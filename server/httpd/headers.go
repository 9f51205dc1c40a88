package httpd

import (
	"slices"
	"strings"

	"kairo.dev/server/site"
)

// Header is a header field that responses carry, and why.
type Header struct {
	Name, Value string
	// Why is the reason for the field, for those who read the table.
	Why string
}

// SecurityHeaders are the fields that go with every response, sorted by name.
// tls says that readers reach the site over TLS: some promises can only be made
// then.
//
// Cross-Origin-Embedder-Policy is not among them. It would demand that the
// video player's frame opts in as well, which it does not; and what it would
// give in return, SharedArrayBuffer and exact timers, is not used.
func SecurityHeaders(tls bool) []Header {
	headers := []Header{
		{"Content-Security-Policy", contentSecurityPolicy(tls),
			"what a page may load and do, should a script ever get in that is not ours"},
		{"Cross-Origin-Opener-Policy", "same-origin",
			"windows of other sites that open ours, or that we open, hold no reference to it"},
		{"Cross-Origin-Resource-Policy", "same-origin",
			"other sites do not pull our files into their processes, where they could be read"},
		{"Permissions-Policy", permissionsPolicy(),
			"what no page needs is off, also for the video's frame"},
		// Not no-referrer: the video player refuses to play without knowing
		// where it is embedded. Those we link to learn that readers come from
		// here, but not which page they read.
		{"Referrer-Policy", "strict-origin-when-cross-origin",
			"other sites learn the name of this one, never the page; nothing is sent without TLS"},
		{"X-Content-Type-Options", "nosniff",
			"a file is what its Content-Type says, never a script by its looks"},
	}
	if tls {
		// Neither includeSubDomains nor preload: other names in the domain are
		// not this site's to promise for, and a promise for two years is hard
		// to take back.
		headers = append(headers, Header{"Strict-Transport-Security", hsts,
			"for two years browsers do not even try without TLS"})
	}
	slices.SortFunc(headers, func(a, b Header) int { return strings.Compare(a.Name, b.Name) })
	return headers
}

// FileHeaders are the fields that go with a file whatever its coding, sorted by
// name: the SecurityHeaders and those about caching and other origins. A host
// that serves an export should send the same, and f.Type as Content-Type.
func FileHeaders(f *site.File, tls bool) []Header {
	return fileHeaders(SecurityHeaders(tls), f)
}

func fileHeaders(security []Header, f *site.File) []Header {
	headers := slices.Clone(security)
	if f.Public {
		headers = slices.DeleteFunc(headers, func(h Header) bool { return h.Name == "Cross-Origin-Resource-Policy" })
		headers = append(headers,
			Header{"Access-Control-Allow-Origin", "*",
				"programs of any origin may read feeds and data; there is nothing private in them"},
			Header{"Access-Control-Expose-Headers", "ETag",
				"so that they can ask whether there is something new"},
			Header{"Cross-Origin-Resource-Policy", "cross-origin",
				"the same for embedding"})
	}
	headers = append(headers, Header{"Cache-Control", cacheControl(f), "when a copy has to be checked"})
	slices.SortFunc(headers, func(a, b Header) int { return strings.Compare(a.Name, b.Name) })
	return headers
}

// cacheControl is for ever, if the path holds a hash of the body. Otherwise
// whoever has a copy keeps it, but asks each time whether it is still the one:
// a 304 is cheap, a stale page is not. That goes for the service worker's
// script as well, whose updates depend on it.
//
// Proxies that add a counter to pages, or take white space out, are asked not
// to: the offline copy checks each page against its hash. They leave scripts and
// style sheets alone, and some take no-transform for a wish not to compress.
func cacheControl(f *site.File) string {
	if f.Immutable {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache, no-transform"
}
