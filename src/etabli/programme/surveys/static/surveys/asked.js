// A question that depends on an earlier answer shows only then. Without this script all are shown, with their condition.
(() => {
  const box = document.querySelector("[data-questions]");
  const form = box?.querySelector("form");
  if (!form) return;
  const questions = JSON.parse(box.dataset.questions);
  const fieldOf = (id) => form.querySelector(`[name="${id}"], [name^="${id}_"]`)?.closest(".field");
  const given = (id) => {
    const field = fieldOf(id);
    return field && !field.hidden ? new FormData(form).getAll(id) : [];
  };
  const show = () => {
    for (const question of questions) {
      const field = question.on && fieldOf(question.id);
      if (field) field.hidden = !given(question.on).some((value) => question.among.includes(value));
    }
  };
  form.addEventListener("change", show);
  form.addEventListener("restored", show);
  show();
})();
