// @ts-check
// From prerendered page to running program, without a seam.
//
// go-app mounts its first tree by asking the document for each node in turn,
// parents first, in document order. For just that first mount, adopt() answers
// with the nodes that are already there. Nothing is replaced, so focus, typed
// text, open <details>, selection and scroll position stay as they are. Where
// the page and the program differ, somebody else has written into the page: a
// translator, an extension, an archive that leads its links elsewhere. Then it is
// left as it is, with what the reader did in it, and goes on as an ordinary page.
//
// The page is the element with the id "app", wherever it is in the body. What is
// beside it may be anybody's, and is not touched.
//
// Afterwards pages are shown in place; see navigation.js.
//
// While the program runs, the root element has the class "program": style
// sheets show by it what needs the program, and other scripts ask for it. It
// goes when the program ends. Whether scripts run at all is another question,
// and another class; see theme.js.

import { navigate } from "./navigation.js";

/**
 * @typedef {import("./navigation.js").PageTable} PageTable
 * @typedef {{adopted: number, mismatches: number, first: string}} Adoption
 */

/** The path that the site is below, "" for a site with a host of its own. */
const BASE = new URL("..", import.meta.url).pathname.slice(0, -1);

/**
 * Runs the program and lets it take over the page, in steps.
 * @param {WebAssembly.Module} module
 * @param {Uint8Array} content the bundle
 * @param {string} page the path in the page table of the page that is shown
 * @param {string} below the path between that of the site and those in the page table, if they are not the same
 * @param {() => Promise<void>} turn is awaited before each step: what the
 *   reader does comes first
 * @param {(problem: unknown) => void} without has the page go on when the program has ended
 * @param {Promise<unknown>} [read] is kept when the program best reads the rest of the content
 */
export async function takeOver(module, content, page, below, turn, without, read) {
  const root = document.getElementById("app");
  if (!root) throw new Error("there is no page");
  const takeover = adopt(root);
  const running = await mount(module, { content, page, base: BASE + below }, turn, takeover.during);
  const adoption = takeover.finish();
  if (adoption.mismatches > 0) {
    silence(running.go);
    throw new Error(`the page is another than the program's: ${adoption.first}`);
  }
  const stop = navigate(running.pages);
  document.documentElement.classList.add("program");
  running.exited.catch((problem) => {
    const going = stop();
    document.documentElement.classList.remove("program");
    for (const dialog of root.querySelectorAll("dialog")) dialog.close();
    without(problem);
    // The address has changed already, and the page has not.
    if (going) location.reload();
  });
  performance.mark("app-interactive", { detail: adoption });
  // The program reads the rest of the content when it is first asked for a
  // page: better before the reader does.
  Promise.resolve(read).then(() => self.requestIdleCallback?.(() => running.pages(location.pathname)));
}

/**
 * Starts the program and has it mount its first page.
 * @param {WebAssembly.Module} module
 * @param {{content: Uint8Array, page: string, base: string}} given to the program; see Run in run.go
 * @param {() => Promise<void>} turn
 * @param {(step: () => void) => void} during does a step
 * @returns {Promise<{go: Go, pages: PageTable, exited: Promise<never>}>} exited fails when the program ends
 */
async function mount(module, given, turn, during) {
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
  // What the program sets.
  const program = { ...given, make, place, texts, paused: false, step() {}, pages: /** @type {PageTable} */ (() => undefined) };
  Object.assign(window, { takeover: program });

  await turn();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  await turn();
  go.run(instance);
  while (program.paused && !ended) {
    await turn();
    withoutFragment(() => during(program.step));
    // The program listens to clicks, history and size by itself, with faults;
    // see navigate().
    window.onclick = window.onpopstate = window.onresize = null;
  }
  if (ended) await exited;
  return { go, pages: program.pages, exited };
}

/**
 * Fetches texts for the program, which makes no requests of its own.
 * @param {string} list the address of a list of theirs, one to a line
 * @param {(texts: string[] | null) => void} done is called with all of them, or null
 */
async function texts(list, done) {
  const text = async (/** @type {string} */ address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(address);
    return response.text();
  };
  const all = text(list).then((addresses) => Promise.all(addresses.split("\n").map(text)));
  done(await all.catch(() => null));
}

/**
 * Makes nodes for the program, which has collected the steps; see app/slim/js.
 * @param {string} steps each is some fields, and each field ends with a zero;
 *   nodes are called by their number
 * @param {EventListener[]} listeners
 * @returns {Node[]}
 */
function make(steps, ...listeners) {
  const fields = steps.split("\0").values();
  const next = () => /** @type {string} */ (fields.next().value);
  /** @type {any[]} */
  const nodes = [];
  const node = () => nodes[Number(next())];
  for (const step of fields) {
    if (step === "element") nodes.push(document.createElement(next()));
    else if (step === "elementNS") nodes.push(document.createElementNS(next(), next()));
    else if (step === "text") nodes.push(document.createTextNode(next()));
    else if (step === "attribute") node().setAttribute(next(), next());
    else if (step === "property") node()[next()] = next();
    else if (step === "flag") node()[next()] = next() === "true";
    else if (step === "append") place("appendChild", node(), node());
    else if (step === "listen") node().addEventListener(next(), listeners[Number(next())]);
  }
  return nodes;
}

/**
 * The nodes that the program has put into each element, in order, and the element
 * that it has put each node into.
 * @type {WeakMap<Node, Node[]>}
 */
const contents = new WeakMap();
/** @type {WeakMap<Node, Node>} */
const homes = new WeakMap();

/**
 * Changes the page for the program; see app/slim/js. It is not the only one who
 * does: a translator wraps texts, an extension takes elements out. A node that is
 * no longer where the program has put it is put back first, with those beside it.
 * @param {string} how the method of the node, or "nodeValue"
 * @param {any} node
 * @param {any} to the child that comes, or the text
 * @param {any} [from] the child that goes
 */
function place(how, node, to, from) {
  if (how === "nodeValue") {
    mend(node);
    node.nodeValue = to;
    return;
  }
  let list = contents.get(node);
  if (!list) contents.set(node, (list = []));
  if (how === "appendChild") {
    node.appendChild(to);
    list.push(to);
    homes.set(to, node);
  } else if (how === "removeChild") {
    mend(to);
    node.removeChild(to);
    list.splice(list.indexOf(to), 1);
  } else if (to !== from) {
    mend(from);
    node.replaceChild(to, from);
    list[list.indexOf(from)] = to;
    homes.set(to, node);
  }
}

/**
 * Puts a node back to where the program knows it, and what it is in likewise. An
 * element that a child is missing from gets the children that the program knows.
 * @param {Node} child
 */
function mend(child) {
  for (let parent; (parent = homes.get(child)); child = parent) {
    if (child.parentNode === parent) continue;
    const focused = document.activeElement;
    /** @type {Element} */ (parent).replaceChildren(...(contents.get(parent) ?? []));
    if (focused instanceof HTMLElement && parent.contains(focused)) focused.focus({ preventScroll: true });
  }
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
 * @param {() => void} f
 */
function withoutFragment(f) {
  const { hash, pathname, search } = location;
  const write = (/** @type {string} */ fragment) => hash && history.replaceState(history.state, "", pathname + search + fragment);
  write("");
  try {
    f();
  } finally {
    write(hash);
  }
}

/**
 * Hands out the nodes of the tree under root, in document order. An element that
 * the program keeps is taken with all that is in it.
 * @param {Element} root
 * @param {Adoption} result counts them
 */
function handOut(root, result) {
  /** @type {Node | null} */
  let next = root;

  /** @param {Node} node @returns {Node | null} what comes after node and all in it */
  const after = (node) => {
    for (let n = node; n !== root; n = /** @type {Node} */ (n.parentNode)) {
      if (n.nextSibling) return n.nextSibling;
    }
    return null;
  };

  /**
   * @template {Node} T
   * @param {(node: Node) => boolean} fits
   * @param {() => T} create
   * @param {string} what
   * @returns {T}
   */
  const take = (fits, create, what) => {
    if (result.mismatches > 0) return create();
    const node = next;
    if (!node || !fits(node)) {
      differ(result, `${what} instead of ${node ? named(node) : "nothing"}`);
      return create();
    }
    result.adopted++;
    if (node instanceof HTMLElement && node.dataset.kept) {
      result.adopted += node.querySelectorAll("*").length;
      next = after(node);
    } else next = node.firstChild ?? after(node);
    return /** @type {T} */ (node);
  };
  return { take, left: () => next };
}

/** @param {Adoption} result @param {string} what */
function differ(result, what) {
  result.first ||= what;
  result.mismatches++;
}

/**
 * Answers the program, which asks the document for new nodes, with the nodes
 * of the tree under root.
 *
 * From the first time that what is asked for differs from what is there, the
 * program gets new nodes, and what it does with any does not reach the page.
 * @param {Element} root
 * @returns {{during: (step: () => void) => void, finish: () => Adoption}}
 *   during runs a part of the program's mount; finish is for when it is done
 */
function adopt(root) {
  /** @type {Adoption} */
  const result = { adopted: 0, mismatches: 0, first: "" };
  const { take, left } = handOut(root, result);
  const { createElement, createElementNS, createTextNode } = Document.prototype;
  const { appendChild, replaceChild } = Node.prototype;
  const { setAttribute } = Element.prototype;

  const creators = {
    createElement(/** @type {string} */ tag) {
      const fits = (/** @type {Node} */ n) => n instanceof HTMLElement && n.localName === tag;
      return take(fits, () => createElement.call(document, tag), `<${tag}>`);
    },
    createElementNS(/** @type {string} */ space, /** @type {string} */ tag) {
      const fits = (/** @type {Node} */ n) => n instanceof Element && n.namespaceURI === space && n.localName === tag;
      return take(fits, () => createElementNS.call(document, space, tag), `<${tag}>`);
    },
    createTextNode(/** @type {string} */ text) {
      const fits = (/** @type {Node} */ n) => n instanceof Text && n.data === text;
      return take(fits, () => createTextNode.call(document, text), JSON.stringify(text));
    },
  };
  // Adopted nodes are where they belong, and the others go nowhere.
  const placed = (/** @type {Node} */ child) => child;
  /** @type {(this: Element, name: string, value: string) => void} */
  const compare = function (name, value) {
    const present = this.getAttribute(name);
    // A boolean attribute is there or not; the program says "true" for it.
    if (present === value || (present === "" && value === "true") || result.mismatches > 0) return;
    differ(result, `${name}=${JSON.stringify(value)} on ${named(this)}`);
  };

  return {
    during(step) {
      Object.assign(document, creators);
      // Where go-app looks for the page.
      Object.defineProperty(document.body, "firstElementChild", { value: root, configurable: true });
      Object.assign(Node.prototype, { appendChild: placed, replaceChild: placed });
      Object.assign(Element.prototype, { setAttribute: compare });
      try {
        step();
      } finally {
        for (const name of Object.keys(creators)) Reflect.deleteProperty(document, name);
        Reflect.deleteProperty(document.body, "firstElementChild");
        Object.assign(Node.prototype, { appendChild, replaceChild });
        Object.assign(Element.prototype, { setAttribute });
      }
    },
    finish() {
      const node = left();
      if (node && result.mismatches === 0) differ(result, `nothing instead of ${named(node)}`);
      return result;
    },
  };
}

/** @param {Node} node */
function named(node) {
  return node instanceof Element ? `<${node.localName}>` : JSON.stringify(node.nodeValue);
}
