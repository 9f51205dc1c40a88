// @ts-check
// The service worker: keeps one whole edition of the site for reading offline.
//
// The build writes what the edition consists of in front of this file, as
// EDITION, and then edition.js, which installs it. Whatever a page refers to has
// a hash or the edition in its name, so that a page never gets a part of another
// edition: from the cache, from the network, or not at all.
//
// Without an EDITION there is nothing to keep: the worker removes what earlier
// ones kept, and itself.

/** @typedef {import("./edition.js").Edition} Edition */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const edition = /** @type {Edition | null} */ (EDITION);
/** The edition with all files, as soon as that is known: a worker that is started again has to read it. */
let whole = edition?.parts ? undefined : edition;

/** The cache that tuf.js keeps what it knows in. */
const SIGNED = `kairo${BASE}-signed`;
/** The cache of files that are too large for an edition, and that readers have asked for; see copy.js. */
const ASKED = `kairo${BASE}-asked`;
/** How long a reader waits for the network when the page is at hand, in ms. */
const PATIENCE = 1500;
/** How long a reader waits for a page that is not saved, until there is another in its place, in ms. */
const GIVE_UP = 20_000;

worker.addEventListener("install", (event) => {
  event.waitUntil(edition ? install(edition) : worker.skipWaiting());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(edition ? activate(edition) : retire());
});

worker.addEventListener("message", (event) => {
  if (event.data === "switch") worker.skipWaiting();
  if (event.data === "edition") event.waitUntil(known().then((known) => event.ports[0]?.postMessage(known)));
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
  else if (!whole || whole.files.some((file) => file.url === url.pathname)) event.respondWith(named(request, edition, url.pathname));
});

/** @returns {Promise<Edition | null>} as much of the edition as is known here */
async function known() {
  whole ??= edition && (await saved(edition, RECORD).then((record) => record?.json()));
  return whole ?? edition;
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
  for (const name of [...(await ours()), TROUBLE, SIGNED, ASKED]) await caches.delete(name);
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
  const path = url.pathname.replace(/(.)\/$/, "$1");
  const page = (await saved(edition, url.pathname)) ?? (await saved(edition, path)) ?? (await caches.match(path, { cacheName: ASKED }));
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
  let page;
  do {
    folder = folder.slice(0, folder.lastIndexOf("/"));
    page = await saved(edition, `${folder}/offline`);
  } while (!page && folder.length > BASE.length);
  if (!page) return Response.error();
  return new Response(page.body, { status: 503, statusText: "Offline", headers: described(page) });
}

/**
 * A file of the edition, from its cache; none where browsers fail at that.
 * @param {Edition} edition
 * @param {string} path
 */
function saved(edition, path) {
  return caches.match(path, { cacheName: PREFIX + edition.id }).catch(() => undefined);
}

/**
 * Answers a request for a file whose name does not change: from this edition. A
 * request that is not for one of ours goes on to the network, whatever happens here.
 * @param {Request} request
 * @param {Edition} edition
 * @param {string} path
 */
async function named(request, edition, path) {
  await known();
  return (await saved(edition, path)) ?? fetch(request);
}

/**
 * Answers a request for a file whose name says what is in it: from whichever
 * edition has it.
 * @param {Request} request
 * @param {string} path
 */
async function hashed(request, path) {
  for (const cacheName of [...(await ours()), ASKED]) {
    const response = await caches.match(path, { cacheName });
    if (response) return response;
  }
  return fetch(request);
}
