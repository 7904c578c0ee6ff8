// Adding reports: files dropped or chosen are sent one by one, then the server says what became of each.
gongkai.uploads = (() => {
  const STATES = {
    zh: { waiting: "等待发送", sending: "正在发送", sent: "已发送", failed: "没有发送成功" },
    en: { waiting: "waiting", sending: "sending", sent: "sent", failed: "could not be sent" },
  };
  let sending = false;

  function line(list, file) {
    const item = document.createElement("li");
    const state = Object.assign(document.createElement("span"), { className: "gk-state" });
    item.append(state, Object.assign(document.createElement("code"), { textContent: file.name }));
    list.append(item);
    return (name) => {
      item.dataset.state = name;
      state.textContent = STATES[document.documentElement.dataset.ui][name];
    };
  }

  async function send(zone, files, trigger, upload) {
    if (sending || !files.length) return;
    sending = true;
    const list = zone.querySelector(".gk-sending");
    list.replaceChildren();
    const tell = files.map((file) => line(list, file));
    tell.forEach((say) => say("waiting"));
    const sent = [];
    for (const [i, file] of files.entries()) {
      tell[i]("sending");
      try {
        const { path } = await upload(file);
        sent.push({ name: file.name, path });
        tell[i]("sent");
      } catch {
        tell[i]("failed");
      }
    }
    sending = false;
    if (sent.length) trigger("send", { files: sent });
  }

  function wire(element, trigger, upload) {
    const zone = element.querySelector(".gk-drop");
    if (!zone) return;
    const input = zone.querySelector("input[type=file]");
    input.addEventListener("change", () => {
      send(zone, [...input.files], trigger, upload);
      input.value = ""; // the same file can be chosen again
    });
    const over = (event, on) => {
      if (![...(event.dataTransfer?.types || [])].includes("Files")) return;
      event.preventDefault();
      zone.classList.toggle("over", on);
    };
    element.addEventListener("dragover", (event) => over(event, true));
    element.addEventListener("dragleave", (event) => over(event, false));
    element.addEventListener("drop", (event) => {
      over(event, false);
      send(zone, [...(event.dataTransfer?.files || [])], trigger, upload);
    });
  }

  // What was sent is told by the server's lines from now on; what could not be sent stays in sight.
  function told() {
    document.querySelectorAll(".gk-sending li:not([data-state=failed])").forEach((item) => item.remove());
  }

  // Asks before a report is removed.
  function confirm(button) {
    const dialog = button.closest("#gk-reports").querySelector(".gk-dialog");
    dialog.querySelector(".gk-named").textContent = button.dataset.named;
    dialog.querySelector("[data-event=remove]").dataset.report = button.dataset.report;
    dialog.showModal();
  }

  return { wire, told, confirm };
})();
