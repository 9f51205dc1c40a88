// @ts-check
// The service worker: keeps one whole edition of the site for reading offline.
//
// The build writes what the edition consists of in front of this file, as
// EDITION. An edition is installed only when every file of it is there and has
// the hash it should have; until then, and if anything fails, the one before
// it stays as it was. Whatever a page refers to has a hash or the edition in
// its name, so that a page never gets a part of another edition: from the
// cache, from the network, or not at all.
//
// Without an EDITION there is nothing to keep: the worker removes what earlier
// ones kept, and itself.

/**
 * @typedef {{url: string, sha256: string, size: number, words?: string}} Entry sha256 in base64
 * @typedef {{id: string, date: string, names: string[], files: Entry[]}} Edition see server/site/offline.go
 * @typedef {{edition: string, url: string, expected: string, got: string, tries: number, next: number}} Changed
 *   a file that was changed on its way: hashes in base64, and when to try again, in ms of the epoch
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const edition = /** @type {Edition | null} */ (EDITION);

/** The path that the site is below, "" for a site with a host of its own. */
const BASE = new URL(".", location.href).pathname.slice(0, -1);
/** Our caches begin with this; no other cache is ever touched. */
const PREFIX = `kairo${BASE}-edition-`;
/** Where a whole cache keeps the Edition that it holds. It is not an address of the site. */
const RECORD = `${BASE}/.kairo/edition`;
/** The cache that keeps what is known of a file that was changed on its way, and the address there. */
const TROUBLE = `kairo${BASE}-trouble`;
const CHANGED = `${BASE}/.kairo/changed`;
/** The cache that tuf.js keeps what it knows in. */
const SIGNED = `kairo${BASE}-signed`;
/** How long a reader waits for the network when the page is at hand, in ms. */
const PATIENCE = 1500;
/** How long a reader waits for a page that is not saved, until there is another in its place, in ms. */
const GIVE_UP = 20_000;
/** How long a file of a new edition may take, in ms. */
const FETCH_LIMIT = 60_000;

worker.addEventListener("install", (event) => {
  event.waitUntil(edition ? install(edition) : worker.skipWaiting());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(edition ? activate(edition) : retire());
});

worker.addEventListener("message", (event) => {
  if (event.data === "switch") worker.skipWaiting();
  if (event.data === "edition") event.ports[0]?.postMessage(edition);
  if (event.data === "fill" && edition) {
    event.waitUntil(
      install(edition)
        .catch(() => {}) // The page looks at what is there.
        .then(() => event.ports[0]?.postMessage("filled")),
    );
  }
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (!edition || request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(navigation(event, edition, url));
  else if (/\.[0-9a-f]{12}\.\w+$/.test(url.pathname)) event.respondWith(hashed(request, url.pathname));
  else if (has(edition, url.pathname)) event.respondWith(named(request, edition, url.pathname));
});

/** @param {Edition} edition @param {string} path */
function has(edition, path) {
  return edition.files.some((file) => file.url === path);
}

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
  if (trouble?.edition === edition.id && Date.now() < trouble.next) throw new Error(`${trouble.url} was changed on its way`);
  const name = PREFIX + edition.id;
  const before = await latest(name);
  const cache = await caches.open(name);
  try {
    await each(edition.files, async (entry) => {
      if (await cache.match(entry.url)) return;
      await cache.put(entry.url, (before && (await copied(entry, before, edition))) ?? (await fetched(entry)));
    });
    await cache.put(RECORD, new Response(JSON.stringify(edition)));
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
  const hours = Math.min(2 ** (tries + 1), 7 * 24);
  const next = Date.now() + hours * 3_600_000;
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
 */
async function fetched(entry) {
  try {
    return await fetchedBy(entry, "no-cache");
  } catch {
    return fetchedBy(entry, "reload").catch(async (problem) => {
      const response = await fetch(entry.url, { cache: "force-cache", redirect: "error", signal: timeout() }).catch(() => undefined);
      const got = response?.ok && (await digest(await response.arrayBuffer()));
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
 * @param {RequestCache} cache
 */
async function fetchedBy({ url, sha256 }, cache) {
  const response = await fetch(url, { integrity: `sha256-${sha256}`, cache, redirect: "error", signal: timeout() });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/**
 * The SHA-256 of bytes, in base64.
 * @param {BufferSource} bytes
 */
async function digest(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))));
}

/**
 * Takes a file over from the edition before, if it is there: the same bytes
 * under any name, or a page that says the same words and differs in nothing but
 * the names that change with the edition. Those are written in, and the
 * hash shows that it is right.
 * @param {Entry} entry
 * @param {{cache: Cache, edition: Edition}} before
 * @param {Edition} edition
 */
async function copied(entry, before, edition) {
  const same = before.edition.files.find((file) => file.sha256 === entry.sha256);
  if (same) return before.cache.match(same.url);
  const old = before.edition.files.find((file) => file.url === entry.url);
  if (!entry.words || entry.words !== old?.words) return undefined;
  const response = await before.cache.match(entry.url);
  if (!response) return undefined;
  let text = await response.text();
  before.edition.names.forEach((name, i) => {
    text = text.replaceAll(name, edition.names[i] ?? name);
  });
  const bytes = new TextEncoder().encode(text);
  if ((await digest(bytes)) !== entry.sha256) return undefined;
  return new Response(bytes, { headers: described(response) });
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

/** @param {Edition} edition */
async function activate(edition) {
  // It makes navigations faster, and may fail.
  await worker.registration.navigationPreload?.enable().catch(() => {});
  for (const name of await ours()) {
    if (name !== PREFIX + edition.id) await caches.delete(name);
  }
  // A first visit is offline at once, not from the second page on.
  await worker.clients.claim();
}

async function retire() {
  for (const name of [...(await ours()), TROUBLE, SIGNED]) await caches.delete(name);
  await worker.registration.unregister();
}

/**
 * Answers a navigation: with the network's page, or, if that takes too long or
 * fails, with the page of this edition.
 * @param {FetchEvent} event
 * @param {Edition} edition
 * @param {URL} url
 */
async function navigation(event, edition, url) {
  const path = has(edition, url.pathname) ? url.pathname : url.pathname.replace(/\/$/, "");
  const page = has(edition, path) ? await saved(edition, path) : undefined;
  const network = answer(event);
  // Nobody may be left to hear of a network that fails late.
  network.catch(() => {});
  event.waitUntil(network.catch(() => {}));
  try {
    const response = await Promise.race([network, late(page ? PATIENCE : GIVE_UP)]);
    if (response && response.status < 500) return response;
    return page ?? response ?? (await offline(edition, path));
  } catch {
    return page ?? offline(edition, path);
  }
}

/**
 * What the network answers to a navigation.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function answer(event) {
  const preloaded = await event.preloadResponse;
  // Where the network fails, Chromium rejects, and Firefox resolves with this.
  if (preloaded?.type === "error") throw new TypeError("the network failed");
  return preloaded ?? fetch(event.request);
}

/** @param {number} limit in ms @returns {Promise<undefined>} kept when it has passed */
function late(limit) {
  return new Promise((resolve) => setTimeout(resolve, limit));
}

/**
 * The page that stands in for one that is not saved: the one in its folder, or
 * above, which is in its language.
 * @param {Edition} edition
 * @param {string} path
 */
async function offline(edition, path) {
  let folder = path;
  do folder = folder.slice(0, folder.lastIndexOf("/"));
  while (folder.length > BASE.length && !has(edition, `${folder}/offline`));
  const page = await saved(edition, `${folder}/offline`);
  if (!page) return Response.error();
  return new Response(page.body, { status: 503, statusText: "Offline", headers: described(page) });
}

/**
 * A file of the edition, from its cache.
 * @param {Edition} edition
 * @param {string} path
 */
function saved(edition, path) {
  return caches.match(path, { cacheName: PREFIX + edition.id });
}

/**
 * Answers a request for a file whose name does not change: from this edition.
 * @param {Request} request
 * @param {Edition} edition
 * @param {string} path
 */
async function named(request, edition, path) {
  return (await saved(edition, path)) ?? fetch(request);
}

/**
 * Answers a request for a file whose name says what is in it: from whichever
 * edition has it.
 * @param {Request} request
 * @param {string} path
 */
async function hashed(request, path) {
  for (const cacheName of await ours()) {
    const response = await caches.match(path, { cacheName });
    if (response) return response;
  }
  return fetch(request);
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
