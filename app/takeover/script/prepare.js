// @ts-check
// A worker that keeps the start of the program off the thread that answers the
// reader: it receives the program and the content, and then starts the program
// once before it starts on the page.
//
// Browsers compile a function of WebAssembly when it is first called, on the
// thread that calls it, and a start calls most of them. What is compiled belongs to
// the module, which workers and page share: so the program first runs here, against
// a document that is not there, and finds itself compiled when it runs on the page.
//
// The worker's name is the address of the runtime. It answers with what it has
// received, then with how far the program came in its start, and then when the
// program has read all of the content, which it does on the page when nobody waits,
// and takes the longer the more there is. What the program would say is kept quiet:
// if something is wrong, the page will say so.

/** @type {any} stands for whatever the program asks for: a node, a method, an answer */
const anything = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => "" : name === "length" ? 0 : anything),
  set: () => true,
  apply: () => anything,
  construct: () => anything,
  getPrototypeOf: () => Function.prototype,
});

const runtime = import(self.name);
// It is waited for later; a reader who leaves before is not told of it.
runtime.catch(() => {});

/**
 * @param {WebAssembly.Module} module
 * @param {Uint8Array} content
 * @param {string} page
 * @param {string} here the address of the page
 */
async function rehearse(module, content, page, here) {
  const address = new URL(here);
  const program = { content, page, make: anything, place: anything, texts: anything, paused: false, step() {}, pages: anything };
  for (const name of ["document", "history", "matchMedia", "localStorage", "sessionStorage"]) {
    Object.defineProperty(globalThis, name, { value: anything });
  }
  Object.defineProperty(globalThis, "location", { value: address });
  Object.assign(globalThis, { window: globalThis, takeover: program, console: anything });

  await runtime;
  const go = new Go();
  let ended = false;
  go.exit = () => (ended = true);
  go.run(await WebAssembly.instantiate(module, go.importObject));
  while (program.paused && !ended) program.step();
  postMessage(ended ? "failed" : "whole");
  program.pages(address.pathname);
  postMessage("read");
}

addEventListener("message", async ({ data: { program, content, page, here } }) => {
  try {
    const [module, response] = await Promise.all([
      // The untouched response: only then can the browser cache compiled code.
      WebAssembly.compileStreaming(fetch(program)),
      fetch(content),
    ]);
    if (!response.ok) throw new Error(content);
    const bundle = new Uint8Array(await response.arrayBuffer());
    postMessage({ module, content: bundle });
    await rehearse(module, bundle, page, here);
  } catch {
    postMessage("failed");
  }
});
