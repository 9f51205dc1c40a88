//go:build e2e

package e2e

import (
	"fmt"
	"testing"

	"kairo.dev/app/ui"

	"github.com/chromedp/cdproto/page"
)

// noteMoves is a script that notes, from the navigation on, each element that
// the browser saw move: in window.moves, with its place before and after.
//
// Where both are the same, nothing has moved: Chromium 150 and before count a
// text that is aligned at its end each time that more of it comes, as in
// "© Kairo de Araujo" at the end of the page. Its beginning gives way to its end,
// and there is no layout in which it would not. Later ones do not count it.
const noteMoves = `
	window.moves = [];
	new PerformanceObserver((list) => {
		for (const { value, sources } of list.getEntries()) {
			if (sources.every(({ previousRect: a, currentRect: b }) => a.x === b.x && a.y === b.y)) continue;
			const places = sources.map(({ node, previousRect: a, currentRect: b }) =>
				[(node?.outerHTML ?? "text of " + node?.parentNode?.outerHTML).slice(0, 100),
				a.x, a.y, a.width, a.height, "to", b.x, b.y, b.width, b.height].join(" "));
			moves.push(value + ": " + places.join("; "));
		}
	}).observe({ type: "layout-shift", buffered: true });`

// arrive is a script that lets a page arrive: tag by tag, and each text in two
// parts, with a paint after each. A network cuts a page anywhere, and a parser
// that has other things to do lets what it has so far be painted; here all
// those cuts are made, at the same places each time. No word is cut: half of one
// may stand at the end of a line and go to the next with its other half, in
// whatever layout. An end tag changes nothing that is seen, and comes with what
// follows it. What arrives out of view is not
// painted: no move is counted there. window.arrival is the promise of how often
// it has painted.
const arrive = `window.arrival = (async () => {
	const page = await (await fetch(%q)).text();
	const body = page.indexOf("<body>") + "<body>".length;
	document.open();
	document.write(page.slice(0, body));
	while (!document.body || !document.querySelector("link[rel=stylesheet]")?.sheet) await new Promise((resolve) => setTimeout(resolve, 5));
	let painted = 0;
	const write = async (piece) => {
		document.write(piece);
		let last = document.body;
		while (last.lastElementChild) last = last.lastElementChild;
		if (last.getBoundingClientRect().top > innerHeight) return;
		await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
		painted++;
	};
	for (const piece of page.slice(body).match(/(<\/[^>]*>)*(<[^/][^>]*>|[^<]+|$)/g)) {
		const text = piece.length - 1 - piece.lastIndexOf(">");
		const space = piece.indexOf(" ", piece.length - (text >> 1));
		const cut = space < 0 ? piece.length : space;
		await write(piece.slice(0, cut));
		if (cut < piece.length) await write(piece.slice(cut));
	}
	document.close();
	await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
	return painted;
})()`

// TestNothingMoves: while a page arrives, what has been painted stays where it
// is, wherever the page is cut.
func TestNothingMoves(t *testing.T) {
	srv := sharedServer(t)
	s := readSite(t)
	paths := []string{
		"/", ui.OpenSourcePath, ui.TalksPath, ui.PublicationsPath, ui.ArchivePath, ui.ConnectPath, ui.WishlistPath, ui.ColophonPath, ui.SearchPath,
		ui.TalkPath(&s.Talks[1]), // with a video
		ui.TalkPath(&s.Talks[5]), // without, and with several people
	}
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			tabs := map[int]*tab{}
			for _, width := range []int{360, 700, 1280} {
				tb := newTab(t, srv.url, width, 800)
				// What is written into a document is a script's to write, which
				// the site itself forbids; its program is not wanted here.
				tb.run("allow to write", command(page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}))
				tb.refuse("boot")
				tb.open("/robots.txt")
				tb.do(noteMoves + fmt.Sprintf(arrive, path))
				tabs[width] = tb
			}
			for width, tb := range tabs {
				if painted := eval[int](tb, `arrival`); painted < 50 {
					t.Errorf("at %d px, painted %d times; want at least 50", width, painted)
				}
				for _, move := range eval[[]string](tb, `moves`) {
					t.Errorf("at %d px, moved by %s", width, move)
				}
			}
		})
	}
}

// TestNothingMovesReports makes sure that a move is seen.
func TestNothingMovesReports(t *testing.T) {
	tb := newTab(t, sharedServer(t).url, 1280, 800)
	tb.before(noteMoves)
	tb.open("/")
	tb.until("see the page", `performance.getEntriesByName("first-paint").length > 0`)
	tb.do(`document.querySelector("main").prepend("something")`)
	tb.until("see that something moved", `moves.length > 0`)
}
