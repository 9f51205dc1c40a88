// @ts-check
// From prerendered page to running program, without a seam.
//
// go-app mounts its first tree by asking the document for each node in turn,
// parents first, in document order. For just that first mount, adopt() answers
// with the nodes that are already there. Nothing is replaced, so focus, typed
// text, open <details>, selection and scroll position stay as they are.
//
// Afterwards the Navigation API, not go-app, decides what a navigation is: it
// leaves modified clicks, downloads, other origins, new windows and fragments
// to the browser by itself, and restores scroll positions on Back. Browsers
// without it load each page as a page, which is what links are for.

/**
 * @typedef {{title: string, description: string, address: string}} PageInfo
 * @typedef {(path: string) => PageInfo | undefined} PageTable
 * @typedef {{adopted: number, mismatches: number, first: string}} Adoption
 */

/**
 * Runs the program and lets it take over the page, in steps.
 * @param {WebAssembly.Module} module
 * @param {Uint8Array} content the bundle
 * @param {string} page the path in the page table of the page that is shown
 * @param {() => Promise<void>} turn is awaited before each step: what the
 *   reader does comes first
 */
export async function takeOver(module, content, page, turn) {
  const go = new Go();
  let ended = false;
  const exited = /** @type {Promise<never>} */ (
    new Promise((_, reject) => {
      go.exit = (/** @type {number} */ code) => {
        ended = true;
        silence(go);
        reject(new Error(`the program ended with code ${code}`));
      };
    })
  );
  exited.catch(() => {});
  // What the program finds when it starts, and what it sets; see app/main.go.
  const program = { content, page, paused: false, step() {}, pages: /** @type {PageTable} */ (() => undefined) };
  Object.assign(window, { kairo: program });

  await turn();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  await turn();
  go.run(instance);

  const takeover = adopt(/** @type {HTMLElement} */ (document.body.firstElementChild));
  while (program.paused && !ended) {
    await turn();
    withoutFragment(() => takeover.during(program.step));
    // The program listens to clicks, history and size by itself, with faults;
    // see navigate().
    window.onclick = window.onpopstate = window.onresize = null;
  }
  if (ended) await exited;
  const adoption = takeover.finish();
  if (adoption.mismatches > 0) {
    console.warn(`Takeover: ${adoption.mismatches} of ${adoption.adopted} nodes differ, first ${adoption.first}`);
  }
  const stop = navigate(program.pages);
  exited.catch((problem) => {
    stop();
    console.info("The page goes on without its program:", problem);
    performance.mark("app-failed");
  });
  performance.mark("app-interactive", { detail: adoption });
}

/**
 * Makes sure that a program that has ended is never called again: the runtime
 * would throw at every event and timer.
 * @param {Go} go
 */
function silence(go) {
  for (const timer of go._scheduledTimeouts.values()) clearTimeout(timer);
  go._scheduledTimeouts.clear();
  go._resume = () => {};
}

/**
 * Runs f while the address has no fragment. The program would scroll to it,
 * and yank away a reader who has moved on.
 * @template T
 * @param {() => T} f
 * @returns {T}
 */
function withoutFragment(f) {
  const { hash, pathname, search } = location;
  if (!hash) return f();
  history.replaceState(history.state, "", pathname + search);
  try {
    return f();
  } finally {
    history.replaceState(history.state, "", pathname + search + hash);
  }
}

/**
 * Answers the program, which asks the document for new nodes, with the nodes
 * of the tree under root, in document order.
 *
 * The first time that what is asked for differs from what is there, the rest
 * of the tree is removed and from there on the program gets new nodes: slower,
 * but never a broken page.
 * @param {Element} root
 * @returns {{during: (step: () => void) => void, finish: () => Adoption}}
 *   during runs a part of the program's mount; finish is for when it is done
 */
function adopt(root) {
  /** @type {Adoption} */
  const result = { adopted: 0, mismatches: 0, first: "" };
  /** @type {Set<Node>} */
  const adopted = new Set();
  /** @type {Node | null} */
  let next = root;

  /** @param {Node} node @returns {Node | null} what comes after node and all in it */
  const after = (node) => {
    for (let n = node; n !== root; n = /** @type {Node} */ (n.parentNode)) {
      if (n.nextSibling) return n.nextSibling;
    }
    return null;
  };

  /** @param {Node} node is removed, with all that comes after it */
  const remove = (node) => {
    for (let n = /** @type {Node | null} */ (node); n; ) {
      const following = after(n);
      n.parentNode?.removeChild(n);
      n = following;
    }
  };

  /** @param {string} what */
  const differ = (what) => {
    result.first ||= what;
    result.mismatches++;
  };

  /**
   * @template {Node} T
   * @param {(node: Node) => boolean} fits
   * @param {() => T} create
   * @param {string} what
   * @returns {T}
   */
  const take = (fits, create, what) => {
    const node = next;
    if (node && fits(node)) {
      next = node.firstChild ?? after(node);
      adopted.add(node);
      result.adopted++;
      return /** @type {T} */ (node);
    }
    differ(`${what} instead of ${node ? describe(node) : "nothing"}`);
    // The root itself stays: the program puts what it makes in its place.
    if (node && node !== root) remove(node);
    next = null;
    return create();
  };

  const { createElement, createElementNS, createTextNode } = Document.prototype;
  const { appendChild, replaceChild } = Node.prototype;
  const { setAttribute } = Element.prototype;

  const creators = {
    createElement: (/** @type {string} */ tag) =>
      take(
        (n) => n instanceof HTMLElement && n.localName === tag,
        () => createElement.call(document, tag),
        `<${tag}>`,
      ),
    createElementNS: (/** @type {string} */ namespace, /** @type {string} */ tag) =>
      take(
        (n) => n instanceof Element && n.namespaceURI === namespace && n.localName === tag,
        () => createElementNS.call(document, namespace, tag),
        `<${tag}>`,
      ),
    createTextNode: (/** @type {string} */ text) =>
      take(
        (n) => n instanceof Text && n.data === text,
        () => createTextNode.call(document, text),
        JSON.stringify(text),
      ),
  };
  /** @type {(this: Node, child: any) => any} */
  const appendOnce = function (child) {
    return child.parentNode === this ? child : appendChild.call(this, child);
  };
  /** @type {(this: Node, child: any, old: any) => any} */
  const replaceOther = function (child, old) {
    return child === old ? old : replaceChild.call(this, child, old);
  };
  /** @type {(this: Element, name: string, value: string) => void} */
  const setIfDifferent = function (name, value) {
    const present = this.getAttribute(name);
    // A boolean attribute is there or not; the program says "true" for it.
    if (present === value || (present === "" && value === "true")) return;
    if (adopted.has(this)) differ(`${name}=${JSON.stringify(value)} on ${describe(this)}`);
    setAttribute.call(this, name, value);
  };

  return {
    during(step) {
      Object.assign(document, creators);
      Object.assign(Node.prototype, { appendChild: appendOnce, replaceChild: replaceOther });
      Object.assign(Element.prototype, { setAttribute: setIfDifferent });
      try {
        step();
      } finally {
        for (const name of Object.keys(creators)) Reflect.deleteProperty(document, name);
        Object.assign(Node.prototype, { appendChild, replaceChild });
        Object.assign(Element.prototype, { setAttribute });
      }
    },
    finish() {
      if (next) {
        differ(`nothing instead of ${describe(next)}`);
        remove(next);
      }
      return result;
    },
  };
}

/** @param {Node} node */
function describe(node) {
  return node instanceof Element ? `<${node.localName}>` : JSON.stringify(node.nodeValue);
}

/**
 * Shows the pages of the table in place, from now on.
 * @param {PageTable} pages
 * @returns {() => void} stops it
 */
function navigate(pages) {
  if (!("navigation" in window)) return () => {};

  /** @param {NavigateEvent} event */
  const listener = (event) => {
    if (!event.canIntercept || event.hashChange || event.downloadRequest !== null) return;
    if (event.formData || event.navigationType === "reload") return;
    const traverses = event.navigationType === "traverse";
    // An address that the program itself has written is no navigation.
    if (event.destination.sameDocument && !traverses) return;
    const url = new URL(event.destination.url);
    const page = pages(url.pathname);
    if (!page) return; // a file, or an address that only the server knows
    const here = url.pathname === location.pathname && url.search !== location.search && !url.hash;
    event.intercept({
      focusReset: "manual",
      scroll: "manual",
      handler: async () => {
        if (here) {
          // The same page with another query: the reader stays where they are,
          // and the page says what has changed.
          goappNav(url.pathname + url.search);
          if (traverses) event.scroll();
          return;
        }
        await transition(() => {
          // Without the fragment: the browser scrolls to it, not the program.
          goappNav(url.pathname + url.search);
          arrive(page, url);
          event.scroll();
        });
      },
    });
  };
  // The browser has changed the address already when the program wants to.
  Object.assign(history, { pushState: () => {} });
  navigation.addEventListener("navigate", listener);
  return () => {
    navigation.removeEventListener("navigate", listener);
    Reflect.deleteProperty(history, "pushState");
  };
}

/**
 * Changes the page in a view transition, where there is such a thing and
 * motion is welcome.
 * @param {() => void} change
 * @returns {Promise<void>} kept when the page has changed
 */
async function transition(change) {
  if (!("startViewTransition" in document) || matchMedia("(prefers-reduced-motion: reduce)").matches) {
    return change();
  }
  const running = document.startViewTransition(change);
  // A transition that is skipped, because the next one has begun, is no fault.
  running.ready.catch(() => {});
  running.finished.catch(() => {});
  await running.updateCallbackDone;
}

/**
 * Brings the rest of the document in line with the page that is shown now.
 * @param {PageInfo} page
 * @param {URL} url
 */
function arrive(page, url) {
  document.title = page.title;
  document.querySelector('meta[name="description"]')?.setAttribute("content", page.description);
  document.querySelector('link[rel="canonical"]')?.setAttribute("href", page.address);
  // It is about the page that was loaded.
  document.querySelector('script[type="application/ld+json"]')?.remove();
  // Assistive technology learns of the new page by the focus on its heading.
  if (!url.hash) document.querySelector("h1")?.focus({ preventScroll: true });
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = page.title;
  document.dispatchEvent(new Event("pagechange"));
}
