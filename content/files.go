//go:build !js

package content

import "embed"

// Files are the JSON files of this folder, those of its translations, and what
// belongs to them: texts, pictures, typefaces and screenshots, as they were when
// the program was built. The browser's program has no use for them, hence the
// build tag.
//
//go:embed *.json */*.json posts files fonts screenshots
var Files embed.FS

// BundleSchema is the JSON Schema of the bundle, for others who read it.
//
//go:embed schema/bundle.schema.json
var BundleSchema []byte
