// Package slim stands in for what go-app imports and the browser's program can
// do without.
//
// go-app is one package for the server and the browser: its HTTP handler, its
// encrypted storage and its routes by pattern come along whether or not they
// are used, with net/http, TLS, JSON, regular expressions and fmt behind them.
// That is two fifths of what a reader would have to download: with brotli 1,549 KB,
// and 898 KB without it (make SLIM=0 precompress, make precompress; ls -l
// web/dist/*.br). So the Makefile builds the browser's program, and nothing else,
// with a copy of go-app's sources in which each import in this list has become an
// import of this package:
//
//	crypto/aes  crypto/cipher  crypto/rand  encoding/json  fmt  net/http
//	net/url  os  path/filepath  regexp  google/uuid  go-app's own errors
//
// The copy is made from the pinned module at each build, and none of it is
// kept here; "make SLIM=0" builds with go-app as it is. The alternatives were
// worse: a fork has to be kept up, and -overlay refuses the module cache.
//
// syscall/js has become an import of package js below this one: not because it
// is heavy, but because go-app calls JavaScript for each node of a page.
//
// Every name below is one that go-app uses, with the meaning it relies on.
// What this site does not use at all fails, and says why.
package slim

import (
	"errors"
	"io"
	"reflect"
	"strconv"
	"strings"
)

// errSlim is the answer of whatever was left out.
var errSlim = errors.New("left out of the browser's program (make SLIM=0 leaves it in)")

// Handler and Dir are of net/http: the types in the fields of resource resolvers.
type (
	Handler any
	Dir     string
)

// FileServer is of net/http, and for servers.
func FileServer(Dir) Handler { panic(errSlim) }

// RawMessage is of encoding/json: states and actions stored in the browser. go-app
// also reads through all of localStorage when it starts, for states that have
// expired, and passes over what is not JSON of its own.
type RawMessage []byte

// Marshal fails: nothing is stored.
func Marshal(any) ([]byte, error) { return nil, errSlim }

// Unmarshal fails: nothing was stored.
func Unmarshal([]byte, any) error { return errSlim }

// Regexp is of regexp: routes by pattern, of which there are none.
type Regexp struct{}

// MustCompile is called for a route by pattern, and panics.
func MustCompile(string) *Regexp { panic(errSlim) }

// MatchString is false.
func (*Regexp) MatchString(string) bool { return false }

// Block and AEAD are of crypto/cipher: encrypted states, of which there are none.
type (
	Block struct{}
	AEAD  struct{}
)

// Reader is of crypto/rand, and NewString of google/uuid: the ids of devices.
var Reader io.Reader

// NewString panics; see Reader.
func NewString() string { panic(errSlim) }

// NewCipher fails; see Block.
func NewCipher([]byte) (*Block, error) { return nil, errSlim }

// NewGCM fails; see Block.
func NewGCM(*Block) (*AEAD, error) { return nil, errSlim }

// NonceSize is 0; an AEAD cannot be had.
func (*AEAD) NonceSize() int { return 0 }

// Seal is nothing; an AEAD cannot be had.
func (*AEAD) Seal(_, _, _, _ []byte) []byte { return nil }

// Open fails; an AEAD cannot be had.
func (*AEAD) Open(_, _, _, _ []byte) ([]byte, error) { return nil, errSlim }

// Getenv is os.Getenv. A page has no environment; go-app's variables keep
// their defaults.
func Getenv(string) string { return "" }

// Sprint is fmt.Sprint of one operand, which may be a text, an integer or a
// boolean of any type. Of others it shows the type.
func Sprint(v any) string {
	switch v := v.(type) {
	case nil:
		return "<nil>"
	case error:
		return v.Error()
	case interface{ String() string }:
		return v.String()
	}
	switch r := reflect.ValueOf(v); {
	case r.Kind() == reflect.String:
		return r.String()
	case r.Kind() == reflect.Bool:
		return strconv.FormatBool(r.Bool())
	case r.CanInt():
		return strconv.FormatInt(r.Int(), 10)
	case r.CanUint():
		return strconv.FormatUint(r.Uint(), 10)
	default:
		return "(" + r.Type().String() + ")"
	}
}

// Sprintf is fmt.Sprintf for the verbs %v, %s and %d, without flags. It fails
// for others, so actions, whose keys are made with %p, fail when handled.
func Sprintf(format string, operands ...any) string {
	var b strings.Builder
	for _, v := range operands {
		text, rest, _ := strings.Cut(format, "%")
		if rest == "" || !strings.Contains("vsd", rest[:1]) {
			panic(errSlim)
		}
		b.WriteString(text + Sprint(v))
		format = rest[1:]
	}
	return b.String() + format
}

// Printf is never called in a browser.
func Printf(string, ...any) { panic(errSlim) }

// Error is go-app's error: a message with tags.
type Error struct {
	message string
	cause   error
}

// New returns an Error with a message.
func New(message string) Error { return Error{message: message} }

// WithTag adds a tag to the message.
func (e Error) WithTag(name string, value any) Error {
	e.message += " " + name + "=" + Sprint(value)
	return e
}

// Wrap sets the cause.
func (e Error) Wrap(cause error) Error {
	e.cause = cause
	return e
}

func (e Error) Unwrap() error { return e.cause }

func (e Error) Error() string {
	if e.cause == nil {
		return e.message
	}
	return e.message + ": " + e.cause.Error()
}
