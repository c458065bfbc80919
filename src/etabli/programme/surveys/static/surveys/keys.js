// Paper sheets typed with the keyboard alone: a key an answer. Without this script the form is filled in as any other.
(() => {
  const KEYS = "123456789abcdefghijklm";
  const box = document.getElementById("sheet");
  const form = box?.querySelector("form");
  if (!form) return;
  const questions = JSON.parse(box.dataset.questions).map((question) => ({
    ...question,
    field: form.querySelector(`[name="${question.id}"], [name^="${question.id}_"]`).closest(".field"),
  }));
  const person = form.elements.person;
  let current = -1;
  let sent = false;

  const controls = ({ field }) => [...field.querySelectorAll("input, select, textarea")];
  const keyOf = ({ kind }, control, place) => {
    if (kind === "scale") return control.value === "10" ? "x" : control.value;
    return KEYS[place];
  };
  for (const question of questions) {
    controls(question).forEach((control, place) => {
      const text = control.closest("label")?.querySelector("span");
      const name = keyOf(question, control, place).toUpperCase();
      if (!text || ["text", "long"].includes(question.kind) || text.textContent === name) return;
      const key = document.createElement("kbd");
      key.textContent = name;
      text.before(key);
    });
  }
  box.classList.add("keyed");
  document.getElementById("keys").hidden = false;

  const mark = (place) => {
    questions.forEach(({ field }, other) => field.classList.toggle("current", other === place));
    current = place;
  };
  const go = (place) => {
    mark(place);
    const target = place < questions.length ? controls(questions[place])[0] : form.querySelector("button[type=submit]");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });  // a question may be taller than a phone's screen
  };
  const step = (by) => {
    let place = current + by;
    while (questions[place]?.field.hidden) place += by;
    if (place >= 0) go(Math.min(place, questions.length));
  };
  const changed = (control) => control.dispatchEvent(new Event("change", { bubbles: true }));
  const rank = (all, place) => {
    const ranked = all.filter((select) => select.value);
    if (all[place].value) {
      all.forEach((select) => { if (+select.value > +all[place].value) select.value = +select.value - 1; });
      all[place].value = "";
    } else {
      all[place].value = ranked.length + 1;
      if (ranked.length + 1 === all.length) step(1);
    }
  };
  const answer = (question, key) => {
    const all = controls(question);
    const place = all.findIndex((control, at) => keyOf(question, control, at) === key);
    if (place < 0) return false;
    if (question.kind === "ranking") rank(all, place);
    else {
      all[place].checked = all[place].type === "radio" || !all[place].checked;
      changed(all[place]);
      if (all[place].type === "radio") step(1);
    }
    return true;
  };
  const doubt = (question) => {
    const doubted = form.querySelector(`[name="doubtful"][value="${question.id}"]`);
    doubted.checked = !doubted.checked;
    question.field.classList.toggle("doubtful", doubted.checked);
  };

  form.addEventListener("focusin", ({ target }) => {
    const place = questions.findIndex(({ field }) => field.contains(target));
    if (place >= 0 && place !== current) mark(place);  // by Tab or a finger: the focus stays where it was put
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = document.activeElement;
    if (at !== document.body && !form.contains(at)) return;
    const question = questions[current];
    const writes = at.matches("textarea, input:not([type=radio], [type=checkbox]), select");
    if (event.key === "Enter" && !event.shiftKey && !(at.matches("a, button"))) {
      event.preventDefault();
      if (!sent) form.requestSubmit();
      return;
    }
    if (writes && !(at.matches("select") && question?.kind === "ranking" && at !== person)) return;
    const key = event.key.toLowerCase();
    const done =
      (key === "+" && (step(1), true)) ||
      (key === "-" && (step(-1), true)) ||
      (question && ["?", "*"].includes(key) && (doubt(question), true)) ||
      (key === "n" && (person.focus(), true)) ||
      (question && answer(question, key));
    if (done) event.preventDefault();
  });
  form.addEventListener("submit", () => { sent = true; });
  if (!form.querySelector(".summary")) go(0);
})();
