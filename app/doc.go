//go:build !js

// Command app is the browser's program; see main.go. Built for anything else
// it only says so, and lets "go build ./..." and the tools see a package.
package main

import "os"

func main() {
	os.Stderr.WriteString("app runs in a browser: build it with GOOS=js GOARCH=wasm (make build does)\n")
	os.Exit(1)
}
