// The page of the cost form: native lists and lines to write on, and the bill beside them.

const WAIT_MS = 350; // a hand that types is not answered at each key

function lineControl(entry, id, tell) {
  const line = make("input", "uts-line-in", { id, type: "text", autocomplete: "off" });
  line.inputMode = entry.keys;
  if (entry.keys === "text") line.maxLength = 8;
  let waiting;
  line.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => tell(line.value), WAIT_MS);
  });
  const label = make("label", "uts-words", { htmlFor: id, textContent: entry.words });
  const show = (value) => line === document.activeElement || (line.value = value);
  return { show, parts: [label, line] };
}

function spoken(className) {
  const line = make("p", className);
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  return line;
}

function render({ model, el }) {
  const view = `uts-${Math.random().toString(36).slice(2, 8)}`;
  const form = make("div", "uts-beside"), bill = make("div", "uts-below uts-bill");
  const notice = spoken("uts-notice"), voice = spoken("uts-voice"), open = new Set();
  let shows = {}, shape = "";
  const tell = (name, value) => model.send({ set: { [name]: value } });

  const field = (entry) => {
    const kind = entry.options.length ? choiceControl : lineControl;
    const control = kind(entry, `${view}-${entry.name}`, (value) => tell(entry.name, value));
    shows[entry.name] = control.show;
    return make("div", `uts-field${entry.options.length ? "" : " uts-entry"}`, {}, control.parts);
  };
  const drawer = (words, entries) => {
    const summary = make("summary", "uts-opener", { textContent: words });
    const inside = make("div", "uts-fields", {}, entries.map(field));
    const element = make("details", "uts-drawer", { open: open.has(words) }, [summary, inside]);
    element.addEventListener("toggle", () => (element.open ? open.add(words) : open.delete(words)));
    return element;
  };
  const build = (entries) => {
    const focused = el.contains(document.activeElement) ? document.activeElement.id : "";
    shows = {};
    const drawers = [...new Set(entries.map((entry) => entry.drawer))].filter(Boolean);
    form.replaceChildren(
      ...entries.filter((entry) => !entry.drawer).map(field),
      ...drawers.map((words) => drawer(words, entries.filter((entry) => entry.drawer === words))),
    );
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };
  const showEntries = () => {
    const entries = model.get("entries");
    const now = entries.map((entry) => entry.name + entry.words).join();
    if (now !== shape) build(entries);
    shape = now;
    for (const entry of entries) shows[entry.name](entry.value);
  };
  const showBill = () => {
    const first = !bill.firstChild;
    bill.innerHTML = model.get("html");
    if (!first) voice.textContent = bill.querySelector(".uts-said").textContent;
  };
  const say = () => (notice.textContent = model.get("notice"));
  const changes = { "change:entries": showEntries, "change:html": showBill, "change:notice": say };

  const grid = make("div", "uts-cost", {}, [form, notice, bill, voice]);
  grid.setAttribute("role", "group");
  grid.setAttribute("aria-label", "What a plan costs");
  el.classList.add("uts");
  el.replaceChildren(grid);
  for (const [change, act] of Object.entries(changes)) (model.on(change, act), act());
  return () => Object.entries(changes).forEach(([change, act]) => model.off(change, act));
}

export default { render };
