package httpd

import "strings"

// videos is the origin of the one frame that pages have, after a click.
const videos = "https://www.youtube-nocookie.com"

// directive is an entry of a policy, and why.
type directive struct{ name, value, why string }

// contentPolicy is the Content-Security-Policy (CSP Level 3, Trusted Types).
// What default-src forbids is not repeated: fonts, media, objects.
var contentPolicy = []directive{
	{"default-src", "'none'", "what is not listed is not needed"},
	{"base-uri", "'none'", "an injected <base> would bend every relative address"},
	{"connect-src", "'self'", "the program, the content and the search index"},
	{"form-action", "'self'", "the search form"},
	{"frame-ancestors", "'none'", "nobody puts a page of ours under their own buttons"},
	{"frame-src", videos, "talks, once a reader has asked for one"},
	{"img-src", "'self'", "photographs, posters, icons"},
	{"manifest-src", "'self'", "the web app manifest"},
	{"require-trusted-types-for", "'script'", "no string becomes markup or code by accident"},
	{"script-src", "'self' 'wasm-unsafe-eval'", "our scripts, and the compilation of WebAssembly, but no eval"},
	{"style-src", "'self'", "our style sheets; no style attributes"},
	{"trusted-types", "takeover", "the one policy: it lets the address of the service worker through"},
	{"worker-src", "'self'", "the service worker"},
}

// contentSecurityPolicy is the value of the header field.
func contentSecurityPolicy(tls bool) string {
	var b strings.Builder
	for i, d := range contentPolicy {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(d.name + " " + d.value)
	}
	if tls {
		// Without TLS it would send readers of a server on localhost to a port
		// where nobody answers.
		b.WriteString("; upgrade-insecure-requests")
	}
	return b.String()
}

// The allow lists of permissions. What a frame may do has to be allowed to the
// page around it as well, or there is nothing to hand down.
const (
	nobody = "()"
	player = `(self "` + videos + `")`
)

// permissions is the Permissions-Policy. It lists features that browsers know
// by default (others make them complain), save those which do nothing without
// a click and are our own origin's alone unless we say otherwise, such as
// writing to the clipboard.
var permissions = []directive{
	{"accelerometer", nobody, "motion tells devices apart"},
	{"autoplay", player, "the click on the poster is the click on play"},
	{"camera", nobody, "nothing to record"},
	{"clipboard-read", nobody, "nothing to paste"},
	{"display-capture", nobody, "nothing to record"},
	{"encrypted-media", player, "some videos are protected"},
	{"fullscreen", player, "a talk is watched in full"},
	{"gamepad", nobody, "nothing to play"},
	{"geolocation", nobody, "where readers are is theirs to know"},
	{"gyroscope", nobody, "motion tells devices apart"},
	{"hid", nobody, "no devices"},
	{"idle-detection", nobody, "whether readers are there is theirs to know"},
	{"local-fonts", nobody, "installed fonts tell devices apart"},
	{"magnetometer", nobody, "motion tells devices apart"},
	{"microphone", nobody, "nothing to record"},
	{"midi", nobody, "no devices"},
	{"payment", nobody, "nothing to buy"},
	{"picture-in-picture", player, "a talk beside one's own work"},
	{"publickey-credentials-get", nobody, "nothing to sign in to"},
	{"screen-wake-lock", nobody, "reading does not need it"},
	{"serial", nobody, "no devices"},
	{"storage-access", nobody, "the video's frame gets no cookies of its own site"},
	{"sync-xhr", nobody, "a request that freezes the page is a mistake"},
	{"usb", nobody, "no devices"},
	{"window-management", nobody, "one window is enough"},
	{"xr-spatial-tracking", nobody, "nothing to look around in"},
}

// permissionsPolicy is the value of the header field.
func permissionsPolicy() string {
	var b strings.Builder
	for i, p := range permissions {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(p.name + "=" + p.value)
	}
	return b.String()
}
