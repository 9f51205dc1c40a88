package ui

import (
	"net/url"
	"testing"
)

func TestQueryValue(t *testing.T) {
	for _, test := range []struct{ query, name, want string }{
		{"", "q", ""},
		{"q", "q", ""},
		{"q=tuf", "q", "tuf"},
		{"q=tuf&kind=talk", "kind", "talk"},
		{"q=one&q=two", "q", "one"},
		{"%71=a%2Bb+c%20d", "q", "a+b c d"},
		{"q=a=b;c=d", "q", "a=b;c=d"},
		{"q=%zz%4%", "q", "%zz%4%"},
		{"q=%c3%A7", "q", "ç"},
		{"&&=&q=x&", "q", "x"},
	} {
		if got := queryValue(test.query, test.name); got != test.want {
			t.Errorf("queryValue(%q, %q) = %q; want %q", test.query, test.name, got, test.want)
		}
	}
}

// FuzzQuery writes values and has the standard library read them.
func FuzzQuery(f *testing.F) {
	f.Add("mudança & café", "talk")
	f.Add("100 % +;=?#/\x00\xff", "")
	f.Fuzz(func(t *testing.T, words, kind string) {
		query := queryOf(field{"q", words}, field{"kind", kind})
		values, err := url.ParseQuery(query)
		if err != nil || values.Get("q") != words || values.Get("kind") != kind {
			t.Errorf("queryOf(%q, %q) = %q, which is read as %q, %v", words, kind, query, values, err)
		}
		if queryValue(query, "q") != words || queryValue(query, "kind") != kind {
			t.Errorf("queryOf(%q, %q) = %q, which queryValue reads as %q, %q", words, kind, query,
				queryValue(query, "q"), queryValue(query, "kind"))
		}
	})
}
