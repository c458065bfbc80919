// Hand an address over to what the device shares with. Where the browser can't, the button stays hidden.
for (const button of navigator.share ? document.querySelectorAll("[data-share]") : []) {
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.share({ title: document.title, text: button.dataset.told, url: button.dataset.share }).catch(() => {}); // they changed their mind
  });
}
