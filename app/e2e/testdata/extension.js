// What extensions do to a page: a banner of their own before it, and another
// text in place of each, when asked to by an event.
const banner = document.createElement("div");
banner.id = "banner";
banner.textContent = "A banner";
document.body.prepend(banner);

document.addEventListener("translate", () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const font = document.createElement("font");
    font.textContent = text.data;
    text.replaceWith(font);
  }
});
