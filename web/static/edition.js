// @ts-check
// The service worker's part of getting an edition: installs it next to the one
// before. The build writes it between the EDITION and worker.js.
//
// An edition is installed only when every file of it is there and has the hash it
// should have; until then, and if anything fails, the one before it stays as it was.
// The list of a large site is in parts, which are files of the edition too.
//
// Pages have names in them that are others in each edition. The list has the hash of
// a page with a blank for each, so that it is the same until the page says something
// else: until then the page is taken over, and the names of the edition are written in.

/**
 * @typedef {{url: string, sha256: string, size: number, kind?: "page" | "bundle" | "texts"}} Entry sha256 in base64; of a
 *   page or a bundle, with blanks
 * @typedef {{id: string, date: string, names: string[], files: Entry[], parts?: Entry[]}} Edition see
 *   server/site/offline.go; once its parts are read, it has none, and all files
 * @typedef {{edition: string, url: string, expected: string, got: string, tries: number, next: number}} Changed
 *   a file that was changed on its way: hashes in base64, and when to try again, in ms of the epoch
 */

/** The path that the site is below, "" for a site with a host of its own. */
const BASE = new URL(".", location.href).pathname.slice(0, -1);
/** Our caches begin with this; no other cache is ever touched. */
const PREFIX = `kairo${BASE}-edition-`;
/** Where a whole cache keeps the Edition that it holds, with all files. It is not an address of the site. */
const RECORD = `${BASE}/.kairo/edition`;
/** The cache that keeps what is known of a file that was changed on its way, and the address there. */
const TROUBLE = `kairo${BASE}-trouble`;
const CHANGED = `${BASE}/.kairo/changed`;
/** How long a file of a new edition may take, in ms. */
const FETCH_LIMIT = 60_000;
/** How long there is no other try after a fault, in ms: a week. */
const LONGEST_WAIT = 7 * 24 * 3_600_000;

/**
 * Fills a cache with the edition, or with what it lacks of it: browsers may take
 * a cache away while the worker lives on. An attempt that fails leaves the
 * editions before it as they are, and what it has got for the next attempt: the
 * cache counts only when its record is there.
 *
 * Where a file is changed on its way, that is likely to happen again: the next
 * attempt is hours away, and the one after it further.
 * @param {Edition} edition
 */
async function install(edition) {
  const trouble = await changed();
  if (trouble?.edition === edition.id && ahead(trouble.next)) throw new Error(`${trouble.url} was changed on its way`);
  const name = PREFIX + edition.id;
  const before = await latest(name);
  const cache = await caches.open(name);
  const keep = async (/** @type {Entry} */ entry) => {
    if (await cache.match(entry.url)) return;
    await cache.put(entry.url, (before && (await copied(entry, before, edition))) ?? (await fetched(entry, edition)));
  };
  try {
    const { parts = [], ...all } = edition;
    await each(parts, keep);
    const lists = parts.map(async ({ url }) => (await cache.match(url))?.json());
    all.files = [edition.files, parts, ...(await Promise.all(lists))].flat();
    await each(all.files, keep);
    await cache.put(RECORD, new Response(JSON.stringify(all)));
    await caches.delete(TROUBLE);
  } catch (problem) {
    // Where there is no room, a part would only take it from others.
    if (problem instanceof DOMException && problem.name === "QuotaExceededError") await caches.delete(name);
    if (problem instanceof WasChanged) await remember(problem, edition, trouble?.tries ?? 0);
    throw problem;
  }
}

/** @returns {Promise<Changed | undefined>} the file that was changed on its way at the last attempt, if any */
async function changed() {
  const response = await caches.match(CHANGED, { cacheName: TROUBLE });
  return response?.json();
}

/**
 * Whether a time for another try is still to come. One that is further away than any
 * was noted by a clock that was wrong then, or is now.
 * @param {number} next in ms of the epoch
 */
function ahead(next) {
  const left = next - Date.now();
  return left > 0 && left <= LONGEST_WAIT;
}

/** A file whose hash is another than it should be. */
class WasChanged extends Error {
  /** @param {string} url @param {string} expected @param {string} got */
  constructor(url, expected, got) {
    super(`${url} was changed on its way`);
    Object.assign(this, { url, expected, got });
  }
}

/**
 * Notes what was changed, and when to try again: after two hours, four, and so
 * on up to a week.
 * @param {WasChanged} problem
 * @param {Edition} edition
 * @param {number} tries that have failed before
 */
async function remember(problem, edition, tries) {
  const next = Date.now() + Math.min(2 ** (tries + 1) * 3_600_000, LONGEST_WAIT);
  const trouble = { ...problem, edition: edition.id, tries: tries + 1, next };
  await (await caches.open(TROUBLE)).put(CHANGED, new Response(JSON.stringify(trouble)));
}

/**
 * Fetches a file, which has to have its hash. What the browser may have of it
 * is asked about first; if that turns out to be wrong, it is left aside.
 *
 * The browser says of a wrong hash no more than that the fetch has failed. So
 * what came is looked at; the browser may have that still.
 * @param {Entry} entry
 * @param {Edition} edition
 */
async function fetched(entry, edition) {
  try {
    return await fetchedBy(entry, edition, "no-cache");
  } catch {
    return fetchedBy(entry, edition, "reload").catch(async (problem) => {
      const response = await fetch(entry.url, { cache: "force-cache", redirect: "error", signal: timeout() }).catch(() => undefined);
      const got = response?.ok && (await digest(entry.kind ? blank(await response.text(), edition, entry.kind) : await response.arrayBuffer()));
      throw got && got !== entry.sha256 ? new WasChanged(entry.url, entry.sha256, got) : problem;
    });
  }
}

/** @returns {AbortSignal | undefined} that ends a fetch which takes too long, where browsers have such a thing */
function timeout() {
  return AbortSignal.timeout?.(FETCH_LIMIT);
}

/**
 * @param {Entry} entry
 * @param {Edition} edition
 * @param {RequestCache} cache
 */
async function fetchedBy(entry, edition, cache) {
  const { url, sha256, kind } = entry;
  const integrity = kind ? "" : `sha256-${sha256}`;
  const response = await fetch(url, { integrity, cache, redirect: "error", signal: timeout() });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const file = kind ? await filled(entry, response, edition, edition) : response;
  if (!file) throw new Error(`${url}: not what it should be`);
  return file;
}

/**
 * The SHA-256 of bytes, or of a text as UTF-8, in base64.
 * @param {BufferSource | string} of
 */
async function digest(of) {
  const bytes = typeof of === "string" ? new TextEncoder().encode(of) : of;
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))));
}

/**
 * Takes a file over from the edition before, if it is there: the same bytes
 * under any name, or what differs in nothing but the names of the edition.
 * @param {Entry} entry
 * @param {{cache: Cache, edition: Edition}} before
 * @param {Edition} edition
 */
async function copied(entry, before, edition) {
  const same = before.edition.files.find((file) => file.sha256 === entry.sha256);
  if (!same && entry.kind && entry.kind !== "page") return pieced(entry, before, edition).catch(() => undefined);
  const response = same && (await before.cache.match(same.url));
  return response && entry.kind ? filled(entry, response, before.edition, edition) : response;
}

/**
 * Makes a file of the pieces of those like it in the edition before, and of those that
 * are new. They may be wrong, or missing: what they make has to be right, or it is
 * fetched. So it is where most of it is new.
 * @param {Entry} entry
 * @param {{cache: Cache, edition: Edition}} before
 * @param {Edition} edition
 */
async function pieced({ url, kind, sha256, size }, { cache, edition: old }, edition) {
  const folder = url.slice(0, url.lastIndexOf("/") + 1);
  const alike = old.files.filter((file) => file.kind === kind && file.url.startsWith(folder));
  /** @type {Map<string, string>} */
  const pieces = new Map();
  let headers = new Headers();
  for (const file of alike) {
    const response = await cache.match(file.url);
    if (!response) return undefined;
    headers = described(response);
    const text = fill(blank(await response.text(), old, kind), edition, kind);
    for (const piece of text.split(/(?=\f|\{"id":"[0-9a-f]{7}0)/)) pieces.set(hex(await digest(piece)).slice(0, 12), piece);
  }
  if (pieces.size === 0) return undefined;
  const get = async (/** @type {string} */ address) => {
    const answer = await fetch(address, { redirect: "error", signal: timeout() });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.text();
  };
  const list = (await get(url.replace(/([^/]+)\.\w+$/, "pieces/$1.txt"))).split("\n");
  const there = (/** @type {string} */ address) => pieces.get(address.slice(-16, -4));
  if (2 * new Blob(list.map((address) => there(address) ?? "")).size < size) return undefined;
  const all = await Promise.all(list.map((address) => there(address) ?? get(address)));
  return filled({ url, kind, sha256, size }, new Response(all.join(""), { headers }), edition, edition);
}

/** @param {string} base64 */
function hex(base64) {
  return Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

/**
 * Writes the names of an edition into what was made with those of another, or the
 * same: if it is with blanks what it should be, so it is then.
 * @param {Entry} entry
 * @param {Response} response
 * @param {Edition} of the edition that the response is of
 * @param {Edition} edition
 */
async function filled(entry, response, of, edition) {
  const text = blank(await response.text(), of, entry.kind);
  if ((await digest(text)) !== entry.sha256) return undefined;
  return new Response(fill(text, edition, entry.kind), { headers: described(response) });
}

/**
 * A text with blanks for the names of its edition; see blanked in server/site/offline.go.
 * The texts for the search have no such names.
 * @param {string} text
 * @param {Edition} edition
 * @param {Entry["kind"]} kind
 */
function blank(text, { names }, kind) {
  return kind === "texts" ? text : names.reduce((text, name, i) => text.replaceAll(name, `\0${i}\0`), text);
}

/**
 * A text with the names of an edition in its blanks.
 * @param {string} text
 * @param {Edition} edition
 * @param {Entry["kind"]} kind
 */
function fill(text, { names }, kind) {
  return kind === "texts" ? text : names.reduce((text, name, i) => text.replaceAll(`\0${i}\0`, name), text);
}

/**
 * The header of a response whose body has been decoded.
 * @param {Response} response
 */
function described(response) {
  const headers = new Headers(response.headers);
  for (const name of ["ETag", "Content-Encoding", "Content-Length"]) headers.delete(name);
  return headers;
}

/** The names of our caches. */
async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

/**
 * The whole edition that is there already, if any.
 * @param {string} except the name of a cache that does not count
 */
async function latest(except) {
  for (const name of (await ours()).reverse()) {
    if (name === except) continue;
    const cache = await caches.open(name);
    const record = await cache.match(RECORD);
    if (record) return { cache, edition: /** @type {Edition} */ (await record.json()) };
  }
  return undefined;
}

/**
 * Does something with each item, a few at a time, and stops at the first that
 * fails.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Promise<void>} work
 */
async function each(items, work) {
  const queue = items.values();
  let failed = false;
  const line = async () => {
    for (const item of queue) {
      if (failed) return;
      await work(item).catch((problem) => {
        failed = true;
        throw problem;
      });
    }
  };
  await Promise.all(Array.from({ length: 6 }, line));
}
