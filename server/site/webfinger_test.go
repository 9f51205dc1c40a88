package site

import (
	"errors"
	"net/url"
	"testing"

	"kairo.dev/content"
	"kairo.dev/server/site/interchange"
)

// TestWebFingerQuery: RFC 7033, 4.2.
func TestWebFingerQuery(t *testing.T) {
	s := *readSite(t)
	s.Address = "https://kairo.example"
	s.Person.Handle = "kairo"
	s.Person.Accounts = []content.Account{{Service: "Mastodon", Address: "https://social.example/@other", User: "other@social.example"}}
	file := build(t, &s)[interchange.WebFingerPath]
	if !file.Queried {
		t.Error("without a query, the answer is the file; want that Answer is asked")
	}
	for query, want := range map[string]error{
		"":          ErrBadQuery,
		"rel=self":  ErrBadQuery,
		"resource=": ErrBadQuery,
		"resource=" + url.QueryEscape("acct:other@social.example"):              nil,
		"resource=" + url.QueryEscape("acct:Other@kairo.example") + "&rel=self": nil,
		"resource=acct:kairo@kairo.example":                                     nil,
		"resource=https://social.example/@other":                                nil,
		"resource=https://kairo.example/":                                       nil,
		"resource=acct:somebody@kairo.example":                                  ErrNothing,
		"resource=acct:kairo@elsewhere.example":                                 ErrNothing,
	} {
		body, err := file.Answer(query)
		if !errors.Is(err, want) || err == nil && string(body) != string(file.Body) {
			t.Errorf("WebFinger?%s: %q, %v; want %v", query, body, err, want)
		}
	}
}
