package content

import (
	"errors"
	"strconv"
	"time"
)

// Date is a calendar date known to the day, the month or only the year, as in
// ISO 8601-1:2019, 5.2.2: "2024-07-12", "2024-07" or "2024". It is shown no
// more precisely than it is known (see [Words.Date]). The empty Date is an
// unknown one.
//
// Dates of the same precision sort as their strings do.
type Date string

// Precision says how much of a date is known.
type Precision int

// The precisions of a date.
const (
	Unknown Precision = iota
	ToYear
	ToMonth
	ToDay
)

// ParseDate checks that s is a date that exists in the calendar. Years begin with 1:
// what is of the year 0 was not filled in.
func ParseDate(s string) (Date, error) {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if len(s) != len(layout) {
			continue
		}
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 {
			return Date(s), nil
		}
	}
	return "", errors.New(strconv.Quote(s) + " is not a date (want YYYY, YYYY-MM or YYYY-MM-DD)")
}

// Precision tells how much of the date is known.
func (d Date) Precision() Precision {
	switch len(d) {
	case len("2006"):
		if _, err := strconv.Atoi(string(d)); err == nil {
			return ToYear
		}
	case len("2006-01"):
		return ToMonth
	case len("2006-01-02"):
		return ToDay
	}
	return Unknown
}

// Year is the date's year, or 0 when the date is unknown.
func (d Date) Year() int {
	if d.Precision() == Unknown {
		return 0
	}
	year, _ := strconv.Atoi(string(d[:4]))
	return year
}

// First is the first moment the date can mean, in UTC: for "2024" the start of
// the first of January. It is the zero Time when the date is unknown.
func (d Date) First() time.Time {
	full := string(d)
	switch d.Precision() {
	case Unknown:
		return time.Time{}
	case ToYear:
		full += "-01-01"
	case ToMonth:
		full += "-01"
	}
	t, _ := time.Parse(time.DateOnly, full)
	return t
}
