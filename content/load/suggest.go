package load

import (
	"fmt"
	"strings"
)

// didYouMean proposes the name that is most like one that does not exist, or
// lists the names there are.
func didYouMean(name string, all []string) string {
	best, distance := "", 3
	for _, candidate := range all {
		if d := editDistance(strings.ToLower(name), strings.ToLower(candidate)); d < distance {
			best, distance = candidate, d
		}
	}
	if best != "" {
		return fmt.Sprintf(" (did you mean %q?)", best)
	}
	if len(all) == 0 {
		return " (there are none)"
	}
	return " (there are " + strings.Join(all, ", ") + ")"
}

// editDistance is the Levenshtein distance between two names, in bytes.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// nearest proposes a page, unless none is like the one that is not there: the
// list of all would be long.
func nearest(page string, paths []string) string {
	if hint := didYouMean(page, paths); strings.HasPrefix(hint, " (did") {
		return hint
	}
	return ""
}
