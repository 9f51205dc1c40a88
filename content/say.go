package content

import (
	"strconv"
	"strings"
)

// Pattern is a sentence or a part of one with places to fill, each named in
// braces: "Part of {project}". Languages have the places in the order they need.
type Pattern string

// With fills the places of the pattern: the arguments are names and values in
// turn. What is not named stays as it is.
func (p Pattern) With(namesAndValues ...string) string {
	var b strings.Builder
	for rest := string(p); ; {
		before, after, found := strings.Cut(rest, "{")
		name, end, closed := strings.Cut(after, "}")
		b.WriteString(before)
		if !found || !closed {
			b.WriteString(rest[len(before):])
			return b.String()
		}
		value := "{" + name + "}"
		for i := 0; i+1 < len(namesAndValues); i += 2 {
			if namesAndValues[i] == name {
				value = namesAndValues[i+1]
			}
		}
		b.WriteString(value)
		rest = end
	}
}

// Around is what stands before and after a place of the pattern, for a value
// that is more than text.
func (p Pattern) Around(name string) (before, after string) {
	before, after, _ = strings.Cut(string(p), "{"+name+"}")
	return before, after
}

// Counted is a sentence about a number, which is its place {n}, in the forms
// that a language has for numbers (the plural categories of CLDR).
type Counted struct {
	Zero  Pattern `json:"zero,omitempty" doc:"The form for none, in some languages."`
	One   Pattern `json:"one,omitempty" doc:"The form for one, and numbers that are like it."`
	Two   Pattern `json:"two,omitempty" doc:"The form for two, in some languages."`
	Few   Pattern `json:"few,omitempty" doc:"The form for a few, in some languages."`
	Many  Pattern `json:"many,omitempty" doc:"The form for many, in some languages."`
	Other Pattern `json:"other" doc:"The form for any other number."`
}

// Form is the form by its name in CLDR, or "".
func (c Counted) Form(name string) Pattern {
	switch name {
	case "zero":
		return c.Zero
	case "one":
		return c.One
	case "two":
		return c.Two
	case "few":
		return c.Few
	case "many":
		return c.Many
	}
	return c.Other
}

// Form names the form that goes with a number: a plural category of CLDR.
func (w *Words) Form(n int) string {
	for _, r := range w.Plurals {
		m := n
		if r.Of > 0 {
			m %= r.Of
		}
		if r.From <= m && m <= r.To {
			return r.Form
		}
	}
	return "other"
}

// Count is a sentence about n. Other places of it are filled as by
// [Pattern.With].
func (w *Words) Count(c Counted, n int, namesAndValues ...string) string {
	form := c.Form(w.Form(n))
	if form == "" {
		form = c.Other
	}
	return form.With(append([]string{"n", w.Number(n)}, namesAndValues...)...)
}

// Number is a whole number, not negative, as the language writes it.
func (w *Words) Number(n int) string {
	digits := strconv.Itoa(n)
	if w.Numbers.Least == 0 || len(digits) < w.Numbers.Least {
		return digits
	}
	first := (len(digits)-1)%3 + 1
	grouped := digits[:first]
	for ; first < len(digits); first += 3 {
		grouped += w.Numbers.Group + digits[first:first+3]
	}
	return grouped
}

// Duration is a length in whole minutes.
func (w *Words) Duration(seconds int) string {
	minutes := (seconds + 30) / 60
	in := func(minutes int) string { return w.Numbers.Minutes.With("n", w.Number(minutes)) }
	if minutes < 60 {
		return in(minutes)
	}
	return w.Numbers.Hours.With("n", w.Number(minutes/60), "minutes", in(minutes%60))
}

// Size is how large a file of so many kilobytes is.
func (w *Words) Size(kb int) string {
	if kb < 1000 {
		return w.Numbers.KB.With("n", w.Number(kb))
	}
	return w.Numbers.MB.With("n", w.Number((kb+500)/1000))
}

// Date is a date as precisely as it is known, or "".
func (w *Words) Date(d Date) string {
	switch d.Precision() {
	case ToYear:
		return w.Year(d.Year())
	case ToMonth:
		return w.Dates.Month.With("month", w.month(w.Dates.AloneMonths, d), "year", string(d[:4]))
	case ToDay:
		return w.Dates.Day.With("day", w.day(d), "month", w.month(w.Dates.Months, d), "year", string(d[:4]))
	}
	return ""
}

// ShortDate is a date under the heading of its year: what is known of it beside
// that, or "".
func (w *Words) ShortDate(d Date) string {
	switch d.Precision() {
	case ToMonth:
		return w.month(w.Dates.ShortMonths, d)
	case ToDay:
		return w.Dates.ShortDay.With("day", w.day(d), "month", w.month(w.Dates.ShortMonths, d))
	}
	return ""
}

// Year is a year by itself.
func (w *Words) Year(year int) string { return w.Dates.Year.With("year", strconv.Itoa(year)) }

func (w *Words) day(d Date) string {
	day := strings.TrimPrefix(string(d[8:]), "0")
	if day == "1" && w.Dates.FirstDay != "" {
		return w.Dates.FirstDay
	}
	return day
}

// month is the name of the month of a date.
func (w *Words) month(names []string, d Date) string {
	if m, err := strconv.Atoi(string(d[5:7])); err == nil && 0 < m && m <= len(names) {
		return names[m-1]
	}
	return ""
}

// List is a list as it stands in a sentence: "A, B and C".
func (w *Words) List(items []string) string {
	if n := len(items); n == 2 {
		return items[0] + w.Lists.Pair + items[1]
	} else if n > 2 {
		return strings.Join(items[:n-1], w.Lists.Comma) + w.Lists.Last + items[n-1]
	}
	return strings.Join(items, "")
}

// LanguageName is what a language is called, or its tag.
func (w *Words) LanguageName(tag string) string {
	for _, l := range w.Languages {
		if l.Language == tag {
			return l.Name
		}
	}
	return tag
}
