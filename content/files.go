//go:build !js

package content

import "embed"

// Files are the JSON files of this folder, as they were when the program was
// built. The browser's program has no use for them, hence the build tag.
//
//go:embed *.json
var Files embed.FS

// BundleSchema is the JSON Schema of the bundle, for others who read it.
//
//go:embed schema/bundle.schema.json
var BundleSchema []byte
