package importer

import (
	"fmt"
	"io"
)

// Report is what an import has done, and what needs a person's look.
type Report struct {
	// Found is how many posts the source has.
	Found int
	// Added are the entries that are new, Completed those that were there and
	// have a text now, by their files: "archive.json: a-slug".
	Added, Completed []string
	// Guessed is how many of them have a language that was guessed.
	Guessed int
	// Kept is how many were there already and stay as they were.
	Kept int
	// Files are the pictures and documents that were brought along.
	Files []string
	// Looks say what a person should look at: in the source as a whole, and then in
	// each entry, by file, with the entry first.
	Looks []string
}

// Write writes the report, in words of what was done, or would be.
func (r *Report) Write(w io.Writer, dry bool) {
	did := func(yes, no string) string {
		if dry {
			return no
		}
		return yes
	}
	fmt.Fprintf(w, "found %d: %s %d, %s the text of %d, %s %d; %s %d\n", r.Found,
		did("added", "would add"), len(r.Added), did("added", "would add"), len(r.Completed),
		did("left", "would leave"), r.Kept, did("pictures and files brought along:", "pictures and files that can be brought along:"), len(r.Files))
	if r.Guessed > 0 {
		fmt.Fprintf(w, "languages that were guessed, and are marked so: %d\n", r.Guessed)
	}
	if len(r.Looks) == 0 {
		return
	}
	fmt.Fprintf(w, "to be looked at (%d):\n", len(r.Looks))
	for _, look := range r.Looks {
		fmt.Fprintf(w, "  %s\n", look)
	}
}
