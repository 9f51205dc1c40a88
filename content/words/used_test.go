package words

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"kairo.dev/content"
)

// TestUsed wants every word to be said somewhere: in Go as a field of a field,
// such as Talks.Event, and in offline.js and signed.js as a member of WORDS.
func TestUsed(t *testing.T) {
	var code, script strings.Builder
	for _, folder := range []string{"app", "content", "server", "web/static"} {
		err := fs.WalkDir(os.DirFS("../.."), folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				if d != nil && d.Name() == "node_modules" {
					return fs.SkipDir
				}
				return err
			}
			into := &code
			switch {
			case strings.HasSuffix(path, ".js"):
				into = &script
			case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || path == "content/words.go":
				return nil
			}
			text, err := os.ReadFile(filepath.Join("../..", path))
			into.Write(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	used := func(in, pattern string) bool { return regexp.MustCompile(pattern).MatchString(in) }
	var look func(reflect.Type, string)
	look = func(of reflect.Type, group string) {
		for f := range of.Fields() {
			if f.Type.Kind() == reflect.Pointer {
				f.Type = f.Type.Elem()
			}
			switch {
			case of == reflect.TypeFor[content.ScriptWords](), of == reflect.TypeFor[content.SignatureScriptWords]():
				name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				if !used(script.String(), `\b(WORDS|words)\.`+name+`\b`) {
					t.Errorf("no script says WORDS.%s", name)
				}
			case f.Type.Kind() == reflect.Struct && f.Type != reflect.TypeFor[content.Counted]():
				look(f.Type, f.Name)
			case !used(code.String(), `\b`+group+`\.`+f.Name+`\b`):
				t.Errorf("nothing says %s.%s", group, f.Name)
			}
		}
	}
	look(reflect.TypeFor[content.Words](), `(Words|w|words)`)
}
