package ui

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// An iconPath is a drawing in a square of 24, in lines.
type iconPath string

// The drawings, ours. They stand beside words and say nothing on their own.
const (
	iconOpenSource   iconPath = "M8.5 7 3.5 12l5 5M15.5 7l5 5-5 5"
	iconTalks        iconPath = "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4M9 21h6"
	iconPublications iconPath = "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"
	iconPosts        iconPath = "M4 20l4.5-1L19 8.5 15.5 5 5 15.5zM13.5 7l3.5 3.5"
	iconConnect      iconPath = "M4 5h16v11h-8l-4 4v-4H4z"
	iconWishlist     iconPath = "m12 3.5 2.6 5.5 6 .8-4.4 4.2 1.1 6-5.3-2.9-5.3 2.9 1.1-6-4.4-4.2 6-.8z"
	iconArchive      iconPath = "M3.5 5h17v4h-17zM5 9v10h14V9M10 13h4"
	iconPlay         iconPath = "M8 5v14l11-7z"
	iconSearch       iconPath = "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21"
	iconSystem       iconPath = "M3.5 5h17v12h-17zM8 21h8M12 17v4"
	iconLight        iconPath = "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4"
	iconDark         iconPath = "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"
)

// icon shows a drawing at the size of the text.
func icon(path iconPath) app.UI {
	return svgElement("svg").Class("icon").Attr("viewBox", "0 0 24 24").Aria("hidden", "true").Body(
		svgElement("path").Attr("d", string(path)))
}
