// On a device that goes from hand to hand. What could not be sent waits in this browser (localStorage, "unsent:…": the
// address, what was typed, whether its author pressed the button); it leaves by itself once the network is back, and is
// told before the device is taken back. What somebody began and left goes as the next page comes. Back shows nothing.
const RETRY = 15000;
const box = document.querySelector("[data-unsent]");

const held = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith("unsent:"))
    .map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
const token = () => document.querySelector("[data-kiosk]")?.dataset.kiosk || document.querySelector("[name=csrfmiddlewaretoken]")?.value;

async function send({ key, address, typed }) {
  const body = new FormData();
  for (const [name, value] of typed) body.append(name, value);
  body.append("csrfmiddlewaretoken", token());
  const answer = await fetch(address, { method: "POST", body });
  if (answer.redirected && answer.ok) return localStorage.removeItem(key);
  if (answer.status < 500 && answer.status !== 429) {
    localStorage.setItem(key, JSON.stringify({ address, typed, sending: false, isRefused: true }));
  }
}

async function sendAll() {
  const here = document.querySelector("[data-here]")?.dataset.here; // what this very page sends by itself
  for (const each of held()) {
    if (!each.sending || each.address === here) continue;
    try {
      await send(each);
    } catch {
      return; // no network: later
    }
  }
}

function tell() {
  const all = held();
  if (!box) return;
  const waiting = all.filter((each) => each.sending).length;
  box.hidden = all.length === 0;
  box.querySelector("[data-waiting]").textContent = waiting;
  box.querySelector("[data-begun]").textContent = all.length - waiting;
  box.querySelector("[data-send]").hidden = waiting === 0;
}

if (document.querySelector("[data-fresh]")) {
  sessionStorage.removeItem("unsent");
  for (const each of held()) if (!each.sending && !each.isRefused) localStorage.removeItem(each.key);
}
addEventListener("pageshow", (event) => event.persisted && location.reload());

if (box) {
  box.querySelector("[data-send]").addEventListener("click", () => sendAll().then(tell));
  for (const form of document.querySelectorAll("[data-ending]")) {
    form.addEventListener(
      "submit",
      (event) => {
        if (held().length === 0 || box.querySelector("[data-anyway]").checked) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        tell();
        box.focus();
      },
      true,
    );
  }
}
const again = () => sendAll().then(tell);
addEventListener("online", again);
setInterval(again, RETRY);
again();
