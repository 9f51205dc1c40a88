// @ts-check
// The page's part of a signed site: says on the colophon who has signed the
// edition and since when that is known, and tells the reader when what comes is
// not believed. The worker verifies; see tuf.js.
//
// It stands in front of offline.js, which keeps the copy. The build writes what
// is said in front of this file, as WORDS.

import { ask, inCharge } from "./copy.js";
import * as offline from "./offline.js";
import { fill, moment } from "./wording.js";

/** @typedef {"signature" | "rollback" | "expired" | "altered" | "unreadable"} Reason */
/**
 * @typedef {{fingerprint?: string, root?: string, timestamp?: string, verified?: number, unable?: boolean,
 *   fault?: {why: Reason, what: string}}} Proof as in tuf.js
 */

/** The path of the site, with a slash at its end. */
const SITE = new URL("..", import.meta.url).pathname;
// As in tuf.js.
const PROOF = `kairo${SITE.slice(0, -1)}-signed`;
const RECORD = `${SITE}.kairo/signed`;

/** How often the worker is asked to look for newer signatures, in ms. */
const INTERVAL = 15 * 60_000;

/** When it was asked last, in ms of the epoch. */
let asked = 0;
/** What was last told of, so that nobody hears it twice. */
let told = "";

/**
 * Starts the copy for reading offline, and what is here, once.
 * @param {boolean} sparing
 * @param {(address: string) => string} scriptURL
 */
export async function start(sparing, scriptURL) {
  document.addEventListener("copychange", () => void look());
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button[data-do]");
    if (!(button instanceof HTMLButtonElement) || !["check", "save"].includes(button.dataset.do ?? "")) return;
    asked = 0;
    told = "";
  });
  await offline.start(sparing, scriptURL);
}

/** Has the worker look for newer signatures, now and then, and shows what is known. */
async function look() {
  const worker = await inCharge(await navigator.serviceWorker?.getRegistration().catch(() => undefined));
  if (worker && navigator.onLine && Date.now() - asked > INTERVAL) {
    asked = Date.now();
    await ask(worker, "prove", INTERVAL);
  }
  await show(worker);
}

/** @returns {Promise<Proof>} */
async function proof() {
  try {
    return (await (await caches.match(RECORD, { cacheName: PROOF }))?.json()) ?? {};
  } catch {
    return {}; // Storage may be forbidden.
  }
}

/**
 * Shows what is known on the colophon, and tells of a fault on every page.
 * @param {ServiceWorker | null | undefined} worker in charge, if there is one
 */
async function show(worker) {
  const known = await proof();
  const root = known.root && JSON.parse(known.root).signed;
  const timestamp = known.timestamp && JSON.parse(known.timestamp).signed;
  const words = said(known, timestamp?.expires, Boolean(worker));
  const refused = known.fault && known.fault.why !== "expired" ? words : "";
  if (refused && refused !== told) {
    const mark = document.getElementById("offline-mark");
    if (mark && !mark.textContent) mark.textContent = refused;
  }
  told = refused;
  tell("proof", words);
  tell("fingerprint", known.fingerprint);
  tell("signers", root && known.verified && signers(root));
  tell("version", known.verified && timestamp && number.format(timestamp.version));
  tell("until", known.verified && timestamp && moment(timestamp.expires, WORDS.locale));
  tell("verified", known.verified && moment(known.verified, WORDS.locale));
}

/**
 * What there is to say of the signatures.
 * @param {Proof} known
 * @param {string | undefined} expires
 * @param {boolean} before whether there is an edition that what is refused would have followed
 */
function said({ unable, fault, verified }, expires, before) {
  if (unable) return WORDS.noEd25519;
  const since = expires && !(Date.parse(expires) > Date.now()) ? moment(expires, WORDS.locale) : "";
  if (fault && fault.why !== "expired") {
    const why = {
      signature: WORDS.bySignature,
      rollback: WORDS.byRollback,
      altered: WORDS.byAltered,
      unreadable: WORDS.byUnreadable,
    }[fault.why];
    return fill(before ? WORDS.notInstalled : WORDS.notKept, { why, file: fault.what });
  }
  if (fault || since) return fill(WORDS.expired, { date: since || moment(Date.now(), WORDS.locale) });
  return verified ? WORDS.good : "";
}

/**
 * The keys that may sign what the site says, by their names and identifiers.
 * @param {{roles: {targets: {keyids: string[]}}, keys: Record<string, Record<string, any>>}} root
 */
function signers({ roles, keys }) {
  return roles.targets.keyids.map((id) => `${keys[id]?.["x-rstuf-key-name"] ?? ""} ${id}`.trim()).join(", ");
}

const number = new Intl.NumberFormat(WORDS.locale);

/** What stood in a place before anything was known. @type {WeakMap<Element, string | null>} */
const unknown = new WeakMap();

/** @param {string} what @param {string | 0 | undefined} words nothing, where that is not known */
function tell(what, words) {
  const place = document.querySelector(`[data-show=${what}]`);
  if (!place) return;
  if (!unknown.has(place)) unknown.set(place, place.textContent);
  place.textContent = words || (unknown.get(place) ?? "");
}
