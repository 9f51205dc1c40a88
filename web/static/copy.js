// @ts-check
// What this browser has of the site for reading offline, as far as the page can
// look: the copy that the worker keeps, and what the reader has decided. Storage
// may be forbidden, and then there is nothing.

/**
 * @typedef {{url: string, sha256: string, size: number, kind?: string}} Entry
 * @typedef {{id: string, date: string, names: string[], files: Entry[], parts?: Entry[]}} Edition as in worker.js; with
 *   parts, the worker knows only some of the files
 * @typedef {{url: string, expected: string, got: string, next: number}} Changed a file, as in worker.js
 * @typedef {{edition: Edition, files: Entry[], whole: boolean}} Copy what is there of an edition
 */

/** The path that the site is below, "" for a site with a host of its own. */
const BASE = new URL("..", import.meta.url).pathname.slice(0, -1);
// As in worker.js.
const PREFIX = `kairo${BASE}-edition-`;
const TROUBLE = `kairo${BASE}-trouble`;
const CHANGED = `${BASE}/.kairo/changed`;
const SIGNED = `kairo${BASE}-signed`;
const ASKED = `kairo${BASE}-asked`;

/** What the reader has decided, and when the site was last reached; for this browser. */
export const memory = {
  /** @param {string} key */
  get(key) {
    try {
      return localStorage.getItem(BASE + key);
    } catch {
      return null; // Storage may be forbidden.
    }
  },
  /** @param {string} key @param {string} value */
  set(key, value) {
    try {
      localStorage.setItem(BASE + key, value);
    } catch {
      // Then it is not remembered.
    }
  },
};

/**
 * Asks a worker for something. One that does not answer has nothing to say.
 * @param {ServiceWorker | null | undefined} worker
 * @param {"edition" | "fill" | "prove"} what
 * @param {number} patience how long it may take to answer, in ms
 * @returns {Promise<any>}
 */
export function ask(worker, what, patience) {
  if (!worker) return Promise.resolve(null);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    setTimeout(() => resolve(null), patience);
    if (!tell(worker, what, [port2])) resolve(null);
  });
}

/**
 * Tells a worker something. One that is gone may not listen, and browsers may throw.
 * @param {ServiceWorker} worker
 * @param {string} what
 * @param {Transferable[]} [ports]
 * @returns {boolean} whether it was told
 */
function tell(worker, what, ports = []) {
  try {
    worker.postMessage(what, ports);
    return true;
  } catch {
    return false;
  }
}

/** The editions of workers, which are the same for as long as they live. @type {WeakMap<ServiceWorker, Edition>} */
const known = new WeakMap();

/**
 * @param {ServiceWorker | null | undefined} worker
 * @returns {Promise<Edition | null>}
 */
export async function editionOf(worker) {
  if (!worker) return null;
  const edition = known.get(worker) ?? (await ask(worker, "edition", 10_000));
  if (edition && !edition.parts) known.set(worker, edition);
  return edition;
}

/**
 * Kept unless another worker is being put in charge. Until then the one in charge
 * is left alone: Chromium starts it again for whoever asks it while it ends, and
 * puts the other in charge only when it has been idle for half a minute.
 */
let settled = Promise.resolve();

/**
 * Puts a worker that waits in charge. Where that takes long, nobody is kept waiting.
 * @param {ServiceWorker} worker
 */
export function putInCharge(worker) {
  settled = new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
    setTimeout(resolve, 3000);
  });
  tell(worker, "switch");
  return settled;
}

/**
 * The worker that is in charge, as soon as that is settled.
 * @param {ServiceWorkerRegistration | undefined} registration
 */
export async function inCharge(registration) {
  await settled;
  return registration?.active;
}

/** @returns {Promise<string[]>} the names of our caches */
async function ours() {
  try {
    return (await caches.keys()).filter((name) => name.startsWith(PREFIX) || name === TROUBLE || name === SIGNED || name === ASKED);
  } catch {
    return []; // Storage may be forbidden.
  }
}

/**
 * @param {string} name of a cache, if it is there
 * @returns {Promise<string[]>} the paths of what it has
 */
async function pathsIn(name) {
  try {
    const requests = (await ours()).includes(name) ? await (await caches.open(name)).keys() : [];
    return requests.map((request) => new URL(request.url).pathname);
  } catch {
    return []; // It cannot be read.
  }
}

/** Removes all that is kept, and what is known of signatures with it. */
export async function remove() {
  for (const name of await ours()) await caches.delete(name).catch(() => {});
}

/** Forgets what went wrong, for another try. */
export async function forgive() {
  try {
    await caches.delete(TROUBLE);
  } catch {
    // Storage may be forbidden.
  }
}

/**
 * What is there of the edition of the worker in charge: looked at, not recalled.
 * @param {ServiceWorker | null | undefined} worker
 * @returns {Promise<Copy | null>} null where there is no such worker
 */
export async function copy(worker) {
  const edition = await editionOf(worker);
  if (!edition) return null;
  const urls = new Set(await pathsIn(PREFIX + edition.id));
  const files = edition.files.filter((file) => urls.has(file.url));
  return { edition, files, whole: !edition.parts && files.length === edition.files.length };
}

/** @returns {Promise<Changed | undefined>} the file that was changed on its way at the last attempt, if any */
export async function changed() {
  try {
    return await (await caches.match(CHANGED, { cacheName: TROUBLE }))?.json();
  } catch {
    return undefined; // Storage may be forbidden.
  }
}

/**
 * Whether a time for another try is still to come; as in edition.js.
 * @param {number} next in ms of the epoch
 */
export function ahead(next) {
  const left = next - Date.now();
  return left > 0 && left <= 7 * 24 * 3_600_000;
}

/** Asks the browser not to take the copy away by itself. It may ask the reader, and be refused. */
export function persist() {
  navigator.storage?.persist?.().catch(() => {});
}

/**
 * Keeps the file that a button of the colophon names, which is too large for the
 * copy. The file has its hash in its name, so that what is kept stays right.
 * @param {HTMLButtonElement} button
 * @returns {Promise<boolean>} whether it could be had, and there was room
 */
export async function keepFile({ value }) {
  try {
    await (await caches.open(ASKED)).add(value);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} path of a file that nobody asks for any more; where it cannot be removed, it stays */
async function discard(path) {
  try {
    await (await caches.open(ASKED)).delete(path);
  } catch {
    // The storage fails.
  }
}

/**
 * Shows which of the files that the colophon names are kept, and offers to keep
 * the others. What is kept and no longer named is removed.
 * @param {boolean} possible whether there is a worker to answer with them
 */
export async function showFiles(possible) {
  const buttons = [.../** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("main button[data-do=keep]"))];
  const kept = await pathsIn(ASKED);
  for (const path of kept) {
    if (!buttons.some((button) => button.value === path)) await discard(path);
  }
  for (const button of buttons) {
    const mark = /** @type {HTMLElement} */ (button.nextElementSibling);
    mark.hidden = !kept.includes(button.value);
    button.hidden = !possible || !mark.hidden;
  }
}
