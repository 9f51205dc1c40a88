package importer

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	contenttext "kairo.dev/content/text"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	goldhtml "github.com/yuin/goldmark/renderer/html"
)

// generous is Markdown as generators take it, with HTML in it.
var generous = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Footnote, extension.Strikethrough, extension.TaskList, extension.DefinitionList),
	goldmark.WithRendererOptions(goldhtml.WithUnsafe()))

// skippedFolders are those of generators that hold no posts.
var skippedFolders = map[string]bool{"node_modules": true, "_site": true, "public": true, "output": true, "themes": true, "layouts": true, "_layouts": true, "_includes": true, "vendor": true}

// noPost are files that say something of the folder.
var noPost = regexp.MustCompile(`(?i)^(?:readme|license|changelog|contributing|_index)\.`)

// readFolder reads a folder of Markdown for Jekyll, Hugo or Pelican.
func readFolder(dir, address string) (*origin, error) {
	site := configuration(dir)
	if at, err := filepath.Abs(dir); err == nil {
		site.folder = filepath.Base(at)
	}
	site.address = cmp.Or(strings.TrimRight(address, "/"), site.address)
	from := &origin{language: site.language, address: site.address, dir: dir, standard: site.standard}
	others := 0
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		switch base := e.Name(); {
		case err != nil:
			return err
		case name == dir:
			return nil
		case e.IsDir() && (skippedFolders[base] || strings.HasPrefix(base, ".")):
			return filepath.SkipDir
		case e.IsDir() || strings.HasPrefix(base, ".") || noPost.MatchString(base):
			return nil
		}
		relative, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		relative = filepath.ToSlash(relative)
		switch ending := strings.ToLower(filepath.Ext(name)); {
		case slices.Contains([]string{".rst", ".adoc", ".org", ".textile", ".ipynb"}, ending):
			others++
			return nil
		case isMarkdown(name):
		case isHTML(name) && site.kind == jekyll && (site.in("_posts", relative) || site.in("_drafts", relative)):
		default:
			return nil
		}
		p, err := readPost(name, relative, site)
		if err != nil {
			from.look("%s: %v", relative, err)
			return nil
		}
		if p != nil {
			from.posts = append(from.posts, p)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if others > 0 {
		from.look("files in another language than Markdown were left out: %d", others)
	}
	if len(from.posts) == 0 {
		return nil, errors.New(strings.Join(append([]string{"has no Markdown with a title and a date"}, from.looks[:min(3, len(from.looks))]...), "; "))
	}
	return from, nil
}

// isMarkdown reports whether a file is of Markdown by its name.
func isMarkdown(name string) bool {
	return slices.Contains([]string{".md", ".markdown", ".mkd", ".mdown"}, strings.ToLower(path.Ext(name)))
}

// stem is the name of the file of a post without its ending; of a bundle of Hugo,
// that of its folder. A language stays behind it.
func stem(name string) string {
	at := strings.TrimSuffix(path.Base(name), path.Ext(name))
	rest, index := strings.CutPrefix(at+".", "index.")
	if folder := path.Base(path.Dir(name)); index && folder != "." && folder != "/" {
		return strings.TrimSuffix(folder+"."+rest, ".")
	}
	return at
}

// isHTML reports whether a file is of HTML by its name. Jekyll takes such posts,
// and many that came to it from elsewhere are.
func isHTML(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	return ending == ".html" || ending == ".htm"
}

// dated is the name of a file of Jekyll, and of many others.
var dated = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2})-(.+)$`)

// readPost reads a file. One that has neither a title nor a date is no post.
func readPost(name, relative string, site *generator) (*post, error) {
	info, err := os.Stat(name)
	if err != nil || info.Size() > mostSource {
		return nil, fmt.Errorf("cannot be read, or is too large: %w", err)
	}
	file, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	m, body, err := readMatter(asUTF8(file))
	if err != nil {
		return nil, err
	}
	plain, code := site.withoutLanguage(name, relative)
	p := &post{id: m.text("guid", "id", "uuid"), dir: filepath.Dir(name), file: stem(plain), code: cmp.Or(code, site.standard)}
	slug := p.file
	if parts := dated.FindStringSubmatch(slug); parts != nil {
		if t, err := time.Parse("2006-1-2", parts[1]); err == nil {
			p.date = dayOf(&t)
		}
		slug = parts[2]
	}
	p.slug = cmp.Or(m.text("slug"), slug)
	p.title = m.text("title")
	p.date = cmp.Or(day(m.text("date", "created", "publishdate")), p.date)
	if p.title == "" && (p.date == "" || len(m) == 0) {
		return nil, nil
	}
	p.title = cmp.Or(p.title, strings.ReplaceAll(slug, "-", " "))
	p.updated = day(m.text("lastmod", "modified", "updated", "last_modified_at"))
	p.tags = m.list("tags", "tag", "keywords")
	if words, ok := m["tags"].(string); ok && site.kind == jekyll && !strings.Contains(words, ",") {
		p.tags = strings.Fields(words)
	}
	p.tags = append(p.tags, site.categories(m, relative)...)
	p.summary = m.text("summary", "description", "excerpt")
	if t := cmp.Or(tag(m.text("lang", "language")), site.languages[code].tag, tag(code)); t != "" {
		p.languages = []string{t}
	}
	p.draft = site.in("_drafts", relative) || m.withheld()
	if why := m.unseen(p.date, dayOf(ptr(time.Now()))); why != "" && !p.draft {
		p.draft = true
		p.look("%s, and is a draft", why)
	}
	if p.draft && p.date == "" {
		p.date = dayOf(ptr(info.ModTime()))
	}
	p.address = site.addressOf(p, m, plain)
	p.base = cmp.Or(p.address, site.address)
	p.id = cmp.Or(p.id, p.address, "file:"+relative)
	if isHTML(name) {
		p.html = p.templates(highlight.ReplaceAllStringFunc(body, func(block string) string {
			m := highlight.FindStringSubmatch(block)
			return fmt.Sprintf("<pre><code class=\"language-%s\">%s</code></pre>", m[1], html.EscapeString(m[2]))
		}), site)
		return p, nil
	}
	body = p.templates(body, site)
	if _, excess := contenttext.Parse([]byte(body)); excess != nil {
		return nil, fmt.Errorf("was left out: it %s", excess.Message)
	}
	if asIs(body) {
		p.markdown = strings.TrimSpace(body) + "\n"
	}
	var made bytes.Buffer
	if err := generous.Convert([]byte(body), &made); err != nil {
		return nil, err
	}
	p.html = made.String()
	return p, nil
}

func ptr[T any](v T) *T { return &v }

// asIs reports whether Markdown can stay as it is: it has nothing that this site
// has not, and leads to no picture and to no page but by a whole address.
func asIs(body string) bool {
	return !strings.ContainsAny(body, "<>\ue000") && !strings.Contains(body, "](") && !strings.Contains(body, "]:") &&
		!bareAddress.MatchString(body) && !strings.Contains(body, "{:") && !strings.Contains(body, ":::")
}

// What template engines would have made something of.
var (
	highlight = regexp.MustCompile(`(?s)\{[{%]<?\s*highlight\s+["']?([\w+#-]+)["']?[^%>}]*?[%>]?>?[%}]\}\n?(.*?)\{[{%]<?\s*(?:endhighlight|/highlight)\s*>?[%}]\}`)
	figure    = regexp.MustCompile(`\{\{[<%]\s*(?:figure|img|image)\s+([^}]*?)/?[>%]\}\}`)
	argument  = regexp.MustCompile(`(\w+)=["']([^"']*)["']`)
	youtube   = regexp.MustCompile(`\{\{[<%]\s*youtube\s+(?:id=)?["']?([\w-]+)["']?[^}]*[>%]\}\}`)
	reference = regexp.MustCompile(`\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?["']?([^"'\s}>%]+)["']?[^}\n]*[>%]\}\}|\{%-?\s*(?:post_url|link)\s+([^\s%]+)\s*-?%\}`)
	rawBlock  = regexp.MustCompile(`\{%-?\s*(?:end)?raw\s*-?%\}|\{%-?\s*(?:end)?comment\s*-?%\}`)
	baseURL   = regexp.MustCompile(`\{\{\s*site\.(?:baseurl|github\.url)\s*\}\}(\{%-?\s*(?:post_url|link)\s)?`)
	siteURL   = regexp.MustCompile(`\{\{\s*site\.url\s*\}\}`)
	relative  = regexp.MustCompile(`\{\{\s*["']([^"']+)["']\s*\|\s*(relative_url|absolute_url|prepend:[^}]*)\s*\}\}`)
	pelicanIn = regexp.MustCompile(`\{(?:static|filename|attach|photo)\}|\|(?:static|filename)\|`)
	attrs     = regexp.MustCompile(`(?m)^[ \t]*\{:[^}\n]*\}[ \t]*$|\{:[ \t]*[.#][^}\n]*\}|[ \t]\{[.#][^{}\n]*\}[ \t]*$|^[ \t]*\[TOC\][ \t]*$`)
	otherTag  = regexp.MustCompile(`\{%[^%\n]*%\}|\{\{[<%](?:[^\n{]|\{[^\n{<%])*?[>%]\}\}`)
)

// Code, in which nothing is done: blocks, and runs in a line.
var (
	codeBegins = regexp.MustCompile("(?m)(^[ \t]*(?:```|~~~))|(`[^`\n]+`)")
	codeEnds   = []*regexp.Regexp{regexp.MustCompile("(?m)\n[ \t]*(?:```|~~~)[ \t]*$"), regexp.MustCompile("")}
)

// templates makes Markdown and HTML of what a generator would have made something
// of, outside of code.
func (p *post) templates(body string, site *generator) string {
	body = highlight.ReplaceAllString(body, "\n~~~~ $1\n$2\n~~~~\n")
	var b strings.Builder
	at := 0
	for _, place := range append(enclosed(body, codeBegins, codeEnds), [2]int{len(body), len(body)}) {
		b.WriteString(p.template(body[at:place[0]], site))
		b.WriteString(body[place[0]:place[1]])
		at = place[1]
	}
	return b.String()
}

func (p *post) template(s string, site *generator) string {
	s = figure.ReplaceAllStringFunc(s, func(tag string) string {
		given := make(map[string]string)
		for _, m := range argument.FindAllStringSubmatch(figure.FindStringSubmatch(tag)[1], -1) {
			given[m[1]] = html.EscapeString(m[2])
		}
		return fmt.Sprintf("<figure><img src=\"%s\" alt=\"%s\"><figcaption>%s</figcaption></figure>",
			given["src"], given["alt"], cmp.Or(given["caption"], given["title"]))
	})
	s = youtube.ReplaceAllString(s, `<iframe src="https://www.youtube.com/embed/$1"></iframe>`)
	below := "" // the path that the site is at
	if u, err := url.Parse(site.address); err == nil {
		below = strings.TrimRight(u.Path, "/")
	}
	s = baseURL.ReplaceAllStringFunc(s, func(tag string) string {
		if before := baseURL.FindStringSubmatch(tag)[1]; before != "" {
			return before // which says it itself
		}
		return below
	})
	s = reference.ReplaceAllStringFunc(s, func(tag string) string { // of another file
		found := reference.FindStringSubmatch(tag)
		name, _, _ := strings.Cut(found[1]+found[2], "#")
		if isHTML(name) && strings.Contains(name, "_posts/") {
			name = strings.TrimSuffix(name, path.Ext(name))
		}
		if path.Ext(name) == "" {
			name += ".md"
		}
		if found[2] != "" {
			return below + "/" + strings.TrimLeft(name, "/")
		}
		return name
	})
	s = rawBlock.ReplaceAllString(s, "")
	s = siteURL.ReplaceAllString(s, "")
	s = relative.ReplaceAllStringFunc(s, func(tag string) string {
		found := relative.FindStringSubmatch(tag)
		if strings.Contains(found[1], "://") || strings.Contains(found[2], "site.url") && !strings.Contains(found[2], "site.baseurl") {
			return found[1]
		}
		return below + "/" + strings.TrimLeft(found[1], "/")
	})
	s = pelicanIn.ReplaceAllString(s, "")
	s = attrs.ReplaceAllString(s, "")
	return otherTag.ReplaceAllStringFunc(s, func(tag string) string {
		p.look("the generator made something of %.60s; it was left out", tag)
		return ""
	})
}

// joinAddress is a path on a site.
func joinAddress(site, at string) string {
	if site == "" {
		return ""
	}
	u, err := url.Parse(site)
	if err != nil {
		return ""
	}
	u.Path = strings.TrimRight(u.Path, "/") + "/" + strings.TrimLeft(at, "/")
	return u.String()
}
