package search_test

import (
	"strings"
	"testing"

	"kairo.dev/app/search"
)

// TestScripts asks as people write: in scripts without spaces, in letters of
// another form, in words together and apart. What is found is marked.
func TestScripts(t *testing.T) {
	var documents []search.Document
	for _, title := range []string{
		"软件供应链安全入门", "カンファレンスでの検証とログ", "ความปลอดภัยของซอฟต์แวร์", "소프트웨어 보안을 위하여",
		"أمن سلسلة الإمداد", "قراءةُ الكِتاب على مهل", "Jürgen Müller", "Herr Goethe und Moeller", "Straße in İstanbul",
		"an eﬃcient TUF", "in-toto layouts", "PEP 458", "opensource exactly", "the open source way", "RHEL 5", "EuroPython 2024",
		"python-tuf", "a supply chain", "पहला हिन्दी लेख", "ការសុវត្ថិភាព", "လုံခြုံရေး", "ความลับ",
	} {
		documents = append(documents, search.Document{Address: title, Title: title})
	}
	x := search.New(documents)
	for query, want := range map[string]string{
		"供应链":              "软件[供应链]安全入门",
		"安全":               "软件供应链[安全]入门",
		"\"供应链\" 门":        "软件[供应链]安全入[门]",
		"软件安全":             "[软件]供应链[安全]入门",
		"链安":               "软件供应[链安]全入门",
		"安链":               "",
		"\"软件安全\"":         "",
		"検証":               "カンファレンスでの[検証]とログ",
		"カンファレンス":          "[カンファレンス]での検証とログ",
		"ﾛｸﾞ":              "カンファレンスでの検証と[ログ]",
		"ク\u3099":          "カンファレンスでの検証とロ[グ]",
		"ปลอดภัย":          "ความ[ปลอดภัย]ของซอฟต์แวร์",
		"보안 소프트":           "[소프트]웨어 [보안]을 위하여",
		"보아":               "소프트웨어 [보안]을 위하여",
		"សុវត្ថិ":          "ការ[សុវត្ថិ]ភាព",
		"ခြုံ":             "လုံ[ခြုံ]ရေး",
		"हिन्दी":           "पहला [हिन्दी] लेख",
		"امن الامداد":      "[أمن] سلسلة [الإمداد]",
		"قراءه كتاب":       "",
		"قراءه الكتاب":     "[قراءةُ] [الكِتاب] على مهل",
		"قراءة علي":        "[قراءةُ] الكِتاب [على] مهل",
		"mueller":          "Jürgen [Müller]",
		"muller":           "Jürgen [Müller]",
		"juerg":            "[Jürgen] Müller",
		"Mu\u0308ller":     "Jürgen [Müller]",
		"Möller":           "Herr Goethe und [Moeller]",
		"STRASSE istanbul": "[Straße] in [İstanbul]",
		"ISTANBUL":         "Straße in [İstanbul]",
		"ıstanbul":         "Straße in [İstanbul]",
		"ＴＵＦ efficient":    "an [eﬃcient] [TUF]",
		"intoto":           "[in-toto] layouts",
		"in toto":          "[in]-[toto] layouts",
		"PEP458":           "[PEP 458]",
		"pythontuf":        "[python-tuf]",
		"supplychain":      "a [supply chain]",
		"europython2024":   "[EuroPython 2024]",
		"rhel5":            "[RHEL 5]",
		"opensource":       "[opensource] exactly|the [open source] way",
		"open source":      "the [open] [source] way|[opensource] exactly",
		"open-source":      "the [open source] way|[opensource] exactly",
		"\"opensource\"":   "[opensource] exactly",
	} {
		var got []string
		for _, h := range x.Search(query, "", 10).Hits {
			got = append(got, marked(h.Title, search.Range{End: len(h.Title)}, h.InTitle))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("Search(%q) = %q; want %q", query, strings.Join(got, "|"), want)
		}
	}
}
