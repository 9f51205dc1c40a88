package interchange

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kairo.dev/content"
)

// paper is a publication of which everything is known.
var paper = content.Publication{
	ID: "1", Slug: "paper", Title: "On {Engines} & 100%", Kind: "paper", Type: "article-journal",
	Authors: []string{"A. Example", "Zoë Weiß"}, As: "A. Example", Venue: "Memoirs", Volume: "3", Issue: "2", Pages: "12–34",
	Publisher: "Taylor", Date: "1843-09", DOI: "10.1000/182", Language: "en", Award: "Best paper",
}

func TestBibTeX(t *testing.T) {
	s := &content.Site{Address: "https://example.org", Person: content.Person{Name: "Ada Example"}}
	unknown := content.Publication{Slug: "post", Title: "A post", Kind: "blog post", Publisher: "A blog", Date: "2024", Address: "https://blog.example/1", Language: "en"}
	const want = `@article{paper,
  author = {{A. Example} and {Zoë Weiß}},
  title = {{On \{Engines\} \& 100\%}},
  journal = {Memoirs},
  volume = {3},
  number = {2},
  pages = {12--34},
  publisher = {Taylor},
  year = {1843},
  month = {9},
  doi = {10.1000/182},
  url = {https://doi.org/10.1000/182},
  language = {en},
}
@misc{post,
  title = {{A post}},
  howpublished = {blog post},
  publisher = {A blog},
  year = {2024},
  url = {https://blog.example/1},
  language = {en},
}
`
	got, err := BibTeX(s, []content.Publication{paper, unknown})
	if err != nil || string(got) != want {
		t.Errorf("BibTeX = %s, %v; want %s", got, err, want)
	}
	if got, err := BibTeX(s, nil); got != nil || err != nil {
		t.Errorf("BibTeX of nothing = %q, %v; want nothing", got, err)
	}
}

func TestCSL(t *testing.T) {
	s := &content.Site{Address: "https://example.org"}
	body, err := CSL(s, []content.Publication{paper})
	if err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(body, &got); err != nil || len(got) != 1 {
		t.Fatalf("CSL = %s: %v", body, err)
	}
	for name, want := range map[string]string{
		"type": "article-journal", "title": paper.Title, "container-title": "Memoirs", "volume": "3", "issue": "2",
		"page": "12–34", "DOI": "10.1000/182", "URL": "https://doi.org/10.1000/182", "publisher": "Taylor",
	} {
		if got[0][name] != want {
			t.Errorf("%s = %v; want %q", name, got[0][name], want)
		}
	}
	if !strings.Contains(string(body), `"date-parts":[[1843,9]]`) || !strings.Contains(string(body), `"author":[{"literal":"A. Example"},{"literal":"Zoë Weiß"}]`) {
		t.Errorf("CSL = %s; want the month and both authors", body)
	}
}

// TestAuthors: who wrote it is told as far as it is known, and of whom nothing
// is known nobody says that the person wrote alone.
func TestAuthors(t *testing.T) {
	s := &content.Site{Person: content.Person{ID: "ada", Name: "Ada Example"}}
	got := articleOf(s, &paper)
	names := []string{}
	for _, a := range got.Authors {
		names = append(names, a.Name)
	}
	if got.Type != "ScholarlyArticle" || got.Contributor != nil || !slices.Equal(names, paper.Authors) || got.Authors[0].ID != "urn:uuid:ada" || got.Authors[1].ID != "" {
		t.Errorf("the article is %+v; want both authors, the first to be the person", got)
	}
	journal := &within{Type: "Periodical", Name: "Memoirs"}
	volume := &within{Type: "PublicationVolume", Volume: "3", Within: journal}
	if want := (&within{Type: "PublicationIssue", Issue: "2", Within: volume}); !reflect.DeepEqual(got.Within, want) {
		t.Errorf("the article is in %+v; want the issue, of the volume, of the journal", got.Within)
	}
	got = articleOf(s, &content.Publication{Title: "X"})
	if got.Type != "Article" || got.Authors != nil || got.Contributor == nil || got.Contributor.Name != "Ada Example" {
		t.Errorf("the article is %+v; want the person to have contributed, and no authors", got)
	}
}
