// Draws a signature in the box of the page, keeps it in this browser until it has arrived, whatever happens to the page
// or the network (ui/kiosk.js sends what waits from the next page), and leaves no way back to it.
const pad = document.querySelector("[data-pad]");
if (pad) {
  const [width, height] = [600, 200];
  const form = pad.closest("form");
  const kept = form.elements.strokes;
  const isShared = document.querySelector("[data-kiosk]") !== null;
  const place = `unsent:${location.pathname}`;
  const line = pad.querySelector("path");
  const byName = form.querySelector("details");
  const unsent = document.getElementById("unsent");
  let strokes = [];
  let waiting = 0;

  const read = () => {
    try {
      const held = Object.fromEntries(JSON.parse(localStorage.getItem(place))?.typed ?? []);
      kept.value ||= held.strokes ?? "";
      form.elements.typed.value ||= held.typed ?? "";
      strokes = JSON.parse(kept.value || "[]");
    } catch {
      strokes = [];
    }
  };
  const write = (sending) => {
    if (!isShared) return; // whoever signs at their own desk
    const typed = ["strokes", "typed"].map((name) => [name, form.elements[name].value]);
    try {
      localStorage.setItem(place, JSON.stringify({ address: location.pathname, typed, sending }));
    } catch {
      /* a browser that keeps nothing: the form still works */
    }
  };
  const show = () => {
    line.setAttribute("d", strokes.map((points) => "M" + points.map((point) => point.join(" ")).join("L") + (points.length > 1 ? "" : "h0")).join(""));
  };
  const within = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
  const add = (event) => {
    const box = pad.getBoundingClientRect();
    const x = within(((event.clientX - box.left) * width) / box.width, width);
    const y = within(((event.clientY - box.top) * height) / box.height, height);
    const points = strokes.at(-1);
    const last = points.at(-1);
    if (!last || Math.hypot(x - last[0], y - last[1]) >= 3) points.push([x, y]);
  };
  const keep = () => {
    kept.value = JSON.stringify(strokes);
    write(false);
    show();
  };

  pad.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    strokes.push([]);
    add(event);
    show();
  });
  pad.addEventListener("pointermove", (event) => {
    if (!pad.hasPointerCapture(event.pointerId)) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) add(each);
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, keep);
  form.querySelector("[data-again]").addEventListener("click", () => {
    strokes = [];
    keep();
  });

  const send = async () => {
    clearTimeout(waiting);
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (answer.status >= 500) throw new Error("later");
      if (answer.redirected && new URL(answer.url).pathname === new URL(form.dataset.done, location).pathname) {
        localStorage.removeItem(place);
        location.replace(answer.url);
      } else {
        write(false);
        form.submit(); // the page says what is missing
      }
    } catch {
      unsent.hidden = false;
      waiting = setTimeout(send, 4000);
    }
  };
  addEventListener("online", () => unsent.hidden || send());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write(true);
    send();
  });
  form.elements.typed.addEventListener("input", () => write(false));

  read();
  show();
  byName.open = Boolean(form.elements.typed.value);
  for (const hidden of form.querySelectorAll("[data-drawn]")) hidden.hidden = false;
}
