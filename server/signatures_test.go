package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"kairo.dev/server/httpd"
	"kairo.dev/server/live"
	"kairo.dev/server/site"
)

// stamped is what a timestamp says that is served.
type stamped struct {
	Signed struct {
		Version int
		Expires time.Time
	}
	Signatures []struct{ KeyID string }
}

// timestampOf is the timestamp that a server serves.
func timestampOf(t *testing.T, s *server) (timestamp stamped) {
	t.Helper()
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "https://example.org/tuf/timestamp.json", nil))
	if err := json.Unmarshal(w.Body.Bytes(), &timestamp); err != nil {
		t.Fatalf("GET /tuf/timestamp.json: status %d, %v", w.Code, err)
	}
	return timestamp
}

// journal is a log that is read while others write.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

// take is what has been written since it was called last.
func (j *journal) take() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	defer j.text.Reset()
	return j.text.String()
}

// newClockedServer is a server of a signed site that has all there is to "kairo
// serve -tuf-keys" but what waits for the world outside: its sockets, and what
// watches folders. It writes its log into log.
func newClockedServer(t *testing.T, of signedSite, changed <-chan struct{}, log io.Writer) *server {
	t.Helper()
	logger := slog.New(slog.NewTextHandler(log, nil))
	builder, err := newBuilder(of.content, site.Options{LaterCards: true})
	if err != nil {
		t.Fatal(err)
	}
	if builder.signatures, err = newSignatures(of.tuf, of.keys); err != nil {
		t.Fatal(err)
	}
	content, err := builder.read()
	if err != nil {
		t.Fatal(err)
	}
	return &server{
		serveFlags: &serveFlags{}, log: logger, life: newLife(logger), editions: live.NewEditions(t.Context()), builder: builder, content: content,
		handler: httpd.New(nil, httpd.Options{Logger: logger}), signed: changed, incomplete: make(chan incomplete, 1),
	}
}

// renewing is a server of a signed site that keeps its signatures up to date, and
// hears of others by changed; logged counts what it has said since it was asked
// last.
func renewing(t *testing.T) (of signedSite, s *server, changed chan<- struct{}, logged func(what string) int) {
	t.Helper()
	of, log, changes := newSignedSite(t), new(journal), make(chan struct{})
	s = newClockedServer(t, of, changes, log)
	if err := s.begin(); err != nil {
		t.Fatal(err)
	}
	go s.update(t.Context())
	return of, s, changes, func(what string) int {
		synctest.Wait()
		return strings.Count(log.take(), what)
	}
}

// TestRenewal: a server that has the keys renews the timestamp when half of its
// time has passed. Where it cannot, what is published stays, and it tries again
// each hour, with the keys that are there then.
func TestRenewal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		of, s, changed, logged := renewing(t)
		const day, swapped, stays = 24 * time.Hour, "msg=swapped", `msg="the last edition stays"`

		first := timestampOf(t, s)
		changed <- struct{}{} // by itself
		time.Sleep(7*day - time.Minute)
		if got, n := timestampOf(t, s), logged(swapped); got.Signed.Version != first.Signed.Version || n != 0 {
			t.Errorf("before half of its time has passed the timestamp has version %d, after %d swaps; want %d, 0", got.Signed.Version, n, first.Signed.Version)
		}
		time.Sleep(2 * time.Hour)
		renewed := timestampOf(t, s)
		if n := logged(swapped); renewed.Signed.Version != first.Signed.Version+1 || n != 1 {
			t.Errorf("after half of its time the timestamp has version %d, after %d swaps; want %d, 1", renewed.Signed.Version, n, first.Signed.Version+1)
		}
		if left := time.Until(renewed.Signed.Expires); left < 14*day-time.Hour || left > 14*day {
			t.Errorf("a new timestamp is good for %v; want 14 days", left)
		}

		away := of.keys + ".away"
		if err := os.Rename(of.keys, away); err != nil {
			t.Fatal(err)
		}
		time.Sleep(7*day + 3*time.Hour)
		if n := logged(stays); n < 2 || n > 4 {
			t.Errorf("without its keys the server says %d times in three hours that it cannot renew the timestamp; want once an hour", n)
		}
		if got := timestampOf(t, s); got.Signed.Version != renewed.Signed.Version {
			t.Errorf("without its keys the server has a timestamp of version %d; want %d, as before", got.Signed.Version, renewed.Signed.Version)
		}
		if err := os.Rename(away, of.keys); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Hour)
		again := timestampOf(t, s)
		if n := logged(swapped); again.Signed.Version != renewed.Signed.Version+1 || n != 1 {
			t.Errorf("an hour after the keys are back the timestamp has version %d, after %d swaps; want %d, 1", again.Signed.Version, n, renewed.Signed.Version+1)
		}
	})
}

// TestRenewalWithAnotherKey: a key that is replaced is noticed, at the latest in an
// hour. What the server has signed by itself is no reason for another edition.
func TestRenewalWithAnotherKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		of, s, changed, logged := renewing(t)
		before := timestampOf(t, s)
		mustRun(t, "keys", "replace", "-passphrase=false", "-keys", of.keys, "-to", of.tuf, "online-1")
		time.Sleep(time.Hour + time.Minute)
		if got := timestampOf(t, s); got.Signatures[0].KeyID == before.Signatures[0].KeyID {
			t.Errorf("an hour after the online key was replaced, the timestamp is signed by %s; want another", got.Signatures[0].KeyID)
		}
		logged("")            // until now
		changed <- struct{}{} // by itself
		time.Sleep(time.Hour)
		if n := logged("msg=swapped"); n != 0 {
			t.Errorf("after signing by itself the server swaps editions %d times; want 0", n)
		}
	})
}
