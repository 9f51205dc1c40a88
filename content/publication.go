package content

import "strings"

// Publication is something written for others to publish.
type Publication struct {
	ID           string   `json:"id" format:"uuid" doc:"A UUID (RFC 9562) that never changes, not even when the entry is renamed."`
	Slug         string   `json:"slug" format:"slug" doc:"The entry's name in addresses: lower-case letters, digits and single hyphens."`
	Formerly     []string `json:"formerly,omitempty" format:"slug" doc:"The slugs it had before; their addresses lead on to it."`
	Updated      Date     `json:"updated,omitempty" doc:"The day on which the entry last changed (YYYY-MM-DD), where that is later than its date."`
	Title        string   `json:"title" doc:"The title as published."`
	Kind         string   `json:"kind" translate:"yes" doc:"What it is, such as blog post."`
	Type         string   `json:"type,omitempty" format:"csl" doc:"What it is for reference managers: a type of CSL 1.0.2, such as article-journal or paper-conference."`
	Authors      []string `json:"authors,omitempty" doc:"All authors in order, the person among them. Left out, it is said that the person wrote it, and nothing of others."`
	As           string   `json:"as,omitempty" doc:"The name that the person has among the authors, where it is another than on this site."`
	Venue        string   `json:"venue,omitempty" doc:"The journal, the proceedings or the book in which it is."`
	Volume       string   `json:"volume,omitempty" doc:"The volume."`
	Issue        string   `json:"issue,omitempty" doc:"The issue of the volume."`
	Pages        string   `json:"pages,omitempty" doc:"The pages, such as 12–34."`
	Publisher    string   `json:"publisher" doc:"Who published it."`
	Date         Date     `json:"date" doc:"The day of publication (YYYY-MM-DD), or only its month or year."`
	Address      string   `json:"address,omitempty" format:"https" doc:"The https address where it can be read."`
	DOI          string   `json:"doi,omitempty" format:"doi" doc:"The DOI, such as 10.1000/182."`
	PDF          string   `json:"pdf,omitempty" format:"https" doc:"The https address of the text as PDF."`
	Preprint     string   `json:"preprint,omitempty" format:"https" doc:"The https address of a preprint."`
	Award        string   `json:"award,omitempty" translate:"yes" doc:"An award that it was given."`
	Language     string   `json:"language" format:"language" doc:"The language it is written in, as a BCP 47 tag such as en."`
	TextLanguage string   `json:"textLanguage,omitempty" format:"language" language:"text" doc:"The language of the text, as a BCP 47 tag, where that is not the language of the site."`
	Text         Prose    `json:"text,omitempty" translate:"yes" doc:"What it is about, in Markdown, such as its abstract: a publication with a text has a page of its own."`
}

// DOIAddress is where the DOI leads to, or "".
func (p *Publication) DOIAddress() string {
	if p.DOI == "" {
		return ""
	}
	return "https://doi.org/" + inPath.Replace(p.DOI)
}

// inPath writes what a DOI may hold as it is written in the path of an address.
var inPath = strings.NewReplacer("%", "%25", "\"", "%22", "#", "%23", "<", "%3C", ">", "%3E", "?", "%3F",
	"[", "%5B", "\\", "%5C", "]", "%5D", "^", "%5E", "`", "%60", "{", "%7B", "|", "%7C", "}", "%7D")

// ReadAt is the best-known address where it can be read, or "".
func (p *Publication) ReadAt() string {
	for _, address := range []string{p.Address, p.DOIAddress(), p.PDF, p.Preprint} {
		if address != "" {
			return address
		}
	}
	return ""
}

// Where is in what it was published, as far as that is known: the venue with
// volume, issue and pages, or else the publisher.
func (p *Publication) Where() string {
	if p.Venue == "" {
		return p.Publisher
	}
	where := strings.TrimSpace(p.Venue + " " + p.Volume)
	if p.Issue != "" {
		where += " (" + p.Issue + ")"
	}
	if p.Pages != "" {
		where += ", " + p.Pages
	}
	return where
}
