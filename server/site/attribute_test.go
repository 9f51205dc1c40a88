package site

import "golang.org/x/net/html"

// attribute is the value of an attribute of an element, and whether it has one.
func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}
