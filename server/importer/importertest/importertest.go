// Package importertest is an old blog that has all the troubles of old blogs: for
// tests of package importer, and of what becomes of what it brings.
package importertest

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"strings"
)

// Troubles are what texts of old blogs are like.
var Troubles = []string{
	`<p>Listas em listas: <ul><li>um</li><ul><li>dois<ol><li>três</ol></ul><li>quatro</ul>`,
	`<p>CÃ³digo:</p><pre><code>if [ $a -lt 1 ] &amp;&amp; [ "$b" != "&lt;x&gt;" ]; then&#10;  echo "ok"&#10;fi</code></pre>`,
	`<pre>&amp;lt;config name=&amp;quot;x&amp;quot;/&amp;gt;</pre><p>Fim.</p>`,
	`<table width="100%" border="0" cellpadding="5"><tr><td valign="top"><table><tr><td><p>Menu</p></td></tr></table></td><td><h3>Texto</h3><p>O corpo.</p></td></tr></table>`,
	`<table><thead><tr><th>Disco</th><th>Tamanho</th></tr></thead><tbody><tr><td>hdisk0</td><td>36 | 72</td></tr></tbody></table>`,
	`<p><img src="/gone.png"><a href="/rack.png"><img src="/rack_small.png" alt="O rack"></a></p>`,
	`<p>A configuraÃ§Ã£o Ã© simples: nÃ£o hÃ¡ o que fazer, sÃ³ o &lt;script&gt; e o <script>document.write("x")</script>.</p>`,
	`<p>Abra http://localhost:8080/ ou <a href="http://192.168.0.1/admin">o roteador</a>, veja <a href="/post-1.html">o outro</a> e <a href="javascript:void(0)">isto</a>, <a href="/slides.pdf">slides</a>, <a href="/gone.pdf">gone</a>.</p><img alt="half" src="half.png">`,
	`<div><font face="Arial"><b><p>Negrito</p></b><o:p>&nbsp;</o:p><center><h1></h1><object><embed src="http://www.youtube.com/v/x"></object></center></font>`,
	"<p>1. isto</p><p># não é título</p><p>&lt;b&gt; nem * isto * nem _isto_ nem `isto`</p><!-- fim --><hr/><blockquote><p>citação<br/>em duas linhas",
}

// Word is a word that is in the text of one post alone.
func Word(i int) string { return fmt.Sprintf("zêta%03d", i) }

// Blog is a blog of n posts, each with a trouble. Its Atom feed is at /feed, and at
// /old before it moved; pictures and files are where the posts have them, save
// those that are gone.
func Blog(n int) http.Handler {
	picture := Picture()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			w.Write([]byte(Feed("http://"+r.Host, n)))
		case "/old":
			http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
		case "/slides.pdf":
			fmt.Fprint(w, "%PDF-1.4\n")
		case "/gone.pdf":
			fmt.Fprint(w, "<!doctype html><p>Not here")
		case "/half.png":
			w.Write(picture[:len(picture)-20])
		case "/rack.png":
			w.Write(picture)
		default:
			http.NotFound(w, r)
		}
	})
}

// Feed is the feed of such a blog on a site.
func Feed(site string, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Velho</title><id>%[1]s/</id><link href="%[1]s/"/><updated>2018-01-01T00:00:00Z</updated>`, site)
	for i := range n {
		fmt.Fprintf(&b, `<entry><title>Nota nÃºmero %[2]d</title><link href="%[1]s/post-%[2]d.html"/><id>tag:velho.example,2008:%[2]d</id><updated>%[3]s</updated><published>%[3]s</published><category term="AIX"/><content type="html">`,
			site, i, fmt.Sprintf("%d-%02d-%02dT22:00:00-03:00", 2007+i*12/n, 1+i%12, 1+i%28))
		text := Troubles[i%len(Troubles)] + fmt.Sprintf("<p>Esta é a nota de número %d sobre os servidores, e está em português. %s</p>", i, Word(i))
		b.WriteString(strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text))
		b.WriteString(`</content></entry>`)
	}
	b.WriteString(`</feed>`)
	return b.String()
}

// Picture is a small picture, in PNG.
func Picture() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		panic(err) // not reached: a buffer takes all
	}
	return b.Bytes()
}
