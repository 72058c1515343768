// The page of an explorer: its picture, its controls, its voice. Joined with the files beside it.

const WIDTH_STEP_PX = 10; // fewer, rounder widths: a scroll bar that comes and goes redraws nothing
const PAUSE_MS = 700; // a screen reader hears the last sentence of a quick run, not each one

function status(className) {
  const line = make("p", className);
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  return line;
}

function speakerOf(picture, voice) {
  let waiting, last;
  return () => {
    const words = picture.querySelector(".uts-said")?.textContent;
    if (!words || words === last) return;
    const first = last === undefined;
    last = words;
    clearTimeout(waiting);
    if (!first) waiting = setTimeout(() => (voice.textContent = words), PAUSE_MS);
  };
}

function copierOf(model, say) {
  const line = make("code", "uts-line", { tabIndex: 0, hidden: true });
  const copy = make("button", "uts-button", { type: "button", textContent: "Copy this state" });
  copy.addEventListener("click", async () => {
    line.textContent = model.get("line");
    line.hidden = false;
    try {
      await navigator.clipboard.writeText(line.textContent);
      say("Copied. Put this line into a cell:");
    } catch {
      window.getSelection().selectAllChildren(line);
      say("Copy this line into a cell:");
    }
  });
  return { copy, line };
}

function skeleton(model) {
  const notice = status("uts-notice"), voice = status("uts-voice"), copied = status("uts-copied");
  const title = make("p", "uts-title", { textContent: model.get("title") });
  const hint = make("p", "uts-hint", { textContent: model.get("hint") });
  const head = make("div", "uts-head", {}, [title, hint]);
  const picture = make("div", "uts-picture");
  const beside = make("div", "uts-beside"), below = make("div", "uts-below");
  const reset = make("button", "uts-button", { type: "button", textContent: "Start again" });
  const { copy, line } = copierOf(model, (words) => (copied.textContent = words));
  const foot = make("div", "uts-foot", {}, [make("div", "uts-player", {}, [reset, copy]), copied, line]);
  const grid = make("div", "uts-grid", {}, [head, picture, beside, notice, below, foot, voice]);
  grid.setAttribute("role", "group");
  grid.setAttribute("aria-label", model.get("title"));
  return { grid, picture, notice, voice, beside, below, reset, line, copied };
}

// Told once per change: of two views of one explorer, each would else call the other's width wrong.
function widthTeller(el, tell) {
  let told;
  return () => {
    const width = Math.floor(el.clientWidth / WIDTH_STEP_PX) * WIDTH_STEP_PX;
    if (width < WIDTH_STEP_PX || width === told) return;
    told = width;
    tell({ width_px: width });
  };
}

function render({ model, el }) {
  const view = `uts-${Math.random().toString(36).slice(2, 8)}`;
  const page = skeleton(model), open = new Set();
  const speak = speakerOf(page.picture, page.voice);
  const kernel = teller(model, view, () => (showValues(), say()));
  let now = {}, shows = {}, players = [], own = "";

  const say = () => (page.notice.textContent = own || model.get("notice"));
  const go = (name, value, words = "") => {
    if (value === undefined) return showValues();
    own = words;
    now[name] = value;
    shows[name](value);
    kernel.tell({ set: { [name]: value } });
  };
  const byHand = (name, ...told) => (players.forEach((player) => player.stop()), go(name, ...told));

  const build = () => {
    const focused = el.contains(document.activeElement) ? document.activeElement.id : "";
    players.forEach((player) => player.stop());
    const fields = model.get("fields");
    const built = controlsOf(fields, view, byHand, open);
    shows = built.shows;
    players = fields.filter((field) => field.plays).map((field) =>
      playerOf(field, () => now[field.name], (value) => go(field.name, value)));
    const drawers = built.below.length ? [[], built.drawers] : [built.drawers, []];
    page.beside.replaceChildren(...built.beside, ...players.map((player) => player.element), ...drawers[0]);
    page.below.replaceChildren(make("div", "uts-fields", {}, built.below), ...drawers[1]);
    page.below.hidden = !built.below.length;
    page.grid.classList.toggle("uts-played", built.below.length > 0);
    showValues();
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };
  const showValues = () => {
    now = { ...model.get("values") };
    for (const [name, value] of Object.entries(now)) shows[name]?.(value);
  };
  const show = {
    "change:html": () => (patch(page.picture, model.get("html")), speak()),
    "change:notice": say,
    "change:fields": build,
    "change:values": () => kernel.isSettled() && showValues(),
    "change:line": () => ((page.line.hidden = true), (page.copied.textContent = "")),
  };

  page.reset.addEventListener("click", () => {
    players.forEach((player) => player.stop());
    own = "";
    kernel.tell({ reset: true });
  });
  el.classList.add("uts");
  el.replaceChildren(page.grid);
  for (const [change, act] of Object.entries(show)) model.on(change, act);
  build();
  for (const act of ["change:html", "change:notice"]) show[act]();
  const sizes = new ResizeObserver(widthTeller(el, kernel.tell));
  sizes.observe(el);
  return () => {
    players.forEach((player) => player.stop());
    kernel.stop();
    sizes.disconnect();
    for (const [change, act] of Object.entries(show)) model.off(change, act);
  };
}

export default { render };
