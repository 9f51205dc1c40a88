package edit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"kairo.dev/content"
	"kairo.dev/content/load"
)

// Entry is an entry to be added, and its date, or "" if it has none.
type Entry struct {
	Object Object
	Date   content.Date
}

// Add puts entries into the list of a file, which is made if it is not there.
// Their places are those of their dates: lists that begin with the newest, or
// with the oldest, go on so. Entries without a date come last.
func (f *Folder) Add(file, list string, entries ...Entry) error {
	text, err := f.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		text = f.beginning(file)
	} else if err != nil {
		return err
	}
	root, err := load.Scan(file, text)
	if err != nil {
		return err
	}
	var days []time.Time
	if in := root.Member(list); in != nil {
		for _, e := range in.Elements {
			days = append(days, dateOf(e).First())
		}
	}
	isOrder := func(sign int) bool {
		return slices.IsSortedFunc(days, func(a, b time.Time) int { return sign * a.Compare(b) })
	}
	newest := isOrder(-1)
	oldest := !newest && isOrder(1)
	sign := -1
	if oldest {
		sign = 1
	}
	var placed []Placed
	for _, e := range slices.SortedStableFunc(slices.Values(entries), func(a, b Entry) int {
		if a.Date == "" || b.Date == "" {
			return strings.Compare(string(b.Date), string(a.Date))
		}
		return sign * a.Date.First().Compare(b.Date.First())
	}) {
		placed = append(placed, Placed{place(days, e.Date, newest, oldest), e.Object})
	}
	if text, err = Insert(file, text, list, placed...); err == nil {
		f.Change(file, text)
	}
	return err
}

// New makes a file that is not there.
func (f *Folder) New(file string, object Object) error {
	if f.Has(file) {
		return fmt.Errorf("%s is there already", f.Path(file))
	}
	f.Change(file, []byte(form.object(object, 0)+form.newline))
	return nil
}

// beginning is a new file, in which editors find its schema if they do in others.
func (f *Folder) beginning(file string) []byte {
	const schema = ".schema.json"
	text, err := f.Read("site.json")
	if err != nil {
		return []byte("{}\n")
	}
	site, err := load.Scan("site.json", text)
	if err != nil {
		return []byte("{}\n")
	}
	folder, ok := strings.CutSuffix(site.Member("$schema").String(), "site"+schema)
	if !ok {
		return []byte("{}\n")
	}
	return []byte(form.object(Object{{"$schema", folder + strings.TrimSuffix(file, ".json") + schema}}, 0) + "\n")
}

// place is the index at which an entry of a date goes into a list of entries of
// some days, which begins with the newest, or with the oldest, or with any.
func place(days []time.Time, date content.Date, newest, oldest bool) int {
	if date == "" {
		return len(days)
	}
	if !newest && !oldest {
		return 0
	}
	for i, day := range days {
		if newest && !day.After(date.First()) || oldest && day.After(date.First()) {
			return i
		}
	}
	return len(days)
}

// dateOf is the date of an entry in a file, or "".
func dateOf(v *load.Value) content.Date {
	var dated struct {
		Date  content.Date `json:"date"`
		Event struct {
			Start   content.Date `json:"start"`
			Edition content.Date `json:"edition"`
		} `json:"event"`
	}
	if json.Unmarshal(v.Raw, &dated) != nil {
		return ""
	}
	for _, date := range []content.Date{dated.Date, dated.Event.Start, dated.Event.Edition} {
		if date.Precision() != content.Unknown {
			return date
		}
	}
	return ""
}

// Section gives the site words for a section that has none, and reports whether
// it had none.
func (f *Folder) Section(name, title, description string) (bool, error) {
	return f.site(func(site *load.Value) ([]any, Object) {
		if sections := site.Member("sections"); sections == nil || sections.Member(name) != nil {
			return nil, nil
		}
		return []any{"sections"}, Object{{name, Object{{"title", title}, {"description", description}}}}
	})
}

// Updated makes a day that of the edition, unless that is as late, and reports
// whether it was not.
func (f *Folder) Updated(day content.Date) (bool, error) {
	return f.site(func(site *load.Value) ([]any, Object) {
		if content.Date(site.Member("updated").String()).First().Before(day.First()) {
			return nil, Object{{"updated", string(day)}}
		}
		return nil, nil
	})
}

// site sets members of site.json, and reports whether there were any to be set.
func (f *Folder) site(members func(*load.Value) ([]any, Object)) (bool, error) {
	const name = "site.json"
	text, err := f.Read(name)
	if err != nil {
		return false, err
	}
	root, err := load.Scan(name, text)
	if err != nil {
		return false, err
	}
	path, set := members(root)
	if len(set) == 0 {
		return false, nil
	}
	if text, err = Set(name, text, path, set); err != nil {
		return false, fmt.Errorf("change %s: %w", name, err)
	}
	f.Change(name, text)
	return true, nil
}
