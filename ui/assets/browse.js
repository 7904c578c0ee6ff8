// Lists with a filter above them: what is chosen is sent with every change, and the list comes back.
gongkai.browse = (() => {
  const root = document.documentElement;
  // name → the filter's element, its trigger, since when an answer is awaited, what to ask after it, what has the focus then
  const lists = {};
  const WAITS = 200; // milliseconds after the last letter
  const GIVES_UP = 15_000; // milliseconds without an answer
  let number = 0;

  const formOf = (name) => lists[name]?.element.querySelector("form");
  const listOf = (button) => button.closest("[data-list]")?.dataset.list;

  // Every field as text; those that can be ticked more than once as a list.
  function fields(name) {
    const form = formOf(name);
    if (!form) return {};
    const sent = Object.fromEntries(new FormData(form));
    for (const field of new Set([...form.querySelectorAll("[data-several]")].map((box) => box.name))) {
      sent[field] = new FormData(form).getAll(field);
    }
    return sent;
  }

  // One question at a time, the last one surely: an answer that comes late must not replace a newer one.
  function ask(name, event) {
    const list = lists[name];
    if (!list) return;
    if (list.since && performance.now() - list.since < GIVES_UP) {
      list.next = list.next === "list" ? "list" : event;
      return;
    }
    list.since = performance.now();
    list.trigger(event, { ...fields(name), asked: String((number += 1)) });
  }

  function answered(name) {
    const { next } = lists[name];
    Object.assign(lists[name], { since: 0, next: "" });
    if (next) ask(name, next);
  }

  // The whole list anew: when its tab is selected, and when the collection has changed.
  const open = (name) => ask(name, "list");
  const filter = (name) => ask(name, "filter");

  function changed(name) {
    formOf(name).elements.page.value = "";
    filter(name);
  }

  function wire(element, trigger, watch, name) {
    lists[name] = { element, trigger, since: 0, next: "", focus: "" };
    let waiting;
    element.addEventListener("input", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => changed(name), event.target.type === "search" ? WAITS : 0);
    });
    element.addEventListener("submit", (event) => event.preventDefault());
    watch("value", () => relabel(element));
    open(name);
  }

  function wireRows(element, watch, name) {
    watch("value", () => {
      relabel(element);
      if (!lists[name]) return;
      answered(name);
      for (const on of element.querySelectorAll(".gk-kinds [aria-pressed=true]")) { // on a phone they stand in one line
        on.parentElement.scrollLeft = on.offsetLeft - on.parentElement.offsetLeft - 40;
      }
      const key = lists[name].focus;
      if (!key) return;
      lists[name].focus = "";
      element.querySelector(`[data-key="${CSS.escape(key)}"]:enabled`)?.focus({ preventScroll: true });
      if (element.getBoundingClientRect().top < 0) element.scrollIntoView();
    });
  }

  // Whether a click was one of these.
  function click(event, button, trigger) {
    const name = listOf(button);
    if (event === "set") {
      formOf(name).elements[button.dataset.field].value = button.dataset.value;
      if (button.dataset.field === "page") filter(name);
      else changed(name);
      lists[name].focus = button.dataset.key;
    } else if (event === "clear-filter") clear(name);
    else if (event === "export") {
      button.disabled = true; // until the file is there
      trigger("export", { ...fields(name), format: button.dataset.format, language: root.dataset.ui });
    }
    else return false;
    return true;
  }

  // The file that the server has made is saved as if its link were clicked.
  function save(place) {
    document.querySelector(place)?.click();
    document.querySelectorAll("[data-event=export]:disabled").forEach((button) => { button.disabled = false; });
  }

  // Empties what narrows the list; what the list is of stays.
  function clear(name) {
    for (const field of formOf(name).elements) {
      if (field.closest(".gk-kept")) continue;
      if (field.type === "checkbox") field.checked = false;
      else if (field.tagName === "SELECT") field.selectedIndex = 0;
      else if (field.type === "search" || field.type === "hidden") field.value = "";
    }
    changed(name);
  }

  // What cannot hold two languages at once: options, and texts inside fields.
  function relabel(element) {
    for (const place of element.querySelectorAll("[data-zh]")) {
      const text = place.dataset[root.dataset.ui];
      if (place.tagName === "INPUT") place.placeholder = text;
      else if (place.tagName === "OPTGROUP") place.label = text;
      else place.textContent = text;
    }
  }

  // The columns close as any menu does.
  function close(event) {
    for (const menu of document.querySelectorAll(".gk-columns[open]")) {
      if (event.type === "click" && menu.contains(event.target)) continue;
      menu.open = false;
      if (event.type === "keydown") menu.querySelector("summary").focus();
    }
  }

  document.addEventListener("click", close);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(event); });

  new MutationObserver(() => relabel(document)).observe(root, { attributeFilter: ["data-ui"] });

  return { wire, wireRows, open, click, save };
})();
