package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"kairo.dev/content"
	"kairo.dev/content/load"
	"kairo.dev/server/signed"
	"kairo.dev/server/site"
	"kairo.dev/web"

	"golang.org/x/term"
)

// verifyFlags are the flags of verify.
type verifyFlags struct {
	fingerprint, root, state, content string
	rebuild                           bool
}

func (f *verifyFlags) flags() *flagSet {
	flags := newFlags("verify")
	flags.text(&f.fingerprint, "fingerprint", "", "what the site's first root has to have, in `HEX`; without it, the root is believed that is there")
	flags.text(&f.root, "root", "", "the first root itself, in `FILE`")
	flags.text(&f.state, "state", "", "keep in `DIR` what was seen, so that nothing older is accepted the next time")
	flags.yes(&f.rebuild, "rebuild", false, "build the site of the content that it publishes, with this program, and compare")
	flags.text(&f.content, "content", "", "for -rebuild: the content in `DIR`, for a site that does not publish all that it is built from")
	return flags
}

// verify verifies a site, of this program or of a mirror, as anyone can.
func verify(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var f verifyFlags
	flags := f.flags()
	if err := flags.parse(args, 1, 1); err != nil {
		return err
	}
	var err error
	client := signed.Client{Fingerprint: f.fingerprint, State: f.state}
	if client.Source, err = sourceOf(flags.Arg(0)); err != nil {
		return err
	}
	if f.root != "" {
		if client.Root, err = os.ReadFile(f.root); err != nil {
			return err
		}
	}
	if f.state == "" {
		if client.State, err = os.MkdirTemp("", "kairo-verify-"); err != nil {
			return err
		}
		defer os.RemoveAll(client.State)
	} else if err := os.MkdirAll(f.state, 0o700); err != nil {
		return err
	}
	if f, ok := stderr.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		client.Progress = func(done, all int) { fmt.Fprintf(stderr, "\r%d of %d files", done, all) }
		defer fmt.Fprintln(stderr)
	}
	result, err := client.Verify(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "good: %s, signed by %s\n", counted(len(result.Files), "file", "files"), strings.Join(result.Signers, ", "))
	fmt.Fprintf(stdout, "root %d, version %d, good until %s\nfingerprint %s\n",
		result.RootVersion, result.Version, result.Expires.Format(time.RFC3339), result.Fingerprint)
	if f.rebuild {
		return f.compare(ctx, client.Source, result.Files, stdout)
	}
	return nil
}

// mostContent is how large the content of a site may be, in bytes, to be built
// again.
const mostContent = 256 << 20

// compare builds the site again, with this program, and reports every file that
// comes out otherwise.
func (f *verifyFlags) compare(ctx context.Context, source signed.Source, files []signed.Target, stdout io.Writer) error {
	offline := slices.ContainsFunc(files, func(t signed.Target) bool { return t.Path == signed.EditionPath })
	again, err := f.build(ctx, source, files, site.Options{NoOffline: !offline, Pictures: openCache("pictures", forEditions), Photos: openCache("photos", forPhotos)})
	if err != nil {
		return err
	}
	built := make(map[string]signed.Target)
	for _, target := range targets(again) {
		built[target.Path] = target
	}
	var differ []error
	for _, target := range files {
		if built[target.Path] != target {
			differ = append(differ, fmt.Errorf("%s is not what this program builds", target.Path))
		}
		delete(built, target.Path)
	}
	for path := range built {
		differ = append(differ, fmt.Errorf("%s is built, and was not signed", path))
	}
	slices.SortFunc(differ, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
	if len(differ) == 0 {
		fmt.Fprintln(stdout, "identical: this program builds the same files of the content")
	}
	return errors.Join(differ...)
}

// build builds the site of the content in a folder, or of what it publishes.
func (f *verifyFlags) build(ctx context.Context, source signed.Source, files []signed.Target, o site.Options) (site.Files, error) {
	if f.content != "" {
		s, err := read(f.content)
		if err == nil {
			s, err = load.Signed(s)
		}
		if err != nil {
			return nil, err
		}
		o.Content, _ = folder(f.content)
		return site.Build(s, web.Files, o)
	}
	s, err := published(ctx, source)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "kairo-rebuild-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := copyScreenshots(ctx, source, files, dir); err != nil {
		return nil, err
	}
	o.Content = os.DirFS(dir)
	return site.Build(s, web.Files, o)
}

// published is the content that a site publishes, if that is all it is built from:
// texts in Markdown, files and translations are published finished.
func published(ctx context.Context, source signed.Source) (*content.Site, error) {
	body, err := source(ctx, strings.TrimPrefix(site.BundlePath, "/"))
	if err != nil {
		return nil, err
	}
	defer body.Close()
	bundle, err := io.ReadAll(io.LimitReader(body, mostContent))
	if err != nil {
		return nil, err
	}
	s, err := content.Decode(bundle)
	if err != nil {
		return nil, err
	}
	written := func(p content.Post) bool { return p.Text != "" }
	attached := func(t content.Talk) bool { return strings.HasPrefix(t.Slides, "/files/") }
	if len(s.Languages) > 0 || len(s.Online) > 0 || slices.ContainsFunc(append(s.Posts, s.Archive...), written) || slices.ContainsFunc(s.Talks, attached) {
		return nil, errors.New("the site does not publish all that it is built from, such as its posts as they were written: -content names a folder with it")
	}
	return s, nil
}

// copyScreenshots copies the pictures that belong to the content, which the site
// publishes under names with their hashes, to where a build finds them.
func copyScreenshots(ctx context.Context, source signed.Source, files []signed.Target, dir string) error {
	if err := os.Mkdir(filepath.Join(dir, "screenshots"), 0o700); err != nil {
		return err
	}
	for _, file := range files {
		name := publishedScreenshot.FindStringSubmatch(file.Path)
		if name == nil {
			continue
		}
		body, err := source(ctx, file.Path)
		if err != nil {
			return err
		}
		data, err := io.ReadAll(io.LimitReader(body, file.Length))
		if err = errors.Join(err, body.Close()); err != nil {
			return fmt.Errorf("read %s: %w", file.Path, err)
		}
		if err := os.WriteFile(filepath.Join(dir, "screenshots", name[1]+".png"), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

var publishedScreenshot = regexp.MustCompile(`^static/(narrow|wide)\.[0-9a-f]+\.png$`)

// sourceOf is the site at an address, or the export in a folder.
func sourceOf(where string) (signed.Source, error) {
	address, err := url.Parse(where)
	if err == nil && (address.Scheme == "http" || address.Scheme == "https") {
		return host(address), nil
	}
	dir := os.DirFS(where)
	if _, err := fs.Stat(dir, "."); err != nil {
		return nil, err
	}
	return func(_ context.Context, name string) (io.ReadCloser, error) { return dir.Open(name) }, nil
}

// fileLimit is how long a file may take.
const fileLimit = time.Minute

// host reads from a host by HTTP. It follows no redirect to another host.
func host(address *url.URL) signed.Source {
	client := &http.Client{
		Timeout: fileLimit,
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if r.URL.Host != address.Host || len(via) > 3 {
				return fmt.Errorf("%s leads to %s", via[0].URL, r.URL)
			}
			return nil
		},
	}
	return func(ctx context.Context, name string) (io.ReadCloser, error) {
		at := *address
		at.Path = path.Join("/", at.Path, name)
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
		if err != nil {
			return nil, err
		}
		response, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		switch response.StatusCode {
		case http.StatusOK:
			return response.Body, nil
		case http.StatusNotFound, http.StatusGone:
			err = fmt.Errorf("%s: %w", at.String(), fs.ErrNotExist)
		default:
			err = fmt.Errorf("%s: %s", at.String(), response.Status)
		}
		response.Body.Close()
		return nil, err
	}
}
