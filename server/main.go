// Command kairo serves, exports and checks the site, and changes its content.
//
// It is wiring and nothing else: content/load reads the content, server/site
// makes the finished site of it, server/httpd sends that. Everything the site
// needs is embedded in this one program; a folder of content can be named
// instead.
//
// Each command is a file of its name (serve.go, new.go, import.go, sign.go and so
// on); commands.go has the short ones. What the server does while it runs, edits
// and signals among it, is in serve.go; in which states it is meanwhile, life.go.
//
// # Words
//
// An edition is the site that one state of the content makes; its digest names
// it, and it never changes. A swap puts another edition in the place of the one
// that is served, in one step. A file's variants are its compressed forms, one
// for each content coding. An edition is complete when its social cards are
// drawn and all its variants are made; it is served before that, with those
// variants that are cached. A problem, or mistake, is what package content/load
// finds wrong with the content.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	_ "time/tzdata" // content names time zones; the system may know none

	_ "golang.org/x/crypto/x509roots/fallback" // authorities to trust, where the system knows none
)

// commands is how the help begins.
const commands = `kairo serves, exports and checks the site.

Usage:

    kairo serve [flags]     serve the site
    kairo export [flags] DIR
                            write the site to a folder, for any host
    kairo check [flags] [DIR]
                            read the content and report every mistake in it
    kairo new KIND [flags]  add a talk, post, publication, project or wish to
                            the content, or begin a site; "kairo new talk -h"
                            lists what can be said of a talk
    kairo import [flags] SOURCE
                            add the posts of a feed, of an export of WordPress,
                            or of a folder for Jekyll, Hugo or Pelican
    kairo fmt [flags]       lay the files of content out in the one form, and
                            name those that were not
    kairo keys new|replace|renew [flags]
                            make the keys of a signed site, or change them
    kairo sign [flags]      sign the site
    kairo verify [flags] SITE
                            verify every file of a signed site, at an address or
                            in a folder
    kairo release [flags] DIR
                            say where the files of "make release" come from
    kairo version           say what this is

Without a folder, the content is what the program was built with.

`

// hints is how the help ends.
const hints = `What is not set by a flag can be set in the environment: KAIRO_ADDR for -addr,
KAIRO_LOG_ADDRESSES=true for -log-addresses, and so on.

SIGHUP reads content and certificate again; SIGTERM finishes what was asked
and ends, a second one at once.

Examples:

    kairo new post -title "Hello"           # asks for what is missing
    kairo import https://old.example/feed.xml
                                            # brings your old posts along
    kairo serve -content ./content -dev     # while you write
    kairo check ./content                   # before you publish
    kairo serve -domain example.org,www.example.org
                                            # on the Internet
    kairo export ./public                   # or copy ./public to a host
`

// usage is the help: the flags say themselves what they are for.
func usage() string {
	return commands + `Flags of serve:

` + new(serveFlags).flags().help() + `
Flags of export:

` + new(exportFlags).flags().help() + `
Flags of check:

` + new(checkFlags).flags().help() + `
Flags of fmt and new:

` + new(editFlags).flags("fmt").help() + `
Flags of import:

` + new(importFlags).flags().help() + `
Flags of keys, the folder of "keys new" and the name for "keys replace" coming
after them:

` + new(keysFlags).flags("keys").help() + `
Flags of sign:

` + new(signFlags).flags().help() + `
Flags of verify:

` + new(verifyFlags).flags().help() + `
Flags of release:

` + new(releaseFlags).flags().help() + `
` + hints
}

func main() {
	ctx := context.Background()
	// Others have nothing to finish: they end at the first signal, as programs do.
	if len(os.Args) > 1 && slices.Contains([]string{"serve", "import", "verify"}, os.Args[1]) {
		ctx = untilSignal()
	}
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// untilSignal is for commands that look at their context. It is done at the first
// signal, which asks the program to end. The second ends it.
func untilSignal() context.Context {
	ctx, stop := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		// Before anybody knows of the first: the second would be kept from us.
		signal.Stop(signals)
		stop()
	}()
	return ctx
}

// run is the program: it returns the exit status, 2 for a call that is wrong
// and 1 for one that failed.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(stderr, usage())
		return 2
	}
	commands := map[string]func(context.Context, []string, io.Writer, io.Writer) error{
		"serve":   serve,
		"export":  export,
		"check":   check,
		"fmt":     format,
		"import":  importPosts,
		"keys":    keys,
		"new":     newEntry,
		"sign":    sign,
		"verify":  verify,
		"release": release,
		"version": version,
	}
	name := args[0]
	switch name {
	case "help", "-h", "-help", "--help":
		fmt.Fprint(stdout, usage())
		return 0
	}
	command, ok := commands[name]
	if !ok {
		fmt.Fprintf(stderr, "kairo: there is no command %q; \"kairo help\" lists them\n", name)
		return 2
	}
	var wrong usageError
	switch err := command(ctx, args[1:], stdout, stderr); {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage())
		return 0
	case errors.As(err, &wrong):
		fmt.Fprintf(stderr, "kairo %s: %v; see \"kairo help\"\n", name, err)
		return 2
	default:
		fmt.Fprintf(stderr, "kairo %s: %v\n", name, err)
		return 1
	}
}

// usageError is a mistake in how the program was called.
type usageError string

func (e usageError) Error() string { return string(e) }
