package text

import (
	"crypto/sha256"
	"encoding/hex"
)

// Digest is what stands for a file in its name.
func Digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])[:12]
}
