package slim

import (
	"errors"
	"fmt"
	"net/url"
	"testing"
)

type named string

type stringer struct{}

func (stringer) String() string { return "a stringer" }

func TestSprint(t *testing.T) {
	for _, v := range []any{nil, "text", named("named"), stringer{}, errors.New("wrong"), true, -7, uint8(7), int64(1) << 40} {
		if got, want := Sprint(v), fmt.Sprint(v); got != want {
			t.Errorf("Sprint(%#v) = %q; want %q", v, got, want)
		}
	}
	if got, want := Sprint(1.5), "(float64)"; got != want {
		t.Errorf("Sprint(1.5) = %q; want %q", got, want)
	}
}

func TestSprintf(t *testing.T) {
	for _, test := range []struct {
		format   string
		operands []any
	}{
		{"plain", nil},
		{"%v %v", []any{"a", errors.New("b")}},
		{"at %s, %d times", []any{"x", 3}},
	} {
		if got, want := Sprintf(test.format, test.operands...), fmt.Sprintf(test.format, test.operands...); got != want {
			t.Errorf("Sprintf(%q, %v) = %q; want %q", test.format, test.operands, got, want)
		}
	}
	for _, format := range []string{"%p", "%.2f", "%", "no verb"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("Sprintf(%q, 1) did not fail", format)
				}
			}()
			Sprintf(format, 1)
		}()
	}
}

func TestError(t *testing.T) {
	cause := errors.New("no such tag")
	err := New("mounting failed").WithTag("tag", "blink").WithTag("depth", uint(3)).Wrap(cause)
	if got, want := err.Error(), "mounting failed tag=blink depth=3: no such tag"; got != want {
		t.Errorf("Error() = %q; want %q", got, want)
	}
	if !errors.Is(err, cause) {
		t.Error("the error does not wrap its cause")
	}
}

// TestURL holds the parts that go-app looks at against net/url.
func TestURL(t *testing.T) {
	for _, address := range []string{
		"/", "/talks", "/talks/x?q=a/b#c:d", "#only", "?q", "",
		"https://kairo.dev", "https://kairo.dev/", "http://localhost:8080/talks?a=b&c=d#e",
		"mailto:someone@kairo.dev", "https://kairo.dev?q=1", "/a:b/c", "//kairo.dev/x",
	} {
		want, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := Parse(address)
		path := want.EscapedPath()
		if want.Opaque != "" {
			path = want.Opaque
		}
		if got.Scheme != want.Scheme || got.Host != want.Host || got.Hostname() != want.Hostname() ||
			got.Path != path || got.RawQuery != want.RawQuery || got.Fragment != want.Fragment {
			t.Errorf("Parse(%q) = %+v; want %+v", address, got, want)
		}
		if got.String() != want.String() {
			t.Errorf("Parse(%q).String() = %q; want %q", address, got.String(), want.String())
		}
	}
	if got, _ := Parse("/caf%C3%A9"); got.Path != "/caf%C3%A9" {
		t.Errorf("the path of /caf%%C3%%A9 is %q; want what location.pathname says", got.Path)
	}
}
