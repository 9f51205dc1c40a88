package ui

import (
	"slices"

	"kairo.dev/content"
)

// talkQuery is what talks are asked for: "" is all.
type talkQuery struct{ year, kind, project, recorded string }

// parseTalkQuery reads the query of an address. What cannot be asked for finds
// nothing.
func parseTalkQuery(query string) talkQuery {
	var q talkQuery
	for _, v := range q.named() {
		if value := queryValue(query, v.name); value != anyValue {
			*v.value = value
		}
	}
	return q
}

// anyValue is the value of the choice that leaves nothing out.
const anyValue = "all"

// address is the address of the talks that q asks for.
func (q talkQuery) address() string { return withQuery(TalksPath, q.fields()...) }

// fields are the parts of q as the query of an address has them.
func (q talkQuery) fields() []field {
	var fields []field
	for _, v := range q.named() {
		fields = append(fields, field{v.name, *v.value})
	}
	return fields
}

type namedValue struct {
	name  string
	value *string
}

// named are the parts of q by their names in addresses.
func (q *talkQuery) named() []namedValue {
	return []namedValue{{"year", &q.year}, {"kind", &q.kind}, {"project", &q.project}, {"recorded", &q.recorded}}
}

// matches reports whether t is asked for.
func (q talkQuery) matches(t *content.Talk) bool {
	return (q.year == "" || q.year == yearValue(t.Year())) &&
		(q.kind == "" || q.kind == string(t.Kind)) &&
		(q.project == "" || slices.Contains(t.Projects, q.project)) &&
		(q.recorded == "" || t.Recording != nil)
}
