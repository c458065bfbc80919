// What is typed stays on this phone until it is sent. When the network is gone, it is sent again by itself: the same
// sheet, so that it counts once. Without this script the form is sent as any other.
// On a tablet that goes from hand to hand (data-shared), each sheet has a place of its own: sessionStorage says which one
// is on the screen, so that it comes back after a reload, and never before the next person (ui/kiosk.js).
(() => {
  const RETRY = 15000;
  const over = document.querySelector("[data-forget]"); // it is in, or it is too late
  if (over) localStorage.removeItem(over.dataset.forget);
  const box = document.getElementById("answers");
  const form = box?.querySelector("form");
  if (!form) return;
  const isShared = "shared" in box.dataset;
  const place = isShared ? (sessionStorage.getItem("unsent") ?? `unsent:${form.elements.sheet.value}`) : box.dataset.kept;
  const waiting = document.getElementById("waiting");
  let timer = 0;
  let leaving = false;

  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(place)) || {};
    } catch {
      return {};
    }
  };
  const write = (sending) => {
    const typed = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    try {
      localStorage.setItem(place, JSON.stringify({ address: location.pathname, typed, sending }));
      if (isShared) sessionStorage.setItem("unsent", place);
    } catch {
      /* a browser that keeps nothing: the form still works */
    }
  };
  const controls = (name) => form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
  const restore = (typed) => {
    const version = typed.find(([name]) => name === "questionnaire")?.[1];
    if (version !== form.elements.questionnaire.value) return false;
    for (const [name, value] of typed) {
      for (const control of controls(name)) {
        if (control.type === "radio" || control.type === "checkbox") control.checked ||= control.value === value;
        else control.value = value;
      }
    }
    form.dispatchEvent(new Event("restored"));
    return true;
  };

  const later = () => {
    if (waiting.hidden) {
      waiting.hidden = false;
      waiting.scrollIntoView({ block: "nearest" });
    }
    clearTimeout(timer);
    timer = setTimeout(send, RETRY);
  };
  const send = async () => {
    if (leaving) return;
    clearTimeout(timer);
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    } catch {
      return later();
    }
    if (answer.status >= 500 || answer.status === 429) return later();
    leaving = true;
    if (answer.redirected && answer.ok) {
      localStorage.removeItem(place);
      location.replace(answer.url);
    } else {
      write(false);
      form.submit(); // something to mend: the page says what, and keeps what was typed
    }
  };

  form.addEventListener("input", () => write(false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write(true);
    send();
  });
  addEventListener("online", () => read().sending && send());

  const kept = read();
  const mending = form.querySelector(".summary"); // the server answered with what to mend: it holds what was typed
  if (kept.typed && !mending && restore(kept.typed) && kept.sending) send();
})();
