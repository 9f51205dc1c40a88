package content

// File is a file of the folder files that the content refers to. Package
// content/load finds it, and package server/site publishes it.
type File struct {
	// Name is that in the folder, and Digest the SHA-256 of what is in it, in
	// hexadecimal.
	Name, Digest string
	// Type is the media type in which it is published.
	Type string
	// Size is how large it is, in bytes.
	Size int
	// Forms are those in which it is published, the largest last. What is no
	// picture has one, as it is.
	Forms []Form
	// Orientation is how a picture has to be turned (Exif 2.32, tag 0x0112).
	Orientation int
	// Placed reports whether a picture says where it was taken. Nothing of that is
	// published; but the file itself says so to whoever has the content.
	Placed bool
	// Read gives what is in it, as long as that is the same.
	Read func() ([]byte, error)
}

// Form is a form of a file: for a picture, one of its sizes in pixels.
type Form struct {
	// Address is a path of the site.
	Address       string
	Width, Height int
}

// Largest is the largest form of the file.
func (f *File) Largest() Form { return f.Forms[len(f.Forms)-1] }

// LargestKept is how large a file may be to be in the copy that a browser keeps,
// in bytes.
const LargestKept = 1 << 20

// OnlineFile is a file that is too large for that copy.
type OnlineFile struct {
	Address string `json:"address" doc:"Where it is: a path of the site."`
	KB      int    `json:"kb" doc:"How large it is, in kB."`
}
