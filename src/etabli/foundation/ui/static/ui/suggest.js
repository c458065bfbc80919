// Suggestions as one types, by the ARIA pattern of the editable combobox. Without script the field is a plain one, and
// the server asks which one is meant.
for (const box of document.querySelectorAll(".suggest[data-source]:not([data-ready])")) {
  box.dataset.ready = "";
  const input = box.querySelector("input"), said = box.querySelector("[role=status]");
  const list = document.createElement("ul");
  let active = -1, asked = null, wait = 0;
  list.id = `${input.id}_list`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.closest(".field")?.querySelector("label")?.textContent ?? input.name);
  input.after(list);
  const set = (name, value) => (value === null ? input.removeAttribute(name) : input.setAttribute(name, value));
  set("role", "combobox");
  set("aria-autocomplete", "list");
  set("aria-controls", list.id);
  const point = (place) => {
    active = place;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    set("aria-activedescendant", place < 0 ? null : list.children[place].id);
    if (place >= 0) list.children[place].scrollIntoView({ block: "nearest" });
  };
  const leave = () => { // what is asked no more must not open over the fields below when its answer comes
    clearTimeout(wait);
    asked?.abort();
    open(false);
  };
  const open = (is) => {
    list.hidden = !is;
    set("aria-expanded", String(is));
    if (!is) point(-1);
  };
  const take = (option) => {
    input.value = option.dataset.value;
    said.textContent = "";
    leave();
    input.focus();
  };
  const plain = (text) => text.normalize("NFD").replace(/[^a-z0-9]/gi, "").toLowerCase();
  const show = (found) => {
    if (found.some(({ value }) => plain(value) === plain(input.value))) return open(false); // nothing left to suggest
    list.replaceChildren(...found.map(({ value, detail }, at) => {
      const option = document.createElement("li"), more = document.createElement("span");
      option.id = `${list.id}_${at}`;
      option.dataset.value = value;
      option.setAttribute("role", "option");
      more.className = "small";
      more.textContent = detail;
      option.append(value, " ", more);
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(option));
      return option;
    }));
    open(found.length > 0);
    point(-1);
    said.textContent = found.length ? box.dataset.some : box.dataset.none;
  };
  const ask = async () => {
    asked?.abort();
    const mine = asked = new AbortController();
    const text = input.value.trim();
    if (text.length < 2) return open(false);
    try {
      const answer = await fetch(`${box.dataset.source}?${new URLSearchParams({ q: text })}`, { signal: mine.signal });
      const found = answer.ok ? (await answer.json()).found : [];
      if (!mine.signal.aborted && document.activeElement === input) show(found);
    } catch {
      open(false); // another letter came, or there is no network for a moment: the field stays a plain one
    }
  };
  open(false);
  input.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(ask, 150);
  });
  input.addEventListener("blur", leave);
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") point(active < last ? active + 1 : 0);
    else if (event.key === "ArrowUp") point(active > 0 ? active - 1 : last);
    else if (event.key === "Enter" && active >= 0) take(list.children[active]);
    else if (event.key === "Escape") open(false);
    else return;
    event.preventDefault();
  });
}
