// Completes the search box: an ARIA combobox with a list below it. Without this script the box is an ordinary field.
"use strict";
(() => {
  const box = document.getElementById("q");
  if (!box || !window.fetch) return;
  const form = box.form, waitMS = 80, count = 10;
  const list = document.createElement("ul");
  list.className = "offers";
  list.id = "offers";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestions);
  const status = document.createElement("span");
  status.className = "unseen";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
    ["aria-controls", list.id]]) box.setAttribute(name, value);

  let typed = box.value, chosen = -1, timer = 0, request = null;

  const close = () => {
    clearTimeout(timer);
    if (request) request.abort();
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const choose = (at) => {
    const options = list.children;
    if (chosen >= 0) options[chosen].setAttribute("aria-selected", "false");
    chosen = at;
    if (chosen < 0) {
      box.value = typed;
      box.removeAttribute("aria-activedescendant");
      return;
    }
    options[chosen].setAttribute("aria-selected", "true");
    options[chosen].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[chosen].id);
    box.value = options[chosen].textContent;
  };

  const follow = (option) => {
    if (option.dataset.page) {
      const page = new URL(option.dataset.page, location.href);
      const language = new URLSearchParams(location.search).get("dil");
      if (language) page.searchParams.set("dil", language);
      location.href = page;
      return;
    }
    box.value = option.textContent;
    close();
    form.requestSubmit();
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((s, i) => {
      const option = document.createElement("li");
      option.id = "offer-" + i;
      option.lang = "tr";
      option.textContent = s.text;
      option.dataset.kind = s.kind;
      if (s.page) option.dataset.page = s.page;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      return option;
    }));
    chosen = -1;
    list.hidden = suggestions.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = suggestions.length ? suggestions.length + " " + form.dataset.count : "";
  };

  const ask = async () => {
    if (request) request.abort();
    const mine = request = new AbortController();
    try {
      const answer = await fetch("/api/suggest?page-size=" + count + "&q=" + encodeURIComponent(typed), { signal: mine.signal });
      const body = await answer.json();
      if (mine === request && !mine.signal.aborted) show(answer.ok ? body.suggestions : []);
    } catch (_) {
      if (mine === request) close();
    }
  };

  box.addEventListener("input", (e) => {
    typed = box.value;
    clearTimeout(timer);
    if (typed.trim() === "") close();
    else if (!e.isComposing) timer = setTimeout(ask, waitMS);
  });
  box.addEventListener("keydown", (e) => {
    const options = list.children.length;
    if (e.isComposing || list.hidden) {
      if (e.key === "ArrowDown" && !e.isComposing && typed.trim()) ask();
      return;
    }
    if (e.key === "ArrowDown") choose(chosen + 1 < options ? chosen + 1 : -1);
    else if (e.key === "ArrowUp") choose(chosen < 0 ? options - 1 : chosen - 1);
    else if (e.key === "Escape") { box.value = typed; close(); }
    else if (e.key === "Enter" && chosen >= 0) follow(list.children[chosen]);
    else return;
    e.preventDefault();
  });
  list.addEventListener("mousedown", (e) => {
    const option = e.target.closest("li");
    e.preventDefault(); // the box keeps the focus
    if (option && e.button === 0) follow(option);
  });
  box.addEventListener("blur", close);
})();
