// @ts-check
// The page's side of reading offline and of installing: registers the worker,
// tells the reader of a new edition and lets them choose when to switch, says
// when the network is gone, and fills in what the colophon shows.
//
// Loaded when the program has taken over, has failed to, or waits for the reader:
// it writes into elements that the program must have seen as they were
// prerendered, or does not look into. What the browser has is looked at by copy.js;
// how it is said is in wording.js.
//
// The build writes what is said, in the language of the page, in front of this
// file, as WORDS; a sentence about a number is there in the forms of the language.

import { ahead, ask, changed, copy, editionOf, forgive, inCharge, keepFile, memory, persist, putInCharge, remove, showFiles } from "./copy.js";
import { day, fill, moment, news } from "./wording.js";

/**
 * @typedef {import("./copy.js").Entry} Entry
 * @typedef {import("./copy.js").Edition} Edition
 * @typedef {import("./copy.js").Copy} Copy
 */

/** The path that the site is below, "" for a site with a host of its own. */
const BASE = new URL("..", import.meta.url).pathname.slice(0, -1);

const HOUR = 60 * 60 * 1000;

/** The address of the worker, as browsers want it. */
let workerAddress = `${BASE}/worker.js`;

const supported = "serviceWorker" in navigator && "caches" in window;
/** The edition of this page, by the first of its names. */
const here = document.documentElement.dataset.edition;

/** @type {ServiceWorkerRegistration | undefined} */
let registration;
/** @type {Edition | null} the edition that this page is of, once it is known */
let reading = null;
/** Whether the last attempt to reach the site failed. */
let unreachable = false;
/** Whether this window is to show the next edition as soon as it is in charge. */
let switching = false;
/** The edition that the reader has put off. */
let putOff = "";
/** Whether the browser has refused to keep a copy. */
let refused = false;
/** The link that was not followed last, because there is no network. */
let heldBack = "";

/**
 * Starts all this, once.
 * @param {boolean} sparing whether to save only what was asked for; see boot.js
 * @param {(address: string) => string} scriptURL makes an address one of ours
 */
export async function start(sparing, scriptURL) {
  workerAddress = scriptURL(workerAddress);
  addEventListener("online", () => void check());
  addEventListener("offline", () => void mark());
  addEventListener("beforeinstallprompt", () => void show());
  addEventListener("appinstalled", persist);
  document.addEventListener("pagechange", () => void show());
  document.addEventListener("click", clicked);
  if (matchMedia("(display-mode: standalone)").matches) persist();

  const wanted = memory.get("offline");
  if (supported && wanted !== "no" && (wanted === "yes" || !sparing) && !(await waits())) await register();
  if (supported) {
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (!switching) void announce(true);
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    void (Math.abs(Date.now() - lastCheck()) > HOUR / 4 ? check() : show()); // clocks are put right, too
  });
  setInterval(() => void check(), HOUR);
  await mark();
  await show();
}

/** Registers the worker. Private windows and full disks refuse: then this is an ordinary site. */
async function register() {
  registration = await navigator.serviceWorker
    .register(workerAddress, { updateViaCache: "none" })
    .catch(() => undefined);
  refused = !registration;
  registration?.addEventListener("updatefound", () => follow(registration?.installing));
  follow(registration?.installing);
  if (registration?.active) {
    await announce();
    await check();
  } else memory.set("checked", String(Date.now()));
}

/** @param {ServiceWorker | null | undefined} worker that is being installed */
function follow(worker) {
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed") void announce();
    // A first copy that failed: browsers have forgotten the worker then.
    if (worker.state === "redundant" && !(registration?.installing ?? registration?.waiting ?? registration?.active)) registration = undefined;
    void show();
  });
}

/**
 * Looks for a new edition, notes whether the site could be reached, and has the
 * worker fill in what its edition lacks.
 */
async function check() {
  if (removed()) registration = undefined;
  try {
    await registration?.update();
    unreachable = false;
    memory.set("checked", String(Date.now()));
    await announce();
  } catch {
    unreachable = !removed(); // or there is nothing to look for any more
  }
  if (!unreachable && (await copy(await inCharge(registration)))?.whole === false && !removed()) await ask(await inCharge(registration), "fill", 120_000);
  await mark();
  await show();
}

/**
 * Whether the reader wants no copy, as may have been said in another window. Its
 * worker lives on for this one, and is not to bring the copy back.
 */
function removed() {
  return memory.get("offline") === "no";
}

/** When the site was last reached, in milliseconds of the epoch; 0 for never. */
function lastCheck() {
  return Number(memory.get("checked"));
}

/** Whether the first copy failed in a way that is not to be tried again yet. */
async function waits() {
  const trouble = await changed();
  return Boolean(trouble && ahead(trouble.next) && !(await navigator.serviceWorker.getRegistration()));
}

/**
 * Tells the reader that a new edition is ready, and what is new in it.
 * @param {boolean} [switched] whether another window has put it in charge
 */
async function announce(switched = false) {
  const active = await editionOf(await inCharge(registration));
  const waiting = registration?.waiting;
  if (active?.names[0] === here) reading = active;
  const ready = waiting ? await editionOf(waiting) : switched ? active : null;
  const notice = document.getElementById("update");
  const words = notice?.querySelector("span");
  // What is asked for from now on is of that edition: no page of this one is shown
  // in its place any more.
  if (switched && ready && ready.names[0] !== here) document.dispatchEvent(new Event("superseded"));
  if (!notice || !words || !ready || ready.id === putOff) return;
  if (ready.names[0] === here) {
    // This page came from the network and is of that edition already, or the
    // owner has gone back to it.
    if (waiting) void putInCharge(waiting);
    notice.hidden = true;
    return;
  }
  words.textContent = fill(WORDS.ready, { news: news(reading ?? active, ready, WORDS) });
  notice.hidden = false;
  notice.dataset.id = ready.id;
  say(words.textContent);
}

/** @param {string} words for those who do not see them appear */
function say(words) {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = words;
}

const numbers = new Intl.NumberFormat(WORDS.locale);

/** @param {MouseEvent} event */
function clicked(event) {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest("button[data-do]");
  if (button instanceof HTMLButtonElement) void act(button).then(() => handOn(button));
  const link = event.target.closest("a[href]");
  if (!(link instanceof HTMLAnchorElement) || navigator.onLine || !/^https?:$/.test(link.protocol)) return;
  if (link.origin === location.origin && !link.hasAttribute("download")) return;
  // Behind some networks browsers are wrong about being offline: who insists, goes.
  if (heldBack === link.href) return;
  heldBack = link.href;
  event.preventDefault();
  void mark(`${fill(WORDS.needs, { link: link.textContent ?? "" })} ${WORDS.insist}`);
}

/**
 * Gives the focus back to a button that could not be pressed while it did its work,
 * or on to the button or link beside it, if it is gone: who pressed it by keyboard is
 * not to begin anew.
 * @param {HTMLButtonElement} button
 */
function handOn(button) {
  const next = button.parentElement?.querySelector("button:not([hidden]), a");
  const nowhere = document.activeElement === document.body || document.activeElement === button;
  const to = button.hidden ? next : button;
  if (nowhere && to instanceof HTMLElement) to.focus();
}

/** Does what a button is for. @param {HTMLButtonElement} button */
async function act(button) {
  const notice = document.getElementById("update");
  switch (button.dataset.do) {
    case "switch":
      switching = true;
      if (registration?.waiting) await putInCharge(registration.waiting);
      location.reload();
      break;
    case "later":
      if (notice) {
        notice.hidden = true;
        putOff = notice.dataset.id ?? "";
      }
      break;
    case "check":
      button.disabled = true;
      await forgive();
      await check();
      button.disabled = false;
      say(unreachable ? WORDS.unreachable : (await state()).fault || WORDS.checked);
      break;
    case "save":
      memory.set("offline", "yes");
      await forgive();
      await register();
      await show();
      say((await state()).fault);
      break;
    case "keep":
      button.disabled = true;
      say((await keepFile(button)) ? (button.nextElementSibling?.textContent ?? "") : WORDS.unreachable);
      button.disabled = false;
      await show();
      break;
    case "remove":
      memory.set("offline", "no");
      await registration?.unregister();
      registration = undefined;
      await remove();
      await show();
      say(WORDS.removed);
      break;
    case "install":
      await window.installPrompt?.prompt();
      window.installPrompt = undefined;
      await show();
      break;
  }
}

/**
 * Says whether the network is gone, and which edition is being read.
 * @param {string} [more]
 */
async function mark(more = "") {
  const element = document.getElementById("offline-mark");
  if (!element) return;
  document.documentElement.classList.toggle("offline", !navigator.onLine);
  if (navigator.onLine && !unreachable) {
    element.textContent = "";
    return;
  }
  const edition = await editionOf(await inCharge(registration));
  const reading = edition ? fill(WORDS.reading, { date: day(edition.date, WORDS.locale) }) : WORDS.offline;
  element.textContent = `${reading} ${more}`.trim();
}

/**
 * What there is to say of the copy, and what is wrong with it, if anything is.
 * @returns {Promise<{copy: Copy | null, saved: string, fault: string}>}
 */
async function state() {
  if (!supported) return { copy: null, saved: WORDS.unable, fault: "" };
  if (refused) return { copy: null, saved: WORDS.refused, fault: WORDS.refused };
  const there = await copy(await inCharge(registration));
  const trouble = await changed();
  const fault = trouble ? fill(WORDS.altered, { ...trouble, next: moment(trouble.next, WORDS.locale) }) : "";
  const pages = (/** @type {Entry[]} */ list) => numbers.format(list.filter((file) => file.kind === "page").length);
  const saved = there
    ? fill(WORDS.saved, { saved: pages(there.files), pages: pages(there.edition.files), date: day(there.edition.date, WORDS.locale) })
    : registration && !trouble
      ? WORDS.saving
      : WORDS.nothing;
  return { copy: there, saved: fault ? `${saved}. ${fault}` : saved, fault };
}

/** How often the copy has been looked at for the colophon. */
let looks = 0;

/** Tells others to look, and fills in what the colophon shows, if it is the page that is shown. */
async function show() {
  await inCharge(registration);
  document.dispatchEvent(new Event("copychange"));
  if (!document.querySelector("[data-show=saved]")) return;
  const look = ++looks;
  const { copy, saved, fault } = await state();
  if (look !== looks) return; // somebody has looked since, and saw what is there now
  tell("saved", saved);
  const megabytes = (copy?.files ?? []).reduce((sum, file) => sum + file.size, 0) / 1e6;
  const size = new Intl.NumberFormat(WORDS.locale, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
  tell("size", copy ? size.format(megabytes) : WORDS.none);
  if (lastCheck()) tell("checked", moment(lastCheck(), WORDS.locale));

  await showFiles(Boolean(registration));
  offer("check", Boolean(registration));
  offer("remove", Boolean(registration));
  offer("save", supported && (!registration || Boolean(fault) || copy?.whole === false));
  offer("install", Boolean(window.installPrompt));
}

/** @param {string} what @param {string} words */
function tell(what, words) {
  const place = document.querySelector(`[data-show=${what}]`);
  if (place) place.textContent = words;
}

/** @param {string} what @param {boolean} possible */
function offer(what, possible) {
  const button = document.querySelector(`main button[data-do=${what}]`);
  if (button instanceof HTMLButtonElement) button.hidden = !possible;
}
