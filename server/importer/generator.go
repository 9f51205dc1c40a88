package importer

import (
	"cmp"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"kairo.dev/content/load"

	"github.com/BurntSushi/toml"
	"github.com/goccy/go-yaml"
)

// generator is what a folder of Markdown is for, as far as its configuration
// says.
type generator struct {
	kind      string
	address   string
	language  string
	permalink string // of Jekyll and Pelican
	// folder is the name of the folder that is read.
	folder string
	// sections are the permalinks of Hugo, by the folder of the posts.
	sections matter
	// languages are those of Hugo by what it calls them, standard is the one of
	// files that name none, and prefixed says that it has a folder, too.
	languages map[string]spoken
	standard  string
	prefixed  bool
}

// The generators that are told apart: their addresses are made in other ways.
const (
	jekyll  = "Jekyll"
	hugo    = "Hugo"
	pelican = "Pelican"
)

// configuration looks for one in a folder and in those above it: the source may
// be the folder of the posts alone.
func configuration(dir string) *generator {
	at, err := filepath.Abs(dir)
	if err != nil {
		return &generator{}
	}
	for range 3 {
		if g := configured(at); g != nil {
			return g
		}
		at = filepath.Dir(at)
	}
	return &generator{}
}

// python are settings of Pelican, which are a program.
var python = regexp.MustCompile(`(?m)^(SITEURL|DEFAULT_LANG|ARTICLE_URL)\s*=\s*u?["']([^"'\n]*)["']`)

func configured(dir string) *generator {
	read := func(name string) []byte {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil
		}
		return text
	}
	set := make(matter)
	if text := read("_config.yml"); text != nil && yaml.Unmarshal(text, (*map[string]any)(&set)) == nil {
		return &generator{kind: jekyll, address: site(set.text("url") + "/" + strings.Trim(set.text("baseurl"), "/")), language: tag(set.text("lang")), permalink: set.text("permalink")}
	}
	for _, name := range []string{"hugo.toml", "config.toml", "hugo.yaml", "hugo.yml", "config.yaml", "config.yml"} {
		text := read(name)
		if text == nil {
			continue
		}
		raw := make(map[string]any)
		if strings.HasSuffix(name, ".toml") {
			if toml.Unmarshal(text, &raw) != nil {
				continue
			}
		} else if yaml.Unmarshal(text, &raw) != nil {
			continue
		}
		for k, v := range raw {
			set[strings.ToLower(k)] = v
		}
		sections, _ := set["permalinks"].(map[string]any)
		if of, ok := sections["page"].(map[string]any); ok {
			sections = of
		}
		g := &generator{kind: hugo, sections: sections, address: site(set.text("baseurl")), language: tag(cmp.Or(set.text("languagecode"), set.text("defaultcontentlanguage")))}
		g.speaks(set)
		return g
	}
	var g *generator
	for _, name := range []string{"pelicanconf.py", "publishconf.py"} { // the second is for what is published
		for _, m := range python.FindAllSubmatch(read(name), -1) {
			if g == nil {
				g = &generator{kind: pelican, permalink: "{slug}.html"}
			}
			switch s := string(m[2]); string(m[1]) {
			case "SITEURL":
				g.address = cmp.Or(site(s), g.address)
			case "DEFAULT_LANG":
				g.language = tag(s)
			case "ARTICLE_URL":
				g.permalink = s
			}
		}
	}
	return g
}

// site is the address of a site on the web, without a slash at the end, or "".
func site(s string) string {
	u, err := url.Parse(s)
	if err != nil || !isWeb(u) || !strings.Contains(u.Hostname(), ".") {
		return ""
	}
	return strings.TrimRight(u.String(), "/")
}

// addressOf is where a post was, as far as that is known. The path of its file has no
// language in it.
func (g *generator) addressOf(p *post, m matter, relative string) string {
	for _, name := range []string{"canonical", "canonicalurl", "canonical_url", "permalink", "url"} {
		at := m.text(name)
		if u, err := url.Parse(at); err == nil && isWeb(u) {
			return at
		}
		if at != "" && !strings.ContainsAny(at, ":{") && permalinkStyles[at] == "" {
			return joinAddress(g.address, at)
		}
	}
	if g.address == "" || p.draft {
		return ""
	}
	switch g.kind {
	case jekyll:
		return g.permalinkOfJekyll(p, m, relative)
	case pelican:
		date := strings.Split(string(p.date)+"--", "-")
		at := strings.NewReplacer("{slug}", p.slug, "{date:%Y}", date[0], "{date:%m}", date[1], "{date:%d}", date[2],
			"{category}", strings.ToLower(strings.Join(g.categories(m, relative), "/"))).Replace(g.permalink)
		if strings.Contains(at, "{") {
			return ""
		}
		return joinAddress(g.address, at)
	case hugo:
		_, below, _ := strings.Cut("/"+relative, "/content/")
		folder := path.Dir(cmp.Or(below, relative))
		if path.Base(strings.TrimSuffix(relative, path.Ext(relative))) == "index" {
			folder = path.Dir(folder)
		}
		if pattern := g.sections.text(strings.Split(folder, "/")[0]); pattern != "" {
			return g.permalinked(pattern, folder, p, m, relative)
		}
		return joinAddress(g.home(p.code), path.Join(folder, p.slug)+"/")
	}
	return "" // an address of unknown making
}

// permalinked is where Hugo put a post of a folder by a pattern, or "" if that is
// not known for sure.
func (g *generator) permalinked(pattern, folder string, p *post, m matter, relative string) string {
	base := strings.TrimSuffix(path.Base(relative), path.Ext(relative))
	if base == "index" {
		base = path.Base(path.Dir(relative))
	}
	title := load.Slug(p.title)
	if strings.ContainsFunc(p.title, func(r rune) bool { return r > unicode.MaxASCII }) {
		title = ":" // Hugo has other letters in it
	}
	date := strings.Split(string(p.date)+"--", "-")
	made := strings.NewReplacer(":slugorcontentbasename", cmp.Or(m.text("slug"), base), ":slugorfilename", cmp.Or(m.text("slug"), base),
		":contentbasename", base, ":filename", base, ":slug", cmp.Or(m.text("slug"), title), ":title", title,
		":sections", folder, ":section", strings.Split(folder, "/")[0], ":yearday", ":", ":year", date[0], ":monthname", ":", ":month", date[1], ":day", date[2]).Replace(pattern)
	if strings.Contains(made, ":") || g.address == "" {
		return ""
	}
	return joinAddress(g.home(p.code), made)
}
