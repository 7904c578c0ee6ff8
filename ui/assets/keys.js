// The keyboard: "/" goes to the question box, up and down recall questions, Escape closes what is open.
gongkai.keys = (() => {
  const box = () => document.querySelector("#gk-question textarea, #gk-question input");
  let back = 0; // how many questions back the box shows; 0 is what is being written
  let draft = "";

  const asked = () => [...document.querySelectorAll("#gk-chat .gk-question")].map((question) => question.textContent);

  function put(text) {
    const field = box();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.setSelectionRange(text.length, text.length);
  }

  // As in a shell: up from an empty box, or on from a question that was recalled; what was being written comes back.
  function recall(event, step) {
    const field = event.target;
    const questions = asked();
    const recalled = back && field.value === questions[questions.length - back];
    if (!recalled) back = 0;
    if (!back && (step < 0 || (field.value && field.selectionStart))) return;
    const next = Math.min(back + step, questions.length);
    if (next === back) return;
    event.preventDefault();
    if (!back) draft = field.value;
    back = next;
    put(back ? questions[questions.length - back] : draft);
  }

  function escape() {
    const part = document.querySelector(".gk-part[open]");
    if (gongkai.hint.hide()) return;
    if (part) {
      part.open = false;
      part.querySelector("summary").focus();
    } else if (document.documentElement.classList.contains("gk-source-open")) gongkai.closeSource();
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select");
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") escape();
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const field = box();
      if (!field?.offsetParent) document.querySelector("#gk-tabs button[role=tab]")?.click();
      event.preventDefault();
      setTimeout(() => box()?.focus(), field?.offsetParent ? 0 : 100); // the tab has to show it first
    }
    if (event.target !== box() || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowUp") recall(event, 1);
    if (event.key === "ArrowDown") recall(event, -1);
  });

  // Enter that takes a word of an input method is not a question yet.
  for (const type of ["keydown", "keypress"]) document.addEventListener(type, (event) => {
    if (event.key === "Enter" && event.isComposing) event.stopPropagation();
  }, true);
})();
