// @ts-check
// Puts into words, in the language of a page, what the scripts have to say. The
// words themselves are the build's: WORDS in offline.js and signed.js.

/** @typedef {import("./copy.js").Edition} Edition */

/** The path that the site is below, "" for a site with a host of its own. */
const BASE = new URL("..", import.meta.url).pathname.slice(0, -1);

/**
 * Fills the places of a sentence, which are names in braces.
 * @param {string} sentence
 * @param {Record<string, string>} values
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/**
 * A date as it is read, no more precisely than it is known.
 * @param {string} date as in ISO 8601
 * @param {string} locale
 */
export function day(date, locale) {
  const parts = date.split("-").length;
  return new Date(date).toLocaleDateString(locale, {
    year: "numeric",
    ...(parts > 1 && { month: "long" }),
    ...(parts > 2 && { day: "numeric" }),
    timeZone: "UTC",
  });
}

/**
 * A moment, in the reader's own time.
 * @param {number | string} time in ms of the epoch, or as in ISO 8601
 * @param {string} locale
 */
export function moment(time, locale) {
  return new Date(time).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
}

/**
 * Says what an edition brings in the language of the page, such as "2 new talks,
 * 1 page changed".
 * @param {Edition | null} before
 * @param {Edition} edition
 * @param {typeof WORDS} words
 */
export function news(before, edition, words) {
  const old = new Map(before?.files.map((file) => [file.url, file.sha256]));
  let talks = 0;
  let pages = 0;
  let changed = 0;
  const { path = "", languages = [] } = words.pages ?? {};
  for (const { url: address, sha256, kind } of edition.files) {
    const url = address.slice(BASE.length + path.length);
    if (kind !== "page" || url === "/offline" || !address.startsWith(`${BASE}${path}/`)) continue;
    if (languages.some((other) => other !== path && other !== "" && address.startsWith(`${BASE}${other}/`))) continue;
    if (old.get(address) === sha256) continue;
    if (old.has(address)) changed++;
    else if (/^\/talks\/(?!(\d+|undated)$)/.test(url)) talks++; // and not the talks of a year
    else pages++;
  }
  const plurals = new Intl.PluralRules(words.locale);
  const numbers = new Intl.NumberFormat(words.locale);
  const count = (/** @type {number} */ n, /** @type {Record<string, string>} */ forms) =>
    n > 0 ? [fill(forms[plurals.select(n)] ?? forms.other ?? "", { n: numbers.format(n) })] : [];
  const all = [...count(talks, words.newTalks), ...count(pages, words.newPages), ...count(changed, words.changed)];
  return new Intl.ListFormat(words.locale, { type: "unit" }).format(all) || words.small;
}
