package interchange

import (
	"kairo.dev/app/ui"
	"kairo.dev/content"
)

type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePage    string       `json:"home_page_url"`
	Feed        string       `json:"feed_url"`
	Favicon     string       `json:"favicon"`
	Description string       `json:"description"`
	Language    string       `json:"language"`
	Authors     []jsonAuthor `json:"authors"`
	Items       []jsonItem   `json:"items"`
}

type jsonAuthor struct {
	Name    string `json:"name"`
	Address string `json:"url"`
}

type jsonItem struct {
	ID        string   `json:"id"`
	Address   string   `json:"url"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text,omitempty"`
	HTML      string   `json:"content_html,omitempty"`
	Summary   string   `json:"summary,omitempty"`
	Published string   `json:"date_published,omitempty"`
	Modified  string   `json:"date_modified"`
	Language  string   `json:"language"`
	Tags      []string `json:"tags"`
}

// JSONFeed is the same feed in JSON Feed, version 1.1.
func JSONFeed(s *content.Site) ([]byte, error) {
	feed := jsonFeed{
		Version:     "https://jsonfeed.org/version/1.1",
		Title:       s.Title,
		HomePage:    s.Address + ui.HomePath,
		Feed:        s.Address + ui.JSONFeedPath,
		Favicon:     s.Root() + ui.FaviconPath,
		Description: s.Description,
		Language:    s.Language,
		Authors:     []jsonAuthor{{s.Person.Name, s.Address + ui.HomePath}},
		Items:       []jsonItem{}, // has to be there
	}
	for _, e := range feedEntries(s) {
		item := jsonItem{
			ID:        urn(e.id),
			Address:   e.address,
			Title:     e.title,
			Text:      e.summary,
			Published: e.published(),
			Modified:  instant(e.updated),
			Language:  e.language,
			Tags:      append([]string{e.kind}, e.tags...),
		}
		if e.html != "" {
			item.Text, item.HTML, item.Summary = "", e.html, e.summary
		}
		feed.Items = append(feed.Items, item)
	}
	return marshalJSON(feed)
}
