// Each key stays on this device until the server has it: after a cut, an error or a session that ended, what was typed is
// in its place again. A stamp says which answer it was typed over; one that has changed since was sent, and counts.
// What belongs to another sketch goes: on a computer that several people use, nobody finds what another typed.
(() => {
  const PREFIX = "brief:";
  const form = document.querySelector("form[data-kept]");
  const here = form ? PREFIX + form.dataset.kept : "";
  const interview = here.slice(0, here.lastIndexOf(":") + 1);
  for (const name of Object.keys(localStorage)) {
    const isOther = !interview || !name.startsWith(interview); // somebody else's, on the same computer
    if (isOther && name.startsWith(`${PREFIX}sketch-`)) localStorage.removeItem(name);
  }
  if (!form) return;
  const known = new Map(form.dataset.stamps.split(" ").filter(Boolean).map((pair) => pair.split("=")));
  const stamp = (name) => known.get(name.slice(PREFIX.length)) ?? "";
  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  };
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(interview) && read(name)?.stamp !== stamp(name)) localStorage.removeItem(name);
  }
  const kept = read(here);
  const mending = form.querySelector(".summary"); // the server says what to mend: it holds what was typed
  if (kept && !mending) {
    for (const [name, value] of kept.typed) {
      for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (control.type === "radio") control.checked = control.value === value;
        else control.value = value;
        if (value) control.closest("details")?.setAttribute("open", "");
      }
    }
  }
  form.addEventListener("input", () => {
    const typed = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    try {
      localStorage.setItem(here, JSON.stringify({ typed, stamp: stamp(here) }));
    } catch {
      /* a browser that keeps nothing: the form still works */
    }
  });
})();
