// What somebody known types is kept as they type, by the server and under their name: nothing of it stays in this
// browser, and it is in its place when they come back, after Back, a cut, or the end of their session.
(() => {
  const { keep, writer, at, page, signedOutText, signInUrl, signInLabel } = document.currentScript.dataset;
  if (page) history.replaceState(null, "", page); // Back to a refused form asks for its page: nothing is sent twice
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("brief:")) localStorage.removeItem(name); // from before: projects were once kept in the browser
  }
  const PAUSE = 600, RETRY = 15000;
  const waiting = new Map(); // form -> what was touched and is not kept yet
  const onTheWay = new Map(); // form -> what may still be taken back
  let timer = 0;

  const isKept = (form) =>
    form?.getAttribute("method")?.toLowerCase() === "post" &&
    form.querySelector("textarea, input[type=text], input[type=email], input[type=tel], input[type=url], input[type=search], input[type=number]");
  const token = (form) => form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const address = (form) => {
    const sentTo = new URL(form.getAttribute("action") || location.href, location.href);
    return sentTo.pathname + sentTo.search;
  };
  const valuesOf = (form, name) =>
    [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].flatMap((control) => {
      if (control.type === "checkbox" || control.type === "radio") return control.checked ? [control.value] : [];
      if (control.multiple) return [...control.selectedOptions].map((option) => option.value);
      return [control.value];
    });
  const before = (form, name) => // as the page came
    [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].flatMap((control) => {
      if (control.type === "checkbox" || control.type === "radio") return control.defaultChecked ? [control.value] : [];
      if (!control.options) return [control.defaultValue];
      const chosen = [...control.options].filter((option) => option.defaultSelected);
      return (chosen.length ? chosen : [...control.options].slice(0, 1)).map((option) => option.value);
    });
  const told = (form, names, values) => JSON.stringify(Object.fromEntries([...names].map((name) => [name, values(form, name)])));

  let isTold = false;
  const tellOver = () => { // signed out elsewhere, or somebody else is here by now: nothing more is kept
    if (isTold) return;
    isTold = true;
    const notice = document.createElement("div");
    const link = document.createElement("a");
    notice.className = "notice stop";
    notice.setAttribute("role", "alert");
    link.href = signInUrl;
    link.target = "_blank";
    link.textContent = signInLabel;
    const text = document.createElement("div");
    text.append(`${signedOutText} `, link);
    notice.append(document.createElement("span"), text);
    document.querySelector("main")?.prepend(notice);
  };

  const send = async (form, keepalive) => {
    const names = waiting.get(form);
    if (!names) return;
    waiting.delete(form);
    const body = new URLSearchParams({ csrfmiddlewaretoken: token(form), form: address(form), writer, at });
    body.set("typed", told(form, names, valuesOf));
    body.set("before", told(form, names, before));
    const stop = new AbortController();
    onTheWay.set(form, stop);
    try {
      const answer = await fetch(keep, { method: "POST", body, keepalive, signal: stop.signal });
      if (answer.status === 409) return tellOver();
      if (answer.status < 500 && answer.status !== 429) return;
    } catch {
      if (stop.signal.aborted) return;
    }
    waiting.set(form, new Set([...names, ...(waiting.get(form) ?? [])])); // the network is gone, or the server rests
    timer ||= setTimeout(sendAll, RETRY);
  };
  const sendAll = (keepalive = false) => {
    clearTimeout(timer);
    timer = 0;
    for (const form of [...waiting.keys()]) send(form, keepalive);
  };

  document.addEventListener("input", ({ target }) => {
    if (!isKept(target.form) || !target.name || ["file", "password", "hidden"].includes(target.type)) return;
    waiting.set(target.form, (waiting.get(target.form) ?? new Set()).add(target.name));
    clearTimeout(timer);
    timer = setTimeout(sendAll, PAUSE);
  });
  document.addEventListener("submit", ({ target }) => { // the server keeps it, or is done with it
    waiting.delete(target);
    onTheWay.get(target)?.abort();
  });
  addEventListener("online", () => sendAll());
  addEventListener("pagehide", () => sendAll(true));
})();
