package content

import "testing"

func TestBase(t *testing.T) {
	for address, want := range map[string]string{
		"https://kairo.dev": "", "https://user.github.io/site": "/site", "https://example.org:8443/a/b": "/a/b", "": "",
	} {
		if got := (&Site{Address: address}).Base(); got != want {
			t.Errorf("Base of %q = %q; want %q", address, got, want)
		}
	}
}
