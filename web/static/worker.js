// @ts-check
// The service worker: keeps one whole edition of the site for reading offline.
//
// The build writes what the edition consists of in front of this file, as
// EDITION, and then edition.js, which installs it. Whatever a page refers to has
// a hash or the edition in its name, so that a page never gets a part of another
// edition: from the cache, from the network, or not at all.
//
// The storage of a browser may fail, or never answer. That costs the copy, and no
// page: what cannot be looked at is not there, and the network is asked.
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
/** How long a reader waits for the network when the page is at hand, or for the storage, in ms. */
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
  else if (/\.[0-9a-f]{12}\.\w+$/.test(url.pathname)) event.respondWith(answered(request, anywhere(url.pathname)));
  else if (!whole || whole.files.some((file) => file.url === url.pathname)) {
    event.waitUntil(known());
    event.respondWith(answered(request, saved(edition, url.pathname)));
  }
});

/** @returns {Promise<Edition | null>} as much of the edition as is known here */
async function known() {
  try {
    whole ??= edition && (await saved(edition, RECORD).then((record) => record?.json()));
  } catch {
    // It cannot be read.
  }
  return whole ?? edition;
}

/** @param {Edition} edition */
async function activate(edition) {
  // It makes navigations faster, and may fail.
  await worker.registration.navigationPreload?.enable().catch(() => {});
  // Until it is active, every page waits for this worker: it does not wait for a storage.
  const others = (/** @type {string} */ name) => name.startsWith(PREFIX) && name !== PREFIX + edition.id;
  await Promise.race([forget(others), late(PATIENCE)]);
  // A first visit is offline at once, not from the second page on.
  await worker.clients.claim();
}

async function retire() {
  const all = (/** @type {string} */ name) => name.startsWith(PREFIX) || [TROUBLE, SIGNED, ASKED].includes(name);
  await Promise.race([forget(all), late(GIVE_UP)]);
  await worker.registration.unregister();
}

/** @param {(name: string) => boolean} unwanted caches, which are removed as far as browsers can */
async function forget(unwanted) {
  for (const name of (await caches.keys().catch(() => [])).filter(unwanted)) await caches.delete(name).catch(() => {});
}

/**
 * Answers a navigation: with the network's page, or, if that takes too long or
 * fails, with the page of this edition. Neither waits for the other.
 * @param {FetchEvent} event
 * @param {Edition} edition
 * @param {URL} url
 */
async function navigation(event, edition, url) {
  const path = url.pathname.replace(/(.)\/$/, "$1");
  const page = saved(edition, url.pathname).then(async (page) => page ?? (await saved(edition, path)) ?? kept(path, ASKED));
  const network = answer(event).catch(() => undefined);
  // Nobody may be left to hear of a network that answers late.
  event.waitUntil(network);
  const good = network.then((response) => (response && response.status < 500 ? response : undefined));
  const response = await Promise.race([good, late(PATIENCE)]);
  if (response) return response;
  const there = async (/** @type {Promise<Response | undefined>} */ answer) => (await answer) ?? Promise.reject();
  const either = Promise.any([there(page), there(good)]).catch(() => network);
  return (await Promise.race([either, late(GIVE_UP)])) ?? offline(edition, path);
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
 * A file of the edition, from its cache.
 * @param {Edition} edition
 * @param {string} path
 */
function saved(edition, path) {
  return kept(path, PREFIX + edition.id);
}

/**
 * What a cache has of a path: nothing where browsers fail at that, or do not answer.
 * @param {string} path
 * @param {string} cacheName
 */
async function kept(path, cacheName) {
  try {
    return await Promise.race([caches.match(path, { cacheName }), late(GIVE_UP)]);
  } catch {
    return undefined;
  }
}

/**
 * A file whose name says what is in it: from whichever edition has it.
 * @param {string} path
 */
async function anywhere(path) {
  for (const cacheName of [...(await ours().catch(() => [])), ASKED]) {
    const response = await kept(path, cacheName);
    if (response) return response;
  }
  return undefined;
}

/**
 * Answers a request with what is kept, or else from the network. A request that is
 * not for one of ours goes on to the network, whatever happens here.
 * @param {Request} request
 * @param {Promise<Response | undefined>} copy
 */
async function answered(request, copy) {
  const response = await Promise.race([copy, late(PATIENCE)]);
  return response ?? fetch(request).catch(async () => (await Promise.race([copy, late(GIVE_UP)])) ?? Response.error());
}
