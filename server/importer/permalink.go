package importer

import (
	"cmp"
	"path"
	"regexp"
	"slices"
	"strings"
)

// permalinkStyles are the permalinks of Jekyll that have a name.
var permalinkStyles = map[string]string{
	"date":     "/:categories/:year/:month/:day/:title:output_ext",
	"pretty":   "/:categories/:year/:month/:day/:title/",
	"ordinal":  "/:categories/:year/:y_day/:title:output_ext",
	"weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
	"none":     "/:categories/:title:output_ext",
}

// placeholder is what Jekyll puts something of the post for.
var placeholder = regexp.MustCompile(`:[a-z_]+`)

// permalinkOfJekyll is where Jekyll put a post, or "" if that is not known for
// sure.
func (g *generator) permalinkOfJekyll(p *post, m matter, relative string) string {
	pattern := cmp.Or(m.text("permalink"), g.permalink, "date")
	pattern = cmp.Or(permalinkStyles[pattern], pattern)
	date := strings.Split(string(p.date)+"--", "-")
	values := map[string]string{
		":categories": strings.ToLower(strings.Join(g.categories(m, relative), "/")),
		":title":      p.slug, ":slug": p.slug, ":output_ext": ".html",
		":year": date[0], ":month": date[1], ":day": date[2],
		":i_month": strings.TrimLeft(date[1], "0"), ":i_day": strings.TrimLeft(date[2], "0"),
	}
	known := true
	at := placeholder.ReplaceAllStringFunc(pattern, func(name string) string {
		value, ok := values[name]
		known = known && ok
		return value
	})
	if !known {
		return ""
	}
	return joinAddress(g.address, strings.ReplaceAll(at, "//", "/")) // there may be no categories
}

// categories are those of a post. Jekyll parts a text of them at its spaces, and
// counts the folders that a folder of posts is in.
func (g *generator) categories(m matter, relative string) []string {
	if g.kind != jekyll {
		return trimmed(m.list("category", "categories"))
	}
	var all []string
	if before, _, below := strings.Cut("/"+relative, "/_posts/"); below {
		all = strings.Split(strings.Trim(before, "/"), "/")
	}
	all = append(all, m.list("category")...)
	if words, ok := m["categories"].(string); ok && !strings.Contains(words, ",") {
		all = append(all, strings.Fields(words)...)
	} else {
		all = append(all, m.list("categories")...)
	}
	all = trimmed(all)
	seen := make(map[string]bool)
	return slices.DeleteFunc(all, func(c string) bool {
		c = strings.ToLower(c)
		defer func() { seen[c] = true }()
		return seen[c]
	})
}

// trimmed are the texts without white space around them, and without empty ones.
func trimmed(texts []string) []string {
	var all []string
	for _, s := range texts {
		if s = strings.TrimSpace(s); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// in reports whether a file is in a folder of a name, at any depth.
func (g *generator) in(folder, relative string) bool {
	return strings.Contains(path.Join("/", g.folder, relative), "/"+folder+"/")
}
