// @ts-check
// Prints how the MDN HTTP Observatory scores a server with TLS: score.mjs HOST PORT.
// It has no way to be told a port, so this does what its scan does, with one.

import dns from "node:dns";
import fs from "node:fs";

// The name stands for this machine: a site under a name of the Internet is told
// to keep to TLS, and localhost is not.
const { lookup } = dns;
// @ts-ignore
dns.lookup = (name, options, done) => lookup("127.0.0.1", options, done);

const observatory = new URL("node_modules/@mdn/mdn-http-observatory/", import.meta.url);
// The list of the names that browsers know to want TLS is a download of its
// own. No name of a test is in it.
const preloaded = new URL("conf/hsts-preload.json", observatory);
if (!fs.existsSync(preloaded)) fs.writeFileSync(preloaded, "{}");

/** @param {string} path */
const load = (path) => import(new URL(path, observatory).href);
const { retrieve } = await load("src/retriever/retriever.js");
const { ALL_TESTS } = await load("src/constants.js");
const { getScoreModifier } = await load("src/grader/grader.js");

const [host, port] = process.argv.slice(2);
// There is no server without TLS at port 1, nor anywhere: where it would lead
// to is another host than the one of a test.
const answers = await retrieve(host, { httpPort: 1, httpsPort: Number(port) });
const tests = ALL_TESTS.map((/** @type {(answers: unknown) => {result: string, pass: boolean}} */ test) => {
  const { result, pass } = test(answers);
  return { result, pass, score: getScoreModifier(result) };
});
console.log(JSON.stringify({ score: tests.reduce((sum, test) => sum + test.score, 100), tests }));
process.exit(0); // connections are kept open otherwise
