// @ts-check
// Only with "kairo serve -dev": loads the page again as soon as the server has
// another edition than the one the page is of.

const { digest } = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-digest]")).dataset;

new EventSource("/dev/editions").addEventListener("message", ({ data }) => {
  if (data !== digest) location.reload();
});
