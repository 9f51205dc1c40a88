// @ts-check
// The service worker's part of a signed site: it believes an edition when the
// site's signatures say so, and not before. It is the client's workflow of The
// Update Framework (specification 1.0.33, section 5), for the one target that
// matters here: the list of all files and their hashes, or of the parts of that
// list and theirs, which is the EDITION of the worker.
//
// The build writes it behind the EDITION, in a function of its own,
// where the site is signed. Package server/signed makes what is read here, and
// says who is kept from what. The first root is believed that is met; what has
// been seen since is kept, and nothing older is accepted later.
//
// Nothing here keeps anybody from reading. An edition that does not verify is not
// installed, and the one before it stays.

/**
 * @typedef {"signature" | "rollback" | "expired" | "altered" | "unreadable"} Reason
 * @typedef {{keyids: string[], threshold: number}} Role
 * @typedef {{scheme: string, keyval: {public: string}}} Key
 * @typedef {{version: number, length?: number, hashes?: Record<string, string>}} Described
 * @typedef {{_type: string, version: number, expires: string, keys: Record<string, Key>, roles: Record<string, Role>,
 *   meta: Record<string, Described>, targets: Record<string, Described>}} Signed what roles say, each some of it
 * @typedef {{signed: Signed, signatures: {keyid: string, sig: string}[]}} Metadata
 * @typedef {{fingerprint?: string, root?: string, timestamp?: string, snapshot?: string, targets?: string,
 *   verified?: number, unable?: boolean, fault?: {why: Reason, what: string}}} Proof
 *   the texts of the metadata that is trusted, when all of it was good last, in ms of the epoch, and why what
 *   has come since was refused
 */

/** The path of the site, with a slash at its end. */
const SITE = new URL(".", location.href).pathname;
/** The cache that keeps the Proof, and the address there; signed.js reads it. */
const PROOF = `kairo${SITE.slice(0, -1)}-signed`;
const RECORD = `${SITE}.kairo/signed`;
/** How long metadata may be where nothing says so, in bytes, as in other clients. */
const LONGEST = { root: 512_000, timestamp: 16_384, snapshot: 2_000_000, targets: 5_000_000 };
/** How many roots may be new at once. */
const ROTATIONS = 256;
/** How long a file may take, in ms. */
const LIMIT = 60_000;
/** An Ed25519 key that is well known: the base point (RFC 8032, 5.1). */
const KNOWN_KEY = "58" + "66".repeat(31);

// Before the worker's own listener, and in its place.
self.addEventListener("install", (event) => {
  event.stopImmediatePropagation();
  /** @type {ExtendableEvent} */ (event).waitUntil(prove(EDITION).then(() => install(EDITION)));
});

self.addEventListener("message", (event) => {
  const { data, ports } = /** @type {ExtendableMessageEvent} */ (event);
  if (data !== "prove") return;
  const proved = prove()
    .catch(() => {}) // The page looks at what is there.
    .then(() => ports[0]?.postMessage("proved"));
  /** @type {ExtendableMessageEvent} */ (event).waitUntil(proved);
});

/** Why something is not believed. */
class Refused extends Error {
  /** @param {Reason} why @param {string} what the file */
  constructor(why, what) {
    super(`${what}: ${why}`);
    this.why = why;
    this.what = what;
  }
}

/**
 * Brings what is known up to date, and wants an edition to be the one that is
 * signed. A site that cannot be reached is nobody's fault, and is not noted.
 * @param {unknown} [edition]
 */
function prove(edition) {
  return alone(async () => {
    const able = keyOf(KNOWN_KEY); // Its first key takes a browser longer than others.
    const cache = await caches.open(PROOF);
    /** @type {Proof} */
    const proof = (await (await cache.match(RECORD))?.json()) ?? {};
    proof.unable = !(await able);
    try {
      // Such browsers go by the hashes alone, as on a site without signatures.
      if (proof.unable) return;
      const { targets } = await refresh(proof);
      if (edition) await fits(targets["edition.json"], encode(JSON.stringify(edition)), "edition.json");
      proof.verified = Date.now();
      delete proof.fault;
    } catch (problem) {
      if (problem instanceof Refused) proof.fault = { why: problem.why, what: problem.what };
      throw problem;
    } finally {
      // Once: who is stopped before knows what was known, and nothing older.
      await cache.put(RECORD, new Response(JSON.stringify(proof)));
    }
  });
}

/**
 * Does something while no other worker does, as far as browsers know how.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
function alone(work) {
  return navigator.locks ? navigator.locks.request(PROOF, work) : work();
}

/**
 * Follows the roots, and from there timestamp, snapshot and targets. Whatever is
 * good is in the proof, also if something later is not.
 * @param {Proof} proof
 * @returns {Promise<Signed>} what the targets say
 */
async function refresh(proof) {
  // Asked for beside the next root, which there seldom is; else once more.
  const known = proof.root;
  const early = known ? get("timestamp.json", LONGEST.timestamp) : undefined;
  early?.catch(() => {}); // Nobody may be left to hear of it.
  const root = await newestRoot(proof);
  const timestamp = await next("timestamp", "timestamp.json", undefined, proof.root === known ? early : undefined);
  const snapshot = await next("snapshot", "", timestamp.meta["snapshot.json"]);
  return next("targets", "", snapshot.meta["targets.json"]);

  /**
   * @param {"timestamp" | "snapshot" | "targets"} role
   * @param {string} name of the file, where it has no version in it
   * @param {Described | undefined} is what other metadata says it is
   * @param {ReturnType<typeof get>} [early] the file, if it was asked for already
   */
  async function next(role, name, is, early) {
    // What later roots have taken the keys of is not known any more.
    const before = await trusted(proof[role], role, root).catch(() => undefined);
    if (before && before.version === is?.version) return fresh(before, role);
    name ||= `${is?.version}.${role}.json`;
    const bytes = await (early ?? get(name, is?.length ?? LONGEST[role]));
    if (!bytes) throw new Refused("unreadable", name);
    if (is?.hashes) await fits(is, bytes, name);
    const text = decode(bytes, name);
    const now = before && text === proof[role] ? before : await trusted(text, role, root, name);
    if ((is && now.version !== is.version) || (role !== "targets" && older(now, before))) throw new Refused("rollback", name);
    if (now.version === before?.version) return fresh(before, name);
    fresh(now, name);
    proof[role] = text;
    return now;
  }
}

/**
 * The newest root: from the one that is known, each is signed by the keys of the
 * one before it, and by its own.
 * @param {Proof} proof
 */
async function newestRoot(proof) {
  if (!proof.root) {
    const bytes = await get("1.root.json", LONGEST.root);
    if (!bytes) throw new Refused("unreadable", "1.root.json");
    const text = decode(bytes, "1.root.json");
    await trusted(text, "root", undefined, "1.root.json"); // who knows none will ask for it again
    proof.root = text;
    proof.fingerprint = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  }
  let root = await trusted(proof.root, "root", undefined);
  for (let rotations = 0; rotations < ROTATIONS; rotations++) {
    const name = `${root.version + 1}.root.json`;
    const bytes = await get(name, LONGEST.root);
    if (!bytes) break;
    const text = decode(bytes, name);
    await trusted(text, "root", root, name);
    const now = await trusted(text, "root", undefined, name);
    if (now.version !== root.version + 1) throw new Refused("rollback", name);
    root = now;
    proof.root = text;
  }
  return fresh(root, `${root.version}.root.json`);
}

/**
 * Whether metadata is older than other, or names something older.
 * @param {Signed} now
 * @param {Signed | undefined} before
 */
function older(now, before) {
  if (!before) return false;
  const names = Object.keys(before.meta ?? {});
  return now.version < before.version || names.some((name) => !(now.meta[name]?.version >= before.meta[name].version));
}

/** @param {Signed} signed @param {string} name */
function fresh(signed, name) {
  if (!(Date.parse(signed.expires) > Date.now())) throw new Refused("expired", name);
  return signed;
}

/**
 * What metadata says, if as many as have to of a role's keys have signed it. A
 * key counts once, whatever its names.
 * @param {string | undefined} text
 * @param {keyof typeof LONGEST} role
 * @param {Signed | undefined} root which says whose keys these are; without one, a root says so itself
 * @param {string} name of the file
 */
async function trusted(text, role, root, name = `${role}.json`) {
  try {
    const { signed, signatures } = /** @type {Metadata} */ (JSON.parse(text ?? ""));
    root ??= signed;
    const { keyids, threshold } = root.roles[role];
    const message = encode(canonical(signed));
    const signers = new Set();
    for (const { keyid, sig } of signatures) {
      if (signers.size >= threshold) break;
      const { scheme, keyval } = (keyids.includes(keyid) && root.keys[keyid]) || {};
      if (scheme !== "ed25519" || !keyval) continue;
      const key = await keyOf(keyval.public);
      if (key && (await crypto.subtle.verify("Ed25519", key, unhex(sig), message))) signers.add(keyval.public);
    }
    if (!(threshold > 0 && signers.size >= threshold)) throw new Refused("signature", name);
    if (signed._type !== role || !hasItsForm(signed)) throw new Refused("unreadable", name);
    return signed;
  } catch (problem) {
    throw problem instanceof Refused ? problem : new Refused("unreadable", name);
  }
}

/** @param {Signed} signed */
function hasItsForm({ _type, version, roles, meta, targets }) {
  const numbered = (/** @type {Described | undefined} */ of) => Number.isSafeInteger(of?.version);
  return (
    Number.isSafeInteger(version) &&
    version > 0 &&
    (_type !== "root" || ["root", "timestamp", "snapshot", "targets"].every((role) => roles[role])) &&
    (_type !== "timestamp" || numbered(meta["snapshot.json"])) &&
    (_type !== "snapshot" || Object.values(meta).every(numbered)) &&
    (_type !== "snapshot" || numbered(meta["targets.json"])) &&
    (_type !== "targets" || typeof targets === "object")
  );
}

/**
 * The form of JSON that is signed: canonical JSON, as securesystemslib has it.
 * @param {any} value
 * @returns {string}
 */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === "string") return `"${value.replace(/["\\]/g, "\\$&")}"`;
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new TypeError(`${value} is no integer`);
  if (value === null || typeof value !== "object") return String(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${canonical(name)}:${canonical(value[name])}`).join()}}`;
}

/**
 * Wants bytes to have the length and the SHA-256 that metadata says.
 * @param {Described | undefined} is
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} name
 */
async function fits(is, bytes, name) {
  const sum = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  if (!is || (is.length ?? bytes.length) !== bytes.length || is.hashes?.sha256 !== sum) throw new Refused("altered", name);
}

/**
 * Fetches a file of the metadata.
 * @param {string} name
 * @param {number} most bytes that it may have
 * @returns {Promise<Uint8Array<ArrayBuffer> | undefined>} undefined if it is not there
 */
async function get(name, most) {
  const response = await fetch(`${SITE}tuf/${name}`, { cache: "no-store", redirect: "error", signal: AbortSignal.timeout?.(LIMIT) });
  if ([403, 404, 410].includes(response.status)) {
    await response.body?.cancel();
    return undefined;
  }
  if (!response.ok || !response.body) throw new Error(`${name}: ${response.status}`);
  const reader = response.body.getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new Refused("altered", name);
    }
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * @param {string} key in hexadecimal
 * @returns {Promise<CryptoKey | undefined>} undefined if it is none, or the browser knows none
 */
function keyOf(key) {
  return crypto.subtle.importKey("raw", unhex(key), "Ed25519", false, ["verify"]).catch(() => undefined);
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {string} name */
function decode(bytes, name) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refused("unreadable", name);
  }
}

/** @param {string} text */
function encode(text) {
  return new TextEncoder().encode(text);
}

/** @param {Uint8Array} bytes */
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} text */
function unhex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}
