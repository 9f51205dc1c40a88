// @ts-check
// The theme: the system's, unless the reader has chosen another. This runs
// before the first paint, so that a chosen theme never flashes. It is the one
// script that may block rendering, and is kept this small.
//
// The choice is an attribute of the root element, which no page knows of: the
// style sheet does the rest, also in the button, which shows and says the
// theme that is chosen. So pages are the same for all readers.
{
  const root = document.documentElement;
  const themes = ["system", "light", "dark"];

  /** @param {string | null} theme */
  const apply = (theme) => {
    const chosen = theme === "light" || theme === "dark";
    if (chosen) root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const meta of document.querySelectorAll("meta[data-scheme]")) {
      const { scheme } = /** @type {HTMLMetaElement} */ (meta).dataset;
      const media = chosen ? (scheme === theme ? "all" : "not all") : `(prefers-color-scheme: ${scheme})`;
      meta.setAttribute("media", media);
    }
  };

  root.classList.add("scripted");
  try {
    apply(localStorage.getItem("theme"));
  } catch {
    // Storage may be forbidden; the system's theme is good too.
  }
  addEventListener("storage", ({ key, newValue }) => {
    if (key === "theme") apply(newValue);
  });
  addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest(".theme");
    if (!(button instanceof HTMLElement)) return;
    const theme = themes[(themes.indexOf(root.dataset.theme ?? "system") + 1) % themes.length];
    apply(theme);
    const announcer = document.getElementById("announcer");
    if (announcer) announcer.textContent = button.innerText.trim(); // what is not shown is not in it
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // It is chosen for this page, then.
    }
  });
}
