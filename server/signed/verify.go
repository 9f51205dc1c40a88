package signed

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/config"
	"github.com/theupdateframework/go-tuf/v2/metadata/updater"
)

// Dir is the folder of a site in which its metadata is published.
const Dir = "tuf"

// Source is where a site is read from: a host, a mirror, a folder. It is given
// the names of files in an export. For one that is not there, the error wraps
// [fs.ErrNotExist].
type Source func(ctx context.Context, name string) (io.ReadCloser, error)

// Client verifies a site as anyone can.
type Client struct {
	// Source is the site.
	Source Source
	// Fingerprint is what the site's first root has to have; see
	// [Metadata.Fingerprint]. Without one and without Root, the first root is
	// believed that is met, and kept in State.
	Fingerprint string
	// Root is a root to begin with.
	Root []byte
	// State is the folder in which is kept what has been seen, so that nothing
	// older is accepted later. It has to be there.
	State string
	// Progress, if it is there, is told how many of all files are verified.
	Progress func(done, all int)
}

// Result is what a Client has verified.
type Result struct {
	Fingerprint string
	// RootVersion, Version and Expires are those of the root and the timestamp.
	RootVersion, Version int64
	Expires              time.Time
	// Signers are the names of the keys that may sign what the site says.
	Signers []string
	// Files are all files of the edition, each of which is what was signed.
	Files []Target
}

// The reasons for which a Client refuses a site.
var (
	ErrWrongRoot  = errors.New("the first root is not the one that is expected")
	ErrRollback   = errors.New("it is older than what has been seen before")
	ErrExpired    = errors.New("it has expired: newer editions may be withheld")
	ErrSignature  = errors.New("it is not signed by enough of the keys it has to be")
	ErrAltered    = errors.New("it is not what was signed")
	ErrTooLong    = errors.New("it is longer than it may be")
	ErrUnreadable = errors.New("it is no metadata of TUF")
	ErrMissing    = errors.New("it is not there")
)

// maxRoot is how long a root may be, in bytes.
const maxRoot = 512_000

// Verify verifies the metadata by the workflow of a TUF client (specification,
// 5), and then every file of the edition. All files that are wrong are named in
// the error, which wraps one of the reasons above for each.
func (c *Client) Verify(ctx context.Context) (*Result, error) {
	root, result, err := c.firstRoot(ctx)
	if err != nil {
		return nil, err
	}
	cfg, err := config.New("site:/"+Dir, root)
	if err != nil {
		return nil, fmt.Errorf("verify: %w", err)
	}
	cfg.Fetcher = fetcher{ctx, c.Source}
	cfg.LocalMetadataDir, cfg.LocalTargetsDir = c.State, c.State
	cfg.PrefixTargetsWithHash = false
	client, err := updater.New(cfg)
	if err != nil {
		return nil, reason("root", err)
	}
	if err := client.Refresh(); err != nil {
		return nil, reason("metadata", err)
	}
	// Asking for any file has the role loaded that has all.
	if _, err := client.GetTargetInfo("index.html"); err != nil {
		return nil, reason("metadata", err)
	}
	trusted := client.GetTrustedMetadataSet()
	result.RootVersion = trusted.Root.Signed.Version
	result.Version, result.Expires = trusted.Timestamp.Signed.Version, trusted.Timestamp.Signed.Expires
	for _, id := range trusted.Root.Signed.Roles[metadata.TARGETS].KeyIDs {
		name, _ := trusted.Root.Signed.Keys[id].UnrecognizedFields[nameField].(string)
		result.Signers = append(result.Signers, strings.TrimSpace(name+" "+id))
	}
	for _, role := range slices.Sorted(maps.Keys(trusted.Targets)) {
		files := trusted.Targets[role].Signed.Targets
		for _, path := range slices.Sorted(maps.Keys(files)) {
			target := Target{Path: path, Length: files[path].Length}
			copy(target.SHA256[:], files[path].Hashes["sha256"])
			result.Files = append(result.Files, target)
		}
	}
	return result, c.verifyFiles(ctx, result.Files)
}

// firstRoot is the root to begin with: the one that is kept, that is given, or
// that the site has, if it is the expected one.
func (c *Client) firstRoot(ctx context.Context) ([]byte, *Result, error) {
	const name = Dir + "/1." + metadata.ROOT + ".json"
	pin := filepath.Join(c.State, "fingerprint")
	pinned, err := os.ReadFile(pin)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("read state: %w", err)
	}
	root := c.Root
	if root == nil {
		if root, err = c.Source.get(ctx, name, maxRoot); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	sum := sha256.Sum256(root)
	result := &Result{Fingerprint: hex.EncodeToString(sum[:])}
	for _, want := range []string{string(pinned), c.Fingerprint} {
		if want != "" && !strings.EqualFold(strings.TrimSpace(want), result.Fingerprint) {
			return nil, nil, fmt.Errorf("%s has the fingerprint %s, not %s: %w", name, result.Fingerprint, strings.TrimSpace(want), ErrWrongRoot)
		}
	}
	if pinned == nil {
		err := replaceFile(pin, []byte(result.Fingerprint+"\n"))
		if err != nil {
			return nil, nil, fmt.Errorf("write state: %w", err)
		}
		return root, result, nil
	}
	// What has been seen since then is a later root.
	kept, err := os.ReadFile(filepath.Join(c.State, metadata.ROOT+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		return root, result, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read state: %w", err)
	}
	return kept, result, nil
}

// atOnce is how many files are verified at the same time.
const atOnce = 8

func (c *Client) verifyFiles(ctx context.Context, files []Target) error {
	var (
		mu    sync.Mutex
		wrong = make(map[string]error)
		done  int
		work  sync.WaitGroup
		queue = make(chan Target)
	)
	for range atOnce {
		work.Go(func() {
			for target := range queue {
				err := c.verifyFile(ctx, target)
				mu.Lock()
				if done++; c.Progress != nil {
					c.Progress(done, len(files))
				}
				if err != nil {
					wrong[target.Path] = err
				}
				mu.Unlock()
			}
		})
	}
	for _, target := range files {
		if ctx.Err() != nil {
			break
		}
		queue <- target
	}
	close(queue)
	work.Wait()
	if ctx.Err() != nil { // of which nothing is said about the files
		return fmt.Errorf("verify files: %w", ctx.Err())
	}
	var errs []error
	for _, path := range slices.Sorted(maps.Keys(wrong)) {
		errs = append(errs, fmt.Errorf("%s: %w", path, wrong[path]))
	}
	return errors.Join(errs...)
}

func (c *Client) verifyFile(ctx context.Context, target Target) error {
	if !plainPath(target.Path) {
		return fmt.Errorf("%q is no path of a target", target.Path)
	}
	body, err := c.Source.get(ctx, target.Path, target.Length)
	if err != nil {
		return err
	}
	if int64(len(body)) != target.Length || sha256.Sum256(body) != target.SHA256 {
		return ErrAltered
	}
	return nil
}

// get reads a file that may have up to a number of bytes.
func (s Source) get(ctx context.Context, name string, most int64) ([]byte, error) {
	body, err := s(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrMissing
	}
	if err != nil {
		return nil, err
	}
	defer body.Close()
	data, err := io.ReadAll(io.LimitReader(body, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > most {
		return nil, ErrTooLong
	}
	return data, nil
}

// fetcher lets go-tuf's client read from a Source.
type fetcher struct {
	ctx    context.Context
	source Source
}

// DownloadFile implements the interface of go-tuf.
func (f fetcher) DownloadFile(address string, most int64, _ time.Duration) ([]byte, error) {
	data, err := f.source.get(f.ctx, strings.TrimPrefix(address, "site:/"), most)
	if errors.Is(err, ErrMissing) {
		return nil, &metadata.ErrDownloadHTTP{StatusCode: http.StatusNotFound, URL: address}
	}
	return data, err
}

// reason says in our words why go-tuf refuses something.
func reason(what string, err error) error {
	switch {
	case errors.Is(err, ErrTooLong):
		return fmt.Errorf("verify %s: %w", what, err)
	case errors.Is(err, &metadata.ErrUnsignedMetadata{}):
		return fmt.Errorf("verify %s: %w (%w)", what, ErrSignature, err)
	case errors.Is(err, &metadata.ErrExpiredMetadata{}):
		return fmt.Errorf("verify %s: %w (%w)", what, ErrExpired, err)
	case errors.Is(err, &metadata.ErrBadVersionNumber{}):
		return fmt.Errorf("verify %s: %w (%w)", what, ErrRollback, err)
	case errors.Is(err, &metadata.ErrLengthOrHashMismatch{}):
		return fmt.Errorf("verify %s: %w (%w)", what, ErrAltered, err)
	case errors.Is(err, &metadata.ErrDownloadHTTP{}):
		return fmt.Errorf("verify %s: %w (%w)", what, ErrMissing, err)
	case errors.Is(err, &metadata.ErrRepository{}), isSyntax(err):
		return fmt.Errorf("verify %s: %w (%w)", what, ErrUnreadable, err)
	}
	return fmt.Errorf("verify %s: %w", what, err)
}

// isSyntax reports whether what was read is not JSON, or not of the right types.
func isSyntax(err error) bool {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	return errors.As(err, &syntax) || errors.As(err, &kind) || errors.Is(err, &metadata.ErrValue{}) || errors.Is(err, &metadata.ErrType{})
}
