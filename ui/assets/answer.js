// What can be done with an answer: copy it, save its rows, link to it, run its SQL, say whether it was right.
gongkai.answers = (() => {
  const TEXTS = {
    zh: { copied: "已复制", link: "链接已复制", failed: "这个浏览器不让复制" },
    en: { copied: "Copied", link: "Link copied", failed: "This browser does not let pages copy" },
  };

  function tell(button, name) {
    const place = button.closest(".gk-actions")?.querySelector(".gk-told");
    if (place) place.textContent = TEXTS[document.documentElement.dataset.ui][name];
  }

  async function toClipboard(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // no clipboard but over https or on this machine
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  function saveAs(name, content, type) {
    const url = URL.createObjectURL(new Blob([content], { type }));
    Object.assign(document.createElement("a"), { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  function save(button) {
    const text = "\ufeff" + button.parentElement.querySelector(".gk-held").value; // Excel asks for the mark
    saveAs(button.dataset.name, text, "text/csv;charset=utf-8");
  }

  // The server makes the workbook: of the query whose rows these are, else of the answer.
  function askForWorkbook(button, trigger) {
    const turn = [...document.querySelectorAll("#gk-chat .gk-turn")].indexOf(button.closest(".gk-turn"));
    const sql = button.parentElement.querySelector(".gk-held")?.value ?? "";
    trigger("workbook", { turn, sql, language: document.documentElement.dataset.ui });
  }

  function saveFile(file) {
    const bytes = Uint8Array.from(atob(file.value), (character) => character.charCodeAt(0));
    saveAs(file.dataset.name, bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  }

  async function copy(button, text, name) {
    tell(button, (await toClipboard(text)) ? name : "failed");
    button.focus();
  }

  function vote(button, trigger) {
    const row = button.closest(".gk-actions");
    row.querySelectorAll("[data-event=vote]").forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
    const form = row.querySelector(".gk-word");
    form.hidden = false;
    form.dataset.good = button.dataset.good;
    trigger("vote", { turn: button.dataset.turn, good: button.dataset.good, word: "" });
    form.querySelector("input").focus();
    form.scrollIntoView({ block: "nearest" });
  }

  function word(button, trigger) {
    const form = button.closest(".gk-word");
    trigger("vote", { turn: button.dataset.turn, good: form.dataset.good, word: form.querySelector("input").value });
    form.hidden = true;
  }

  // Whether a click was one of these.
  function click(name, button, trigger, event) {
    if (name === "save") save(button);
    else if (name === "workbook") askForWorkbook(button, trigger);
    else if (name === "copy") copy(button, button.parentElement.querySelector(".gk-held").value, "copied");
    else if (name === "link") {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return true; // as any link
      event.preventDefault();
      copy(button, button.href, "link");
    } else if (name === "run") {
      const sql = button.closest(".gk-sql").querySelector("textarea").value;
      trigger("run", { turn: button.dataset.turn, sql });
    } else if (name === "vote") vote(button, trigger);
    else if (name === "word") word(button, trigger);
    else return false;
    return true;
  }

  function replied(element) {
    const reply = element.querySelector("[data-kind]");
    if (reply?.dataset.kind === "file") return saveFile(reply.firstElementChild);
    const turn = document.querySelectorAll("#gk-chat .gk-turn")[Number(reply?.dataset.turn || NaN)];
    const place = turn?.querySelector(reply.dataset.kind === "rows" ? ".gk-rows" : ".gk-told");
    place?.replaceChildren(...reply.childNodes);
    if (place) gongkai.reachable(place);
    if (reply?.dataset.kind === "rows") place?.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.target.matches?.(".gk-code") && (event.ctrlKey || event.metaKey)) {
      event.target.closest(".gk-sql").querySelector("[data-event=run]").click();
    }
    if (event.target.matches?.(".gk-word input")) event.target.parentElement.querySelector("button").click();
  });

  // Other readings close as any menu does (Escape: keys.js).
  document.addEventListener("click", (event) => {
    document.querySelectorAll(".gk-part[open]").forEach((part) => { if (!part.contains(event.target)) part.open = false; });
  });
  // An address with questions (?q=…&q=…) asks them, each after the answer to the one before.
  const toAsk = new URLSearchParams(location.search).getAll("q").map((q) => q.trim().slice(0, 500)).filter(Boolean).slice(0, 12);
  let answered = 0;

  // Whether there was one more to ask.
  function askNext(element, trigger) {
    const turns = element.querySelectorAll(".gk-turn:not(.gk-waiting)").length;
    if (turns !== answered || !toAsk.length) return false;
    answered += 1;
    const question = toAsk.shift();
    gongkai.asking(question);
    trigger("ask", { question });
    return true;
  }

  return { click, replied, askNext };
})();
