package content

// Words are the words of the interface in one language: all that a site says
// which its owner has not written. Package content/words has them by language,
// as data; they travel in the bundle, so that the server and the browser say the
// same, and no tables of languages reach the browser.
//
// Each field is said somewhere, and each language has every field; the tests of
// package content/words see to both. The "holds" tag names the places that a
// [Pattern] or a [Counted] has to have.
type Words struct {
	Language  string `json:"language" doc:"The language of these words, as a BCP 47 tag."`
	Direction string `json:"direction,omitempty" doc:"rtl if they are written from right to left."`
	Locale    string `json:"locale" doc:"The BCP 47 tag by which scripts write dates and numbers as these words do."`

	Numbers   NumberWords    `json:"numbers" doc:"How numbers and lengths of time are written."`
	Plurals   []PluralRule   `json:"plurals,omitempty" doc:"Which form goes with a number: that of the first rule that fits, or else the form for any other."`
	Dates     DateWords      `json:"dates" doc:"How dates are written."`
	Lists     ListWords      `json:"lists" doc:"How lists are written."`
	Languages []LanguageName `json:"languages,omitempty" doc:"The names of the languages in which the site has something."`

	Shell    ShellWords   `json:"shell" doc:"Around every page."`
	Home     HomeWords    `json:"home" doc:"The home page."`
	Projects ProjectWords `json:"projects" doc:"Projects."`
	Talks    TalkWords    `json:"talks" doc:"Talks."`
	Filter   FilterWords  `json:"filter" doc:"The form that narrows the list of talks."`
	Years    YearWords    `json:"years" doc:"Lists by year."`
	Posts    PostWords    `json:"posts" doc:"Posts."`
	Search   SearchWords  `json:"search" doc:"The search."`
	Connect  ConnectWords `json:"connect" doc:"Ways to meet, and what is elsewhere."`
	Edition  EditionWords `json:"edition" doc:"The edition, on the colophon."`
	Keep     KeepWords    `json:"keep" doc:"The copy that a browser keeps, on the colophon."`
	Standin  StandinWords `json:"standin" doc:"Pages in place of others."`
	Data     DataWords    `json:"data" doc:"What other programs read."`
	Script   ScriptWords  `json:"script" doc:"What the script of the offline copy says."`

	Signatures *SignatureWords `json:"signatures,omitempty" doc:"The signatures, on the colophon of a site that has some; others have no words for it."`
}

// NumberWords are how a language writes numbers and lengths of time.
type NumberWords struct {
	Group   string  `json:"group" doc:"What stands between groups of three digits."`
	Least   int     `json:"least" doc:"From how many digits on there are groups."`
	Minutes Pattern `json:"minutes" holds:"n" doc:"So many minutes, in short."`
	KB      Pattern `json:"kb" holds:"n" doc:"So many kilobytes, in short."`
	MB      Pattern `json:"mb" holds:"n" doc:"So many megabytes, in short."`
	Hours   Pattern `json:"hours" holds:"n minutes" doc:"So many hours, and minutes."`
}

// PluralRule says which form goes with some numbers (the plural rules of CLDR,
// for whole numbers): those that, or whose remainder, lie between two others.
type PluralRule struct {
	Form string `json:"form" doc:"zero, one, two, few or many."`
	Of   int    `json:"of,omitempty" doc:"What the number is divided by first, if it is the remainder that counts."`
	From int    `json:"from,omitempty" doc:"The smallest that fits."`
	To   int    `json:"to,omitempty" doc:"The largest that fits."`
}

// DateWords are how a language writes dates, at each precision.
type DateWords struct {
	Year        Pattern  `json:"year" holds:"year" doc:"A year."`
	Month       Pattern  `json:"month" holds:"month year" doc:"A month of a year."`
	Day         Pattern  `json:"day" holds:"day month year" doc:"A day."`
	ShortDay    Pattern  `json:"shortDay" holds:"day month" doc:"A day under the heading of its year."`
	FirstDay    string   `json:"firstDay,omitempty" doc:"What the first day of a month is called, if it is not 1."`
	Range       Pattern  `json:"range" holds:"first last" doc:"From one day, or time of day, to another."`
	Zone        Pattern  `json:"zone" holds:"time zone" doc:"A time of day in a time zone."`
	Months      []string `json:"months" doc:"The months, after a day."`
	ShortMonths []string `json:"shortMonths" doc:"The months in short, under the heading of their year: after a day, or alone."`
	AloneMonths []string `json:"aloneMonths" doc:"The months without a day."`
}

// ListWords are what stands between the items of a list.
type ListWords struct {
	Comma string `json:"comma" doc:"Between two items of several."`
	Pair  string `json:"pair" doc:"Between two items that are all."`
	Last  string `json:"last" doc:"Before the last of three or more."`
}

// LanguageName is what a language is called.
type LanguageName struct {
	Language string `json:"language" doc:"The language, as a BCP 47 tag."`
	Name     string `json:"name" doc:"Its name."`
}

// ShellWords stand around every page.
type ShellWords struct {
	Skip        string  `json:"skip" doc:"The link past the header."`
	Main        string  `json:"main" doc:"The navigation in the header."`
	More        string  `json:"more" doc:"The navigation in the footer."`
	Languages   string  `json:"languages" doc:"The links to the page in other languages."`
	ThemeSystem string  `json:"themeSystem" doc:"The button for the theme, while it is the system's."`
	ThemeLight  string  `json:"themeLight" doc:"The button for the theme, while it is the light one."`
	ThemeDark   string  `json:"themeDark" doc:"The button for the theme, while it is the dark one."`
	Edition     Pattern `json:"edition" holds:"edition" doc:"Which edition it is."`
	Feed        string  `json:"feed" doc:"The link to the feed."`
	NewEdition  string  `json:"newEdition" doc:"What tells of a new edition."`
	ReadIt      string  `json:"readIt" doc:"The button that shows the new edition."`
	Later       string  `json:"later" doc:"The button that does not, yet."`
}

// HomeWords lead from the home page to the others.
type HomeWords struct {
	Projects     string `json:"projects" doc:"To all projects."`
	Talks        string `json:"talks" doc:"To all talks."`
	Publications string `json:"publications" doc:"To all publications."`
	Connect      string `json:"connect" doc:"To the ways to connect."`
	Wishlist     string `json:"wishlist" doc:"To the wishlist."`
	Posts        string `json:"posts" doc:"To all archived posts."`
}

// ProjectWords are about projects.
type ProjectWords struct {
	HomePage      string  `json:"homePage" doc:"The link to its home page."`
	SourceCode    string  `json:"sourceCode" doc:"The link to its source code."`
	Documentation string  `json:"documentation" doc:"The link to its documentation."`
	Package       string  `json:"package" doc:"The link to its package."`
	Of            Pattern `json:"of" holds:"link project" doc:"One of these links, with the name of the project."`
	PartOf        Pattern `json:"partOf" holds:"project" doc:"What it is a part of."`
}

// KindWords are what the kinds of talk are called.
type KindWords struct {
	Talk    string `json:"talk" doc:"A talk."`
	Panel   string `json:"panel" doc:"A panel."`
	Demo    string `json:"demo" doc:"A demo."`
	Podcast string `json:"podcast" doc:"A podcast."`

	Keynote   string `json:"keynote" doc:"A keynote."`
	Lecture   string `json:"lecture" doc:"A lecture, as at a university."`
	Workshop  string `json:"workshop" doc:"A workshop."`
	Poster    string `json:"poster" doc:"A poster at a conference."`
	Lightning string `json:"lightning" doc:"A lightning talk."`
}

// TalkWords are about talks.
type TalkWords struct {
	Kinds KindWords `json:"kinds" doc:"The kinds of talk."`

	By   Pattern `json:"by" holds:"kind people event" doc:"What is a talk by somebody, as the beginning of a sentence."`
	With Pattern `json:"with" holds:"kind people event" doc:"What is a talk among several, as the beginning of a sentence."`
	In   Pattern `json:"in" holds:"sentence place" doc:"That sentence, with where it is."`
	On   Pattern `json:"on" holds:"sentence date" doc:"That sentence, with when it is."`
	Stop Pattern `json:"stop" holds:"sentence" doc:"That sentence, ended."`

	Calendar     string  `json:"calendar" doc:"The link to the calendar of all talks."`
	Feed         string  `json:"feed" doc:"The link to the feed."`
	Together     Pattern `json:"together" holds:"people" doc:"With whom a talk is, in a list."`
	Recorded     string  `json:"recorded" doc:"What marks a talk with a recording, in a list."`
	Upcoming     string  `json:"upcoming" doc:"What marks a talk that is to come, in a list."`
	Event        string  `json:"event" doc:"The name of a fact: where it is held."`
	Date         string  `json:"date" doc:"The name of a fact: its day."`
	Time         string  `json:"time" doc:"The name of a fact: its time of day."`
	Place        string  `json:"place" doc:"The name of a fact: its city and country."`
	Room         string  `json:"room" doc:"The name of a fact: its room."`
	InCalendar   string  `json:"inCalendar" doc:"The name of a fact: the link to its calendar."`
	Add          string  `json:"add" doc:"The link to its calendar, while the talk is to come."`
	File         string  `json:"file" doc:"The link to its calendar, when the talk is past."`
	People       string  `json:"people" doc:"The name of a fact: with whom it is."`
	Kind         string  `json:"kind" doc:"The name of a fact: what kind of talk it is."`
	About        string  `json:"about" doc:"The name of a fact: the projects it is about."`
	Programme    string  `json:"programme" doc:"The name of a fact: the link to the programme."`
	Session      Pattern `json:"session" holds:"event" doc:"The link to the programme."`
	Slides       string  `json:"slides" doc:"The name of a fact: its slides."`
	ViewSlides   string  `json:"viewSlides" doc:"The link to its slides."`
	Recording    string  `json:"recording" doc:"The name of a fact: its recording."`
	Watch        string  `json:"watch" doc:"The link to a recording to look at."`
	WatchYouTube string  `json:"watchYouTube" doc:"The link to a recording on YouTube."`
	Listen       string  `json:"listen" doc:"The link to a recording to listen to."`
	Length       Pattern `json:"length" holds:"link length" doc:"The link to a recording, and its length."`
	Play         string  `json:"play" doc:"The button that plays the recording in the page."`
	PlayLength   Pattern `json:"playLength" holds:"length" doc:"The same, with its length."`
	Video        Pattern `json:"video" holds:"title" doc:"The title of the video in the page."`
	VideoOffline string  `json:"videoOffline" doc:"What stands in place of the video without a network."`
}

// FilterWords are of the form that narrows the list of talks.
type FilterWords struct {
	Label      string  `json:"label" doc:"What the form is."`
	Year       string  `json:"year" doc:"The choice of a year."`
	Kind       string  `json:"kind" doc:"The choice of a kind."`
	Project    string  `json:"project" doc:"The choice of a project."`
	Recorded   string  `json:"recorded" doc:"The choice of talks with a recording."`
	Submit     string  `json:"submit" doc:"The button of the form."`
	Any        string  `json:"any" doc:"The choice that leaves nothing out."`
	None       string  `json:"none" doc:"No talk is asked for so."`
	All        Counted `json:"all" holds:"n" doc:"All talks are shown."`
	Newest     Counted `json:"newest" holds:"shown n" doc:"The newest talks of n are shown."`
	Found      Counted `json:"found" holds:"found n" doc:"Some talks of n are shown."`
	ShowAll    string  `json:"showAll" doc:"The link to all talks."`
	ShowNewest string  `json:"showNewest" doc:"The link to the newest talks."`
}

// YearWords are of lists by year.
type YearWords struct {
	Label        string  `json:"label" doc:"What leads from year to year."`
	Undated      string  `json:"undated" doc:"The heading of what has no date."`
	In           Pattern `json:"in" holds:"section year" doc:"The title of the page of a year."`
	Talks        Pattern `json:"talks" holds:"section year" doc:"What the page of the talks of a year has."`
	UndatedTalks Pattern `json:"undatedTalks" holds:"section" doc:"What the page of the talks without a date has."`
	Posts        Pattern `json:"posts" holds:"section year" doc:"What the page of the posts of a year has."`
	UndatedPosts Pattern `json:"undatedPosts" holds:"section" doc:"What the page of the posts without a date has."`
	Newer        Pattern `json:"newer" holds:"year" doc:"The link to the year after."`
	Older        Pattern `json:"older" holds:"year" doc:"The link to the year before."`
	OlderTalks   Pattern `json:"olderTalks" holds:"year" doc:"The link from the newest talks to those before."`
	OlderPosts   Pattern `json:"olderPosts" holds:"year" doc:"The link from the newest posts to those before."`
}

// PostWords are about posts.
type PostWords struct {
	All         string  `json:"all" doc:"The link to all posts."`
	Date        string  `json:"date" doc:"The name of a fact: its day."`
	ReadingTime string  `json:"readingTime" doc:"The name of a fact: how long it takes to read."`
	Language    string  `json:"language" doc:"The name of a fact: the language it is in."`
	First       string  `json:"first" doc:"The name of a fact: where it was published first."`
	Tags        string  `json:"tags" doc:"The name of a fact: its tags."`
	Tagged      Pattern `json:"tagged" holds:"tag" doc:"What the page of a tag has, as its title."`
	TaggedLead  Pattern `json:"taggedLead" holds:"tag site" doc:"The same in a sentence."`
	Feed        Pattern `json:"feed" holds:"tag" doc:"The link to the feed of a tag, or of a language."`
	Beside      string  `json:"beside" doc:"What leads to the posts before and after."`
	Newer       Pattern `json:"newer" holds:"title" doc:"The link to the post after."`
	Older       Pattern `json:"older" holds:"title" doc:"The link to the post before."`
	Draft       string  `json:"draft" doc:"What marks a draft."`
	Contents    string  `json:"contents" doc:"The heading of the table of contents."`
	Footnotes   string  `json:"footnotes" doc:"What the footnotes are called."`
	Back        string  `json:"back" doc:"The link from a footnote to the text."`
	Open        string  `json:"open" doc:"A box of a list that is not ticked."`
	Done        string  `json:"done" doc:"A box of a list that is ticked."`
}

// SearchWords are of the search.
type SearchWords struct {
	Title        string  `json:"title" doc:"The name of the search."`
	Description  string  `json:"description" doc:"What the page of the search is for, in a sentence."`
	Field        string  `json:"field" doc:"The field."`
	Submit       string  `json:"submit" doc:"The button of the form."`
	Close        string  `json:"close" doc:"The button that closes the dialog."`
	Keys         string  `json:"keys" doc:"Which keys there are."`
	Found        Counted `json:"found" holds:"n words" doc:"How many results there are."`
	Best         Counted `json:"best" holds:"shown n words" doc:"How many of n results are shown."`
	None         Pattern `json:"none" holds:"words" doc:"Nothing has the words."`
	NoneOfKind   Pattern `json:"noneOfKind" holds:"words" doc:"Nothing of the kind has the words, but something else."`
	Kinds        string  `json:"kinds" doc:"What leads to the results of a kind."`
	All          string  `json:"all" doc:"Results of all kinds."`
	Pages        string  `json:"pages" doc:"Several pages."`
	Projects     string  `json:"projects" doc:"Several projects."`
	Talks        string  `json:"talks" doc:"Several talks."`
	Publications string  `json:"publications" doc:"Several publications."`
	Posts        string  `json:"posts" doc:"Several archived posts."`
	Page         string  `json:"page" doc:"A page."`
	Project      string  `json:"project" doc:"A project."`
	Talk         string  `json:"talk" doc:"A talk."`
	Publication  string  `json:"publication" doc:"A publication."`
	Post         string  `json:"post" doc:"An archived post."`
	Wishes       string  `json:"wishes" doc:"Several wishes."`
	Wish         string  `json:"wish" doc:"A wish."`
}

// ConnectWords are about ways to meet, and what is elsewhere.
type ConnectWords struct {
	Meeting  string `json:"meeting" doc:"The name of a fact: where a meeting can be booked."`
	Schedule string `json:"schedule" doc:"The link to where a meeting can be booked."`
	Card     string `json:"card" doc:"The name of a fact: the contact card."`
	Wishlist string `json:"wishlist" doc:"The link to a list in a shop."`
	Email    string `json:"email" doc:"The name of a fact: the address for e-mail."`
	Preprint string `json:"preprint" doc:"The link to a preprint of a publication."`
	Blog     string `json:"blog" doc:"The link to an earlier blog."`
}

// EditionWords are about the edition, on the colophon.
type EditionWords struct {
	Title   string  `json:"title" doc:"The heading."`
	Seal    Pattern `json:"seal" holds:"edition" doc:"What the seal is, for those who do not see it."`
	About   string  `json:"about" doc:"What the seal is, for those who do."`
	Date    string  `json:"date" doc:"The name of a fact: the date of the edition."`
	Check   string  `json:"check" doc:"The heading of how one checks the digest."`
	Content Pattern `json:"content" holds:"file" doc:"What the digest is of."`
	File    string  `json:"file" doc:"The link to that."`

	Licences string `json:"licences" doc:"The link to the licences of what the site is made of."`
}

// KeepWords are about the copy that a browser keeps, on the colophon.
type KeepWords struct {
	Title   string `json:"title" doc:"The heading."`
	About   string `json:"about" doc:"What the copy is."`
	Saved   string `json:"saved" doc:"The name of a fact: what is saved."`
	Unknown string `json:"unknown" doc:"What stands there until it is known."`
	Size    string `json:"size" doc:"The name of a fact: how large it is."`
	NoSize  string `json:"noSize" doc:"What stands there until it is known."`
	Checked string `json:"checked" doc:"The name of a fact: when the site was last reached."`
	Never   string `json:"never" doc:"What stands there until it is known."`
	Check   string `json:"check" doc:"The button that looks for a new edition."`
	Save    string `json:"save" doc:"The button that keeps a copy."`
	Remove  string `json:"remove" doc:"The button that removes the copy."`
	Install string `json:"install" doc:"The button that installs the site."`
	Online  string `json:"online" doc:"The name of a fact: which files are too large for the copy."`
	ByHand  string `json:"byHand" doc:"The heading of how to install it without that."`
	IPhone  string `json:"iPhone" doc:"How, on an iPhone."`
	Safari  string `json:"safari" doc:"How, in Safari on a Mac."`
	Firefox string `json:"firefox" doc:"How, in Firefox."`
	Chrome  string `json:"chrome" doc:"How, in Chrome and Edge."`
}

// StandinWords are of pages in place of others.
type StandinWords struct {
	NotFound     string  `json:"notFound" doc:"The title for an address that does not exist."`
	NotFoundLead string  `json:"notFoundLead" doc:"What that page is, in a sentence."`
	NotFoundText string  `json:"notFoundText" doc:"What it says before a list of pages."`
	Offline      string  `json:"offline" doc:"The title for an address that is not saved."`
	OfflineName  string  `json:"offlineName" doc:"What links call that page."`
	OfflineLead  string  `json:"offlineLead" doc:"What that page is, in a sentence."`
	OfflineText  string  `json:"offlineText" doc:"What it says before a list of pages."`
	Moved        string  `json:"moved" doc:"The title for an address that leads on."`
	MovedTo      Pattern `json:"movedTo" holds:"link" doc:"Where it leads."`
}

// DataWords are in what other programs read.
type DataWords struct {
	Published    Pattern `json:"published" holds:"publisher date" doc:"A publication, in a sentence."`
	Pages        string  `json:"pages" doc:"The heading of the pages."`
	Title        string  `json:"title" doc:"The heading of what is data."`
	Colophon     string  `json:"colophon" doc:"What a new site calls its colophon."`
	ColophonLead string  `json:"colophonLead" doc:"What that page is, in a sentence."`
	Posts        string  `json:"posts" doc:"What a new site calls its posts."`
	JSON         string  `json:"json" doc:"The content as JSON."`
	Schema       Pattern `json:"schema" holds:"file" doc:"What describes that."`
	Atom         string  `json:"atom" doc:"The Atom feed."`
	JSONFeed     string  `json:"jsonFeed" doc:"The JSON feed."`
	Feed         string  `json:"feed" doc:"What the feeds have."`
	Screenshot   Pattern `json:"screenshot" holds:"site" doc:"The picture that browsers show before they install the site."`
}

// ScriptWords are what the script of the offline copy says. It gets them in
// this form: see web/static/offline.js.
type ScriptWords struct {
	Ready       Pattern `json:"ready" holds:"news" doc:"A new edition is ready, and what is new in it."`
	NewTalks    Counted `json:"newTalks" holds:"n" doc:"So many talks are new."`
	NewPages    Counted `json:"newPages" holds:"n" doc:"So many pages are new."`
	Changed     Counted `json:"changed" holds:"n" doc:"So many pages have changed."`
	Small       string  `json:"small" doc:"Nothing of these is new."`
	Needs       Pattern `json:"needs" holds:"link" doc:"A link needs the network."`
	Insist      string  `json:"insist" doc:"The reader may follow the link again, and it is tried."`
	Unreachable string  `json:"unreachable" doc:"The site cannot be reached."`
	Checked     string  `json:"checked" doc:"The site was reached."`
	Removed     string  `json:"removed" doc:"The copy is removed."`
	Offline     string  `json:"offline" doc:"There is no network."`
	Reading     Pattern `json:"reading" holds:"date" doc:"There is no network, and which edition this is."`
	Saved       Pattern `json:"saved" holds:"saved pages date" doc:"What is saved."`
	Saving      string  `json:"saving" doc:"It is being saved."`
	Nothing     string  `json:"nothing" doc:"Nothing is saved."`
	Unable      string  `json:"unable" doc:"This browser cannot keep a copy."`
	None        string  `json:"none" doc:"The size of no copy."`
	Refused     string  `json:"refused" doc:"This browser refuses to keep a copy, and why."`
	Altered     Pattern `json:"altered" holds:"url expected got next" doc:"A file was changed on its way, by its hashes, and when it is tried again."`
}

// SignatureWords are about the signatures of a site that has some.
type SignatureWords struct {
	Title       string `json:"title" doc:"The heading."`
	About       string `json:"about" doc:"What they show, and how anybody can verify them."`
	State       string `json:"state" doc:"The name of a fact: what this browser thinks of them."`
	Unknown     string `json:"unknown" doc:"What stands there until it is known."`
	Signers     string `json:"signers" doc:"The name of a fact: the keys that sign what the site says."`
	Version     string `json:"version" doc:"The name of a fact: how often the site was signed."`
	Until       string `json:"until" doc:"The name of a fact: how long the signatures are good."`
	Verified    string `json:"verified" doc:"The name of a fact: when this browser last verified them."`
	Fingerprint string `json:"fingerprint" doc:"The name of a fact: the digest of the first root."`
	Who         string `json:"who" doc:"The heading of what they protect from."`
	Altered     string `json:"altered" doc:"A host that alters files."`
	Withheld    string `json:"withheld" doc:"A host that sends old files, or no new ones."`
	Stolen      string `json:"stolen" doc:"A thief of the key that is on the server."`
	Owned       string `json:"owned" doc:"Whoever has taken the host over: not prevented."`
	First       string `json:"first" doc:"A first visit: believed, so compare the fingerprint."`

	Script SignatureScriptWords `json:"script" doc:"What the script says."`
}

// SignatureScriptWords are what the script says that shows signatures. It gets
// them in this form: see web/static/signed.js.
type SignatureScriptWords struct {
	Good         string  `json:"good" doc:"They are good."`
	Expired      Pattern `json:"expired" holds:"date" doc:"Since when nothing has been proven: nothing new is accepted, what is there can be read."`
	NotInstalled Pattern `json:"notInstalled" holds:"why file" doc:"Something newer was not installed, and why: one of the four below, about a file."`
	NotKept      Pattern `json:"notKept" holds:"why file" doc:"The same of a first visit, before which there is nothing."`
	BySignature  string  `json:"bySignature" doc:"The file is not signed by those who have to."`
	ByRollback   string  `json:"byRollback" doc:"It is older than what this browser has seen."`
	ByAltered    string  `json:"byAltered" doc:"It is not what was signed."`
	ByUnreadable string  `json:"byUnreadable" doc:"It is missing, or cannot be read."`
	NoEd25519    string  `json:"noEd25519" doc:"This browser cannot verify signatures, and goes by the hashes alone."`
}
