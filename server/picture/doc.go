// Package picture draws the pictures of the site that are not files of
// somebody's: its icons and its social cards.
//
// They are drawn in Go when the site is built, rather than made in a drawing
// program and checked in, because they say what the content says: the initial
// of its name, the titles of its pages, the seal of its edition. Whoever puts
// other words into the content gets the pictures that belong to them.
//
// The same input gives the same bytes on any machine: coordinates are whole
// 64ths of a pixel, colours are mixed in whole numbers, and the only typefaces
// are those in the program. The browser's program has none of this package.
package picture
