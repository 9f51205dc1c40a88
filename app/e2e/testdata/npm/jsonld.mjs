// @ts-check
// Checks the structured data in a folder of HTML files by the types of
// schema.org: a property that a type does not have, a value of another kind.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const data = new Set(); // many pages say the same
let files = 0;
for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
  if (!file.endsWith(".html")) continue;
  const script = readFileSync(join(folder, file), "utf8").match(/<script type="application\/ld\+json">(.*?)<\/script>/s);
  if (!script) continue;
  files++;
  data.add(`// ${file}\n({"@context": "https://schema.org", "@graph": ${JSON.stringify(JSON.parse(script[1])["@graph"])}}) satisfies Graph;\n`);
}
if (files === 0) throw new Error(`${folder} has no structured data`);

// In this folder the types are found. It stays where something is wrong.
const checked = join("node_modules", ".checked", process.pid.toString());
mkdirSync(checked, { recursive: true });
writeFileSync(join(checked, "data.ts"), `import type { Graph } from "schema-dts";\n${[...data].join("")}`);
writeFileSync(join(checked, "tsconfig.json"), JSON.stringify({
  compilerOptions: { noEmit: true, strict: true, module: "esnext", moduleResolution: "bundler", types: [] },
  include: ["data.ts"],
}));
try {
  execFileSync("node_modules/.bin/tsc", ["-p", checked], { stdio: "inherit" });
} catch {
  process.exit(1);
}
rmSync(checked, { recursive: true });
