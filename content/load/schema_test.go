package load

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"kairo.dev/content"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the JSON Schemas in content/schema anew")

// schemaFolder is where editors look for the schemas that the files name.
var schemaFolder = filepath.Join("..", "schema")

// schema is the part of JSON Schema (draft 2020-12) that the files need.
type schema struct {
	Schema      string             `json:"$schema,omitempty"`
	ID          string             `json:"$id,omitempty"`
	Title       string             `json:"title,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        any                `json:"type,omitempty"`
	Ref         string             `json:"$ref,omitempty"`
	Enum        []content.TalkKind `json:"enum,omitempty"`
	Pattern     string             `json:"pattern,omitempty"`
	Minimum     int                `json:"minimum,omitempty"`
	MinItems    int                `json:"minItems,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Additional  *bool              `json:"additionalProperties,omitempty"`
	Defs        map[string]*schema `json:"$defs,omitempty"`
}

// schemaOf makes the schema of a file from the type it is decoded into.
func schemaOf(name string, t reflect.Type) *schema {
	defs := make(map[string]*schema)
	root := objectSchema(t, defs)
	root.Schema = "https://json-schema.org/draft/2020-12/schema"
	root.ID = "https://kairo.dev/content/schema/" + schemaName(name)
	root.Title = name
	root.Properties["$schema"] = &schema{Type: "string", Description: "Where editors find this schema."}
	root.Defs = defs
	return root
}

func schemaName(file string) string { return strings.TrimSuffix(file, ".json") + ".schema.json" }

func objectSchema(t reflect.Type, defs map[string]*schema) *schema {
	closed := false
	o := &schema{Type: "object", Properties: make(map[string]*schema), Additional: &closed}
	for _, f := range fieldsOf(t) {
		p := typeSchema(f.kind, f.format, defs)
		p.Description = f.doc
		if f.optional && p.Ref == "" {
			p.Type = []string{p.Type.(string), "null"}
		}
		o.Properties[f.name] = p
		if !f.optional {
			o.Required = append(o.Required, f.name)
		}
	}
	return o
}

func typeSchema(t reflect.Type, form string, defs map[string]*schema) *schema {
	switch {
	case t == proseType:
		return &schema{Type: "string", Pattern: `\S`}
	case t == dateType:
		return &schema{Type: "string", Pattern: datePattern}
	case t == kindType:
		return &schema{Type: "string", Enum: content.TalkKinds}
	case t.Kind() == reflect.Pointer:
		return typeSchema(t.Elem(), form, defs)
	case t.Kind() == reflect.Struct:
		if defs[t.Name()] == nil {
			defs[t.Name()] = &schema{} // for types that hold themselves
			defs[t.Name()] = objectSchema(t, defs)
		}
		return &schema{Ref: "#/$defs/" + t.Name()}
	case t.Kind() == reflect.Slice:
		list := &schema{Type: "array", Items: typeSchema(t.Elem(), form, defs)}
		if t.Elem().Kind() == reflect.String {
			list.MinItems = 1
		}
		return list
	case t.Kind() == reflect.Int:
		return &schema{Type: "integer", Minimum: 1}
	case form != "":
		return &schema{Type: "string", Pattern: formats[form].pattern}
	}
	return &schema{Type: "string", Pattern: `\S`}
}

// TestSchemasInStep compares the schemas beside the content with those that
// the Go types give. "go test ./content/load -update" writes them anew.
func TestSchemasInStep(t *testing.T) {
	for name, into := range new(files).byName() {
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(schemaOf(name, reflect.TypeOf(into).Elem())); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(schemaFolder, schemaName(name))
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

// TestSchemas has somebody else's validator read the schemas: good content is
// valid, and content with a mistake that a schema can see is not.
func TestSchemas(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	validate := func(name, text string) error {
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
	for name := range new(files).byName() {
		for _, from := range []fs.FS{content.Files, os.DirFS("testdata/good")} {
			text, err := fs.ReadFile(from, name)
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
			t.Errorf("the schema accepts %s", fmt.Sprintf("%s instead of %s", change[1], change[0]))
		}
	}
}
