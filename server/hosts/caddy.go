package hosts

import (
	"strings"
	"text/template"
)

// caddy is the file _Caddyfile. Its directives are in a route, which runs them
// in the order in which they are written: of the values of a field the last
// counts.
func (t *table) caddy() (string, error) {
	return t.execute(caddyTemplate, template.FuncMap{"quote": caddyString, "matcher": caddyMatcher})
}

const caddyTemplate = `# Made by kairo export. In a site of Caddy:
#
#	{{.Domain}} {
#		root * /srv/{{.Domain}}
#		import /srv/{{.Domain}}{{.Base}}/_Caddyfile
#	}

route {
	header -Server
{{- range .Fixed}}
	# {{.Why}}
	header {{.Name}} {{quote .Value}}
{{- end}}
{{- range .Varying}}
	# {{.Why}}
	{{- if .Usual}}
	header {{.Name}} {{quote .Usual}}
	{{- end}}
	{{- $name := .Name}}
	{{- range .Cases}}
	{{matcher $name}} path_regexp {{quote .Pattern}}
	header {{matcher $name}} {{$name}} {{quote .Value}}
	{{- end}}
{{- end}}

	# What begins with two slashes would name a host when it is led elsewhere.
	@host expression ` + "`{uri}.startsWith(\"//\"){{with .Base}} || {uri}.startsWith(\"{{.}}//\"){{end}}`" + `
	error @host 404
	@nothing path{{range .Homes}} {{.}}/404 {{.}}/404/ {{.}}/404.html {{.}}/index {{.}}/index/{{end}}
	error @nothing 404
	@internal path_regexp {{quote .NotServed}}
	error @internal 404

{{- range $path, $to := .Redirects}}
	redir {{$path}} {{quote $to}} 302
{{- end}}

	# Where social cards were when their addresses had a hash.
	@former_card path_regexp former_card {{quote .FormerCard}}
	route @former_card {
		rewrite * {{.Base}}/cards{re.former_card.1}.png?{query}
		redir {uri} 308
	}

	# Other names of a page lead to it, and nowhere else.
{{- range .Homes}}
	{{- with .}}
	route {{.}} {
		rewrite * {{.}}/
		redir {uri} 308
	}
	{{- end}}
	route {{.}}/index.html {
		rewrite * {{.}}/
		redir {uri} 308
	}
{{- end}}
	@with_slash {
		path_regexp {{quote (printf "^%s/$" .Addresses)}}
		not path{{range .Homes}} {{.}}/{{end}}
	}
	route @with_slash {
		uri strip_suffix /
		@page_with_slash file {path}.html
		redir @page_with_slash {uri} 308
		error 404
	}
	@with_extension path_regexp {{quote (printf "^%s\\.html$" .Addresses)}}
	route @with_extension {
		uri strip_suffix .html
		@page file {path}.html
		redir @page {uri} 308
		error 404
	}

{{- range .Homes}}
	rewrite {{.}}/ {{.}}/index.html
{{- end}}
	try_files {path}.html {path}
{{- range $extension, $type := .Types}}
	@{{$extension}} path *.{{$extension}}
	header @{{$extension}} Content-Type {{quote $type}}
{{- end}}
{{- range $path, $type := .Exceptions}}
	header {{$path}} Content-Type {{quote $type}}
{{- end}}
	file_server {
		precompressed br zstd gzip
		disable_canonical_uris
	}
}

handle_errors {
{{- range .Homes}}{{if ne . $.Base}}
	rewrite {{.}}/* {{.}}/404.html
{{- end}}{{end}}
	@in_first_language not path{{range .Homes}} {{.}}/404.html{{end}}
	rewrite @in_first_language {{.Base}}/404.html
	header Content-Type {{quote (index .Types "html")}}
	header Cache-Control "no-cache, no-transform"
	file_server {
		precompressed br zstd gzip
	}
}
`

// caddyString is a string in the syntax of a Caddyfile. There is no way to put
// a backquote into one; none is needed.
func caddyString(s string) string { return "`" + s + "`" }

// caddyMatcher is the name of a matcher for the files with another value of a
// field.
func caddyMatcher(field string) string { return "@" + strings.ToLower(field) }
