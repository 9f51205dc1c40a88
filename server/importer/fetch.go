package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

// What is fetched has limits: in bytes, in time, in redirects.
const (
	mostSource    = 64 << 20
	mostFile      = 25 << 20
	mostFiles     = 512 << 20 // all of an import
	patience      = 20 * time.Second
	mostRedirects = 5
)

// fetcher fetches from the web. The source is an address that the owner has
// given; those of pictures are what strangers wrote, so they lead to no machine
// of the owner's network unless the source is there itself.
type fetcher struct {
	client *http.Client
	// trusted is the host of the source, or "".
	trusted string
	// gone are hosts that did not answer.
	gone map[string]error
	// fetched is how much there was of pictures, in bytes.
	fetched int64
}

func newFetcher(client *http.Client, source string) *fetcher {
	f := &fetcher{client: client, gone: make(map[string]error)}
	if u, err := url.Parse(source); err == nil && isWeb(u) {
		f.trusted = u.Host
	}
	if client == nil {
		f.client = &http.Client{Transport: f.transport()}
	}
	copied := *f.client
	copied.Timeout = patience
	copied.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		switch {
		case len(via) > mostRedirects:
			return fmt.Errorf("more than %d redirects", mostRedirects)
		case !isWeb(r.URL):
			return fmt.Errorf("redirected to %s, which is no web address", r.URL.Redacted())
		}
		return nil
	}
	f.client = &copied
	return f
}

func isWeb(u *url.URL) bool {
	return (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// transport connects to public addresses, and to the host of the source.
func (f *fetcher) transport() http.RoundTripper {
	open := &net.Dialer{Timeout: patience / 2}
	guarded := &net.Dialer{Timeout: patience / 2, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if ip := to.Addr().Unmap(); !public(ip) {
			return fmt.Errorf("%s is an address of this machine or its network", ip)
		}
		return nil
	}}
	return &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if f.trusts(address) {
				return open.DialContext(ctx, network, address)
			}
			return guarded.DialContext(ctx, network, address)
		},
		ForceAttemptHTTP2:      true,
		ResponseHeaderTimeout:  patience,
		MaxResponseHeaderBytes: 64 << 10,
	}
}

// public reports whether an address is one of the internet, as far as it can be told:
// no other is for machines that are not one's own (RFC 6890). A network without IPv4
// reaches an address of it by one of IPv6 (RFC 6052).
func public(ip netip.Addr) bool {
	if all := ip.As16(); translated.Contains(ip) {
		ip = netip.AddrFrom4([4]byte(all[12:]))
	}
	return ip.IsGlobalUnicast() && !ip.IsPrivate() &&
		!slices.ContainsFunc(inside, func(net netip.Prefix) bool { return net.Contains(ip) })
}

var translated = netip.MustParsePrefix("64:ff9b::/96")

// inside are networks that lead to machines of one's own, or of who connects one to
// the internet, besides those that package netip knows.
var inside = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),      // this network
	netip.MustParsePrefix("100.64.0.0/10"),  // shared address space (RFC 6598)
	netip.MustParsePrefix("192.0.0.0/24"),   // protocols of IPv4
	netip.MustParsePrefix("198.18.0.0/15"),  // benchmarks of networks (RFC 2544)
	netip.MustParsePrefix("240.0.0.0/4"),    // reserved
	netip.MustParsePrefix("64:ff9b:1::/48"), // IPv4 translated within a network (RFC 8215)
	netip.MustParsePrefix("2002::/16"),      // any address of IPv4, by 6to4
}

// trusts reports whether a host with its port is that of the source.
func (f *fetcher) trusts(address string) bool {
	if f.trusted == "" {
		return false
	}
	return address == f.trusted || address == net.JoinHostPort(f.trusted, "443") || address == net.JoinHostPort(f.trusted, "80")
}

// get fetches an address, up to so many bytes.
func (f *fetcher) get(ctx context.Context, address string, most int64) (body []byte, mediaType string, err error) {
	u, err := url.Parse(address)
	if err != nil || !isWeb(u) {
		return nil, "", fmt.Errorf("%q is no web address", address)
	}
	if err := f.gone[u.Host]; err != nil {
		return nil, "", err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, "", err
	}
	request.Header.Set("User-Agent", "kairo-import (+https://github.com/kairoaraujo/kairo.dev)")
	request.Header.Set("Accept", "*/*")
	response, err := f.client.Do(request)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err // the address is said anyway
		}
		f.gone[u.Host] = err
		return nil, "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, "", errors.New(strings.ToLower(response.Status))
	}
	body, err = io.ReadAll(io.LimitReader(response.Body, most+1))
	if err != nil {
		return nil, "", err
	}
	if int64(len(body)) > most {
		return nil, "", fmt.Errorf("is larger than %d MB", most>>20)
	}
	return body, response.Header.Get("Content-Type"), nil
}
