package signedtest

import (
	"fmt"
	"path/filepath"

	"kairo.dev/server/signed"

	"github.com/theupdateframework/go-tuf/v2/metadata/config"
	"github.com/theupdateframework/go-tuf/v2/metadata/updater"
)

// VerifyAsStranger has go-tuf's own client fetch and verify every file of the site
// at an address, from a root on. It keeps what it fetches in a folder, and says
// how many files there are.
func VerifyAsStranger(address string, root []byte, dir string) (int, error) {
	cfg, err := config.New(address+"/"+signed.Dir, root)
	if err != nil {
		return 0, err
	}
	cfg.LocalMetadataDir, cfg.LocalTargetsDir = dir, dir
	cfg.PrefixTargetsWithHash = false
	client, err := updater.New(cfg)
	if err != nil {
		return 0, err
	}
	// One in each role has both of them loaded.
	for _, path := range []string{signed.EditionPath, "index.html"} {
		if _, err := client.GetTargetInfo(path); err != nil {
			return 0, fmt.Errorf("%s: %w", path, err)
		}
	}
	files := 0
	for role, targets := range client.GetTrustedMetadataSet().Targets {
		for path, target := range targets.Signed.Targets {
			target.Path = path
			if _, _, err := client.DownloadTarget(target, filepath.Join(dir, "target"), address); err != nil {
				return files, fmt.Errorf("download %s of %s: %w", path, role, err)
			}
			files++
		}
	}
	return files, nil
}
