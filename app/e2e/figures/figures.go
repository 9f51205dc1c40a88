package main

import (
	"fmt"
	"strconv"
	"strings"
)

// figure is a row of the table.
type figure struct {
	words string
	by    string // the benchmark, test or command
	// format has %s where a number is to stand: so many as there are sources.
	format string
	from   []source
}

// source is where a number comes from.
type source struct {
	name, unit string // as in measures
	minus      string // another unit, which is taken off
	by         float64
	decimals   int
}

// of is a measure as it is, rounded.
func of(name, unit string, decimals int) source {
	return source{name: name, unit: unit, by: 1, decimals: decimals}
}

// thousandth is a measure in the next larger unit.
func thousandth(name, unit string, decimals int) source {
	return source{name: name, unit: unit, by: 1e-3, decimals: decimals}
}

// each is a source for each of the names.
func each(kind func(name, unit string, decimals int) source, prefix, unit string, decimals int, names ...string) (all []source) {
	for _, name := range names {
		all = append(all, kind(prefix+name, unit, decimals))
	}
	return all
}

// engines are the names of benchmarks in each of the three.
var engines = []string{"chromium", "firefox", "webkit"}

// figures are the table.
var figures = []figure{
	{"the browser's program, with brotli", "BenchmarkDownload", "%s KB", each(thousandth, "Download/", "bytes", 0, "program")},
	{"first view of `/`, `/talks`, `/archive`, a talk: page, style sheet, scripts", "BenchmarkDownload", "%s, %s, %s, %s KB",
		each(thousandth, "Download/view_of_", "bytes", 1, "home", "talks", "archive", "talk")},
	{"the same with 1,000 archived posts and 300 talks", "BenchmarkDownload", "%s, %s, %s, %s KB",
		each(thousandth, "Download/view_of_grown_", "bytes", 1, "home", "talks", "archive", "talk")},
	{"program interactive on `/` after the navigation began, started at once: cold, warm", "BenchmarkStart", "%s, %s ms",
		each(of, "Start/home/", "ms-interactive-p50", 0, "cold", "warm")},
	{"that, as a multiple of the same for go-app's own \"hello\", built, served and measured beside it: cold, warm", "BenchmarkStartHello", "%s, %s",
		each(of, "StartHello/", "site/hello", 1, "cold", "warm")},
	{"that start with 1,000 posts of 1,000 words and 300 talks, as a multiple of it without, measured beside it: cold, warm", "BenchmarkTexts", "%s, %s",
		each(of, "Texts/", "texts/home", 2, "cold", "warm")},
	{"longest task of the start of `/`, in time of the processor: cold, warm; of one that waits until the browser is idle", "BenchmarkStart", "%s, %s; %s ms",
		each(of, "Start/home/", "ms-longest-task-p50", 0, "cold", "warm", "idle")},
	{"program interactive on `/talks`, first visit, left alone: Chromium, Firefox, WebKitGTK", "BenchmarkStartInEach", "%s, %s, %s ms",
		each(of, "StartInEach/", "ms-interactive-p50", 0, engines...)},
	{"most that the page kept anything else waiting until then: the same three", "BenchmarkStartInEach", "%s, %s, %s ms",
		each(of, "StartInEach/", "ms-longest-p50", 0, engines...)},
	{"from a click to the next page painted, median: by the program in Chromium and Firefox, by loading it in WebKitGTK", "BenchmarkNavigationInEach", "%s, %s, %s ms",
		each(of, "NavigationInEach/", "ms-painted-p50", 0, engines...)},
	{"click to the new page painted: median, 95th percentile", "BenchmarkNavigation", "%s, %s ms",
		[]source{of("Navigation", "ms-painted-p50", 0), of("Navigation", "ms-painted-p95", 0)}},
	{"that, as a multiple of a click in \"hello\": median", "BenchmarkNavigationHello", "%s", each(of, "NavigationHello", "site/hello", 1, "")},
	{"a click with those posts and talks, as a multiple of one without; a click to one of the posts: medians", "BenchmarkTexts", "%s; %s ms",
		[]source{of("Texts/click", "texts/home", 2), of("Texts/click", "ms-post-p50", 0)}},
	{"click to all of a long page: median, 95th percentile", "BenchmarkNavigation", "%s, %s ms",
		[]source{of("Navigation", "ms-whole-p50", 0), of("Navigation", "ms-whole-p95", 0)}},
	{"a query over 1,000 posts of 1,000 words, per keystroke: the first; median, 95th percentile of the next", "BenchmarkSearchOfTexts", "%s; %s, %s ms",
		[]source{of("SearchOfTexts", "ms-first", 0), of("SearchOfTexts", "ms-query-p50", 1), of("SearchOfTexts", "ms-query-p95", 1)}},
	{"until all of those words can be found, from when the program is interactive", "BenchmarkSearchOfTexts", "%s s",
		[]source{thousandth("SearchOfTexts", "ms-texts", 1)}},
	{"until the offline copy is complete, with those posts and 300 talks, from the first navigation", "BenchmarkTexts", "%s s",
		[]source{thousandth("Texts/cold", "ms-copy-p50", 1)}},
	{"memory after every page twice: JavaScript, WebAssembly", "BenchmarkMemory", "%s, %s MB",
		[]source{of("Memory", "MB-JavaScript", 1), of("Memory", "MB-WebAssembly", 1)}},
	{"an update of one sentence, for who has the offline copy", "TestUpdate", "%s KB", each(thousandth, "Update", "bytes", 0, "")},
	{"the same of a talk, with 1,000 archived posts and 300 talks", "TestSignedUpdate", "%s KB", each(thousandth, "SignedUpdate", "bytes", 0, "")},
	{"the same of one word of a post, with 1,000 posts of 1,000 words and 300 talks", "TestUpdateOfLargeSite", "%s KB", each(thousandth, "UpdateOfLargeSite", "bytes", 0, "")},
	{"what signatures add to that, with 1,000 archived posts and 300 talks", "TestSignedUpdate", "%s KB",
		[]source{{name: "SignedUpdate", unit: "bytes-signed", minus: "bytes", by: 1e-3, decimals: 1}}},
	{"what signatures add to its time, median and 95th percentile of pairs", "BenchmarkSignedUpdate", "%s, %s ms",
		[]source{of("SignedUpdate", "ms-more-p50", 0), of("SignedUpdate", "ms-more-p95", 0)}},
	{"Lighthouse performance of `/`, `/talks`, a talk, `/archive`, for phones, medians of three: the least", "make lighthouse", "%s", each(of, "Lighthouse", "performance", 0, "")},
	{"total blocking time of the same: the most", "make lighthouse", "%s ms", each(of, "Lighthouse", "TBT", 0, "")},
	{"Lighthouse accessibility, best practices, SEO of the same: the least", "make lighthouse", "%s, %s, %s",
		[]source{of("Lighthouse", "accessibility", 0), of("Lighthouse", "best-practices", 0), of("Lighthouse", "seo", 0)}},
	{"home page with brotli: requests a second; as a part of nginx, of Caddy with the same files, medians of nine rounds", "BenchmarkLoad", "%s; %s, %s",
		[]source{of("Load/home", "kairo-req/s", 0), of("Load/home", "of-nginx", 2), of("Load/home", "of-caddy", 1)}},
	{"memory of the server after a minute of load", "BenchmarkLoadMinute", "%s MB", each(of, "LoadMinute", "MB", 0, "")},
	{"an answer beside 10,000 idle connections of one address: median, 99th percentile, latest", "BenchmarkBesideIdle", "%s, %s, %s ms",
		[]source{of("BesideIdle/10000_of_one_address", "p50-ms", 2), of("BesideIdle/10000_of_one_address", "p99-ms", 2), of("BesideIdle/10000_of_one_address", "max-ms", 1)}},
	{"an answer on a new connection beside 500 slow clients: median, 99th percentile, latest", "BenchmarkBesideSlowClients", "%s, %s, %s ms",
		[]source{of("BesideSlowClients", "p50-ms", 2), of("BesideSlowClients", "p99-ms", 2), of("BesideSlowClients", "max-ms", 1)}},
	{"requests that fail while the server is restarted again and again, behind sockets that systemd holds", "TestRestart", "%s of %s, at %s restarts",
		[]source{of("Restart", "failed", 0), of("Restart", "requests", 0), of("Restart", "restarts", 0)}},
	{"from saving an edit in a site of 1,000 posts and 300 talks: until its page is online, median and latest; until its card is, median", "BenchmarkLoadEdit", "%s, %s; %s ms",
		[]source{of("LoadEdit", "pages-ms", 0), of("LoadEdit", "pages-max-ms", 0), of("LoadEdit", "cards-ms", 0)}},
	{"signing 4,000 files", "BenchmarkSign", "%s ms", []source{{name: "Sign", unit: "ns/op", by: 1e-6}}},
}

// value is what stands in the table.
func (f figure) value(m measures) (string, error) {
	var numbers []any
	for _, s := range f.from {
		value, ok := m[s.name+" "+s.unit]
		if !ok {
			return "", fmt.Errorf("%s has no %s", s.name, s.unit)
		}
		if s.minus != "" {
			value -= m[s.name+" "+s.minus]
		}
		numbers = append(numbers, number(value*s.by, s.decimals))
	}
	return fmt.Sprintf(f.format, numbers...), nil
}

// number is a number as one reads it: 98,100 or 0.06.
func number(value float64, decimals int) string {
	s := strconv.FormatFloat(value, 'f', decimals, 64)
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}
