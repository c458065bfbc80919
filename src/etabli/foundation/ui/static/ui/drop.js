// Lists the chosen files with their sizes, lets one be taken out, and adds a second choice to the first.
for (const zone of document.querySelectorAll(".drop:not([data-ready])")) {
  zone.dataset.ready = "";
  const input = zone.querySelector("input"), list = zone.querySelector(".chosen");
  const size = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
  let kept = [];
  const show = () => {
    const sent = new DataTransfer();
    kept.forEach((file) => sent.items.add(file));
    input.files = sent.files;
    list.replaceChildren(...kept.map((file) => {
      const line = document.createElement("li"), name = document.createElement("span"), out = document.createElement("button");
      const heavy = file.size > zone.dataset.most;
      name.textContent = `${file.name} · ${size.format(Math.max(file.size / 1048576, 0.1))}${heavy ? ` · ${zone.dataset.heavy}` : ""}`;
      line.classList.toggle("heavy", heavy);
      out.type = "button";
      out.className = "link";
      out.textContent = zone.dataset.remove;
      out.setAttribute("aria-label", `${zone.dataset.remove} ${file.name}`);
      out.addEventListener("click", () => {
        kept = kept.filter((other) => other !== file);
        show();
        input.focus();
      });
      line.append(name, out);
      return line;
    }));
  };
  input.addEventListener("change", () => {
    const same = (one, other) => one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
    const chosen = [...input.files];
    kept = input.multiple ? [...kept, ...chosen.filter((one) => !kept.some((other) => same(one, other)))] : chosen;
    show();
  });
  const over = (is) => () => zone.classList.toggle("over", is);
  input.addEventListener("dragenter", over(true));
  for (const end of ["dragleave", "drop", "dragend"]) input.addEventListener(end, over(false));
}
