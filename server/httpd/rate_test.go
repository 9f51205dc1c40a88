package httpd

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"
)

func TestTooOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := New(testFiles(), Options{})
		ask := func(address string) *httptest.ResponseRecorder {
			r := httptest.NewRequest(http.MethodGet, "/search?q=x", nil)
			r.RemoteAddr = address
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w
		}
		for i := range rateBurst {
			if res := ask("203.0.113.7:1"); res.Code != http.StatusOK {
				t.Fatalf("request %d: status %d; want 200", i, res.Code)
			}
		}
		refused := ask("203.0.113.7:2")
		if refused.Code != http.StatusTooManyRequests || refused.Header().Get("Retry-After") == "" {
			t.Errorf("request %d: status %d, Retry-After %q; want 429 and a time", rateBurst, refused.Code, refused.Header().Get("Retry-After"))
		}
		if refused.Header().Get("Content-Security-Policy") == "" {
			t.Error("an answer with status 429 is without the security fields")
		}
		if got := get(h, "/search").Code; got != http.StatusOK {
			t.Errorf("the page without a question: status %d; want 200", got)
		}
		if got := ask("203.0.113.8:1").Code; got != http.StatusOK {
			t.Errorf("another client meanwhile: status %d; want 200", got)
		}
		// A client is not forgotten by those who come after it.
		time.Sleep(rateAge + time.Second)
		for range rateBurst {
			ask("203.0.113.7:1")
		}
		time.Sleep(rateAge + time.Second)
		ask("203.0.113.9:1")
		for range rateBurst {
			ask("203.0.113.7:1")
		}
		if got := ask("203.0.113.7:1").Code; got != http.StatusTooManyRequests {
			t.Errorf("after %d requests at once, a while later: status %d; want 429", rateBurst, got)
		}
		time.Sleep(time.Second)
		if got := ask("203.0.113.7:1").Code; got != http.StatusOK {
			t.Errorf("a second later: status %d; want 200", got)
		}
	})
}

// However many clients there are, the memory of them is bounded.
func TestRatesForget(t *testing.T) {
	var l rateLimits
	for i := range 4 * rateClients {
		address := netip.MustParseAddr(fmt.Sprintf("10.0.%d.%d", i>>8, i&255))
		l.allow(netip.PrefixFrom(address, 32), time.Unix(0, 0))
	}
	if got := len(l.recent) + len(l.older); got > rateClients {
		t.Errorf("%d clients are kept in mind; want %d at most", got, rateClients)
	}
}
