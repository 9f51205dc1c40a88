//go:build e2e

package e2e

import (
	"testing"
)

// BenchmarkSignedUpdate has who has the copy get an update of one sentence, of the
// site without signatures and with them, one after the other, each time with a new
// profile. It reports how long that takes, by how much longer it takes with
// signatures, pair by pair, and how long the worker looks for newer ones when there
// are none.
func BenchmarkSignedUpdate(b *testing.B) {
	after := aSentence(b)
	s := newSignatures(b)
	before := s.publish(b)
	s.sign(b, "-content", after)
	plain := [2]*server{startServer(b), startServer(b, "-content", after)}
	signed := [2]*server{startServer(b, "-tuf", before), startServer(b, "-content", after, "-tuf", s.tuf)}
	var without, more, look []float64
	for range b.N {
		ms := [2]float64{}
		for i, servers := range [][2]*server{plain, signed} {
			r := newRoad(b, servers[0])
			tb := newTab(b, r.url, 800, 500)
			tb.before(workers)
			tb.open("/")
			tb.kept()
			if i == 1 {
				tb.until("verified", `caches.match("/.kairo/signed").then((record) => record?.json()).then((proof) => Boolean(proof?.verified))`)
				for range 5 {
					look = append(look, eval[float64](tb, lookForSignatures))
				}
			}
			r.leadTo(servers[1])
			// A page that does nothing else.
			tb.do(`await new Promise((resolve) => setTimeout(resolve, 300))`)
			ms[i] = eval[float64](tb, `(async () => {
				const begin = performance.now();
				const got = await update();
				if (got !== "installed") throw new Error("the update is " + got);
				return performance.now() - begin;
			})()`)
		}
		without, more = append(without, ms[0]), append(more, ms[1]-ms[0])
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(percentile(without, 50), "ms-unsigned-p50")
	b.ReportMetric(percentile(more, 50), "ms-more-p50")
	b.ReportMetric(percentile(more, 95), "ms-more-p95")
	b.ReportMetric(percentile(look, 50), "ms-look-p50")
	b.ReportMetric(percentile(look, 95), "ms-look-p95")
}

// lookForSignatures has the worker look for newer signatures, and is how long that
// takes, in ms.
const lookForSignatures = `navigator.serviceWorker.ready.then(({ active }) => new Promise((resolve) => {
	const { port1, port2 } = new MessageChannel();
	const begin = performance.now();
	port1.onmessage = () => resolve(performance.now() - begin);
	active.postMessage("prove", [port2]);
}))`
