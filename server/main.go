// Command kairo serves, exports and checks the site.
//
// It is wiring and nothing else: content/load reads the content, server/site
// makes the finished site of it, server/httpd sends that. Everything the site
// needs is embedded in this one program; a folder of content can be named
// instead.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // content names time zones; the system may know none
)

const usage = `kairo serves, exports and checks the site.

Usage:

    kairo serve [flags]     serve the site
    kairo export [-content DIR] [-offline=false] DIR
                            write the site to a folder that is empty or has an
                            earlier export, for any host
    kairo check [DIR]       read the content and report every mistake in it
    kairo version           say what this is

Without a folder, the content is what the program was built with.

Flags of serve:

    -addr ADDR        where to listen: localhost:8080, or :443 with TLS
    -content DIR      the content; edits are served within a second, mistakes
                      in them are reported and the last good edition stays
    -dev              open pages load themselves again after an edit
    -offline=false    browsers keep no copy of the site, and remove the one
                      they have

    -domain NAME      TLS, with a certificate from Let's Encrypt for this name
    -certs DIR        keep what was issued here, not in the user's cache
    -acme URL         ask another authority (its ACME directory)
    -cert, -key FILE  TLS, with a certificate of one's own
    -http ADDR        lead from here to the site with TLS: :80 with -domain

    -proxy CIDR[,CIDR]
                      proxies that are believed what they say of the client
                      (Forwarded, X-Forwarded-For, X-Forwarded-Proto): those on
                      this machine

    -log text|json    the form of the log
    -access-log       log requests, without a word about who asked
    -log-addresses    log requests, and the addresses of those who asked
    -metrics ADDR     counters for Prometheus at /metrics, on this machine only

SIGHUP reads content and certificate again; SIGTERM finishes what was asked
and ends, a second one at once.

Examples:

    kairo serve -content ./content -dev     # while you write
    kairo check ./content                   # before you publish
    kairo serve -domain kairo.dev           # on the Internet
    kairo export ./public                   # or copy ./public to a host
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first signal asks the program to end; the second ends it.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is the program: it returns the exit status, 2 for a call that is wrong
// and 1 for one that failed.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(stderr, usage)
		return 2
	}
	commands := map[string]func(context.Context, []string, io.Writer, io.Writer) error{
		"serve":   serve,
		"export":  export,
		"check":   check,
		"version": version,
	}
	name := args[0]
	switch name {
	case "help", "-h", "-help", "--help":
		fmt.Fprint(stdout, usage)
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
		fmt.Fprint(stdout, usage)
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

// parse reads the flags and from min to max arguments.
func parse(flags *flag.FlagSet, args []string, min, max int) error {
	flags.SetOutput(io.Discard)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return usageError(err.Error())
	}
	switch n := flags.NArg(); {
	case n < min:
		return usageError("a folder is missing")
	case n > max:
		return usageError(fmt.Sprintf("%q is one argument too many", flags.Arg(max)))
	}
	return nil
}
