// From a search box to its results, and from one to the next, by the arrows. Without script, Tab goes there too.
for (const box of document.querySelectorAll("[data-walk]")) {
  const links = () => [...document.querySelectorAll(box.dataset.walk)];
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const all = links(), here = all.indexOf(document.activeElement);
    if (here < 0 && (document.activeElement !== box || step < 0)) return;
    event.preventDefault();
    (all[here + step] ?? (step < 0 ? box : all.at(-1)) ?? box).focus();
  });
}
