// @ts-check
// Shows the pages of the program in place.
//
// The Navigation API, not go-app, decides what a navigation is: it leaves
// modified clicks, downloads, other origins, new windows and fragments to the
// browser by itself, and restores scroll positions on Back. Browsers without it
// load each page as a page, which is what links are for.
//
// When the document hears that it is "superseded", because what is served is newer
// than the program, the next page is loaded, and comes with its own. Where the
// reader goes back to what was shown in place, the program shows it still.

/**
 * @typedef {{title: string, description: string, address: string, made: boolean}} PageInfo made says that the program has nothing of the page, which is taken as it is prerendered
 * @typedef {(path: string) => PageInfo | undefined} PageTable
 */

/**
 * The page of a navigation that the program can show, if it is one.
 * @param {NavigateEvent} event
 * @param {URL} url where it leads
 * @param {PageTable} pages
 */
function shown(event, url, pages) {
  if (!event.canIntercept || event.hashChange || event.downloadRequest !== null || event.formData || event.navigationType === "reload") return;
  // An address that the program itself has written is no navigation.
  if (event.destination.sameDocument && event.navigationType !== "traverse") return;
  // Only the browser finds a text on the page, and only on one that it loads.
  if (url.hash.includes(":~:")) return;
  return pages(url.pathname); // or it is a file, or an address that only the server knows
}

/**
 * Shows the pages of the table in place, from now on.
 * @param {PageTable} pages
 * @returns {() => boolean} stops it, and says whether a navigation was under way
 */
export function navigate(pages) {
  if (!("navigation" in window)) return () => false;
  let going = 0;
  let ended = false;
  let superseded = false;
  document.addEventListener("superseded", () => (superseded = true));

  navigation.addEventListener("navigate", (event) => {
    const url = new URL(event.destination.url);
    if (superseded && !event.destination.sameDocument) return;
    const traverses = event.navigationType === "traverse";
    const page = shown(event, url, pages);
    if (ended || !page) return; // on Back, boot.js loads it
    const here = url.pathname === location.pathname && url.search !== location.search && !url.hash;
    event.intercept({
      focusReset: "manual",
      scroll: "manual",
      handler: async () => {
        going++;
        const made = page.made ? await received(url.pathname) : undefined;
        if (location.pathname !== url.pathname) {
          going--; // the reader has gone on
          return;
        }
        if (here) {
          // The same page with another query: the reader stays where they are,
          // and the page says what has changed.
          const change = changed();
          goappNav(url.pathname + url.search);
          await change;
          going--;
          // On Back, the place may be further down than the page was long.
          if (traverses && !event.signal.aborted) event.scroll();
          return;
        }
        // Without the fragment: the browser scrolls to it, not the program.
        // Where the reader goes to a place on a page, it has to be there.
        window.takeover.beginning = !traverses && !url.hash;
        goappNav(url.pathname + url.search);
        if (made) document.querySelector("main:empty")?.append(.../** @type {Element} */ (made.querySelector("main")).childNodes);
        // Who changes the page does so before the browser lays it out, which the
        // focus has it do.
        document.dispatchEvent(new Event("pagechange"));
        // Assistive technology learns of the new page by the focus on its heading.
        if (!url.hash) /** @type {HTMLElement | null} */ (document.querySelector("#app h1"))?.focus({ preventScroll: true });
        if (!event.signal.aborted) event.scroll(); // or the reader has come here once more
        // The reader waits for the page, and for nothing else.
        await painted();
        going--;
        if (location.pathname !== url.pathname) return; // the reader has gone on
        describe({ ...page, description: made?.querySelector("meta[name=description]")?.getAttribute("content") ?? page.description });
        await rest();
      },
    });
  });
  // The browser has changed the address already when the program wants to.
  Object.assign(history, { pushState: () => {} });
  return () => {
    ended = true;
    Reflect.deleteProperty(history, "pushState");
    return going > 0;
  };
}

/**
 * A page as it is prerendered, for what the program has not. Where it cannot be
 * had, the browser loads the page, or says why it cannot.
 *
 * It has to say that it is of the same edition as this one: what answers may be
 * somebody else, such as a network that wants a login, or there is the next edition.
 *
 * This way to get one makes a document of it that runs nothing, and no string
 * becomes markup.
 * @param {string} address
 * @returns {Promise<Document>}
 */
function received(address) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.onload = request.onerror = () => {
      const page = /** @type {Document | null} */ (request.response);
      if (request.status === 200 && page?.querySelector("main") && page.documentElement.dataset.edition === document.documentElement.dataset.edition) resolve(page);
      else location.reload(); // the address has changed already
    };
    request.open("GET", address);
    request.responseType = "document";
    request.send();
  });
}

/**
 * @returns {Promise<void>} kept when the program has changed the page, in its next
 *   frame, or after 100 ms, when it has left it as it is
 */
function changed() {
  return new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      observer.disconnect();
      resolve();
    }).observe(document.body, { subtree: true, attributes: true, childList: true });
    setTimeout(resolve, 100);
  });
}

/** @returns {Promise<void>} kept when the reader sees what is there now */
function painted() {
  // A window in the background has no frames.
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/**
 * Brings the rest of the document in line with the page that is shown now.
 * @param {PageInfo} page
 */
function describe(page) {
  document.title = page.title;
  document.querySelector("meta[name=description]")?.setAttribute("content", page.description);
  document.querySelector("link[rel=canonical]")?.setAttribute("href", page.address);
  // It is about the page that was loaded.
  document.querySelector('script[type="application/ld+json"]')?.remove();
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = page.title;
}

/** @returns {Promise<void>} kept when all of the page is there, and not only its beginning */
async function rest() {
  const main = document.querySelector("main[aria-busy]");
  if (!main) return;
  const whole = new Promise((resolve) => new MutationObserver(resolve).observe(main, { attributeFilter: ["aria-busy"] }));
  window.takeover.rest();
  await whole;
  document.dispatchEvent(new Event("pagechange"));
}
