// For a page that updates in part (ui/parts/offline.html): there the browser does not say that the network is gone,
// nor that the answer is of trouble on our side.
const told = (gone) => () => {
  const line = document.getElementById("offline");
  if (line) line.hidden = !gone;
};
addEventListener("offline", told(true));
addEventListener("online", told(false));
document.addEventListener("htmx:sendError", told(true));
document.addEventListener("htmx:afterOnLoad", told(false));

const incident = (words) => {
  const line = document.getElementById("incident");
  if (!line) return;
  line.hidden = !words;
  line.querySelector("span").textContent = words;
};
document.addEventListener("htmx:beforeRequest", () => incident(""));
document.addEventListener("htmx:responseError", ({ detail }) => {
  const answer = detail.xhr;
  const isWords = (answer.getResponseHeader("Content-Type") || "").startsWith("text/plain");
  if (answer.status >= 500 && isWords) incident(answer.responseText);
});
