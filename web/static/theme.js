// @ts-check
// Runs before the first paint, so that a chosen theme never flashes: this is
// the one script that may block rendering, and it is kept this small.
{
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's theme is good too.
  }
}
