// Links the frames of the page and the values of the table: what is looked at on one side is lit on the other, and the
// arrows go from one frame to the next. Without script, the links between the two do the same one by one.
const paper = document.querySelector("[data-paper]");
const twin = (one) => document.getElementById((one.id.startsWith("f-") ? "v" : "f") + one.id.slice(1));

const show = (frame) => {
  const box = paper.getBoundingClientRect();
  const at = frame.getBoundingClientRect();
  if (at.top < box.top || at.bottom > box.bottom) paper.scrollTop += at.top - box.top - paper.clientHeight / 3;
  if (at.left < box.left || at.right > box.right) paper.scrollLeft += at.left - box.left - paper.clientWidth / 3;
};

const light = (one, lit) => {
  const other = twin(one);
  if (!other) return;
  one.classList.toggle("lit", lit);
  other.classList.toggle("lit", lit);
  if (lit && other.id.startsWith("f-")) show(other);
};

if (paper) {
  for (const one of document.querySelectorAll('[id^="f-"], [id^="v-"]')) {
    for (const event of ["mouseenter", "focusin"]) one.addEventListener(event, () => light(one, true));
    for (const event of ["mouseleave", "focusout"]) one.addEventListener(event, () => light(one, false));
  }
  const frames = [...paper.querySelectorAll("a.frame")];
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  paper.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || !frames.length || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = frames.indexOf(document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : frames.length - 1) : Math.min(Math.max(at + step, 0), frames.length - 1);
    frames[next].focus({ preventScroll: true });
    show(frames[next]);
  });
}
