// One slide at a time: keys, the buttons of the bar, a finger. Everything is in the page: the network may go.
// Without script the slides stand one under the other, and the list of the first leads to each.
const deck = document.querySelector("[data-slides]");

if (deck) {
  const slides = [...deck.querySelectorAll(".slide")];
  const help = document.querySelector("dialog.help");
  const place = document.querySelector("[data-place]");
  const bar = document.querySelector("[data-bar]");
  let at = 0;

  const show = (wanted, focus = true) => {
    at = Math.min(Math.max(wanted, 0), slides.length - 1);
    deck.dataset.on = "";
    slides.forEach((slide, number) => slide.classList.toggle("on", number === at));
    place.textContent = `${at + 1} / ${slides.length}`;
    history.replaceState(null, "", `#${slides[at].id}`);
    scrollTo(0, 0);
    if (focus) slides[at].querySelector("h1, h2").focus({ preventScroll: true });
  };

  const named = () => slides.findIndex((slide) => `#${slide.id}` === location.hash);
  const all = () => {
    delete deck.dataset.on;
    slides[at].scrollIntoView();
  };
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  const go = (step) => show("on" in deck.dataset ? at + step : at);

  const keys = {
    ArrowRight: () => go(1),
    ArrowDown: () => go(1),
    PageDown: () => go(1),
    " ": () => go(1),
    ArrowLeft: () => go(-1),
    ArrowUp: () => go(-1),
    PageUp: () => go(-1),
    Home: () => show(0),
    End: () => show(slides.length - 1),
    Escape: () => ("on" in deck.dataset ? all() : show(at)),
    f: () => full()?.catch(() => {}),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (help.open || event.altKey || event.ctrlKey || event.metaKey) return;
    const onControl = event.key === " " && event.target.closest("a, button");
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || onControl) return;
    event.preventDefault();
    act();
  });

  for (const button of bar.querySelectorAll("[data-go]")) {
    button.addEventListener("click", () => go(Number(button.dataset.go)));
  }
  bar.querySelector("[data-full]").addEventListener("click", () => full()?.catch(() => {}));
  bar.querySelector("[data-help]").addEventListener("click", () => help.showModal());

  let from = null;
  deck.addEventListener("touchstart", (event) => {
    from = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  deck.addEventListener("touchend", (event) => {
    if (!from) return;
    const across = event.changedTouches[0].clientX - from.clientX;
    const along = event.changedTouches[0].clientY - from.clientY;
    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(along)) go(across < 0 ? 1 : -1);
    from = null;
  }, { passive: true });

  addEventListener("hashchange", () => {
    if (named() >= 0) show(named());
  });
  bar.hidden = false;
  show(Math.max(named(), 0), false);
}
