// Package picture draws the pictures that belong to the content: the icons of
// the site and the social cards of its pages.
//
// They are drawn in Go when the site is built, rather than made in a drawing
// program and checked in, because they say what the content says: the initial
// of its name, the titles of its pages, the seal of its edition. Whoever puts
// other words into the content gets the pictures that belong to them. A
// browser could take pictures of pages instead, but then the build would need
// one, and no two versions of it give the same bytes.
//
// Here the same input gives the same bytes on any machine: coordinates are
// whole 64ths of a pixel, colours are mixed in whole numbers, and the
// typefaces are the Go fonts, in the program, and those in the folder "fonts" of
// the content ([Fonts]), never those of the machine. The Go fonts have Latin,
// Greek and Cyrillic letters. Whoever writes in another script puts a font
// beside the content ("make fonts" fetches Noto Sans); fonts for all of them
// would be many times as large as the program. Such text is shaped and set from
// right to left where it has to be. Where a title has letters that no typeface
// has, its card says the address and nothing else, and "kairo check" tells. The
// Go fonts have no serifs as the site's own text does, but no typeface that has
// them is kept as well in a module.
//
// A [Picture] is a value that says all that goes into it, so that it is
// known again, and drawn once ([Draw]). The pictures have few colours, which makes
// them small and quick to compress, and that is what most of the time goes into.
package picture
