// @ts-check
// Validates the HTML files in a folder: parse5 reports every parse error of
// the HTML standard, html-validate what the standard forbids beyond that.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { parse } from "parse5";

const folder = process.argv[2];
const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // The announcer and the page's mark-up are minified, not hand-written.
    "no-trailing-whitespace": "off",
    // Titles are as long as they are.
    "long-title": "off",
  },
});

let files = 0;
let problems = 0;
/** @param {string} file @param {number} line @param {number} column @param {string} what */
const report = (file, line, column, what) => {
  problems++;
  console.log(`${file}:${line}:${column}: ${what}`);
};

for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
  if (!file.endsWith(".html")) continue;
  files++;
  const text = readFileSync(join(folder, file), "utf8");
  parse(text, {
    sourceCodeLocationInfo: true,
    onParseError: (e) => report(file, e.startLine, e.startCol, `parse error: ${e.code}`),
  });
  const result = await validator.validateString(text);
  for (const { messages } of result.results) {
    for (const m of messages) report(file, m.line, m.column, `${m.ruleId}: ${m.message}`);
  }
}
console.log(`${files} files, ${problems} problems`);
process.exit(files > 0 && problems === 0 ? 0 : 1);
