package hosts

import (
	"slices"
	"strings"
	"text/template"

	"kairo.dev/server/httpd"
	"kairo.dev/server/site"
)

// common are the fields of files about which there is nothing special. A host
// on the Internet has TLS.
func common() []httpd.Header { return httpd.FileHeaders(&site.File{}, true) }

// special are the fields that a file has otherwise than common ones.
func special(file *site.File) []httpd.Header {
	return slices.DeleteFunc(httpd.FileHeaders(file, true), func(h httpd.Header) bool {
		return slices.Contains(common(), h)
	})
}

// varyingField is a field that is not the same for all files.
type varyingField struct {
	Name, Usual, Why string // Usual is "" if it is usually not sent
	Cases            []struct{ Pattern, Value string }
}

// varying are the fields that are not the same for all files, in the order of
// their names.
func (t *table) varying() []*varyingField {
	var fields []*varyingField
	add := func(pattern string, file *site.File) {
		for _, h := range special(file) {
			i := slices.IndexFunc(fields, func(v *varyingField) bool { return v.Name == h.Name })
			if i < 0 {
				i = len(fields)
				fields = append(fields, &varyingField{Name: h.Name, Why: h.Why})
			}
			fields[i].Cases = append(fields[i].Cases, struct{ Pattern, Value string }{pattern, h.Value})
		}
	}
	if len(t.immutable) > 0 {
		add(t.immutablePattern(), &site.File{Immutable: true})
	}
	if len(t.public) > 0 {
		add(t.publicPattern(), &site.File{Public: true})
	}
	for _, v := range fields {
		for _, h := range common() {
			if h.Name == v.Name {
				v.Usual, v.Why = h.Value, h.Why
			}
		}
	}
	slices.SortFunc(fields, func(a, b *varyingField) int { return strings.Compare(a.Name, b.Name) })
	return fields
}

// execute writes the table in the form of a template.
func (t *table) execute(form string, functions template.FuncMap) (string, error) {
	parsed, err := template.New("").Funcs(functions).Parse(form)
	if err != nil {
		return "", err
	}
	varying := t.varying()
	fixed := slices.DeleteFunc(common(), func(h httpd.Header) bool {
		return slices.ContainsFunc(varying, func(v *varyingField) bool { return v.Name == h.Name })
	})
	var b strings.Builder
	err = parsed.Execute(&b, struct {
		Fixed                []httpd.Header
		Varying              []*varyingField
		Types, Exceptions    map[string]string
		Redirects            map[string]string
		Addresses, NotServed string
		FormerCard, Base     string
		Domain               string
		Homes                []string
	}{fixed, varying, t.types, t.exceptions, t.redirects, t.addresses(), t.notServed(), t.formerCard(), t.base, t.domain, t.homes})
	return b.String(), err
}
