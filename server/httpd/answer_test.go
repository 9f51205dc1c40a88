package httpd

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestLongestQuery(t *testing.T) {
	h := New(testFiles(), Options{})
	for query, want := range map[string]int{
		strings.Repeat("q", maxQuery):   200,
		strings.Repeat("q", maxQuery+1): 414,
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/search?"+query, nil))
		if w.Code != want {
			t.Errorf("a query of %d bytes: status %d; want %d", len(query), w.Code, want)
		}
		if strings.Contains(w.Header().Get("Content-Type"), "html") != (want == 200) {
			t.Errorf("a query of %d bytes: type %q", len(query), w.Header().Get("Content-Type"))
		}
	}
}
