package certs

import (
	"fmt"
	"net/netip"
	"strings"

	"golang.org/x/net/idna"
)

// Domains reads names with commas between them, in the form in which
// certificates have them. Those for which no public authority issues are
// refused, before one is asked: it counts failures.
func Domains(list string) ([]string, error) {
	var domains []string
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSuffix(strings.TrimSpace(name), ".")
		ascii, err := idna.Lookup.ToASCII(name)
		_, notAddress := netip.ParseAddr(name)
		switch {
		case err != nil || strings.ContainsAny(name, "/:@?#"):
			return nil, fmt.Errorf("%q is no domain name, such as example.org", name)
		case notAddress == nil:
			return nil, fmt.Errorf("%q is an address, not a domain name", name)
		case !strings.Contains(ascii, "."):
			return nil, fmt.Errorf("%q is a name of this network: no authority issues for it", name)
		case reserved(ascii):
			return nil, fmt.Errorf("%q can be no name on the Internet (RFC 6761): no authority issues for it", name)
		}
		domains = append(domains, ascii)
	}
	return domains, nil
}

// reserved reports whether a name is in a domain that is kept for this machine,
// this network or nobody. "example" is left out: tests have it.
func reserved(name string) bool {
	last := name[strings.LastIndexByte(name, '.')+1:]
	switch last {
	case "localhost", "local", "internal", "invalid", "onion", "arpa":
		return true
	}
	return false
}
