package edit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"kairo.dev/content"
	"kairo.dev/content/load"
)

// Add puts an entry into the list of a file, which is made if it is not there.
// Its place is that of its date: lists that begin with the newest, or with the
// oldest, go on so. An entry without a date comes last.
func (f *Folder) Add(file, list string, entry Object, date content.Date) error {
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
	at := 0
	if in := root.Member(list); in != nil {
		at = place(in.Elements, date)
	}
	if text, err = Insert(file, text, list, at, entry); err == nil {
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

// place is the index at which an entry of a date goes into a list.
func place(entries []*load.Value, date content.Date) int {
	if date == "" {
		return len(entries)
	}
	days := make([]time.Time, len(entries))
	newest, oldest := true, true // first
	for i, e := range entries {
		if days[i] = dateOf(e).First(); i > 0 {
			newest = newest && !days[i].After(days[i-1])
			oldest = oldest && !days[i].Before(days[i-1])
		}
	}
	for i, day := range days {
		if newest && !day.After(date.First()) || !newest && oldest && day.After(date.First()) {
			return i
		}
	}
	if !newest && !oldest {
		return 0
	}
	return len(entries)
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
