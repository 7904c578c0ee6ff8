// What a citation mark says when it is pointed at or reached by keyboard: whose report, where in it, and the quote.
gongkai.hint = (() => {
  const hint = document.createElement("div");
  hint.id = "gk-hint";
  hint.hidden = true;
  hint.setAttribute("role", "tooltip");
  let mark = null;

  function show(button) {
    if (button === mark) return;
    hide();
    mark = button;
    const { hint: whose, quote } = button.dataset;
    const place = button.dataset[document.documentElement.dataset.ui];
    const lines = [["b", whose], ["span", place], ...(quote ? [["q", quote]] : [])];
    hint.replaceChildren(...lines.map(([tag, text]) => Object.assign(document.createElement(tag), { textContent: text })));
    button.closest(".gradio-container").append(hint);
    hint.hidden = false;
    button.setAttribute("aria-describedby", hint.id);
    const [at, own] = [button.getBoundingClientRect(), hint.getBoundingClientRect()];
    const below = at.bottom + 8 + own.height < innerHeight;
    hint.style.top = `${below ? at.bottom + 8 : at.top - own.height - 8}px`;
    hint.style.left = `${Math.max(8, Math.min(at.left - 12, document.documentElement.clientWidth - own.width - 8))}px`;
  }

  // Whether there was one to hide.
  function hide() {
    const shown = Boolean(mark);
    mark?.removeAttribute("aria-describedby");
    mark = null;
    hint.hidden = true;
    return shown;
  }

  const over = (event) => event.target.closest?.("#gk-chat .gk-mark");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return; // there the first tap opens the source
    if (over(event)) show(over(event));
    else if (mark && mark !== document.activeElement) hide();
  });
  document.addEventListener("focusin", (event) => {
    if (over(event)?.matches(":focus-visible")) show(over(event));
    else hide();
  });
  document.addEventListener("click", hide);
  addEventListener("scroll", hide, { passive: true });

  return { hide };
})();
