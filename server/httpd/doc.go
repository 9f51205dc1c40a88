// Package httpd is how a finished site travels over HTTP.
//
// The site is a value, a map from path to file (package server/site), and this
// package looks paths up in it. That one map look-up is the whole routing and
// the whole defence: "..", its escaped forms, NUL and overlong UTF-8 are keys
// that are not there, because there is no file system behind the map, nothing
// to list and nothing to climb out of. Redirects go to keys of the map, never to
// what a client has sent.
//
// Nothing is rendered for a request, save the results of a search. When an
// edition is put in place, every response it can give is made in advance: the
// body in each content coding, and each header field as the slice that net/http
// wants to have in its map. A request then chooses among them by
// Accept-Encoding and If-None-Match, puts the slices in place and writes the
// body once, without allocating. On a connection without TLS even that is done:
// net/http says how an answer is framed, and the header as it is on the wire
// leaves with the body in one piece. Only ranges are worked out when they are
// asked for; they are rare, and [net/http.ServeContent] knows them well. A new
// edition replaces the old one behind an atomic pointer: a request sees one or
// the other, never the page of one with the entity tag of the other.
//
// It is built on net/http. Routers match patterns, and there are none here;
// faster servers save microseconds that a network never notices, and give up the
// years of hostile input that net/http has behind it.
// [net/http.FileServer] was not chosen because it knows neither content codings
// nor entity tags, and would need a file system made up around the map. For the
// same reasons there is no cache to configure: the map is the cache.
//
// The server stands on the Internet by itself, with TLS and HTTP/2, or behind a
// proxy without them. It keeps no state but the edition, and logs nothing about
// who is reading unless it is told to. What is served does not depend on the Host
// field; only localhost is not told to keep to TLS, and where there are several
// names, the others lead to the first (OneName).
//
// An edition is a finished site with its responses; a swap puts another in its
// place. A representation is a file in one content coding, and a response is that
// with its header (RFC 9110, 3.2).
package httpd
