package load

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"kairo.dev/content"
	"kairo.dev/content/contenttest"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the JSON Schemas in content/schema anew")

// schemaFolder is where editors look for the schemas that the files name.
var schemaFolder = filepath.Join("..", "schema")

// bundleSchema is the schema of the bundle, which others may read.
const bundleSchema = "bundle.schema.json"

// schema is the part of JSON Schema (draft 2020-12) that the files need.
type schema struct {
	Schema      string             `json:"$schema,omitempty"`
	Title       string             `json:"title,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        any                `json:"type,omitempty"`
	Ref         string             `json:"$ref,omitempty"`
	Enum        any                `json:"enum,omitempty"`
	Pattern     string             `json:"pattern,omitempty"`
	Minimum     int                `json:"minimum,omitempty"`
	MinItems    int                `json:"minItems,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Additional  *bool              `json:"additionalProperties,omitempty"`
	Defs        map[string]*schema `json:"$defs,omitempty"`
}

// generator makes schemas from types. In the bundle, prose is a tree and
// members that may be left out are never null; in a translation, there is only
// what can be said differently, and nothing has to be there but the ids.
type generator struct {
	bundle, translation bool
	defs                map[string]*schema
}

func (g generator) root(t reflect.Type, title string) *schema {
	root := g.object(t)
	root.Schema = "https://json-schema.org/draft/2020-12/schema"
	root.Title = title
	root.Defs = g.defs
	return root
}

// schemasByName are all the schemas, which have no id: they are whatever address
// they are found at, of whosever site, by the names of their files.
func schemasByName() map[string]*schema {
	bundle := generator{bundle: true, defs: make(map[string]*schema)}
	all := map[string]*schema{
		bundleSchema: bundle.root(reflect.TypeFor[content.Site](), "The content of the site"),
	}
	for name, into := range new(files).byName() {
		of := reflect.TypeOf(into).Elem()
		all[schemaName(name)] = generator{}.file(of, name)
		if inTranslation(of) {
			all[schemaName(ofTranslation(name))] = generator{translation: true}.file(of, name+" of a translation")
		}
	}
	return all
}

// ofTranslation is what the schema of a file is named by where the file is of a
// translation.
func ofTranslation(name string) string { return "translation." + name }

// inTranslation reports whether a translation can have what is of a type.
func inTranslation(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice:
		return translatable(t.Elem())
	case reflect.Struct:
		return translatable(t) || slices.ContainsFunc(fieldsOf(t), func(f field) bool { return inTranslation(f.kind) })
	}
	return false
}

// file makes the schema of a file from the type it is decoded into.
func (g generator) file(t reflect.Type, title string) *schema {
	g.defs = make(map[string]*schema)
	root := g.root(t, title)
	root.Properties["$schema"] = &schema{Type: "string", Description: "Where editors find this schema."}
	return root
}

func schemaName(file string) string { return strings.TrimSuffix(file, ".json") + ".schema.json" }

func (g generator) object(t reflect.Type) *schema {
	closed := false
	o := &schema{Type: "object", Properties: make(map[string]*schema), Additional: &closed}
	for _, f := range fieldsOf(t) {
		id := f.name == "id" && t != reflect.TypeFor[content.Person]()
		if f.made && !g.bundle || g.translation && !f.translate && !id && !inTranslation(f.kind) {
			continue
		}
		p := g.value(f.kind, f.format)
		p.Description = f.doc
		if f.kind == proseType && g.bundle {
			p.Description = strings.Replace(f.doc, "in Markdown", "as a tree", 1)
		}
		if f.optional && p.Ref == "" && !g.bundle {
			p.Type = []string{p.Type.(string), "null"}
		}
		o.Properties[f.name] = p
		if !f.optional && (!g.translation || id) {
			o.Required = append(o.Required, f.name)
		}
	}
	return o
}

func (g generator) value(t reflect.Type, form string) *schema {
	switch {
	case t == proseType && !g.bundle:
		return &schema{Type: "string", Pattern: `\S`}
	case t == dateType:
		return &schema{Type: "string", Pattern: datePattern}
	case t == kindType:
		return &schema{Type: "string", Enum: content.TalkKinds}
	case t == reflect.TypeFor[content.NodeKind]():
		return &schema{Type: "string", Enum: content.NodeKinds}
	case t.Kind() == reflect.Pointer:
		return g.value(t.Elem(), form)
	case t.Kind() == reflect.Struct:
		if g.defs[t.Name()] == nil {
			g.defs[t.Name()] = &schema{} // for types that hold themselves
			g.defs[t.Name()] = g.object(t)
		}
		return &schema{Ref: "#/$defs/" + t.Name()}
	case t.Kind() == reflect.Slice:
		list := &schema{Type: "array", Items: g.value(t.Elem(), form)}
		if t.Elem().Kind() == reflect.String {
			list.MinItems = 1
		}
		return list
	case t.Kind() == reflect.Bool:
		return &schema{Type: "boolean"}
	case t.Kind() == reflect.Int:
		return &schema{Type: "integer", Minimum: 1}
	case form != "":
		return &schema{Type: "string", Pattern: formats[form].pattern}
	case t == reflect.TypeFor[string]() && g.bundle: // a piece of prose may be a space
		return &schema{Type: "string"}
	}
	return &schema{Type: "string", Pattern: `\S`}
}

// TestSchemasInStep compares the schemas beside the content with those that
// the Go types give. "go test ./content/load -update" writes them anew.
func TestSchemasInStep(t *testing.T) {
	for name, generated := range schemasByName() {
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(generated); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(schemaFolder, name)
		if *update {
			if err := os.WriteFile(path, want.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want.Bytes()) {
			t.Errorf("%s is not what the types in package content give: run go test ./content/load -update", path)
		}
	}
}

// newValidator is somebody else's validator, which reads the schemas.
func newValidator(t *testing.T) func(name, text string) error {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	return func(name, text string) error {
		t.Helper()
		s, err := compiler.Compile(filepath.Join(schemaFolder, schemaName(name)))
		if err != nil {
			t.Fatalf("compile the schema of %s: %v", name, err)
		}
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return s.Validate(instance)
	}
}

// TestContentSchemas: good content is valid, whatever it says, and content with a
// mistake that a schema can see is not.
func TestContentSchemas(t *testing.T) {
	validate := newValidator(t)
	for name := range new(files).byName() {
		for _, from := range append(slices.Collect(maps.Values(contenttest.Sites(t))), os.DirFS("testdata/good")) {
			text, err := fs.ReadFile(from, name)
			if errors.Is(err, fs.ErrNotExist) {
				continue // there are none of these
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := validate(name, string(text)); err != nil {
				t.Errorf("the schema of %s refuses good content: %v", name, err)
			}
		}
	}
	good, err := fs.ReadFile(os.DirFS("testdata/good"), talksName)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{`"title": "First Talk",`, ``},
		{`"title": "First Talk"`, `"title": ""`},
		{`"title": "First Talk"`, `"tilte": "First Talk", "title": "x"`},
		{`"kind": "panel"`, `"kind": "dance"`},
		{`"date": "2024-03"`, `"date": "March 2024"`},
		{`"slug": "first-talk"`, `"slug": "First Talk"`},
		{`"https://video.example.org/1"`, `"http://video.example.org/1"`},
		{`"10:00"`, `"25:00"`},
		{`"seconds": 1800`, `"seconds": "long"`},
		{`"projects": ["engine"]`, `"projects": []`},
	} {
		bad := strings.Replace(string(good), change[0], change[1], 1)
		if bad == string(good) {
			t.Fatalf("talks.json has no %s", change[0])
		}
		if err := validate(talksName, bad); err == nil {
			t.Errorf("the schema accepts %s instead of %s", change[1], change[0])
		}
	}
}

// TestSchemasOfTranslations: a translation may say what is said in a language, and
// nothing else.
func TestSchemasOfTranslations(t *testing.T) {
	validate := newValidator(t)
	languages := contenttest.Sites(t)["languages"]
	for _, name := range []string{"site.json", "person.json", "projects.json", "talks.json", "publications.json", "wishlist.json"} {
		text, err := fs.ReadFile(languages, "pt/"+name)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(ofTranslation(name), string(text)); err != nil {
			t.Errorf("the schema of %s refuses a good translation: %v", name, err)
		}
	}
	if err := validate(ofTranslation("projects.json"), `{"projects": [{"id": "00000000-0000-4000-a000-000000000003", "slug": "x"}]}`); err == nil {
		t.Error("the schema of projects.json accepts another slug in a translation")
	}
}
