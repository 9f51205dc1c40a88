// @ts-check
// What a page does by itself, whether or not the program has taken it over.
// Nothing here changes what the takeover compares: attributes the program does
// not know of are not looked at, and neither is a shadow tree.
{
  /** Marks what is still to come, by the reader's own calendar. */
  const markUpcoming = () => {
    const now = new Date();
    const today = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    for (const entry of document.querySelectorAll("[data-until]")) {
      // A month or a year goes on until its end.
      const until = `${entry.getAttribute("data-until")}-99-99`;
      entry.toggleAttribute("data-upcoming", until >= today);
    }
  };

  /**
   * Plays a video in place of its poster. Nothing of the other site is asked
   * for before this.
   * @param {HTMLElement} poster
   */
  const play = (poster) => {
    const frame = document.createElement("iframe");
    frame.src = `https://www.youtube-nocookie.com/embed/${poster.dataset.video}?autoplay=1`;
    const named = /** @type {HTMLElement} */ (poster.querySelector("[data-title]"));
    frame.title = named.dataset.title ?? "";
    frame.lang = named.closest("[lang]")?.getAttribute("lang") ?? "";
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    // Its own scripts and storage, full screen, and the way to its site.
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups allow-popups-to-escape-sandbox");
    frame.part.add("player");
    const progress = document.createElement("div");
    progress.part.add("progress");
    frame.addEventListener("load", () => progress.remove(), { once: true });
    // A shadow tree takes the place of the poster, which stays as it is.
    /** @type {HTMLElement} */ (poster.parentElement).attachShadow({ mode: "open" }).append(frame, progress);
    frame.focus();
  };

  /**
   * Has a link to the page in another language lead to what is shown of it here.
   * The link itself stays what the program knows. Everything changes then, perhaps
   * the direction too: there is nothing to move from one place to another.
   * @param {HTMLAnchorElement} link
   */
  const keepPlace = (link) => {
    addEventListener("pageswap", (event) => event.viewTransition?.skipTransition(), { once: true });
    const written = link.getAttribute("href") ?? "";
    link.search = location.search;
    link.hash = location.hash;
    setTimeout(() => link.setAttribute("href", written));
  };

  document.addEventListener("DOMContentLoaded", markUpcoming);
  document.addEventListener("pagechange", markUpcoming);
  document.addEventListener("click", ({ target }) => {
    const poster = target instanceof Element && target.closest("[data-video]");
    if (poster instanceof HTMLElement) play(poster);
    const language = target instanceof Element && target.closest(".site-languages a");
    if (language instanceof HTMLAnchorElement) keepPlace(language);
  });
}
