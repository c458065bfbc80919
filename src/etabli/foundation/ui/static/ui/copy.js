// Copies the text of a field, and says so. Without script the field itself is there to be copied.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const told = button.nextElementSibling;
  field.addEventListener("focus", () => field.select());
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // where the page isn't served by HTTPS
    }
    told.textContent = told.dataset.done;
  });
}
