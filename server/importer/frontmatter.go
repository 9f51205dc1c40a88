package importer

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"kairo.dev/content"

	"github.com/BurntSushi/toml"
	"github.com/goccy/go-yaml"
)

// matter is what stands before a text: its members by their names in small
// letters.
type matter map[string]any

// pelicanLine is a line of metadata as Pelican and MultiMarkdown have it.
var pelicanLine = regexp.MustCompile(`^([A-Za-z][\w-]*):[ \t]*(.*)$`)

// readMatter splits a file into what stands before the text, in YAML, TOML, JSON
// or lines of metadata, and the text.
func readMatter(file string) (matter, string, error) {
	file = strings.TrimPrefix(strings.ReplaceAll(file, "\r\n", "\n"), "\ufeff")
	read := make(map[string]any)
	var err error
	rest := file
	switch first, _, _ := strings.Cut(file, "\n"); strings.TrimRight(first, " \t") {
	case "---":
		var front string
		if front, rest, err = fencedBy("---", file); err == nil {
			err = yaml.Unmarshal([]byte(front), &read)
		}
	case "+++":
		var front string
		if front, rest, err = fencedBy("+++", file); err == nil {
			err = toml.Unmarshal([]byte(front), &read)
		}
	default:
		if strings.HasPrefix(file, "{") {
			decoder := json.NewDecoder(strings.NewReader(file))
			if decoder.Decode(&read) == nil {
				rest = file[decoder.InputOffset():]
				break
			}
		}
		rest = lines(file, read)
	}
	if err != nil {
		return nil, "", fmt.Errorf("what stands before the text is not to be read: %.200w", err)
	}
	m := make(matter)
	for name, value := range read {
		m[strings.ToLower(name)] = value
	}
	return m, rest, nil
}

// fencedBy is what stands between the first line and the next one like it.
func fencedBy(fence, file string) (front, rest string, err error) {
	_, after, _ := strings.Cut(file, "\n")
	end := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(fence) + `[ \t]*$`).FindStringIndex(after)
	if end == nil {
		return "", "", fmt.Errorf("no second %s", fence)
	}
	return after[:end[0]], after[end[1]:], nil
}

// lines reads lines of metadata, up to the first empty one. A file that does not
// begin with one has none.
func lines(file string, into map[string]any) (rest string) {
	last := ""
	for rest = file; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		m := pelicanLine.FindStringSubmatch(line)
		switch {
		case m != nil:
			last = m[1]
			into[last] = m[2]
		case last != "" && strings.TrimSpace(line) != "" && strings.HasPrefix(line, "    "):
			into[last] = fmt.Sprint(into[last], " ", strings.TrimSpace(line))
		case last != "" && strings.TrimSpace(line) == "":
			return after
		default:
			clear(into) // it is a text that begins with a colon somewhere
			return file
		}
		rest = after
	}
	return rest
}

// text is the first of some members that is there, as a text.
func (m matter) text(names ...string) string {
	for _, name := range names {
		switch v := m[name].(type) {
		case nil:
		case string:
			if v = strings.TrimSpace(v); v != "" {
				return v
			}
		case time.Time:
			return v.Format(time.RFC3339)
		default:
			if s := fmt.Sprint(v); s != "" && s != "[]" {
				return s
			}
		}
	}
	return ""
}

// list is all of some members, each a list, or a text with commas.
func (m matter) list(names ...string) []string {
	var all []string
	for _, name := range names {
		switch v := m[name].(type) {
		case string:
			for part := range strings.SplitSeq(v, ",") {
				all = append(all, part)
			}
		case []any:
			for _, part := range v {
				all = append(all, fmt.Sprint(part))
			}
		}
	}
	return all
}

// is reports whether a member says yes, or no.
func (m matter) is(name string, want bool) bool {
	v, ok := m[name].(bool)
	return ok && v == want || !ok && strings.EqualFold(m.text(name), fmt.Sprint(want))
}

// withheld reports whether the author has said that a post is not to be seen.
func (m matter) withheld() bool {
	status := strings.ToLower(m.text("status"))
	return m.is("draft", true) || m.is("published", false) || m.is("headless", true) || status == "draft" || status == "hidden"
}

// unseen says why generators did not show a post to everybody on a day, or "".
func (m matter) unseen(date, today content.Date) string {
	expired := day(m.text("expirydate"))
	switch {
	case date > today || day(m.text("publishdate")) > today:
		return "is of a day to come"
	case expired != "" && expired <= today:
		return "was shown until " + string(expired)
	case m.text("password") != "":
		return "was behind a password"
	}
	return ""
}
