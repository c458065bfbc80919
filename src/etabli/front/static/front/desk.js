// "To do now" with one key: its digit opens it, Z takes back what was done last. Off in fields, and for whoever stops it:
// this browser remembers. Without this script, the digits are the access keys of the browser.
(() => {
  const KEPT = "desk-keys";
  const keys = document.getElementById("keys");
  const now = document.getElementById("now");
  if (!keys || !now) return;
  const choice = keys.querySelector("button");
  let isOn = localStorage.getItem(KEPT) !== "off";
  const show = () => {
    choice.textContent = isOn ? choice.dataset.off : choice.dataset.on;
    choice.setAttribute("aria-pressed", String(!isOn));
  };
  choice.addEventListener("click", () => {
    isOn = !isOn;
    localStorage.setItem(KEPT, isOn ? "on" : "off");
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (!isOn || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, select, textarea, dialog, [popover], [contenteditable]")) return;
    const digit = event.code.match(/^(?:Digit|Numpad)([1-9])$/)?.[1]; // the place of the key: on a French keyboard, "&" is 1
    const act = digit ? now.querySelectorAll("li > a.btn")[digit - 1] : event.key.toLowerCase() === "z" && document.querySelector("#done button");
    if (!act) return;
    event.preventDefault();
    act.click();
  });
  keys.hidden = false;
  show();
})();
