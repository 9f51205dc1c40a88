package importer

import "testing"

func TestMended(t *testing.T) {
	for s, want := range map[string]string{
		"configuraÃ§Ã£o do nÃ³, vocÃª":   "configuração do nó, você",
		"configuraÃƒÂ§ÃƒÂ£o":             "configuração", // twice
		"\u00c3\u0081rea, Ã\u00a0s 10h":  "Área, às 10h",
		"â€œaspasâ€\u009d, itâ€™s â€¦":   "“aspas”, it’s …",
		"5Â°, Â«xÂ»":                     "5°, «x»",
		"ðŸ˜€":                           "😀",
		"configuração do nó, à Área «é»": "configuração do nó, à Área «é»",
		"SÃO PAULO, MÃE, AÇÃO, É":        "SÃO PAULO, MÃE, AÇÃO, É",
		"日本語 Größe naïve Ångström":       "日本語 Größe naïve Ångström",
		"":                               "",
	} {
		if got := mended(s); got != want {
			t.Errorf("mended(%q) = %q; want %q", s, got, want)
		}
	}
}

func TestAsUTF8(t *testing.T) {
	for s, want := range map[string]string{
		"a\xe7\xe3o e ação \x93x\x94 \x81": "ação e ação “x” \u0081",
		"ação":                             "ação",
	} {
		if got := asUTF8([]byte(s)); got != want {
			t.Errorf("asUTF8(%q) = %q; want %q", s, got, want)
		}
	}
}
