// Measures pages of the built site with Lighthouse's mobile preset and prints
// the median of five runs (RUNS) of each:
// CHROME_PATH=... node run.mjs PROGRAM [FLAG OF SERVE...] -- PATH...
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const RUNS = Number(process.env.RUNS ?? 5);
const [program, ...rest] = process.argv.slice(2);
const flags = rest.slice(0, rest.indexOf("--"));
const paths = rest.slice(rest.indexOf("--") + 1);

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const server = spawn(program, ["serve", "-addr", "127.0.0.1:0", ...flags], { stdio: ["ignore", "ignore", "pipe"] });
let origin = "";
for await (const line of createInterface({ input: server.stderr })) {
  origin = /address=(http:\S+)/.exec(line)?.[1] ?? "";
  if (origin) break;
}
server.stderr.resume();

const chrome = await launch({ chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"] });
try {
  console.log("page\tperformance\taccessibility\tbest-practices\tseo\tFCP ms\tLCP ms\tTBT ms\tCLS");
  for (const path of paths) {
    /** @type {Record<string, number[]>} */
    const values = {};
    for (let run = 0; run < RUNS; run++) {
      const result = await lighthouse(origin + path, { port: chrome.port, output: "json", logLevel: "error" });
      const { categories, audits } = /** @type {NonNullable<typeof result>} */ (result).lhr;
      for (const [id, { score }] of Object.entries(categories)) (values[id] ??= []).push(100 * Number(score));
      for (const id of ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"]) {
        (values[id] ??= []).push(Number(audits[id].numericValue));
      }
      if (run === 0) {
        const failed = Object.values(audits).filter((audit) => audit.score !== null && audit.score < 0.9);
        if (failed.length > 0) console.error(`${path}: ${failed.map((audit) => audit.id).join(", ")}`);
      }
    }
    const columns = ["performance", "accessibility", "best-practices", "seo", "first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
    console.log([path, ...columns.map((id) => (values[id] ? Number(median(values[id]).toFixed(3)) : "–"))].join("\t"));
  }
} finally {
  chrome.kill();
  server.kill();
}
