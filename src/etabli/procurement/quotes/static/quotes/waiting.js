// Looks every two seconds whether the quote is read, then shows it. Without script, the person presses the button.
const waiting = document.querySelector("[data-state-url]");
if (waiting) {
  const look = async () => {
    try {
      const answer = await fetch(waiting.dataset.stateUrl, { headers: { Accept: "application/json" } });
      if (answer.ok && (await answer.json()).status !== "waiting") {
        location.reload();
        return;
      }
    } catch {
      // no network for a moment: look again later
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 1000);
}
