package load_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"kairo.dev/app/ui"
	"kairo.dev/content/load"
)

// TestProblems makes one mistake at a time and expects the exact report of it.
func TestProblems(t *testing.T) {
	const talks, projects, site = "talks.json", "projects.json", "site.json"
	for _, test := range []struct {
		name      string
		file      string
		old, new  string // the change; a file without old is replaced as a whole
		want      string
		alsoWants []string
	}{
		// The JSON itself.
		{name: "an empty file", file: talks, new: ``,
			want: `talks.json:1:1: is empty`},
		{name: "only white space", file: talks, new: " \n\n",
			want: `talks.json:3:1: is empty`},
		{name: "not JSON", file: talks, new: "talks:\n",
			want: `talks.json:1:1: want a value, found talks: text stands in double quotes`},
		{name: "text after the end", file: talks, new: `{"talks": []} {}`,
			want: `talks.json:1:15: something follows the end of the JSON value: '{'`},
		{name: "a comment", file: talks, old: `"talks": [`, new: "// mine\n\"talks\": [",
			want: `talks.json:2:3: JSON has no comments`},
		{name: "a comma too many", file: talks, old: "\"projects\": [\"engine\"]\n", new: "\"projects\": [\"engine\"],\n",
			want: `talks.json:15:5: a comma stands before }: remove it`},
		{name: "a comma too few", file: talks, old: `"kind": "panel",`, new: `"kind": "panel"`,
			want: `talks.json:21:7: want , or }, found '"'`},
		{name: "a comma at the end of a list", file: talks, old: `["engine"]`, new: `["engine",]`,
			want: `talks.json:14:29: a comma stands before ]: remove it`},
		{name: "a string without its end", file: talks, old: `"Second Talk"`, new: `"Second Talk`,
			want: `talks.json:19:29: the string does not end in its line: close it with ", or write \n for a new line`},
		{name: "a file cut off", file: talks, new: `{"talks": [{"id": "x`,
			want: `talks.json:1:19: the string that begins here has no closing "`},
		{name: "a name without quotes", file: talks, old: `"slug": "first-talk"`, new: `slug: "first-talk"`,
			want: `talks.json:5:7: want the name of a member in quotes or }, found 's'`},
		{name: "single quotes", file: talks, old: `"panel"`, new: `'panel'`,
			want: `talks.json:20:15: want a value, found '\''`},
		{name: "a bad escape", file: talks, old: `"First Talk"`, new: `"First \x Talk"`,
			want: `talks.json:6:23: there is no escape \x in JSON; a backslash itself is written \\`},
		{name: "a bad code point", file: talks, old: `"First Talk"`, new: `"First \u12g4 Talk"`,
			want: `talks.json:6:23: want four hexadecimal digits after \u`},
		{name: "a bad number", file: talks, old: `1800`, new: `01800`,
			want: `talks.json:13:75: 01800 is not a number`},
		{name: "a new line in a string", file: talks, old: `"First Talk"`, new: "\"First\nTalk\"",
			want: `talks.json:6:22: the string does not end in its line: close it with ", or write \n for a new line`},
		{name: "nesting", file: talks, new: strings.Repeat("[", 1_000_000),
			want: `talks.json:1:18: values are nested more than 16 deep`},
		{name: "invalid UTF-8", file: talks, old: `"First Talk"`, new: "\"First \xff Talk\"",
			want: `talks.json:6:23: the byte 0xff is not UTF-8: save the file as UTF-8`},
		{name: "a byte order mark", file: talks, new: "\ufeff{}",
			want: `talks.json:1:1: begins with a byte order mark: save the file as UTF-8 without one`},
		{name: "a huge file", file: talks, new: strings.Repeat(" ", 9<<20),
			want: `talks.json: is larger than 8 MiB`},
		{name: "a missing file", file: "person.json", new: `(remove)`,
			want: `person.json: is missing; the shortest there is: {"id": "edf6900d-49f2-5106-8c97-f54b59b1c75a", "handle": "ada", "name": "Ada"}`},
		{name: "a file of another name", file: "talk.json", new: `{}`,
			want: `talk.json: is not a file of content (did you mean "talks.json"?)`},
		{name: "an unknown member", file: talks, old: `"title": "First Talk"`, new: `"tilte": "First Talk"`,
			want: `talks.json:3:5: talks[0].title: is missing`, alsoWants: []string{
				`talks.json:6:7: talks[0].tilte: is not known (did you mean "title"?)`,
			}},
		{name: "an unknown member like no other", file: talks, old: `"date": "2024-03"`, new: `"date": "2024-03", "attendance": 300`,
			want: `talks.json:32:26: talks[2].attendance: is not known (there are id, slug, formerly, updated, title, kind, language, event, date, start, end, room, people, session, recording, slides, projects, textLanguage, text)`},
		{name: "an unknown member at the top", file: talks, old: `"talks": [`, new: `"version": 1, "talks": [`,
			want: `talks.json:2:3: version: is not known (there are talks)`},
		{name: "a member twice", file: talks, old: `"kind": "panel",`, new: `"kind": "panel", "kind": "demo",`,
			want: `talks.json:20:24: talks[1].kind: is there twice (first in line 20)`},
		{name: "a list for an object", file: talks, new: `[]`,
			want: `talks.json:1:1: is an array; want an object`},
		{name: "a string for a list", file: talks, old: `["engine"]`, new: `"engine"`,
			want: `talks.json:14:19: talks[0].projects: is a string; want an array`},
		{name: "a number for a string", file: talks, old: `"First Talk"`, new: `1`,
			want: `talks.json:6:16: talks[0].title: is a number; want a string`},
		{name: "a string for a number", file: talks, old: `1800`, new: `"1800"`,
			want: `talks.json:13:75: talks[0].recording.seconds: is a string; want a number`},
		{name: "a number below zero", file: talks, old: `1800`, new: `-1`,
			want: `talks.json:13:75: talks[0].recording.seconds: -1 is not a whole number above 0`},
		{name: "a fraction", file: talks, old: `1800`, new: `1.5`,
			want: `talks.json:13:75: talks[0].recording.seconds: 1.5 is not a whole number above 0`},
		{name: "null for what is required", file: talks, old: `"title": "Second Talk"`, new: `"title": null`,
			want: `talks.json:19:16: talks[1].title: is null; want a string`},
		{name: "a missing text", file: talks, old: "\"title\": \"Second Talk\",\n", new: ``,
			want: `talks.json:16:5: talks[1].title: is missing`},
		{name: "an empty text", file: talks, old: `"Second Talk"`, new: `""`,
			want: `talks.json:19:16: talks[1].title: is empty: fill it in, or leave it out where it can be`},
		{name: "white space for text", file: talks, old: `"Second Talk"`, new: `"  "`,
			want: `talks.json:19:16: talks[1].title: is empty: fill it in, or leave it out where it can be`},
		{name: "letters that do not show", file: talks, old: `"Second Talk"`, new: `"\u200b \u00ad\u3164\ufe0f"`,
			want: `talks.json:19:16: talks[1].title: is empty but for what does not show (U+200B): fill it in, or leave it out where it can be`},
		{name: "the year 0", file: talks, old: `"date": "2024-03"`, new: `"date": "0000-03"`,
			want: `talks.json:32:15: talks[2].date: "0000-03" is not a date (want YYYY, YYYY-MM or YYYY-MM-DD)`},
		{name: "white space around text", file: talks, old: `"Second Talk"`, new: `"Second Talk "`,
			want: `talks.json:19:16: talks[1].title: "Second Talk " begins or ends with white space`},
		{name: "a new line in a title", file: talks, old: `"Second Talk"`, new: `"Second\nTalk"`,
			want: `talks.json:19:16: talks[1].title: holds the control character U+000A; want plain text in one line`},
		{name: "a missing id", file: talks, old: "\"id\": \"00000000-0000-4000-8000-000000000022\",\n", new: ``,
			want: `talks.json:16:5: talks[1].id: is missing (a new one: "25da8fce-2c22-5f0a-8c42-58390c58b4be")`},
		{name: "an id that is no UUID", file: talks, old: `"00000000-0000-4000-8000-000000000022"`, new: `"second"`,
			want: `talks.json:17:13: talks[1].id: "second" is not an id yet (a new one: "3ef274d7-e408-5acc-b06b-d768e53add06")`},
		{name: "an empty id", file: talks, old: `"00000000-0000-4000-8000-000000000022"`, new: `""`,
			want: `talks.json:17:13: talks[1].id: "" is not an id yet (a new one: "3ef274d7-e408-5acc-b06b-d768e53add06")`},
		{name: "a slug in German", file: talks, old: `"second-talk"`, new: `"Größe für Jürgen"`,
			want: `talks.json:18:15: talks[1].slug: "Größe für Jürgen" is not a slug (want lower-case letters, digits and single hyphens, such as "groesse-fuer-juergen")`},
		{name: "a slug in Portuguese", file: talks, old: `"second-talk"`, new: `"Mudança de endereço"`,
			want: `talks.json:18:15: talks[1].slug: "Mudança de endereço" is not a slug (want lower-case letters, digits and single hyphens, such as "mudanca-de-endereco")`},
		{name: "a slug in Japanese", file: talks, old: `"first-talk"`, new: `"検証"`,
			want: `talks.json:5:15: talks[0].slug: "検証" is not a slug (want lower-case letters, digits and single hyphens, such as "2023-07-19")`},
		{name: "curly quotes", file: talks, old: `"Second Talk"`, new: `“Second Talk”`,
			want: `talks.json:19:16: want a value, found '“', a curly quote: type a straight one, "`},
		{name: "curly quotes around a name", file: talks, old: `"title": "Second Talk"`, new: `“title”: "Second Talk"`,
			want: `talks.json:19:7: want the name of a member in quotes or }, found '“', a curly quote: type a straight one, "`},
		{name: "a part of a page that is not there", file: site, old: `(/talks)`, new: `(/talks#y2022)`,
			want: `site.json:9:77: sections.home.text: the link to "/talks#y2022" leads to no part of the page (did you mean "/talks#y2024"?)`},
		{name: "a part of no page", file: site, old: `(/talks)`, new: `(#talks)`,
			want: `site.json:9:77: sections.home.text: the link to "#talks" names no page, and the words stand on more than one (want /page#talks)`},
		{name: "an own address in full that leads nowhere", file: site, old: `(/talks)`, new: `(https://example.org/x.pdf)`,
			want: `site.json:9:77: sections.home.text: the link to "https://example.org/x.pdf" leads to no page of the site`},
		{name: "an own address that is no link in prose", file: talks, old: `"https://video.example.org/1"`, new: `"https://example.org/1.mp4"`,
			want: `talks.json:13:33: talks[0].recording.address: the link to "https://example.org/1.mp4" leads to no page of the site`},
		{name: "a table", file: site, old: `"Hello,`, new: `"| a | b |\n| - | - |\n| 1 | 2 |\n\nHello,`,
			want: `site.json:9:77: sections.home.text: a table is not supported in Markdown here (use a list instead)`},
		{name: "a footnote", file: site, old: `(/talks)."`, new: `(/talks)[^1].\n\n[^1]: A note."`,
			want: `site.json:9:77: sections.home.text: a footnote is not supported in Markdown here (put it in parentheses)`},
		{name: "a bare address that is not https", file: site, old: `(/talks)."`, new: `(/talks). http://example.net"`,
			want: `site.json:9:77: sections.home.text: the link: "http://example.net" is not an https address (want https://…)`},
		{name: "an id in upper case", file: talks, old: `"00000000-0000-4000-8000-000000000022"`, new: `"00000000-0000-4000-8000-00000000002A"`,
			want: `talks.json:17:13: talks[1].id: "00000000-0000-4000-8000-00000000002A" is not a UUID (want 32 lower-case hexadecimal digits as 8-4-4-4-12)`},
		{name: "an id twice in a file", file: talks, old: `"00000000-0000-4000-8000-000000000022"`, new: `"00000000-0000-4000-8000-000000000021"`,
			want: `talks.json:17:13: talks[1].id: "00000000-0000-4000-8000-000000000021" is the id of talks[0] in talks.json already (a new one: "2bed1907-da7c-5f6b-be37-a839b1754367")`},
		{name: "an id twice in two files", file: talks, old: `"00000000-0000-4000-8000-000000000022"`, new: `"00000000-0000-4000-8000-000000000011"`,
			want: `talks.json:17:13: talks[1].id: "00000000-0000-4000-8000-000000000011" is the id of projects[0] in projects.json already (a new one: "2bed1907-da7c-5f6b-be37-a839b1754367")`},
		{name: "the person's id", file: talks, old: `"00000000-0000-4000-8000-000000000022"`, new: `"00000000-0000-4000-8000-000000000001"`,
			want: `talks.json:17:13: talks[1].id: "00000000-0000-4000-8000-000000000001" is the id of the person in person.json already (a new one: "2bed1907-da7c-5f6b-be37-a839b1754367")`},
		{name: "a bad slug", file: talks, old: `"second-talk"`, new: `"Second Talk!"`,
			want: `talks.json:18:15: talks[1].slug: "Second Talk!" is not a slug (want lower-case letters, digits and single hyphens, such as "second-talk")`},
		{name: "a slug twice", file: talks, old: `"second-talk"`, new: `"first-talk"`,
			want: `talks.json:18:15: talks[1].slug: "first-talk" is the slug of talks[0] already`},
		{name: "a former slug that another entry has", file: talks, old: `"slug": "second-talk",`, new: `"slug": "second-talk", "formerly": ["first-talk"],`,
			want: `talks.json:18:43: talks[1].formerly[0]: "first-talk" is the slug of talks[0] already`},
		{name: "an entry that changed after the edition", file: talks, old: `"slug": "second-talk",`, new: `"slug": "second-talk", "updated": "2024-05-07",`,
			want: `talks.json:18:41: talks[1].updated: "2024-05-07" is after the edition ("updated" in site.json is "2024-05-06")`},
		{name: "an entry that changed some month", file: talks, old: `"slug": "second-talk",`, new: `"slug": "second-talk", "updated": "2024-05",`,
			want: `talks.json:18:41: talks[1].updated: "2024-05" is not a day (want YYYY-MM-DD)`},
		{name: "the name of a part of the page for a slug", file: "wishlist.json", old: `"brass"`, new: `"main"`,
			want: `wishlist.json:5:15: items[0].slug: "main" is what pages call a part of themselves (want another slug)`},
		{name: "the name of a page of older talks for a slug", file: talks, new: manyTalks("2012", "2012"),
			want: `talks.json:2:56: talks[0].slug: "2012" is where older entries are listed (want another slug)`},
		{name: "the name of the page of undated talks for a slug", file: talks, new: manyTalks("undated", ""),
			want: `talks.json:2:56: talks[0].slug: "undated" is where older entries are listed (want another slug)`},
		{name: "a day that does not exist", file: talks, old: `"2023-07-19"`, new: `"2023-02-30"`,
			want: `talks.json:10:15: talks[0].date: "2023-02-30" is not a date (want YYYY, YYYY-MM or YYYY-MM-DD)`},
		{name: "a month that does not exist", file: talks, old: `"2024-03"`, new: `"2024-13"`,
			want: `talks.json:32:15: talks[2].date: "2024-13" is not a date (want YYYY, YYYY-MM or YYYY-MM-DD)`},
		{name: "a date in words", file: talks, old: `"2024-03"`, new: `"March 2024"`,
			want: `talks.json:32:15: talks[2].date: "March 2024" is not a date (want YYYY, YYYY-MM or YYYY-MM-DD)`},
		{name: "a time that does not exist", file: talks, old: `"10:30"`, new: `"25:00"`,
			want: `talks.json:12:14: talks[0].end: "25:00" is not a time of day (want HH:MM, from 00:00 to 23:59)`},
		{name: "a time that clocks leave out", file: talks, old: `"2023-07-17", "end": "2023-07-23", "timeZone": "Europe/Prague" },
      "date": "2023-07-19",
      "start": "10:00",
      "end": "10:30"`, new: `"2023-03-26", "timeZone": "Europe/Prague" }, "date": "2023-03-26",
      "start": "02:30",
      "end": "03:30"`,
			want: `talks.json:10:16: talks[0].start: there is no 02:30 on 2023-03-26 in Europe/Prague, where clocks are put forward then`},
		{name: "a slug that is too long for files", file: talks, old: `"slug": "first-talk"`, new: `"slug": "` + strings.Repeat("word-", 40) + `word"`,
			want: `talks.json:5:15: talks[0].slug: "` + strings.Repeat("word-", 40) + `word" is longer than the 200 letters that a slug can have, which names files (want another, such as "` + strings.Repeat("word-", 14) + `word")`},
		{name: "a time zone that does not exist", file: talks, old: `"Europe/Prague"`, new: `"Europe/Praha"`,
			want: `talks.json:9:115: talks[0].event.timeZone: "Europe/Praha" is not a time zone (want an IANA name, such as Europe/Prague)`},
		{name: "a kind that does not exist", file: talks, old: `"panel"`, new: `"dance"`,
			want: `talks.json:20:15: talks[1].kind: "dance" is not a kind of talk (want talk, panel, demo, podcast, keynote, lecture, workshop, poster, lightning talk)`},
		{name: "a language that does not exist", file: talks, old: `"pt-BR"`, new: `"Portuguese"`,
			want: `talks.json:21:19: talks[1].language: "Portuguese" is not a language tag (want BCP 47, such as en or pt-BR)`},
		{name: "an end before the start", file: talks, old: `"10:30"`, new: `"09:30"`,
			want: `talks.json:12:14: talks[0].end: "09:30" is not after the start ("10:00")`},
		{name: "an end without a start", file: talks, old: "\"start\": \"10:00\",\n", new: ``,
			want: `talks.json:11:20: talks[0].end: there is an end without a start`},
		{name: "a time without a day", file: talks, old: `"date": "2023-07-19"`, new: `"date": "2023-07"`,
			want: `talks.json:11:16: talks[0].start: a time of day needs a date to the day`},
		{name: "a time without a zone", file: talks, old: `, "timeZone": "Europe/Prague"`, new: ``,
			want: `talks.json:11:16: talks[0].start: a time of day needs the event's timeZone`},
		{name: "an upload in some month", file: talks, old: `"seconds": 1800`, new: `"seconds": 1800, "uploaded": "2023-08"`,
			want: `talks.json:13:93: talks[0].recording.uploaded: "2023-08" is not a day (want YYYY-MM-DD)`},
		{name: "an event that ends before it starts", file: talks, old: `"2023-07-23"`, new: `"2023-07-16"`,
			want: `talks.json:9:89: talks[0].event.end: "2023-07-16" is before the event starts ("2023-07-17")`, alsoWants: []string{
				`talks.json:10:15: talks[0].date: "2023-07-19" is not a day of the event (2023-07-17 to 2023-07-16)`,
			}},
		{name: "an event that ends without a start", file: talks, old: `"start": "2023-07-17", `, new: ``,
			want: `talks.json:9:66: talks[0].event.end: there is an end without a start`},
		{name: "a talk after its event", file: talks, old: `"2023-07-19"`, new: `"2023-07-24"`,
			want: `talks.json:10:15: talks[0].date: "2023-07-24" is not a day of the event (2023-07-17 to 2023-07-23)`},
		{name: "a talk before its event", file: talks, old: `"2023-07-19"`, new: `"2023-07-16"`,
			want: `talks.json:10:15: talks[0].date: "2023-07-16" is not a day of the event (2023-07-17 to 2023-07-23)`},
		{name: "a project that does not exist", file: talks, old: `["engine"]`, new: `["engines"]`,
			want: `talks.json:14:20: talks[0].projects[0]: there is no project "engines" (did you mean "engine"?)`},
		{name: "a project twice", file: talks, old: `["engine"]`, new: `["engine", "engine"]`,
			want: `talks.json:14:30: talks[0].projects[1]: "engine" is named twice`},
		{name: "an address without https", file: talks, old: `"https://video.example.org/1"`, new: `"http://video.example.org/1"`,
			want: `talks.json:13:33: talks[0].recording.address: "http://video.example.org/1" is not an https address (want https://…)`},
		{name: "an address without a host", file: talks, old: `"https://video.example.org/1"`, new: `"https:///1"`,
			want: `talks.json:13:33: talks[0].recording.address: "https:///1" has no proper host (want https://host/path)`},
		{name: "an address that is none", file: talks, old: `"https://video.example.org/1"`, new: `"see below"`,
			want: `talks.json:13:33: talks[0].recording.address: "see below" is not an address`},
		{name: "a parent that does not exist", file: projects, old: `"parent": "engine"`, new: `"parent": "engin"`,
			want: `projects.json:13:17: projects[1].parent: there is no project "engin" (did you mean "engine"?)`},
		{name: "a project that is its own part", file: projects, old: `"parent": "engine"`, new: `"parent": "notes"`,
			want: `projects.json:13:17: projects[1].parent: a project cannot be part of itself (notes → notes)`},
		{name: "projects in a circle", file: projects, old: `"name": "The Analytical Engine",`, new: `"name": "The Analytical Engine", "parent": "notes",`,
			want: `projects.json:6:50: projects[0].parent: a project cannot be part of itself (engine → notes → engine)`, alsoWants: []string{
				`projects.json:13:17: projects[1].parent: a project cannot be part of itself (notes → engine → notes)`,
			}},
		{name: "an address with a path", file: site, old: `"https://example.org"`, new: `"https://example.org/"`,
			want: `site.json:3:14: address: "https://example.org/" has more than a host and folders (want "https://example.org")`},
		{name: "an address with an empty query", file: site, old: `"https://example.org"`, new: `"https://example.org?"`,
			want: `site.json:3:14: address: "https://example.org?" has more than a host and folders (want "https://example.org")`},
		{name: "an address below a folder with a slash at its end", file: site, old: `"https://example.org"`, new: `"https://example.org/a/b/"`,
			want: `site.json:3:14: address: "https://example.org/a/b/" has more than a host and folders (want "https://example.org/a/b")`},
		{name: "an address in capitals", file: site, old: `"https://example.org"`, new: `"https://Example.org"`,
			want: `site.json:3:14: address: "https://Example.org" has its host in another form than everywhere (want "https://example.org")`},
		{name: "an international address", file: site, old: `"https://example.org"`, new: `"https://bücher.example"`,
			want: `site.json:3:14: address: "https://bücher.example" has its host in another form than everywhere (want "https://xn--bcher-kva.example")`},
		{name: "a missing section", file: site, old: "\"wishlist\": { \"title\": \"Wishlist\", \"description\": \"Wishes.\" },\n", new: ``,
			want: `site.json:8:15: sections.wishlist: is missing, and there are entries of it (want {"title": …, "description": …})`},
		{name: "a dead internal link", file: site, old: `(/talks)`, new: `(/talk)`,
			want: `site.json:9:77: sections.home.text: the link to "/talk" leads to no page of the site (did you mean "/talks"?)`},
		{name: "a link to a talk that is not there", file: site, old: `(/talks)`, new: `(/talks/fourth-talk#top)`,
			want: `site.json:9:77: sections.home.text: the link to "/talks/fourth-talk#top" leads to no page of the site`},
		{name: "a link to an old address", file: site, old: `(/talks)`, new: `(http://example.org)`,
			want: `site.json:9:77: sections.home.text: the link: "http://example.org" is not an https address (want https://…)`},
		{name: "a link to code", file: site, old: `(/talks)`, new: `(javascript:alert(1))`,
			want: `site.json:9:77: sections.home.text: the link: "javascript:alert(1)" is not an https address (want https://…)`},
		{name: "a link to another host", file: site, old: `(/talks)`, new: `(//example.org)`,
			want: `site.json:9:77: sections.home.text: the link: "//example.org" is not an https address (want https://…)`},
		{name: "a link to no mailbox", file: site, old: `(/talks)`, new: `(mailto:ada)`,
			want: `site.json:9:77: sections.home.text: the link to "mailto:ada" has no mailbox (want mailto:name@host)`},
		{name: "raw HTML", file: site, old: `Hello,`, new: `Hello <b>you</b>,`,
			want: `site.json:9:77: sections.home.text: raw HTML is not supported in Markdown here (write \< for the character itself)`},
		{name: "an image", file: site, old: `Hello,`, new: `![a face](/face.png)`,
			want: `site.json:9:77: sections.home.text: an image is not supported in Markdown here (link to it instead)`},
		{name: "a horizontal rule", file: site, old: `"Hello,`, new: `"---\n\nHello,`,
			want: `site.json:9:77: sections.home.text: a horizontal rule is not supported in Markdown here (use a heading instead)`},
		{name: "authors without the person", file: "publications.json", old: `"kind": "note",`, new: `"kind": "note", "authors": ["L. Menabrea"],`,
			want: `publications.json:7:34: publications[0].authors: "Ada Example" is not among them (write the name as it is, or say in "as" which one is the person's)`},
		{name: "an ORCID iD with another last digit", file: "person.json", old: `"handle"`, new: `"orcid": "0000-0002-1825-0098", "handle"`,
			want: `person.json:3:12: orcid: "0000-0002-1825-0098" is not an ORCID iD (want 0000-0000-0000-0000 with the right last digit)`},
		{name: "a DOI as an address", file: "publications.json", old: `"kind": "note",`, new: `"kind": "note", "doi": "https://doi.org/10.1000/182",`,
			want: `publications.json:7:30: publications[0].doi: "https://doi.org/10.1000/182" is not a DOI (want the name alone, such as 10.1000/182)`},
		{name: "no languages", file: "archive.json", old: `["fr", "en"]`, new: `[]`,
			want: `archive.json:17:20: posts[1].languages: is empty: name at least one, or leave it out where it can be`},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := good(t)
			switch {
			case test.old != "":
				replace(t, files, test.file, test.old, test.new)
			case test.new == "(remove)":
				delete(files, test.file)
			default:
				files[test.file] = &fstest.MapFile{Data: []byte(test.new)}
			}
			want := append([]string{test.want}, test.alsoWants...)
			_, err := load.Read(files, ui.Paths)
			var problems load.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("Read = %v; want %s", err, strings.Join(want, "\n"))
			}
			if got := problems.Error(); got != strings.Join(want, "\n") {
				t.Errorf("Read =\n%s\nwant\n%s", got, strings.Join(want, "\n"))
			}
		})
	}
}

// TestProblemsAllAtOnce makes mistakes in several files and expects them all,
// sorted.
func TestProblemsAllAtOnce(t *testing.T) {
	files := good(t)
	replace(t, files, "talks.json", `"2023-07-19"`, `"2023-07-99"`)
	replace(t, files, "talks.json", `"kind": "panel"`, `"kind": "dance"`)
	replace(t, files, "site.json", `"language": "en"`, `"language": "english!"`)
	replace(t, files, "archive.json", `"title": "Newer",`, ``)
	_, err := load.Read(files, ui.Paths)
	want := strings.TrimPrefix(`
archive.json:11:5: posts[1].title: is missing
site.json:4:15: language: "english!" is not a language tag (want BCP 47, such as en or pt-BR)
talks.json:10:15: talks[0].date: "2023-07-99" is not a date (want YYYY, YYYY-MM or YYYY-MM-DD)
talks.json:20:15: talks[1].kind: "dance" is not a kind of talk (want talk, panel, demo, podcast, keynote, lecture, workshop, poster, lightning talk)`, "\n")
	if err == nil || err.Error() != want {
		t.Errorf("Read =\n%v\nwant\n%s", err, want)
	}
}

// TestNotesOfEditors: names that begin with a dot or end in "~" are nobody's
// content.
func TestNotesOfEditors(t *testing.T) {
	fsys := good(t)
	for _, name := range []string{".#talks.json", "._talks.json", ".talks.json.swp", "talks.json~"} {
		fsys[name] = &fstest.MapFile{Data: []byte("\x00")}
	}
	if _, err := load.Read(fsys, ui.Paths); err != nil {
		t.Errorf("Read with notes of editors: %v", err)
	}
}
