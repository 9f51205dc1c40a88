package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"kairo.dev/app/ui"
	"kairo.dev/content/contenttest"
	"kairo.dev/content/load"
	"kairo.dev/server/hosts"
	"kairo.dev/server/httpd"
	"kairo.dev/server/site"
	"kairo.dev/web"
)

// TestContent: whatever the content says, the command finds it good, each file of
// the site is served as it is, and other hosts can be told how to.
func TestContent(t *testing.T) {
	t.Parallel()
	for name, files := range contenttest.Sites(t) {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if err := os.CopyFS(folder, files); err != nil {
				t.Fatal(err)
			}
			var said strings.Builder
			if err := check(t.Context(), []string{folder}, &said, io.Discard); err != nil || !strings.HasPrefix(said.String(), "good: ") {
				t.Errorf("kairo check says %q, %v; want good", said.String(), err)
			}
			s, err := load.Read(files, ui.Paths)
			if err != nil {
				t.Fatal(err)
			}
			all, err := site.Build(s, web.Files, site.Options{Content: files, LaterCards: true})
			if err != nil {
				t.Fatal(err)
			}
			testServed(t, all)
			if err := hosts.Add(all, s.Address); err != nil {
				t.Error(err)
			}
		})
	}
}

// testServed asks for each file.
func testServed(t *testing.T, files site.Files) {
	t.Helper()
	handler := httpd.New(files, httpd.Options{})
	for path, file := range files {
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
		switch to := answer.Header().Get("Location"); {
		case file.Redirect != "":
			if to != file.Redirect {
				t.Errorf("%s leads to %q; want %q", path, to, file.Redirect)
			}
		case file.Answer != nil || file.NotFound: // depends on what is asked, or is at no address
		case answer.Code != http.StatusOK || answer.Body.String() != string(file.Body):
			t.Errorf("%s: status %d and %d bytes; want 200 and %d", path, answer.Code, answer.Body.Len(), len(file.Body))
		}
	}
}
