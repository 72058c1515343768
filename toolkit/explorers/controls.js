// One control for each field: native elements, so that keys, names and limits come with them.

// JupyterLab takes arrows and letters for its own unless the very element says no.
function make(tag, className, properties = {}, children = []) {
  const element = Object.assign(document.createElement(tag), properties);
  element.setAttribute("data-lm-suppress-shortcuts", "true");
  if (className) element.className = className;
  element.append(...children);
  return element;
}

function digits(field) {
  return Number.isInteger(field.step) ? 0 : String(field.step).split(".")[1].length;
}

function written(field, value) {
  const least = digits(field);
  return Number(value) === Number(Number(value).toFixed(least)) ? Number(value).toFixed(least) : String(value);
}

function numberControl(field, id, tell) {
  const limits = { min: field.low, max: field.high, step: field.step };
  const range = make("input", "uts-range", { type: "range", id, ...limits });
  const typed = make("input", "uts-typed", { type: "number", id: `${id}-typed`, ...limits, step: "any" });
  typed.setAttribute("aria-label", `${field.words}, typed`);
  const show = (value) => {
    if (typed !== document.activeElement || Number(typed.value) !== value) typed.value = written(field, value);
    range.value = value;
    range.setAttribute("aria-valuetext", [written(field, value), field.unit].join(" ").trim());
    const filled = field.high > field.low ? (100 * (value - field.low)) / (field.high - field.low) : 0;
    range.style.setProperty("--filled", `${filled}%`);
  };
  range.addEventListener("input", () => {
    show(range.valueAsNumber);
    tell(range.valueAsNumber);
  });
  const take = () => {
    const asked = typed.valueAsNumber;
    if (!Number.isFinite(asked)) return tell(undefined);
    const value = Math.min(Math.max(asked, field.low), field.high);
    const whole = Number.isInteger(field.step) ? Math.round(value) : value;
    show(whole);
    tell(whole, asked === whole ? "" : `${field.words} goes from ${field.low} to ${field.high}; it is ${whole} now.`);
  };
  typed.addEventListener("change", take);
  typed.addEventListener("keydown", (event) => event.key === "Enter" && take());
  const label = make("label", "uts-words", { htmlFor: id, textContent: field.words });
  return { show, parts: [label, typed, range] };
}

function choiceControl(field, id, tell) {
  const options = field.options.map(([value, words]) => new Option(words, value));
  const select = make("select", "uts-select", { id }, options);
  select.addEventListener("change", () => tell(select.value));
  const label = make("label", "uts-words", { htmlFor: id, textContent: field.words });
  return { show: (value) => (select.value = value), parts: [label, select] };
}

function switchControl(field, id, tell) {
  const box = make("input", "uts-box", { type: "checkbox", id });
  box.addEventListener("change", () => tell(box.checked));
  const label = make("label", "uts-words uts-switch", { htmlFor: id }, [box, field.words]);
  return { show: (value) => (box.checked = value), parts: [label] };
}

const CONTROLS = { number: numberControl, choice: choiceControl, switch: switchControl };

// Fields that may be played stand beside the picture, the others below; drawers stay as they were.
function controlsOf(fields, view, tell, open) {
  const shows = {}, places = { beside: [], below: [], drawers: new Map() };
  const plays = fields.some((field) => field.plays);
  for (const field of fields) {
    const told = (value, words) => tell(field.name, value, words);
    const control = CONTROLS[field.kind](field, `${view}-${field.name}`, told);
    shows[field.name] = control.show;
    const element = make("div", `uts-field${field.plays ? " uts-plays" : ""}`, {}, control.parts);
    element.dataset.name = field.name;
    if (field.drawer) {
      const drawer = places.drawers.get(field.drawer) ?? [];
      places.drawers.set(field.drawer, [...drawer, element]);
    } else places[plays && !field.plays ? "below" : "beside"].push(element);
  }
  const drawers = [...places.drawers].map(([words, inside]) => {
    const summary = make("summary", "uts-opener", { textContent: words });
    const drawer = make("details", "uts-drawer", {}, [summary, make("div", "uts-fields", {}, inside)]);
    drawer.open = open.has(words);
    drawer.addEventListener("toggle", () => (drawer.open ? open.add(words) : open.delete(words)));
    return drawer;
  });
  return { shows, beside: places.beside, below: places.below, drawers };
}
