// Dark and light: as the system has it, until the visitor chooses; then that is remembered.
gongkai.theme = (() => {
  const NAME = "gongkai-theme";
  let chosen = null;
  try {
    chosen = localStorage.getItem(NAME);
  } catch { /* no storage in this browser: the choice lasts as long as the page */ }

  // Gradio sets the class by the system's colours, at its start and whenever those change.
  function apply() {
    if (chosen && document.body.classList.contains("dark") !== (chosen === "dark")) {
      document.body.classList.toggle("dark", chosen === "dark");
    }
  }

  function change() {
    chosen = document.body.classList.contains("dark") ? "light" : "dark";
    try {
      localStorage.setItem(NAME, chosen);
    } catch { /* see above */ }
    apply();
  }

  function begin() {
    apply();
    new MutationObserver(apply).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  }

  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
  else begin();

  return { change };
})();
