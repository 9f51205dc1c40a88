package below

import "testing"

func TestLocated(t *testing.T) {
	for _, test := range []struct{ base, attribute, value, want string }{
		{"/site", "href", "/talks?year=2023", "/site/talks?year=2023"},
		{"/site", "href", "/", "/site/"},
		{"/site", "src", "/static/x.js", "/site/static/x.js"},
		{"/site", "action", "/search", "/site/search"},
		{"/site", "href", "#main", "#main"},
		{"/site", "href", "//example.org/x", "//example.org/x"},
		{"/site", "href", "https://example.org/x", "https://example.org/x"},
		{"/site", "title", "/talks", "/talks"},
		{"", "href", "/talks", "/talks"},
		{"/pt", "href", "/../talks", "/talks"},
		{"/site/pt", "href", "/../de/talks", "/site/de/talks"},
	} {
		if got := Located(test.base, test.attribute, test.value); got != test.want {
			t.Errorf("Located(%q, %q, %q) = %q; want %q", test.base, test.attribute, test.value, got, test.want)
		}
	}
}
