// The page's own script: which language is shown, what a click means, where the source panel scrolls to.
// keys.js has the keyboard, theme.js dark and light, hint.js what a citation mark says when it is pointed at.
// Nothing here knows what an answer is; the server sends HTML, and buttons name their event in data-event.
window.gongkai = (() => {
  const root = document.documentElement;
  const TEXTS = {
    zh: { tabs: ["问答", "报告", "数据", "检查", "关于"], placeholder: "问一个关于年度报告的问题", wait: "正在查…" },
    en: { tabs: ["Ask", "Reports", "Data", "Checks", "About"], placeholder: "Ask about the annual reports", wait: "Looking it up…" },
  };

  function stored(value) {
    try {
      if (value) localStorage.setItem("gongkai-language", value);
      return localStorage.getItem("gongkai-language");
    } catch {
      return value; // no storage in this browser: the choice lasts as long as the page
    }
  }

  function setLanguage(language) {
    root.dataset.ui = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
  }

  const first = stored() || (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en");
  setLanguage(first in TEXTS ? first : "zh");

  // Updates for Gradio's own components, in the order of `labelled` in chat.py.
  function labels() {
    const texts = TEXTS[root.dataset.ui];
    const tabs = texts.tabs.map((label) => ({ __type__: "update", label }));
    return [...tabs, { __type__: "update", placeholder: texts.placeholder }];
  }

  function chatElement() {
    return document.querySelector("#gk-chat .gk-chat");
  }

  // Shows the question at once; the server's answer replaces it.
  function asking(question) {
    const chat = chatElement();
    if (!chat || !question.trim() || chat.querySelector(".gk-waiting")) return;
    chat.querySelector(".gk-welcome")?.remove();
    const turn = document.createElement("section");
    turn.className = "gk-turn gk-waiting";
    turn.append(Object.assign(document.createElement("h2"), { className: "gk-question", textContent: question }));
    turn.append(Object.assign(document.createElement("p"), { className: "gk-wait", textContent: TEXTS[root.dataset.ui].wait }));
    chat.append(turn);
    show(turn);
  }

  // A turn that fits is moved only as far as needed; a long one begins at the top.
  function show(turn) {
    turn.scrollIntoView({ block: turn.offsetHeight > innerHeight - 140 ? "start" : "nearest" });
  }

  // Only the paper moves (and a wide table within it), never the page.
  function scrollTo(paper, place) {
    if (!place) return paper.scrollTo(0, 0);
    const [outer, inner] = [paper.getBoundingClientRect(), place.getBoundingClientRect()];
    paper.scrollTop += inner.top - outer.top - outer.height / 3;
    const wide = place.closest(".gk-scroll");
    if (wide) wide.scrollLeft += inner.right - wide.getBoundingClientRect().right + 40;
  }

  const isSheet = matchMedia("(max-width: 959px)"); // there the source lies over the chat
  const main = () => document.querySelector("#gk-main");
  isSheet.addEventListener("change", () => { main().inert = isSheet.matches && isOpen(); });

  const isOpen = () => root.classList.contains("gk-source-open");

  function openSource(element) {
    const open = Boolean(element.querySelector(".gk-doc"));
    if (open && !isOpen() && isSheet.matches) history.pushState({ gongkaiSource: true }, ""); // for the way back
    root.classList.toggle("gk-source-open", open);
    main().inert = open && isSheet.matches;
    const paper = element.querySelector(".gk-paper");
    if (paper) scrollTo(paper, paper.querySelector("[aria-current] mark") ?? paper.querySelector("mark"));
    (paper || element.querySelector(".gk-close"))?.focus({ preventScroll: true }); // read on with the arrow keys
  }

  let opener = null; // the button that opened the source panel: focus goes back there

  // A phone's way back closes the sheet, and closing the sheet takes that way back.
  addEventListener("popstate", () => { if (isOpen()) closeSource(); });

  function closeSource() {
    if (history.state?.gongkaiSource) history.back();
    root.classList.remove("gk-source-open");
    main().inert = false;
    const again = opener?.isConnected ? opener : sameButton();
    (again || document.querySelector("#gk-question textarea, #gk-question input"))?.focus();
  }

  // The chat is drawn anew with each answer: the button that stands for the one that was clicked.
  function sameButton() {
    const { turn, number } = opener?.dataset || {};
    return turn && document.querySelector(`#gk-chat .${opener.className}[data-turn="${turn}"][data-number="${number}"]`);
  }

  function click(event, element, trigger, events) {
    const button = event.target.closest("[data-event]");
    if (!button || !element.contains(button)) return;
    const { event: name, ...data } = { ...button.closest("tr")?.dataset, ...button.dataset };
    if (name === "close") return closeSource();
    if (name === "language") return switchLanguage();
    if (name === "theme") return gongkai.theme.change();
    if (gongkai.answers.click(name, button, trigger, event) || gongkai.browse.click(name, button, trigger)) return;
    if (name === "add") return addReports();
    if (name === "choose") return element.querySelector("input[type=file]").click();
    if (name === "confirm") return gongkai.uploads.confirm(button);
    if (name === "clear") return button.closest(".gk-uploaded").remove();
    if (name === "keep" || name === "remove") button.closest("dialog").close();
    if (!events.includes(name)) return;
    if (name !== "cite" && name !== "open") {
      if (name === "ask" && chatElement()?.querySelector(".gk-waiting")) return; // one at a time
      if (name === "ask") asking(data.question);
      return trigger(name, data);
    }
    opener = button;
    const source = document.querySelector("#gk-source");
    const key = CSS.escape(name === "cite" ? `${data.turn}-${data.number}` : `${data.report}-${data.cell}`);
    if (source?.querySelector(`.gk-doc[data-key="${key}"]`)) openSource(source);
    else trigger(name, data);
  }

  // Where reports are added: the second tab, with its button in focus.
  function addReports() {
    document.querySelectorAll("#gk-tabs button[role=tab]")[1]?.click();
    setTimeout(() => document.querySelector("#gk-upload [data-event=choose]")?.focus(), 100);
  }

  // A table wider than its place is scrolled by keyboard, too; one that fits is no stop on the way.
  function reachable(element) {
    element.querySelectorAll(".gk-scroll").forEach((wide) => {
      if (wide.scrollWidth > wide.clientWidth || wide.scrollHeight > wide.clientHeight) wide.tabIndex = 0;
      else wide.removeAttribute("tabindex");
    });
  }

  // The chat is as high as the window leaves it, whatever lines the head takes.
  function fit() {
    const chat = document.querySelector("#gk-chat");
    if (chat?.offsetParent) root.style.setProperty("--gk-above", `${chat.getBoundingClientRect().top + scrollY}px`);
  }
  addEventListener("resize", () => {
    fit();
    reachable(document);
  });

  function wire(element, trigger, watch, props, name, events, upload) {
    element.addEventListener("click", (event) => click(event, element, trigger, events));
    if (name.endsWith("-filter")) gongkai.browse.wire(element, trigger, watch, name.replace("-filter", ""));
    if (["reports", "data", "checks"].includes(name)) gongkai.browse.wireRows(element, watch, name);
    if (name === "upload") gongkai.uploads.wire(element, trigger, upload);
    if (name === "progress") watch("value", () => gongkai.uploads.told());
    if (name === "reply") watch("value", () => gongkai.answers.replied(element));
    if (name === "source") watch("value", () => openSource(element));
    if (name === "suggested") watch("value", () => suggested(element));
    watch("value", () => requestAnimationFrame(() => reachable(element)));
    if (name === "chat") {
      watch("value", () => answered(element, trigger));
      fit();
    }
  }

  function answered(element, trigger) {
    const turns = element.querySelectorAll(".gk-turn");
    const last = turns[turns.length - 1];
    if (last) {
      show(last);
      tell(last.querySelector(".gk-text, .gk-problem")?.textContent || "");
    }
    if (!gongkai.answers.askNext(element, trigger) && last?.querySelector(".gk-next")) trigger("suggest", {});
  }

  // What to ask next goes under the answer it was worked out for; a newer one has its own.
  function suggested(element) {
    const found = element.querySelector("[data-turn]");
    const place = found && document.querySelector(`#gk-chat .gk-next[data-turn="${found.dataset.turn}"]`);
    if (!place) return;
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", found.getAttribute("aria-label"));
    place.replaceChildren(...found.childNodes);
    const turn = place.closest(".gk-turn");
    if (scrollY + innerHeight > document.documentElement.scrollHeight - place.offsetHeight - 60) show(turn);
  }

  // For those who listen: the new answer and nothing that stood there before.
  const spoken = Object.assign(document.createElement("div"), { className: "gk-unseen", id: "gk-spoken" });
  spoken.setAttribute("role", "status");

  function tell(text) {
    if (!spoken.isConnected) document.querySelector(".gradio-container").append(spoken);
    spoken.textContent = text;
  }

  function relabel() {
    const texts = TEXTS[root.dataset.ui];
    document.querySelectorAll("#gk-tabs button[role=tab]").forEach((tab, i) => { if (texts.tabs[i]) tab.textContent = texts.tabs[i]; });
    const box = document.querySelector("#gk-question textarea, #gk-question input");
    if (box) box.placeholder = texts.placeholder;
  }

  function switchLanguage() {
    const other = root.dataset.ui === "zh" ? "en" : "zh";
    setLanguage(other);
    stored(other);
    relabel();
    fit();
  }

  return { wire, labels, asking, closeSource, reachable };
})();
