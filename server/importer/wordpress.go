package importer

import (
	"html"
	"regexp"
	"strings"
)

// What WordPress keeps is not what it shows: paragraphs have no elements, and
// what is in brackets is made when the page is.
var (
	captionCode = regexp.MustCompile(`(?s)\[caption[^\]]*?(?:caption="([^"]*)")?[^\]]*\](.*?)\[/caption\]`)
	sourceCode  = regexp.MustCompile(`(?s)\[(?:source)?code(?:\s+(?:language|lang)=["']?([\w+#-]+)["']?)?[^\]]*\](.*?)\[/(?:source)?code\]`)
	videoCode   = regexp.MustCompile(`\[(?:youtube|vimeo|embed|video|audio)[=\s][^\]]*?(https?://[^\]\s"']+)[^\]]*\](?:\[/\w+\])?|\[embed\](https?://[^\[\s]+)\[/embed\]`)
	otherCode   = regexp.MustCompile(`\[/?(gallery|playlist|contact-form|contact-form-7|poll|slideshow|wp_[a-z_]+)\b[^\]]*\]`)
	// What it makes something of may be anything; what ends, or has attributes, is.
	perhapsCode = regexp.MustCompile(`\[/[a-z][\w-]*\]|\[[a-z][\w-]* [a-z][\w-]*=["'][^\]]*\]|\$latex [^$\n]*\$`)
	codeBlock   = regexp.MustCompile(`<!-- wp:syntaxhighlighter/code \{[^}]*"language":"([\w+#-]+)"[^}]*\} -->\s*<pre `)
	fileButton  = regexp.MustCompile(`<a [^>]*class="[^"]*wp-block-file__button[^>]*>[^<]*</a>`)
	picture     = regexp.MustCompile(`(?s)^\s*((?:<a [^>]*>)?\s*<img [^>]*>\s*(?:</a>)?)(.*)$`)
)

// preformatted is code, in which brackets are what they are.
var preformatted = regexp.MustCompile(`(?s)<pre\b.*?</pre>|<code\b.*?</code>`)

// shortcodes makes HTML of what stands in brackets.
func shortcodes(p *post, s string) string {
	s = fileButton.ReplaceAllString(s, "") // beside a link to the same
	s = codeBlock.ReplaceAllString(s, `<pre lang="$1" `)
	s = sourceCode.ReplaceAllStringFunc(s, func(code string) string {
		m := sourceCode.FindStringSubmatch(code)
		class := ""
		if m[1] != "" {
			class = ` class="language-` + m[1] + `"`
		}
		// Some exports have it escaped.
		return "<pre" + class + ">" + html.EscapeString(html.UnescapeString(m[2])) + "</pre>"
	})
	s = captionCode.ReplaceAllStringFunc(s, func(code string) string {
		m := captionCode.FindStringSubmatch(code)
		shown, caption := m[2], m[1]
		if parts := picture.FindStringSubmatch(m[2]); parts != nil {
			shown = parts[1]
			if caption == "" {
				caption = parts[2]
			}
		}
		return "<figure>" + shown + "<figcaption>" + strings.TrimSpace(caption) + "</figcaption></figure>"
	})
	s = videoCode.ReplaceAllString(s, "\n\n$1$2\n\n")
	s = otherCode.ReplaceAllStringFunc(s, func(code string) string {
		p.look("WordPress made something of %.60s; it was left out", code)
		return ""
	})
	for _, code := range perhapsCode.FindAllString(preformatted.ReplaceAllString(s, ""), -1) {
		p.look("WordPress made something of %.60s, perhaps; it is as it was written", code)
	}
	return s
}

// block begins or ends an element that stands for itself.
var block = regexp.MustCompile(`(?i)</?(?:p|div|ul|ol|li|pre|table|thead|tbody|tr|td|th|blockquote|h[1-6]|hr|dl|dt|dd|figure|figcaption|section|article|form|address|center|iframe)\b[^>]*>`)

// whole are elements in which line breaks are what they are.
var (
	wholeBegins = regexp.MustCompile(`(?i)(<pre\b)|(<script\b)|(<style\b)|(<table\b)|(<!--)`)
	wholeEnds   = []*regexp.Regexp{
		regexp.MustCompile(`(?i)</pre>`), regexp.MustCompile(`(?i)</script>`), regexp.MustCompile(`(?i)</style>`),
		regexp.MustCompile(`(?i)</table>`), regexp.MustCompile(`-->`),
	}
)

// emptyLines are between paragraphs.
var emptyLines = regexp.MustCompile(`\n[ \t]*\n\s*`)

// paragraphs gives the paragraphs of a text elements, and its lines ends, where
// only line breaks tell of them.
func paragraphs(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var b strings.Builder
	at := 0
	for _, place := range append(enclosed(s, wholeBegins, wholeEnds), [2]int{len(s), len(s)}) {
		for _, part := range emptyLines.Split(s[at:place[0]], -1) {
			part = strings.TrimSpace(part)
			switch {
			case part == "":
			case block.MatchString(part):
				b.WriteString(part + "\n\n")
			default:
				b.WriteString("<p>" + strings.ReplaceAll(part, "\n", "<br>\n") + "</p>\n\n")
			}
		}
		b.WriteString(s[place[0]:place[1]])
		at = place[1]
	}
	return b.String()
}
