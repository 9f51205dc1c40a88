package httpd

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/pires/go-proxyproto"
)

// Proxies are the networks of the proxies that stand before the server. They
// are believed what they say of the client, in the field Forwarded (RFC 7239) or
// in X-Forwarded-For and X-Forwarded-Proto. Whoever is at the other end of a Unix
// socket is a proxy too.
type Proxies []netip.Prefix

// ParseProxies reads networks and addresses with commas between them:
// "192.0.2.0/24,2001:db8::1".
func ParseProxies(list string) (Proxies, error) {
	var proxies Proxies
	for member := range strings.SplitSeq(list, ",") {
		member = strings.TrimSpace(member)
		if member == "" {
			continue
		}
		if address, err := netip.ParseAddr(member); err == nil {
			proxies = append(proxies, netip.PrefixFrom(address, address.BitLen()))
			continue
		}
		prefix, err := netip.ParsePrefix(member)
		if err != nil {
			return nil, fmt.Errorf("%q is neither an address nor a network such as 192.0.2.0/24", member)
		}
		proxies = append(proxies, prefix.Masked())
	}
	return proxies, nil
}

// trust reports whether the address is that of a proxy.
func (p Proxies) trust(address netip.Addr) bool {
	return slices.ContainsFunc(p, func(n netip.Prefix) bool { return n.Contains(address) })
}

// announced is a listener where the connections of proxies begin with the
// address of the client, for which there is so much time. Connections without an
// address, on Unix sockets, are of proxies, too.
func (p Proxies) announced(l net.Listener, within time.Duration) net.Listener {
	return &proxyproto.Listener{
		Listener:          l,
		ReadHeaderTimeout: within,
		ConnPolicy: func(of proxyproto.ConnPolicyOptions) (proxyproto.Policy, error) {
			if from := addressOf(of.Upstream); from.IsValid() && !p.trust(from) {
				return proxyproto.SKIP, nil
			}
			return proxyproto.REQUIRE, nil
		},
	}
}

// origin is where a request comes from, and whether over TLS.
type origin struct {
	address netip.Addr // not valid if nobody knows
	tls     bool
}

// client is who sent a request. What the proxies say is read from the right:
// what stands left of the first address that is no proxy's can be made up.
//
// A proxy that writes one of the two fields may pass the other on as a client has
// made it up. So where they say different, neither is believed.
func (p Proxies) client(r *http.Request) origin {
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	nearest := origin{from.Addr().Unmap(), r.TLS != nil}
	if err == nil && !p.trust(nearest.address) {
		return nearest
	}
	by, also := forwardedHops(r.Header), xForwardedHops(r.Header)
	if by == nil {
		by, also = also, nil
	}
	farthest := p.farthest(nearest, by)
	if also != nil && p.farthest(nearest, also).address != farthest.address {
		return nearest
	}
	return farthest
}

// clientAddress is the address of who sent a request as text, with the port if it
// is at the other end of the connection.
func (p Proxies) clientAddress(r *http.Request) string {
	client := p.client(r).address
	from, err := netip.ParseAddrPort(r.RemoteAddr)
	if !client.IsValid() || err == nil && from.Addr().Unmap() == client {
		return r.RemoteAddr
	}
	return client.String()
}

// farthest follows hops from the nearest origin to the first that is no proxy.
func (p Proxies) farthest(o origin, hops []hop) origin {
	for _, hop := range slices.Backward(hops) {
		address, err := netip.ParseAddr(hop.client)
		if err != nil {
			break
		}
		o.address = address.Unmap()
		if hop.proto != "" {
			o.tls = strings.EqualFold(hop.proto, "https")
		}
		if !p.trust(o.address) {
			break
		}
	}
	return o
}

// hop is what a proxy says: who has asked it, and over what.
type hop struct{ client, proto string }

// forwardedHops are what the field Forwarded says, the nearest last.
func forwardedHops(h http.Header) (hops []hop) {
	if lines := h["Forwarded"]; len(lines) > 0 {
		for element := range strings.SplitSeq(strings.Join(lines, ","), ",") {
			hops = append(hops, forwarded(element))
		}
	}
	return hops
}

// xForwardedHops are what X-Forwarded-For and X-Forwarded-Proto say, the nearest
// last.
func xForwardedHops(h http.Header) (hops []hop) {
	lines := h["X-Forwarded-For"]
	if len(lines) == 0 {
		return nil
	}
	protos := strings.Split(strings.Join(h["X-Forwarded-Proto"], ","), ",")
	clients := strings.Split(strings.Join(lines, ","), ",")
	for i, client := range clients {
		// A proxy that replaces one field may add to the other.
		at := max(0, i-len(clients)+len(protos))
		hops = append(hops, hop{withoutPort(trimSpace(client)), trimSpace(protos[min(at, len(protos)-1)])})
	}
	return hops
}

// forwarded reads an element of the field Forwarded (RFC 7239, 4). Of the
// addresses, the ports do not matter.
func forwarded(element string) (h hop) {
	for pair := range strings.SplitSeq(element, ";") {
		name, value, _ := strings.Cut(pair, "=")
		value = strings.Trim(trimSpace(value), `"`)
		switch strings.ToLower(trimSpace(name)) {
		case "for":
			h.client = withoutPort(value)
		case "proto":
			h.proto = value
		}
	}
	return h
}

// withoutPort is the address of "192.0.2.1:4711" or "[2001:db8::1]:4711". Some
// proxies write so in X-Forwarded-For too, such as Azure's Application Gateway.
func withoutPort(node string) string {
	if host, _, err := net.SplitHostPort(node); err == nil {
		return host
	}
	return strings.Trim(node, "[]")
}

// hsts is for two years, as browsers' lists of such sites expect.
const hsts = "max-age=63072000"

// transport is what is special about how a request came.
type transport struct {
	// secured is set if TLS ends at a proxy: the answer promises what one with
	// TLS does.
	secured bool
	// local is set over TLS to this machine: nobody is made to keep to TLS on
	// localhost, where the next program may have none.
	local bool
}

func (h *Handler) transport(r *http.Request) transport {
	if h.tls {
		return transport{local: isLocal(r.Host)}
	}
	if r.Header["Forwarded"] == nil && r.Header["X-Forwarded-Proto"] == nil {
		return transport{}
	}
	return transport{secured: h.proxies.client(r).tls, local: isLocal(r.Host)}
}

var (
	securedPolicy = []string{contentSecurityPolicy(true)}
	securedHSTS   = []string{hsts}
)

// amend changes the fields that depend on how the request came.
func (t transport) amend(h http.Header) {
	if t.secured {
		h["Content-Security-Policy"] = securedPolicy
		h["Strict-Transport-Security"] = securedHSTS
	}
	if t.local {
		delete(h, "Strict-Transport-Security")
	}
}

// isLocal reports whether a Host field names this machine (RFC 6761, 6.3).
func isLocal(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && address.IsLoopback()
}
