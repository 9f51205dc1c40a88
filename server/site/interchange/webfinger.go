package interchange

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"kairo.dev/app/ui"
	"kairo.dev/content"
)

// WebFingerIs reports whether a resource is the account that WebFinger has made
// an answer of: its own name or one of its addresses, the address of the site,
// or the person's name at this site.
func WebFingerIs(s *content.Site, account []byte, resource string) bool {
	var about jrd
	if json.Unmarshal(account, &about) != nil {
		return false
	}
	names := append([]string{about.Subject, s.Address, s.Address + ui.HomePath}, about.Aliases...)
	if home, err := url.Parse(s.Address); err == nil {
		user, _, _ := strings.Cut(strings.TrimPrefix(about.Subject, "acct:"), "@")
		for _, user := range []string{user, s.Person.Handle} {
			if user != "" {
				names = append(names, "acct:"+user+"@"+home.Hostname())
			}
		}
	}
	return slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, resource) })
}
