// @ts-check
// Starts the program, late and politely: the page is complete without it.
// Nothing is fetched before the page has loaded; then program, runtime and
// content come together. That begins when the browser is idle or the reader
// first reaches for something; where data is dear, or the program would have
// nothing to do before, only then. While nobody waits, a worker receives and
// rehearses it. The takeover goes in small steps, and never in the middle of what
// the reader does.
// Whatever goes wrong, the page goes on as an ordinary one.

const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-program]"));
const { page = "", program = "", runtime = "", takeover = "", preparation = "", content = "", offline = "", below = "" } = script.dataset;

/** @returns {Promise<void>} kept when the page and all it shows have loaded */
function loaded() {
  return new Promise((resolve) => {
    if (document.readyState === "complete") resolve();
    else addEventListener("load", () => resolve(), { once: true });
  });
}

/**
 * Whether to download nothing that was not asked for: the reader has said so,
 * or the connection is slow.
 */
function sparing() {
  const { saveData = false, effectiveType = "4g" } = navigator.connection ?? {};
  return saveData || effectiveType.endsWith("2g");
}

/**
 * Whether the program does anything before the reader reaches for it: it shows the
 * next page where the browser tells of navigations, and answers on a page that is
 * not kept whole. Elsewhere pages are loaded, and each would start it for nothing.
 */
function serves() {
  return "navigation" in window || !document.querySelector("main[data-kept]");
}

/** @type {Promise<"reached">} kept when the reader first reaches for something */
const reached = new Promise((resolve) => {
  for (const type of ["pointerdown", "keydown", "focusin"]) {
    addEventListener(type, () => resolve("reached"), { once: true });
  }
});

/** @returns {Promise<"idle">} kept when the browser has nothing to do, or two seconds have passed */
function idle() {
  return new Promise((resolve) => {
    const done = () => resolve("idle");
    window.requestIdleCallback?.(done, { timeout: 2000 }) ?? setTimeout(done, 200);
  });
}

/** Whether the reader is in the middle of something: a press, a key held down. */
let busy = false;
for (const type of ["pointerdown", "keydown"]) addEventListener(type, () => (busy = true));
for (const type of ["pointerup", "pointercancel", "contextmenu", "keyup", "blur"]) addEventListener(type, () => (busy = false));

/** Lets the browser do what is waiting, and the reader finish what they have begun. */
async function turn() {
  await (window.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve)));
  while (busy) await new Promise((resolve) => setTimeout(resolve, 20));
}

/**
 * What the program starts with, and when it best reads all of the content, if not
 * at once.
 * @typedef {{module: WebAssembly.Module, content: Uint8Array, read?: Promise<unknown>}} Received
 */

/**
 * Whether the page is where it was made for, on whatever host: at its own path,
 * below the folder that its scripts are below, and with their addresses as they
 * were written. In an archive, a cache or a translating proxy it is not. The links
 * lead into that then, and the program would lead out of it.
 */
function athome() {
  const plain = (/** @type {string} */ path) => path.replace(/(\/(index(\.html)?)?|\.html)$/, "");
  const folder = (/** @type {string} */ path) => path.slice(0, path.lastIndexOf("/"));
  const written = script.getAttribute("src") ?? "";
  if (folder(written) !== folder(takeover) || new URL(script.src).origin !== location.origin) return false;
  const [asked = ""] = page.split("?");
  if (/^\/(404|offline)$/.test(asked)) return true; // these stand in for any
  const path = plain(below + asked);
  const here = plain(location.pathname);
  return here.endsWith(path) && written.startsWith(`${here.slice(0, here.length - path.length)}/`);
}

// Between pages that the program has shown in place, the browser changes no more than
// the address, and so it does when one of them is loaded anew: where the program does
// not show the other, nobody would. It may not be there yet, or no more, or not have it.
window.navigation?.addEventListener("navigate", (event) => {
  if (event.navigationType !== "traverse" || !event.destination.sameDocument || event.hashChange) return;
  if (document.documentElement.classList.contains("program") && window.takeover.pages(new URL(event.destination.url).pathname)) return;
  event.intercept({
    handler: async () => {
      event.scroll(); // or the place on this page would be taken for that on the other
      location.reload();
    },
  });
});

async function start() {
  if (!athome()) throw new Error("this is not the address of the page");
  await loaded();
  const moment = await (sparing() || !serves() ? reached : Promise.race([reached, idle()]));
  const [{ module, content, read }, { takeOver }] = await Promise.all([
    // A reader who waits is served sooner without.
    moment === "idle" ? prepare().catch(receive) : receive(),
    import(takeover),
    import(runtime),
  ]);
  await takeOver(module, content, page, below, turn, without, read);
}

/** @returns {Promise<Received>} */
async function receive() {
  const [module, response] = await Promise.all([
    // The untouched response: only then can the browser cache compiled code.
    WebAssembly.compileStreaming(fetch(program)),
    fetch(content),
  ]);
  if (!response.ok) throw new Error(content);
  return { module, content: new Uint8Array(await response.arrayBuffer()) };
}

/**
 * Has a worker receive the program and start it once, off the main thread, which
 * makes the start on the page shorter; see prepare.js. That is all it is for: if
 * it fails, or the reader does not wait for it, the program starts too.
 * @returns {Promise<Received>}
 */
async function prepare() {
  const worker = new Worker(scriptURL(preparation), { type: "module", name: runtime });
  let answer = (/** @type {any} */ _) => {};
  worker.onmessage = ({ data }) => answer(data);
  worker.onerror = () => answer("failed");
  const next = () => new Promise((resolve) => (answer = resolve));
  worker.postMessage({ program, content, page, here: location.href });
  const received = await next();
  const rehearsed = received === "failed" ? received : await Promise.race([next(), reached]);
  performance.mark("app-rehearsed", { detail: rehearsed });
  // Before that, what reads it would be compiled on the thread of the page.
  const read = Promise.race([rehearsed === "whole" ? next() : rehearsed, reached]);
  read.then(() => worker.terminate());
  if (received === "failed") throw new Error("failed");
  return { ...received, read };
}

const policy = window.trustedTypes?.createPolicy("takeover", { createScriptURL: (url) => url });

/**
 * The address of a script of ours as Trusted Types want it.
 * @param {string} address
 */
function scriptURL(address) {
  return /** @type {string} */ (policy?.createScriptURL(address) ?? address);
}

// Browsers say when the site can be installed before anything is there to offer
// it; see offline.js.
addEventListener("beforeinstallprompt", (event) => (window.installPrompt = event));

/**
 * Without the program the page stays what it was, less what only the program
 * answers: the root element is of the class "plain".
 */
function plain() {
  document.documentElement.classList.add("plain");
}

/** @param {unknown} problem by which there is no program, of which the reader need not know */
function without(problem) {
  plain();
  // Firefox fails what a page loads when it is left, which is nothing to tell.
  setTimeout(() => console.info("The page goes on without its program:", problem), 1000);
  performance.mark("app-failed");
}

/** With the program or without it: keeps a copy of the site, if the edition has one. */
async function keep() {
  if (!offline || !athome()) return;
  await loaded();
  await (await import(offline)).start(sparing(), scriptURL);
}

const started = globalThis.WebAssembly?.compileStreaming === undefined ? Promise.resolve(plain()) : start();
const settled = started.catch(without);
// What it writes into, the program must have seen as it was prerendered, or must
// not look into.
(sparing() || serves() ? settled : Promise.resolve())
  .then(keep)
  .catch(() => {}); // The reader has gone on, or it is not kept for reading offline, then.
