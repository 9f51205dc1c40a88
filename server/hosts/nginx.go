package hosts

import (
	"strings"
	"text/template"
)

// nginx is the file _nginx.conf. Fields that are not the same for all files are
// in variables, because one add_header in a location would hide all those
// outside it. They are set in an "if" with nothing else in it, which is the one
// use of it that has no surprises.
func (t *table) nginx() (string, error) {
	return t.execute(nginxTemplate, template.FuncMap{"quote": nginxString, "variable": nginxVariable})
}

const nginxTemplate = `# Made by kairo export. In a server of nginx:
#
#	server {
#		listen 443 ssl http2;
#		server_name {{.Domain}};
#		ssl_certificate     /etc/ssl/{{.Domain}}.pem;
#		ssl_certificate_key /etc/ssl/private/{{.Domain}}.pem;
#		root /srv/{{.Domain}};
#		include /srv/{{.Domain}}{{.Base}}/_nginx.conf;
#	}
#
# It needs the module for brotli (Debian: libnginx-mod-http-brotli-static), or
# the next line taken out.

brotli_static on;
gzip_static on;
gzip_vary on;
gzip off; # what is worth it is compressed already
server_tokens off;
absolute_redirect off;

{{range .Fixed}}# {{.Why}}
add_header {{.Name}} {{quote .Value}} always;
{{end}}
{{- range .Varying}}
# {{.Why}}
set {{variable .Name}} {{quote .Usual}};
{{- $name := .Name}}
{{- range .Cases}}
if ($uri ~ {{quote .Pattern}}) { set {{variable $name}} {{quote .Value}}; }
{{- end}}
add_header {{.Name}} {{variable .Name}} always;
{{end}}
types {
{{- range $extension, $type := .Types}}
	{{quote $type}} {{$extension}};
{{- end}}
}
default_type application/octet-stream;
{{range $path, $type := .Exceptions}}
location = {{$path}} { types {} default_type {{quote $type}}; }
{{- end}}
{{range $path, $to := .Redirects}}
location = {{$path}} { return 302 {{quote $to}}; }
{{- end}}

set $kairo_in "{{.Base}}";
{{- range .Homes}}{{if ne . $.Base}}
if ($uri ~ {{quote (printf "^%s/" .)}}) { set $kairo_in "{{.}}"; }
{{- end}}{{end}}
error_page 404 $kairo_in/404.html;
{{range .Homes}}
location = {{.}}/404 { return 404; }
location = {{.}}/404/ { return 404; }
location = {{.}}/404.html { internal; }
location = {{.}}/index { return 404; }
location = {{.}}/index/ { return 404; }
{{with .}}location = {{.}} { return 308 {{.}}/$is_args$args; }
{{end}}location = {{.}}/ { try_files {{.}}/index.html =404; }
{{- end}}
location {{.Base}}/ { try_files $uri.html $uri =404; }

# Other names of a page lead to it, and nowhere else.
{{- range .Homes}}
location = {{.}}/index.html { return 308 {{.}}/$is_args$args; }
{{- end}}
location ~ {{quote (printf "^(?<kairo_page>%s)/$" .Addresses)}} {
	if (-f $document_root$kairo_page.html) { return 308 $kairo_page$is_args$args; }
	return 404;
}
location ~ {{quote (printf "^(?<kairo_page>%s)\\.html$" .Addresses)}} {
	if (-f $document_root$kairo_page.html) { return 308 $kairo_page$is_args$args; }
	return 404;
}
location ~ {{quote .NotServed}} { return 404; }

# Where social cards were when their addresses had a hash.
location ~ {{quote .FormerCard}} { return 308 {{.Base}}/cards$1.png$is_args$args; }
`

// nginxString is a string in the syntax of nginx.
func nginxString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// nginxVariable is the name of a variable for a field.
func nginxVariable(field string) string {
	return "$kairo_" + strings.ToLower(strings.ReplaceAll(field, "-", "_"))
}
