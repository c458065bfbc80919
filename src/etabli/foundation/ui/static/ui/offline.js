// For a page that updates in part (ui/parts/offline.html): there the browser does not say that the network is gone.
const told = (gone) => () => {
  const line = document.getElementById("offline");
  if (line) line.hidden = !gone;
};
addEventListener("offline", told(true));
addEventListener("online", told(false));
document.addEventListener("htmx:sendError", told(true));
document.addEventListener("htmx:afterOnLoad", told(false));
