package content

// Article is the text of a post as it is shown. It is made by package
// content/text, and is in the page of the post: the bundle has no more of it than
// the digest.
type Article struct {
	// Elements are the text: safe elements, chosen one by one.
	Elements []Element
	// Lead is the beginning of what it says.
	Lead string
	// Plain is what it says, for the search.
	Plain string
	// Files are the names of the files that it shows or leads to.
	Files []string
}

// Element is an element of HTML, or a text where it has no name.
type Element struct {
	Name, Text string
	Attributes []Attribute
	Children   []Element
}

// Attribute is an attribute of an Element.
type Attribute struct{ Name, Value string }
