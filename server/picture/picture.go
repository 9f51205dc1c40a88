package picture

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"kairo.dev/server/cache"
)

// version is that of the drawing: pictures drawn by another are drawn again.
// A test tells when it has to be raised.
const version = 3

// Picture is something to be drawn. Its value, as "%#v" shows it, is all that
// goes into the drawing: equal values give the same bytes.
type Picture interface {
	Draw() []byte
}

// Draw gives the body of each picture: the one that is kept, or else a new one. It
// draws as many at once as there are processors.
func Draw(kept *cache.Folder, pictures ...Picture) [][]byte {
	drawn := make([][]byte, len(pictures))
	var next, fresh atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(pictures)) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(pictures) {
					return
				}
				key := key(pictures[i])
				if drawn[i] = kept.Get(key); drawn[i] == nil {
					drawn[i] = pictures[i].Draw()
					kept.Put(key, drawn[i])
					fresh.Add(1)
				}
			}
		})
	}
	workers.Wait()
	if fresh.Load() > 0 {
		kept.Prune()
	}
	return drawn
}

// key names everything that goes into a picture, the compression of the
// standard library included.
func key(p Picture) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %#v", version, runtime.Version(), p))
	return hex.EncodeToString(sum[:])
}
