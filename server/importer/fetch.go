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
		if ip := to.Addr().Unmap(); !ip.IsGlobalUnicast() || ip.IsPrivate() {
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
