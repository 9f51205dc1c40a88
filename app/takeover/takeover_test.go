package takeover

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// TestOnServer: where there is no takeover, nothing is kept, nothing waits, and no
// page begins.
func TestOnServer(t *testing.T) {
	var none *Takeover
	none.Step()
	if none.Keeping() || none.Begins() {
		t.Errorf("without a takeover, Keeping and Begins are %t, %t; want false", none.Keeping(), none.Begins())
	}
}

// TestSteps: there are steps until the prerendered page is mounted, and none after.
func TestSteps(t *testing.T) {
	steps := 0
	over := &Takeover{Pause: func() { steps++ }}
	over.Step()
	if !over.Keeping() || steps != 1 {
		t.Errorf("before the page is mounted, Keeping is %t after %d steps; want true after 1", over.Keeping(), steps)
	}
	over.Mounted()
	over.Step()
	if over.Keeping() || steps != 1 {
		t.Errorf("when the page is mounted, Keeping is %t after %d steps; want false after 1", over.Keeping(), steps)
	}
	over.Rest() // nothing has begun
	rest := 0
	over.Continues(func() { rest++ })
	over.Rest()
	if rest != 1 {
		t.Errorf("Rest showed the rest %d times; want 1", rest)
	}
}

func TestKept(t *testing.T) {
	made := 0
	content := func() []app.UI { made++; return []app.UI{app.P().Text("here")} }
	whole, empty := app.HTMLString(Kept(app.Main(), false, content)), app.HTMLString(Kept(app.Main(), true, content))
	if !strings.Contains(whole, "here") || strings.Contains(empty, "here") || made != 1 {
		t.Errorf("Kept made the content %d times: %s and %s; want it once, in the first", made, whole, empty)
	}
	for _, markup := range []string{whole, empty} {
		if !strings.Contains(markup, "data-kept") {
			t.Errorf("Kept gives %s; want data-kept, which takeover.js looks for", markup)
		}
	}
}
