//go:build js

// Package js stands in for syscall/js in the copy of go-app that the browser's
// program is built with; see package slim.
//
// go-app makes a page of nodes one call of JavaScript at a time: some five for
// each element, each of which crosses from WebAssembly, copies its texts, and
// leaves a reference to be collected. That was most of the time that a
// navigation took. Here the calls that make new nodes and put them together are
// collected, and done at once by one call, in the same order, when something
// first asks for one of the nodes: as a rule to put the finished tree into the
// document. Until then nobody can see the nodes, and so cannot see that they
// are not there yet.
//
// Changes of the page go through app/takeover/script, which mends what others
// have done to it. Storage is not there: go-app keeps states in it, this site has
// none, and browsers may be set to throw at every access.
//
// It also makes addresses of paths, on a site that is below a path of its host:
// with go-app as it is, a site has to have a host of its own.
//
// Everything else is passed on to syscall/js.
package js

import (
	"strconv"
	"strings"
	"syscall/js"

	"kairo.dev/app/takeover/below"
)

// Value is a [js.Value], or a node or a text that JavaScript does not know yet.
type Value struct {
	known js.Value
	node  *node  // if not nil, what the value is instead
	text  string // if node is textual
}

// textual marks a Value that is its text.
var textual = new(node)

// node is a node of the document, which is made with others.
type node struct {
	batch *batch
	index int      // among the nodes of the batch
	known js.Value // once it has been asked for
}

// batch are nodes that are made together.
type batch struct {
	count     int
	steps     []byte // fields, each with a separator after it; see make in app/takeover/script
	listeners []any
	made      js.Value // the array of nodes, once they are made
}

// separator ends each field of the steps. What contains it is not collected.
const separator = "\x00"

// pending are the nodes that are to be made next.
var pending = new(batch)

var (
	global   = js.Global()
	document = global.Get("document")
)

func (b *batch) add(fields ...string) {
	for _, field := range fields {
		b.steps = append(append(b.steps, field...), separator...)
	}
}

// newNode adds a node that is made by a step.
func (b *batch) newNode(fields ...string) Value {
	b.add(fields...)
	b.count++
	return Value{node: &node{batch: b, index: b.count - 1}}
}

// makePending has the pending nodes made.
func makePending() {
	b := pending
	pending = new(batch)
	b.made = global.Get("takeover").Call("make", append([]any{string(b.steps)}, b.listeners...)...)
	b.steps, b.listeners = nil, nil
}

// pending reports whether the node is yet to be made.
func (n *node) pending() bool { return n != nil && n.batch == pending }

func (n *node) number() string { return strconv.Itoa(n.index) }

// js is the value as JavaScript knows it.
func (v Value) js() js.Value {
	switch n := v.node; n {
	case nil:
		return v.known
	case textual:
		return js.ValueOf(v.text)
	default:
		if n.pending() {
			makePending()
		}
		if n.known.IsUndefined() {
			n.known = n.batch.made.Index(n.index)
		}
		return n.known
	}
}

// Call calls a method, or keeps the call for later.
func (v Value) Call(method string, args ...any) Value {
	if method == "setAttribute" {
		located(args)
	}
	if result, ok := v.collected(method, args); ok {
		return result
	}
	known := v.js() // before the arguments: it may be a node that they are put into
	switch method {
	case "appendChild", "replaceChild", "removeChild":
		// Others change the page too: takeover.js finds what they have moved.
		global.Get("takeover").Call("place", append([]any{method, known}, unwrapped(args)...)...)
		return Value{}
	}
	return Value{known: known.Call(method, unwrapped(args)...)}
}

// base is the path that the site is below; see takeover.js.
var base = func() string {
	if given := global.Get("takeover").Get("base"); given.Type() == js.TypeString {
		return given.String()
	}
	return ""
}()

// located puts the base before what setAttribute sets, if it is a path of the
// site. It is done here, and not in each link, because the server does it when
// it writes the tree as HTML: the tree is the same wherever the site is.
func located(args []any) {
	if base == "" || len(args) != 2 {
		return
	}
	name, value := args[0].(Value), args[1].(Value)
	if name.node == textual && value.node == textual {
		args[1] = Value{node: textual, text: below.Located(base, name.text, value.text)}
	}
}

// collected keeps a call for later, if it only makes nodes or only concerns such
// as are yet to be made.
func (v Value) collected(method string, args []any) (result Value, ok bool) {
	if v.node == nil && !v.known.Equal(document) || v.node != nil && !v.node.pending() {
		return Value{}, false
	}
	texts := make([]string, 0, 2)
	for _, arg := range args {
		if value := arg.(Value); value.node == textual && !strings.Contains(value.text, separator) {
			texts = append(texts, value.text)
		}
	}
	switch call := (signature{method, len(args), len(texts)}); {
	case call == signature{"createElement", 1, 1}:
		return pending.newNode("element", texts[0]), true
	case call == signature{"createElementNS", 2, 2}:
		return pending.newNode("elementNS", texts[0], texts[1]), true
	case call == signature{"createTextNode", 1, 1}:
		return pending.newNode("text", texts[0]), true
	case v.node == nil:
		return Value{}, false
	case call == signature{"setAttribute", 2, 2}:
		pending.add("attribute", v.node.number(), texts[0], texts[1])
		return Value{}, true
	case call == signature{"appendChild", 1, 0} && args[0].(Value).node.pending():
		pending.add("append", v.node.number(), args[0].(Value).node.number())
		return Value{}, true
	case call == signature{"addEventListener", 2, 1}:
		pending.add("listen", v.node.number(), texts[0], strconv.Itoa(len(pending.listeners)))
		pending.listeners = append(pending.listeners, args[1].(Value).js())
		return Value{}, true
	}
	return Value{}, false
}

// signature is a method, and how many arguments it is called with, and how many
// of them are texts.
type signature struct {
	method      string
	args, texts int
}

// collectedSet keeps the setting of a property for later, if it is one of a node
// that is yet to be made, and a text or a boolean.
func (v Value) collectedSet(name string, x any) bool {
	value, ok := x.(Value)
	switch {
	case !ok || !v.node.pending():
		return false
	case value.node == textual && !strings.Contains(value.text, separator):
		pending.add("property", v.node.number(), name, value.text)
		return true
	case value.node == nil && value.known.Type() == js.TypeBoolean:
		pending.add("flag", v.node.number(), name, strconv.FormatBool(value.known.Bool()))
		return true
	}
	return false
}
