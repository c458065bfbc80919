// Read a part of the page aloud, by the voice of the browser. Without such a voice, the button stays hidden.
const voice = globalThis.speechSynthesis;
for (const button of voice ? document.querySelectorAll("[data-aloud]") : []) {
  const label = button.querySelector("span"), start = label.textContent;
  const rest = () => { label.textContent = start; delete button.dataset.reads; };
  const texts = () => [...document.querySelectorAll(`${button.dataset.aloud} :is(h1, h2, h3, p, li, label)`)]
    .filter((part) => !part.querySelector("h1, h2, h3, p, li") && !part.closest(".unprinted, .hidden") && part.checkVisibility?.() !== false)
    .map((part) => part.textContent.trim()).filter(Boolean);
  button.hidden = false;
  button.addEventListener("click", () => {
    const reads = "reads" in button.dataset;
    voice.cancel();
    rest();
    if (reads) return;
    label.textContent = button.dataset.stop;
    button.dataset.reads = "";
    const all = texts();
    all.forEach((text, rank) => {
      const spoken = new SpeechSynthesisUtterance(text);
      spoken.lang = document.documentElement.lang;
      spoken.rate = 0.9;
      if (rank === all.length - 1) spoken.onend = rest;
      voice.speak(spoken);
    });
  });
  addEventListener("pagehide", () => voice.cancel());
}
