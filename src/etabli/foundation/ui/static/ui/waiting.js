// Looks every two seconds how far what was asked for is, then shows the page again. Without script it loads itself again.
const waiting = document.querySelector("[data-state-url]");
if (waiting) {
  const look = async () => {
    try {
      const answer = await fetch(waiting.dataset.stateUrl, { headers: { Accept: "application/json" } });
      const { status, progress } = answer.ok ? await answer.json() : { status: "waiting" };
      if (status !== "waiting") return location.reload();
      if (progress && progress !== waiting.innerHTML.trim()) waiting.innerHTML = progress;
    } catch {
      // no network for a moment: look again later
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 1000);
}
