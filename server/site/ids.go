package site

import (
	"errors"
	"fmt"
	"regexp"
)

// ErrSameID is returned when two elements of a page have the same id: links to
// the second lead to the first. Package content/load refuses entries with the
// name of a part of a page; what is left are mistakes in the pages themselves.
var ErrSameID = errors.New("two elements have the same id")

// idAttribute finds the ids in what package exact and the document write. Text and
// other attributes hold no quotation mark that is not escaped, so they cannot
// look like one.
var idAttribute = regexp.MustCompile(` id="([^"]*)"`)

// checkIDs wants the ids of a page to be of one element each.
func checkIDs(page []byte) error {
	seen := make(map[string]bool)
	for _, match := range idAttribute.FindAllSubmatch(page, -1) {
		id := string(match[1])
		if seen[id] {
			return fmt.Errorf("%w, %q", ErrSameID, id)
		}
		seen[id] = true
	}
	return nil
}
