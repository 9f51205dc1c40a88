// @ts-check
// Only with "kairo serve -dev": loads the page again as soon as the server has
// another edition than the one the page is of.
//
// Browsers have six connections to a server at a time, for all pages of it. So one
// page listens, and tells the others.

const { digest } = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-digest]")).dataset;

/** The edition that is served, if this is the page that listens. */
let served = "";

/** @param {string} edition */
const follow = (edition) => {
  if (edition !== digest) location.reload();
};

const others = new BroadcastChannel("editions");
const question = "?";
others.addEventListener("message", ({ data }) => {
  if (data !== question) follow(data);
  else if (served) others.postMessage(served);
});
others.postMessage(question);

/** Listens for as long as the page is there. */
const listen = () =>
  new Promise(() => {
    new EventSource("/dev/editions").addEventListener("message", ({ data }) => {
      served = data;
      others.postMessage(data);
      follow(data);
    });
  });

// There are locks on this machine and with TLS only.
if (navigator.locks) navigator.locks.request("editions", listen);
else listen();
