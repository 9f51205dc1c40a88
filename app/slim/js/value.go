//go:build js

package js

import "syscall/js"

// Type is the type of a JavaScript value.
type Type = js.Type

// Func is a [js.Func].
type Func struct {
	Value
	function js.Func
}

func FuncOf(f func(this Value, args []Value) any) Func {
	function := js.FuncOf(func(this js.Value, args []js.Value) any {
		values := make([]Value, len(args))
		for i, arg := range args {
			values[i] = Value{known: arg}
		}
		return unwrap(f(Value{known: this}, values))
	})
	return Func{Value{known: function.Value}, function}
}

func (f Func) Release() { f.function.Release() }

func Global() Value    { return Value{known: global} }
func Null() Value      { return Value{known: js.Null()} }
func Undefined() Value { return Value{} }

func ValueOf(x any) Value {
	switch x := x.(type) {
	case Value:
		return x
	case Func:
		return x.Value
	case string:
		return Value{node: textual, text: x}
	}
	return Value{known: js.ValueOf(unwrap(x))}
}

func CopyBytesToGo(to []byte, from Value) int { return js.CopyBytesToGo(to, from.js()) }
func CopyBytesToJS(to Value, from []byte) int { return js.CopyBytesToJS(to.js(), from) }

// unwrap is x with the values in it as syscall/js knows them.
func unwrap(x any) any {
	switch x := x.(type) {
	case Value:
		return x.js()
	case Func:
		return x.function
	case map[string]any:
		all := make(map[string]any, len(x))
		for name, value := range x {
			all[name] = unwrap(value)
		}
		return all
	case []any:
		return unwrapped(x)
	}
	return x
}

func unwrapped(list []any) []any {
	all := make([]any, len(list))
	for i, x := range list {
		all[i] = unwrap(x)
	}
	return all
}

func (v Value) Get(name string) Value {
	if name == "document" && v.node == nil && v.known.Equal(global) {
		return Value{known: document}
	}
	if (name == "localStorage" || name == "sessionStorage") && v.node == nil && v.known.Equal(global) {
		return Value{known: js.ValueOf(map[string]any{"length": 0})}
	}
	return Value{known: v.js().Get(name)}
}

func (v Value) Set(name string, x any) {
	switch {
	case v.collectedSet(name, x):
	case name == "nodeValue":
		global.Get("takeover").Call("place", name, v.js(), unwrap(x))
	default:
		v.js().Set(name, unwrap(x))
	}
}

func (v Value) Delete(name string)          { v.js().Delete(name) }
func (v Value) Index(i int) Value           { return Value{known: v.js().Index(i)} }
func (v Value) SetIndex(i int, x any)       { v.js().SetIndex(i, unwrap(x)) }
func (v Value) Invoke(args ...any) Value    { return Value{known: v.js().Invoke(unwrapped(args)...)} }
func (v Value) New(args ...any) Value       { return Value{known: v.js().New(unwrapped(args)...)} }
func (v Value) Equal(w Value) bool          { return v.js().Equal(w.js()) }
func (v Value) InstanceOf(class Value) bool { return v.js().InstanceOf(class.js()) }
func (v Value) Bool() bool                  { return v.js().Bool() }
func (v Value) Float() float64              { return v.js().Float() }
func (v Value) Int() int                    { return v.js().Int() }
func (v Value) Length() int                 { return v.js().Length() }
func (v Value) String() string              { return v.js().String() }
func (v Value) IsNaN() bool                 { return v.js().IsNaN() }
func (v Value) IsNull() bool                { return v.node == nil && v.known.IsNull() }
func (v Value) IsUndefined() bool           { return v.node == nil && v.known.IsUndefined() }
func (v Value) Truthy() bool                { return v.node != nil && v.node != textual || v.js().Truthy() }
func (v Value) Type() Type                  { return v.js().Type() }
