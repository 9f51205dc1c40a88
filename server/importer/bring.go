package importer

import (
	"cmp"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"kairo.dev/content/load"
)

// key is what is the same of all addresses of a page: not the scheme, www, a
// slash at the end, or what campaigns add.
func key(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	query := u.Query()
	for name := range query {
		if strings.HasPrefix(name, "utm_") || name == "fbclid" {
			query.Del(name)
		}
	}
	path := (&url.URL{Path: u.Path}).EscapedPath() // in one way, of the several
	at := strings.TrimSuffix(strings.TrimSuffix(path, "index.html"), "/")
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") + at + "?" + query.Encode()
}

// cleaned is a post whose words are mended and of one line, where they are to be
// of one.
func (m *merger) cleaned(p *post) *post {
	p.slug = unescaped(p.slug)
	p.title = line(p.title)
	p.summary = line(p.summary)
	p.html, p.markdown = mended(p.html), mended(p.markdown)
	if u := (&text{}).address(p.address); u != nil {
		u.Scheme = "https" // as that of an entry has to be
		u.Host = strings.TrimSuffix(u.Host, ":80")
		p.address = u.String()
	} else {
		p.address = ""
	}
	var tags []string
	for _, t := range p.tags {
		t = line(t)
		if load.Blank(t) || noTag.MatchString(t) || slices.ContainsFunc(tags, func(other string) bool { return strings.EqualFold(other, t) }) {
			continue
		}
		tags = append(tags, t)
	}
	p.tags = tags
	if load.Blank(p.title) {
		if p.title = short(line(p.html), 60); load.Blank(p.title) {
			p.title = cmp.Or(p.slug, string(p.date), p.address, p.id)
		}
		p.looks = append(p.looks, "has no title; its first words stand for one")
	}
	if p.id == "" {
		p.id = cmp.Or(p.address, string(p.date)+" "+p.title)
	}
	return p
}

// unescaped is a slug as it is meant: WordPress has letters that are not ASCII
// percent-encoded, cuts within one what is long, and so calls files for Jekyll.
func unescaped(slug string) string {
	if i := strings.LastIndexByte(slug, '%'); i >= 0 && len(slug)-i < len("%00") {
		slug = slug[:i]
	}
	if s, err := url.PathUnescape(slug); err == nil {
		slug = strings.ToValidUTF8(s, "")
	}
	return slug
}

// noTag are categories of posts that are in none.
var noTag = regexp.MustCompile(`(?i)^(?:uncategori[sz]ed|sem categoria|allgemein|non classé|sin categoría)$`)

// comment and markup are what is between words in HTML.
var (
	comment = regexp.MustCompile(`(?s)<!--.*?-->`)
	markup  = regexp.MustCompile(`</?[A-Za-z][^>]*>`)
)

// line is HTML, or words, as plain words in a line.
func line(s string) string {
	s = html.UnescapeString(markup.ReplaceAllString(comment.ReplaceAllString(mended(s), " "), " "))
	if strings.Contains(s, "&#") || strings.Contains(s, "&amp;") { // escaped twice
		s = html.UnescapeString(s)
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// short is the beginning of words, up to so many bytes.
func short(s string, most int) string {
	if len(s) <= most {
		return s
	}
	s = strings.ToValidUTF8(s[:most], "")
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return s + "…"
}

// resolve is the path of the post on this site that was at an address, or in a
// file of the source, or "". The address of a file is one of where the post p was
// that leads to it, in the language of that rather than in another.
func (m *merger) resolve(u *url.URL, p *post) string {
	if at := m.own[key(u.String())]; at != "" {
		return at
	}
	if m.from.dir == "" || !isMarkdown(u.Path) || u.Host != hostOf(p.base) {
		return ""
	}
	name := stem(u.Path)
	return cmp.Or(m.files[name+"."+p.code], m.files[name+"."+m.from.standard], m.files[name])
}

// mostSummary is how long a summary may be, in bytes.
const mostSummary = 500

// bring makes the text of an entry, and says what was done to it.
func (m *merger) bring(e *entry) error {
	p := e.of
	if why := m.refused[p]; why != nil {
		m.look(e, "its text was left out: %s", strings.Join(why, "; "))
	}
	if p.partial && e.Text == "" {
		m.look(e, "the source has only the beginning of its text, so it is only listed")
	}
	c := text{
		resolve: func(u *url.URL) string { return cmp.Or(m.resolve(u, e.of), m.document(e, u)) },
		picture: func(address string) (string, error) { return m.picture(e, address) },
		look:    func(format string, args ...any) {},
	}
	if !e.hadText && e.Text != "" {
		for _, look := range p.looks {
			m.look(e, "%s", look)
		}
		c.look = func(format string, args ...any) { m.look(e, format, args...) }
	}
	if p.base != "" {
		c.base, _ = url.Parse(p.base)
	}
	markdown, words, err := c.markdown(p.html)
	if err != nil { // more of something than texts have
		if e.Text != "" && !e.hadText {
			m.leaveOut(e, err.Error())
			return nil
		}
		markdown, words = "", ""
	}
	if p.markdown != "" {
		markdown = strict(p.markdown)
	}
	if e.hadText {
		if was, err := m.folder.Read(e.Text); err == nil && !p.partial && string(was) != markdown {
			m.look(e, "%s is not what the source has, and stays as it is", e.Text)
		}
		return nil
	}
	if e.index < 0 {
		m.describe(e, words)
	}
	if e.Text == "" {
		return nil
	}
	if load.Blank(markdown) {
		m.leaveOut(e, "there is nothing in it")
		return nil
	}
	m.folder.Change(e.Text, []byte(markdown))
	return nil
}

// leaveOut leaves the text of an entry out.
func (m *merger) leaveOut(e *entry, why string) {
	m.refused[e.of] = []string{why}
	m.anew = true
}

// describe says of a new entry what its words say.
func (m *merger) describe(e *entry, words string) {
	p := e.of
	if len(e.Languages) == 0 {
		usual := cmp.Or(m.from.language, m.language)
		e.Languages = []string{guess(p.title+". "+words, usual)}
		e.Guessed = true
	}
	summary := strings.TrimRight(p.summary, " .…[]")
	if !load.Blank(summary) && len(p.summary) <= mostSummary && !strings.HasPrefix(words, summary) && !cut(p.summary+strings.Repeat(" ", 400)+"<p") {
		e.Summary = p.summary
	}
}
