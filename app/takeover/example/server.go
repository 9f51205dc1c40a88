//go:build !js

// Command example is the smallest program that takes over a prerendered page: a
// counter and a form. Built for browsers it is the program, and otherwise what
// serves it:
//
//	make example
//
// Type a name before the program has come: it is still there when it has.
package main

import (
	"flag"
	"fmt"
	"html/template"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"

	"kairo.dev/app/takeover/exact"
	"kairo.dev/app/takeover/script"
)

func main() {
	addr := flag.String("addr", "localhost:8080", "where to listen")
	dir := flag.String("dir", "bin/example", "the folder with app.wasm and wasm_exec.js")
	flag.Parse()
	if err := serve(*addr, os.DirFS(*dir)); err != nil {
		log.Fatal(err)
	}
}

// document is a page with what boot.js has to know: where everything is, and which
// page this was made as.
var document = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{.Title}}</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<script type="module" src="/static/boot.js" data-page="{{.Path}}" data-program="/static/app.wasm" data-runtime="/static/wasm_exec.js" data-takeover="/static/takeover.js" data-preparation="/static/prepare.js" data-content="/content"></script>
</head><body>{{.Body}}</body></html>
`))

// serve serves the pages, the scripts, and the folder of what was built.
func serve(addr string, built fs.FS) error {
	mux := http.NewServeMux()
	for _, path := range paths {
		body, err := exact.HTML(&page{Path: path}, nil)
		if err != nil {
			return fmt.Errorf("prerender %s: %w", path, err)
		}
		pattern := "GET " + path
		if path == "/" {
			pattern += "{$}" // and nothing below it
		}
		mux.HandleFunc(pattern, func(w http.ResponseWriter, _ *http.Request) {
			// Package exact has escaped it.
			err := document.Execute(w, struct {
				Title, Path string
				Body        template.HTML
			}{title(path), path, template.HTML(body)})
			if err != nil {
				log.Print(err)
			}
		})
	}
	// The example needs no data: its pages say all there is.
	mux.HandleFunc("GET /content", func(http.ResponseWriter, *http.Request) {})
	for _, name := range []string{"boot.js", "takeover.js", "navigation.js", "prepare.js"} {
		mux.HandleFunc("GET /static/"+name, func(w http.ResponseWriter, r *http.Request) {
			http.ServeFileFS(w, r, script.Files, name)
		})
	}
	for _, name := range []string{"app.wasm", "wasm_exec.js"} {
		mux.HandleFunc("GET /static/"+name, func(w http.ResponseWriter, r *http.Request) {
			http.ServeFileFS(w, r, built, name)
		})
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	log.Printf("serving http://%s", listener.Addr())
	return http.Serve(listener, mux)
}
