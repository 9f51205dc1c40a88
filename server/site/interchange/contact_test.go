package interchange

import (
	"cmp"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"kairo.dev/content"

	"github.com/emersion/go-vcard"
)

func TestContact(t *testing.T) { everySite(t, testContact) }

func testContact(t *testing.T, s *content.Site) {
	body := written(t, Contact, s)
	checkLines(t, body)
	decoder := vcard.NewDecoder(strings.NewReader(body))
	card, err := decoder.Decode()
	if err != nil {
		t.Fatalf("the card cannot be parsed: %v", err)
	}
	// The parser leaves the escape of a semicolon in place.
	value := func(field string) string { return strings.ReplaceAll(card.Value(field), `\;`, ";") }
	name := oneLine(s.Person.Name)
	for field, want := range map[string]string{
		vcard.FieldVersion:       "4.0",
		vcard.FieldUID:           "urn:uuid:" + s.Person.ID,
		vcard.FieldFormattedName: name,
		vcard.FieldName:          oneLine(s.Person.FamilyName) + ";" + cmp.Or(oneLine(s.Person.GivenName), name) + ";;;",
		vcard.FieldTitle:         oneLine(s.Person.JobTitle),
		vcard.FieldOrganization:  oneLine(s.Person.Affiliation),
		vcard.FieldEmail:         s.Person.Email,
		vcard.FieldNote:          oneLine(s.Description),
	} {
		if got := value(field); got != want {
			t.Errorf("%s = %q; want %q", field, got, want)
		}
	}
	want := []string{s.Address + "/"}
	for _, a := range s.Person.Accounts {
		want = append(want, a.Address)
	}
	if s.Person.ORCID != "" {
		want = append(want, "https://orcid.org/"+s.Person.ORCID)
	}
	if got := card.Values(vcard.FieldURL); !slices.Equal(got, want) {
		t.Errorf("the addresses are %q; want %q", got, want)
	}
	// Components are told apart by semicolons that are not escaped.
	if n := strings.Count(strings.ReplaceAll(card.Value(vcard.FieldName), `\;`, ""), ";"); n != 4 {
		t.Errorf("N = %q has %d parts; want 5", card.Value(vcard.FieldName), n+1)
	}
	if _, err := decoder.Decode(); err != io.EOF {
		t.Errorf("something follows the card: %v", err)
	}
}

func TestWebFinger(t *testing.T) {
	type answer struct {
		Subject string   `json:"subject"`
		Aliases []string `json:"aliases"`
		Links   []struct {
			Rel, Type, Href string
		} `json:"links"`
	}
	const profile = "https://social.example/@ada"
	for user, want := range map[string]string{
		"ada@social.example": "acct:ada@social.example",
		"ada":                "acct:ada@social.example",
	} {
		s := &content.Site{Person: content.Person{Accounts: []content.Account{
			{Service: "GitHub", User: "x", Address: "https://github.com/x"},
			{Service: "Mastodon", User: user, Address: profile},
		}}}
		var got answer
		if err := json.Unmarshal([]byte(written(t, WebFinger, s)), &got); err != nil {
			t.Fatal(err)
		}
		if got.Subject != want || !slices.Equal(got.Aliases, []string{profile}) {
			t.Errorf("WebFinger of %q is %+v; want subject %s", user, got, want)
		}
		self := slices.IndexFunc(got.Links, func(l struct{ Rel, Type, Href string }) bool { return l.Rel == "self" })
		if self < 0 || got.Links[self].Href != profile || got.Links[self].Type != "application/activity+json" {
			t.Errorf("WebFinger of %q has the links %+v; want self to be %s", user, got.Links, profile)
		}
	}
	if body := written(t, WebFinger, &content.Site{}); body != "" {
		t.Errorf("WebFinger without an account = %q; want nothing", body)
	}
}
