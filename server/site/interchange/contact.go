package interchange

import (
	"bytes"
	"net/url"
	"strings"

	"kairo.dev/app/ui"
	"kairo.dev/content"
)

// Contact is the person's contact card: a vCard 4.0 (RFC 6350) that has only
// properties which programs of version 3.0 know as well.
func Contact(s *content.Site) ([]byte, error) {
	var b bytes.Buffer
	property := func(name, value string) { b.WriteString(name + ":" + value + "\r\n") }
	text := strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`).Replace

	property("BEGIN", "VCARD")
	property("VERSION", "4.0")
	property("UID", urn(s.Person.ID))
	name := text(singleLine(s.Person.Name))
	property("FN", name)
	// Version 3.0 demands the name in parts: family, given, others. Which part
	// of a name is which differs between languages, so one that is not given in
	// parts is not cut up.
	parts := ";" + name + ";;;"
	if p := s.Person; p.GivenName+p.FamilyName != "" {
		parts = text(singleLine(p.FamilyName)) + ";" + text(singleLine(p.GivenName)) + ";;;"
	}
	if reading := strings.ReplaceAll(singleLine(s.Person.Reading), `"`, ""); reading != "" {
		property(`N;SORT-AS="`+reading+`"`, parts)
	} else {
		property("N", parts)
	}
	for _, p := range []struct{ name, value string }{
		{"TITLE", s.Person.JobTitle}, {"ORG", s.Person.Affiliation},
		{"EMAIL", s.Person.Email}, {"PRONOUNS", s.Person.Pronouns}, // RFC 9554
	} {
		if p.value != "" {
			property(p.name, text(singleLine(p.value)))
		}
	}
	if s.Person.Portrait != "" {
		property("PHOTO", s.Address+s.Person.Portrait)
	}
	property("NOTE", text(singleLine(s.Description)))
	property("URL", s.Address+ui.HomePath)
	for _, a := range s.Person.Accounts {
		property("URL", a.Address)
	}
	if orcid := ui.ORCIDAddress(s); orcid != "" {
		property("URL", orcid)
	}
	property("REV", s.Edition.Date.First().Format("20060102T150405Z"))
	property("END", "VCARD")
	return fold(b.Bytes()), nil
}

type jrd struct {
	Subject string    `json:"subject"`
	Aliases []string  `json:"aliases"`
	Links   []jrdLink `json:"links"`
}

type jrdLink struct {
	Rel     string `json:"rel"`
	Type    string `json:"type"`
	Address string `json:"href"`
}

// WebFinger is the answer to who @anyone@this-site is in the fediverse: the
// person's Mastodon account (RFC 7033). It is nil if there is none. The answer
// is the same whoever is asked for, so that a static host can give it; the
// subject tells servers which account they have found, and they go on there.
func WebFinger(s *content.Site) ([]byte, error) {
	for _, a := range s.Person.Accounts {
		if a.Service != "Mastodon" {
			continue
		}
		account := a.User
		if !strings.Contains(account, "@") {
			address, err := url.Parse(a.Address)
			if err != nil {
				return nil, err
			}
			account += "@" + address.Host
		}
		return marshalJSON(jrd{
			Subject: "acct:" + account,
			Aliases: []string{a.Address},
			Links: []jrdLink{
				{"http://webfinger.net/rel/profile-page", "text/html", a.Address},
				{"self", "application/activity+json", a.Address},
			},
		})
	}
	return nil, nil
}
