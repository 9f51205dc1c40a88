// Package content says what the site says.
//
// The words live in the JSON files beside this one; whoever edits the site
// edits those. The Go types here are what the files decode into, and are the
// vocabulary of every other package: a talk is a [Talk] on the server, in the
// browser, in the feeds and in the tests.
//
// What is not the owner's, the words of the interface, is in [Words].
//
// Two forms of the same data exist, and they meet in these types:
//
//   - the files people edit. Package content/load reads them strictly, with
//     file, line and column for every mistake, and turns Markdown into [Prose].
//   - the bundle, one JSON document that the browser's program reads with
//     [Decode]. It is written by the server from a [Site] that was already
//     checked, so it is decoded without being checked again: neither a
//     Markdown parser nor a validator reaches the browser.
//
// In struct tags, a field without omitempty must be present and not empty; a
// field with omitempty may be left out, because a fact that nobody has
// evidence for is better missing than guessed. The "format" tag says what form a
// string has (package content/load lists the formats and checks them), and the
// "doc" tag is the sentence an editor shows while somebody types; the JSON
// Schemas in schema/ are generated from all of them. The "translate" tag is of
// what is said in the language of the site: a site can be read in several, and
// each is a Site of its own (Site.Translations) in which nothing else differs.
// The "language" tag is of the member in which an entry says that its words, or
// its text alone, are in another language than the site ([Site.LanguageOf]).
package content

// Site is all that the site says. Package content/load makes one; nothing
// changes it afterwards, so it may be read from many goroutines.
type Site struct {
	Edition     Edition  `json:"edition" doc:"Which state of the content this is."`
	Address     string   `json:"address" format:"https" doc:"The https address of the site."`
	Language    string   `json:"language" format:"language" doc:"The language of the site."`
	Direction   string   `json:"direction,omitempty" doc:"rtl if that language is written from right to left."`
	Title       string   `json:"title" doc:"The name of the site."`
	Description string   `json:"description" doc:"What the site is, in a sentence."`
	Categories  []string `json:"categories,omitempty" doc:"What the site is about, for those who list web apps."`
	Sections    Sections `json:"sections" doc:"The words that open each page."`
	Person      Person   `json:"person" doc:"Whose site this is."`

	Projects     []Project     `json:"projects" doc:"The projects, in the order in which they are shown."`
	Talks        []Talk        `json:"talks" doc:"The talks, the newest first."`
	Publications []Publication `json:"publications" doc:"The publications, the newest first."`
	Wishlist     Wishlist      `json:"wishlist" doc:"What the person would like to have or to do."`
	Posts        []Post        `json:"posts" doc:"The posts, the newest first."`
	Archive      []Post        `json:"archive" doc:"The posts of an earlier blog, the newest first."`

	Tags []Tag `json:"tags,omitempty" doc:"The tags that have a page: those of several posts."`

	Texts int `json:"texts,omitempty" doc:"How many posts have a text here."`

	Online []OnlineFile `json:"online,omitempty" doc:"The files that are too large for the copy that browsers keep."`

	// Files are those of the folder files that the content refers to, by their names.
	Files []*File `json:"-"`

	Words Words `json:"words" doc:"The words of the interface. If they are not in the language of the site, there are none in that yet."`

	Languages []SiteLanguage `json:"languages,omitempty" doc:"The languages that the site can be read in, if there are several: the first is what it is written in."`
	Foreign   []Foreign      `json:"foreign,omitempty" doc:"What is said in other languages than that of the site: in that of an entry, or in the first since it has not been translated."`

	// Translations are the site in its other languages, in their order. Only the
	// site in its first language has them, and its bundle has not.
	Translations []*Site `json:"-"`
}

// Edition names one state of the content. It is computed, never edited.
type Edition struct {
	// Digest is the SHA-256 of the content in lower-case hexadecimal. Two
	// copies of the site with the same digest say the same. It is the same in
	// all languages: the bundle of the first has the digests of the others.
	Digest string `json:"digest" doc:"The SHA-256 of this document with the digest left empty, in hexadecimal; in a translation, that of the document in the first language."`
	// Date is the day the owner gave the edition ("updated" in site.json).
	Date Date `json:"date" doc:"The day the owner gave the edition."`
}

// Short is the beginning of the digest, enough to tell editions apart by eye.
func (e Edition) Short() string {
	if len(e.Digest) < 12 {
		return e.Digest
	}
	return e.Digest[:12]
}

// Sections are the words that open each page of the site. A section that the
// site does not have, since nothing is in it, has none.
type Sections struct {
	Home         Section `json:"home" doc:"The home page: who this is."`
	OpenSource   Section `json:"openSource,omitempty" doc:"The page of projects."`
	Talks        Section `json:"talks,omitempty" doc:"The page of talks."`
	Publications Section `json:"publications,omitempty" doc:"The page of publications."`
	Connect      Section `json:"connect,omitempty" doc:"The page of accounts and ways to meet."`
	Posts        Section `json:"posts,omitempty" doc:"The page of posts."`
	Wishlist     Section `json:"wishlist,omitempty" doc:"The page of the wishlist."`
	Archive      Section `json:"archive,omitempty" doc:"The page of archived blog posts."`
	Colophon     Section `json:"colophon" doc:"The page about the site itself."`
}

// Section is a page's own words, above what it lists.
type Section struct {
	Title       string `json:"title" translate:"yes" doc:"The heading of the page."`
	Label       string `json:"label,omitempty" translate:"yes" doc:"A shorter name for the navigation, where the title is long."`
	Description string `json:"description" translate:"yes" doc:"One plain sentence for search engines and link previews."`
	Text        Prose  `json:"text,omitempty" translate:"yes" doc:"The words under the heading, in Markdown."`
}

// Exists reports whether the site has the section.
func (s Section) Exists() bool { return s.Title != "" }

// Name is what the navigation calls the section.
func (s Section) Name() string {
	if s.Label != "" {
		return s.Label
	}
	return s.Title
}

// Person is whose site this is.
type Person struct {
	ID           string    `json:"id" format:"uuid" doc:"A UUID (RFC 9562) that never changes."`
	Handle       string    `json:"handle" format:"slug" doc:"A short name for addresses: it names the contact card, as in /ada.vcf."`
	Name         string    `json:"name" translate:"yes" doc:"The full name, as it is written."`
	GivenName    string    `json:"givenName,omitempty" translate:"yes" doc:"The part of the name that is the person's own."`
	FamilyName   string    `json:"familyName,omitempty" translate:"yes" doc:"The part of the name that is the family's."`
	Reading      string    `json:"reading,omitempty" translate:"yes" doc:"How the name is read, in letters that say so, such as kana; it is sorted by that."`
	Pronouns     string    `json:"pronouns,omitempty" translate:"yes" doc:"The pronouns, such as they/them."`
	JobTitle     string    `json:"jobTitle,omitempty" translate:"yes" doc:"What the person does, as on a card."`
	Affiliation  string    `json:"affiliation,omitempty" translate:"yes" doc:"Where the person works or studies."`
	Email        string    `json:"email,omitempty" format:"email" doc:"The address for e-mail; everybody will see it."`
	ORCID        string    `json:"orcid,omitempty" format:"orcid" doc:"The ORCID iD: four groups of four digits."`
	Accounts     []Account `json:"accounts,omitempty" doc:"Accounts elsewhere; each is published with rel=me."`
	Portrait     string    `json:"portrait,omitempty" format:"picture" doc:"A picture of the person, such as files/me.jpg."`
	PortraitSize []int     `json:"portraitSize,omitempty" made:"" doc:"The width and the height of the picture in pixels."`
	Scheduling   string    `json:"scheduling,omitempty" format:"https" doc:"The https address where a meeting can be booked."`
	ArchivedBlog string    `json:"archivedBlog,omitempty" format:"https" doc:"The https address of an earlier blog."`
}

// Account is a profile on another site.
type Account struct {
	Service string `json:"service" doc:"The service's name, such as GitHub."`
	User    string `json:"user" doc:"The name on that service, without @."`
	Address string `json:"address" format:"https" doc:"The https address of the profile."`
}

// Project is something the person builds or keeps.
type Project struct {
	ID         string   `json:"id" format:"uuid" doc:"A UUID (RFC 9562) that never changes, not even when the entry is renamed."`
	Slug       string   `json:"slug" format:"slug" doc:"The entry's name in addresses: lower-case letters, digits and single hyphens."`
	Formerly   []string `json:"formerly,omitempty" format:"slug" doc:"The slugs it had before; their addresses lead on to it."`
	Updated    Date     `json:"updated,omitempty" doc:"The day on which the entry last changed (YYYY-MM-DD), where that is later than its date."`
	Language   string   `json:"language,omitempty" format:"language" language:"words" doc:"The language of its words, as a BCP 47 tag, where that is not the language of the site."`
	Name       string   `json:"name" translate:"yes" doc:"The project's full name."`
	ShortName  string   `json:"shortName,omitempty" translate:"yes" doc:"The name it is commonly called, such as TUF."`
	Parent     string   `json:"parent,omitempty" format:"slug" doc:"The slug of the project this one is a part of."`
	Role       string   `json:"role" translate:"yes" doc:"The person's part in it, such as maintainer."`
	Foundation string   `json:"foundation,omitempty" doc:"The foundation that hosts it."`
	Level      string   `json:"level,omitempty" translate:"yes" doc:"Its level at the foundation, or its status, such as Graduated."`
	Homepage   string   `json:"homepage,omitempty" format:"https" doc:"The https address of its home page."`
	Repository string   `json:"repository,omitempty" format:"https" doc:"The https address of its source code."`
	Docs       string   `json:"docs,omitempty" format:"https" doc:"The https address of its documentation."`
	Package    string   `json:"package,omitempty" format:"https" doc:"The https address of its package."`
	Licence    string   `json:"licence,omitempty" doc:"Its licence as an SPDX expression, such as Apache-2.0."`
	Text       Prose    `json:"text,omitempty" translate:"yes" doc:"What it is and what the person does there, in Markdown."`
}

// Talk is one appearance: a talk, a panel, a demo, a podcast.
type Talk struct {
	ID           string     `json:"id" format:"uuid" doc:"A UUID (RFC 9562) that never changes, not even when the entry is renamed."`
	Slug         string     `json:"slug" format:"slug" doc:"The entry's name in addresses: lower-case letters, digits and single hyphens."`
	Formerly     []string   `json:"formerly,omitempty" format:"slug" doc:"The slugs it had before; their addresses lead on to it."`
	Updated      Date       `json:"updated,omitempty" doc:"The day on which the entry last changed (YYYY-MM-DD), where that is later than its date."`
	Title        string     `json:"title" doc:"The title as the programme has it."`
	Kind         TalkKind   `json:"kind" doc:"What kind of appearance it is."`
	Language     string     `json:"language" format:"language" doc:"The language it is held in, as a BCP 47 tag such as en."`
	Event        Event      `json:"event" doc:"Where it is held."`
	Date         Date       `json:"date,omitempty" doc:"The day of the session (YYYY-MM-DD), or only its month or year."`
	Start        string     `json:"start,omitempty" format:"time" doc:"When it begins, as HH:MM in the event's time zone."`
	End          string     `json:"end,omitempty" format:"time" doc:"When it ends, as HH:MM in the event's time zone."`
	Room         string     `json:"room,omitempty" translate:"yes" doc:"The room or stage."`
	People       []Speaker  `json:"people,omitempty" doc:"Everyone else on stage."`
	Session      string     `json:"session,omitempty" format:"https" doc:"The https address of the session in the programme."`
	Recording    *Recording `json:"recording,omitempty" doc:"The recording, when there is one."`
	Slides       string     `json:"slides,omitempty" format:"document" doc:"The https address of the slides, or a file such as files/slides.pdf."`
	SlideKB      int        `json:"slideKB,omitempty" made:"" doc:"How large that file is, in kB."`
	Projects     []string   `json:"projects,omitempty" format:"slug" doc:"Slugs of the projects it is about."`
	TextLanguage string     `json:"textLanguage,omitempty" format:"language" language:"text" doc:"The language of the text, as a BCP 47 tag, where that is not the language of the site."`
	Text         Prose      `json:"text,omitempty" translate:"yes" doc:"What it is about, in Markdown."`
}

// TalkKind says what kind of appearance a talk is.
type TalkKind string

// The kinds of talk.
const (
	KindTalk    TalkKind = "talk"
	KindPanel   TalkKind = "panel"
	KindDemo    TalkKind = "demo"
	KindPodcast TalkKind = "podcast"

	KindKeynote   TalkKind = "keynote"
	KindLecture   TalkKind = "lecture"
	KindWorkshop  TalkKind = "workshop"
	KindPoster    TalkKind = "poster"
	KindLightning TalkKind = "lightning talk"
)

// TalkKinds lists the kinds there are.
var TalkKinds = []TalkKind{KindTalk, KindPanel, KindDemo, KindPodcast, KindKeynote, KindLecture, KindWorkshop, KindPoster, KindLightning}

// Event is a conference, a meetup, a podcast: where talks happen.
type Event struct {
	Name     string `json:"name" doc:"The event's name without its year."`
	Edition  string `json:"edition,omitempty" doc:"Which one of the series: a year or a number."`
	Address  string `json:"address,omitempty" format:"https" doc:"The https address of the event."`
	Start    Date   `json:"start,omitempty" doc:"Its first day."`
	End      Date   `json:"end,omitempty" doc:"Its last day."`
	TimeZone string `json:"timeZone,omitempty" format:"timezone" doc:"Its IANA time zone, such as Europe/Prague."`
	City     string `json:"city,omitempty" translate:"yes" doc:"The city, in the language of the site."`
	Country  string `json:"country,omitempty" translate:"yes" doc:"The country, in the language of the site."`
}

// FullName is the event's name with its edition: "EuroPython 2023".
func (e Event) FullName() string {
	if e.Edition == "" {
		return e.Name
	}
	return e.Name + " " + e.Edition
}

// Speaker is somebody else who took part in a talk.
type Speaker struct {
	Name        string `json:"name" doc:"The full name."`
	Affiliation string `json:"affiliation,omitempty" doc:"Where they worked, as the programme says."`
	Role        string `json:"role,omitempty" doc:"Their part, where it is not the same as the person's: panelist, moderator, host, guest."`
}

// Recording is a talk's recording.
type Recording struct {
	Address  string `json:"address" format:"https" doc:"The https address of the recording."`
	Seconds  int    `json:"seconds,omitempty" doc:"Its length in seconds."`
	Uploaded Date   `json:"uploaded,omitempty" doc:"The day it was put there (YYYY-MM-DD); search engines list no video without it."`
}

// When is the best-known date of the talk: the session's, or else the first
// day of the event. It is empty when neither is known.
func (t Talk) When() Date {
	if t.Date != "" {
		return t.Date
	}
	return t.Event.Start
}

// Year is the year the talk is listed under: that of its date, or else the
// event's edition where that is a year. It is 0 when neither is known.
func (t Talk) Year() int {
	if when := t.When(); when != "" {
		return when.Year()
	}
	if edition := Date(t.Event.Edition); edition.Precision() == ToYear {
		return edition.Year()
	}
	return 0
}

// Dated reports whether the day of the talk itself is known, not only that of
// its event: then it can stand in a calendar.
func (t Talk) Dated() bool { return t.Date.Precision() == ToDay }

// Wishlist is what the person would like to have or to do.
type Wishlist struct {
	Address string `json:"address,omitempty" format:"https" doc:"The https address of the list in a shop."`
	Items   []Wish `json:"items,omitempty" doc:"Wishes listed on the site itself."`
}

// Wish is one entry of the wishlist.
type Wish struct {
	ID       string   `json:"id" format:"uuid" doc:"A UUID (RFC 9562) that never changes, not even when the entry is renamed."`
	Slug     string   `json:"slug" format:"slug" doc:"The entry's name in addresses: lower-case letters, digits and single hyphens."`
	Formerly []string `json:"formerly,omitempty" format:"slug" doc:"The slugs it had before; their addresses lead on to it."`
	Updated  Date     `json:"updated,omitempty" doc:"The day on which the entry last changed (YYYY-MM-DD), where that is later than its date."`
	Language string   `json:"language,omitempty" format:"language" language:"words" doc:"The language of its words, as a BCP 47 tag, where that is not the language of the site."`
	Title    string   `json:"title" translate:"yes" doc:"What it is."`
	Address  string   `json:"address,omitempty" format:"https" doc:"An https address that shows it."`
	Text     Prose    `json:"text,omitempty" translate:"yes" doc:"Why, in Markdown."`
}
