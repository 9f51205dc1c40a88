// Package interchange writes the site in the formats that other programs read:
// feeds, calendars, a contact card, structured data, a map for crawlers.
//
// Each function turns the same [content.Site] into one document and knows
// nothing of addresses but those that package app/ui gives out, nothing of
// HTTP, and no clock: the same content gives the same bytes. Package
// server/site says under which path and media type each is served. They are a
// package apart so that the two can be read apart: there one sees at a glance
// what the site answers, here one format at a time, each with its
// specification.
//
// What the content does not know is left out; no format gets a time, a place
// or a name made up for it. Where a format demands what is not known, the entry
// is left out of it: a talk without a day is in the feeds but in no calendar.
//
// Escaping is left to encoding/xml, encoding/json and, for calendars,
// emersion/go-ical. Its sister go-vcard was not chosen for the contact card,
// because it cannot write a semicolon inside a name; eight lines of vCard need
// no library, and the tests read them with that one. Atom and JSON Feed are
// structs: the libraries that write feeds bring their own ids and dates.
package interchange

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
)

// Media types of the formats, as registered.
const (
	AtomType       = "application/atom+xml; charset=utf-8"                  // RFC 4287
	JSONFeedType   = "application/feed+json"                                // JSON Feed 1.1
	CalendarType   = "text/calendar; charset=utf-8"                         // RFC 5545
	ContactType    = "text/vcard; charset=utf-8"                            // RFC 6350
	WebFingerType  = "application/jrd+json"                                 // RFC 7033
	OpenSearchType = "application/opensearchdescription+xml; charset=utf-8" // OpenSearch 1.1
	SitemapType    = "application/xml; charset=utf-8"                       // sitemaps.org 0.9
	TextType       = "text/plain; charset=utf-8"                            // RFC 9309, RFC 9116
)

// urn is the name of an entry that survives a move of the site (RFC 9562, 4).
func urn(id string) string { return "urn:uuid:" + id }

func marshalXML(document any) ([]byte, error) {
	body, err := xml.MarshalIndent(document, "", " ")
	if err != nil {
		return nil, fmt.Errorf("encode XML: %w", err)
	}
	return append([]byte(xml.Header), append(body, '\n')...), nil
}

// marshalJSON writes JSON that can stand in an HTML script element: <, > and &
// are escaped.
func marshalJSON(document any) ([]byte, error) {
	body, err := json.Marshal(document)
	if err != nil {
		return nil, fmt.Errorf("encode JSON: %w", err)
	}
	return body, nil
}
