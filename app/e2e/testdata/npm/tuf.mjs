// Verifies every file of a signed site with the TUF client of npm, from a root on:
//
//	node tuf.mjs ADDRESS ROOT
//
// and says how many there are.
import { Updater } from "tuf-js";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [address, root] = process.argv.slice(2);
const dir = await mkdtemp(join(tmpdir(), "tuf-js-"));
try {
  await copyFile(root, join(dir, "root.json"));
  const client = new Updater({
    metadataDir: dir,
    metadataBaseUrl: `${address}/tuf`,
    targetDir: dir,
    targetBaseUrl: address,
    config: { prefixTargetsWithHash: false, fetchRetry: false },
  });
  await client.refresh();
  await client.getTargetInfo("index.html"); // loads the role that has all files
  const paths = [];
  for (const role of ["targets", "files"]) {
    const { signed } = JSON.parse(await readFile(join(dir, `${role}.json`), "utf8"));
    paths.push(...Object.keys(signed.targets));
  }
  const queue = paths.values();
  const line = async () => {
    for (const path of queue) {
      const info = await client.getTargetInfo(path);
      if (!info) throw new Error(`${path} is in no role`);
      await client.downloadTarget(info, join(dir, "target-" + encodeURIComponent(path).slice(-180)));
    }
  };
  await Promise.all(Array.from({ length: 8 }, line));
  console.log(`good: ${paths.length} files`);
} finally {
  await rm(dir, { recursive: true });
}
