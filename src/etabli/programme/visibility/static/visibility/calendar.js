// An idea is dragged to another week, by mouse or finger, from the handle that this script adds; its arrow keys move it by
// one week. Each presses what the buttons "Sooner" and "Later" press: without script, they do the same.
const move = (form, week) => {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "week", value: week });
  form.append(field);
  form.requestSubmit();
};
for (const form of document.querySelectorAll("[data-post]")) {
  const own = form.closest("[data-week]"), list = own.parentElement, title = own.querySelector("a");
  const grip = Object.assign(document.createElement("button"), { type: "button", className: "btn link", textContent: "↕" });
  grip.setAttribute("aria-label", `${list.dataset.grip} ${title.textContent}`);
  Object.assign(grip.style, { touchAction: "none", minInlineSize: "2.75rem", minBlockSize: "2.75rem" });
  title.before(grip, " ");
  let over = null;
  const show = (target) => {
    if (over) over.style.outline = "";
    over = target === own ? null : target;
    if (over) over.style.outline = "2px solid";
  };
  grip.addEventListener("pointerdown", (event) => grip.setPointerCapture(event.pointerId));
  grip.addEventListener("pointermove", (event) => {
    if (!grip.hasPointerCapture(event.pointerId)) return;
    show(document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-week]") ?? null);
    if (event.clientY < 60) scrollBy(0, -12);
    if (event.clientY > innerHeight - 60) scrollBy(0, 12);
  });
  grip.addEventListener("pointerup", () => over && move(form, over.dataset.week));
  grip.addEventListener("pointercancel", () => show(null));
  grip.addEventListener("keydown", (event) => {
    const all = [...document.querySelectorAll("[data-week]")].map((row) => row.dataset.week), week = own.dataset.week;
    const to = { ArrowUp: all.findLast((other) => other < week), ArrowDown: all.find((other) => other > week) }[event.key];
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(form, to);
  });
}
