package site

import "testing"

func TestMinified(t *testing.T) {
	for _, c := range []struct{ ext, source, want string }{
		{".css", "/* why */\n.a {\n  margin: 0px;\n}\n", ".a{margin:0}"},
		{".css", "@layer base {\n  @container page (min-inline-size: 44rem) {\n    .a {\n      margin: 0px;\n    }\n  }\n}\n",
			"@layer base{@container page (min-inline-size:44rem){.a{margin:0}}}"},
		{".css", "@media print {\n  .a { margin: 0px; }\n}\n", "@media print{.a{margin:0}}"},
		{".js", "// why\nconst name = 1;\n", "const name=1"},
	} {
		got, err := minified("a test", c.ext, []byte(c.source))
		if err != nil || string(got) != c.want {
			t.Errorf("minified(%q) = %q, %v; want %q", c.source, got, err, c.want)
		}
	}
}
