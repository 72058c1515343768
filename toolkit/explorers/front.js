// What the page does for an explorer that stock widgets do not:
// name the sliders, speak the picture, show a notice, tell how wide the room is.

const WIDTH_STEP_PX = 10; // fewer, rounder widths: a scroll bar that comes and goes redraws nothing
const PAUSE_MS = 700; // a screen reader hears the last picture of a quick run, not each one

function fill(slider, handle) {
  const [low, high, now] = ["min", "max", "now"].map((end) => +handle.getAttribute(`aria-value${end}`));
  slider.style.setProperty("--filled", `${(100 * (now - low)) / (high - low)}%`);
}

function nameSliders(root) {
  for (const slider of root.querySelectorAll(".widget-slider")) {
    const label = slider.querySelector(".widget-label");
    const handle = slider.querySelector(".noUi-handle");
    const readout = slider.querySelector(".widget-readout");
    if (!label || !handle) continue;
    label.id ||= `uts-label-${Math.random().toString(36).slice(2)}`;
    handle.setAttribute("aria-labelledby", label.id);
    fill(slider, handle);
    if (!readout) continue;
    readout.setAttribute("role", "textbox");
    readout.setAttribute("tabindex", "0");
    readout.setAttribute("aria-label", `${label.textContent}, type a number`);
  }
  for (const opener of root.querySelectorAll(".uts-opener")) {
    opener.setAttribute("aria-expanded", String(opener.classList.contains("mod-active")));
  }
}

function speaker(root, voice) {
  let waiting, last;
  return () => {
    const numbers = [...root.querySelectorAll(".uts-figures > div")].map(
      (pair) => `${pair.querySelector("dd").textContent} ${pair.querySelector("dt").textContent}`,
    );
    const picture = root.querySelector(".uts-picture [role=img]")?.getAttribute("aria-label");
    const words = `${numbers.join(", ")}. ${picture}`;
    if (!picture || words === last) return;
    const first = last === undefined;
    last = words;
    clearTimeout(waiting);
    if (!first) waiting = setTimeout(() => (voice.textContent = words), PAUSE_MS);
  };
}

// Told once per change: of two views of one explorer, each would else call the other's width wrong.
function widthTeller(model, root) {
  let told;
  return () => {
    const width = Math.floor(root.clientWidth / WIDTH_STEP_PX) * WIDTH_STEP_PX;
    if (width < WIDTH_STEP_PX || width === told) return;
    told = width;
    if (width === model.get("width_px")) return;
    model.set("width_px", width);
    model.save_changes();
  };
}

function paragraph(className) {
  const element = document.createElement("p");
  element.className = className;
  element.setAttribute("role", "status");
  element.setAttribute("aria-live", "polite");
  return element;
}

function render({ model, el }) {
  const notice = paragraph("uts-notice");
  const voice = paragraph("uts-voice");
  el.replaceChildren(notice, voice);
  const show = () => (notice.textContent = model.get("notice"));
  model.on("change:notice", show);
  let waiting, changes, sizes;
  const start = () => {
    const root = el.closest(".uts");
    if (!root) return void (waiting = setTimeout(start, 30)); // not yet in the page
    const speak = speaker(root, voice);
    const tidy = () => (nameSliders(root), speak());
    changes = new MutationObserver(tidy);
    changes.observe(root, { childList: true, subtree: true, attributeFilter: ["class", "aria-valuenow"] });
    sizes = new ResizeObserver(widthTeller(model, root));
    sizes.observe(root);
    tidy();
    show();
  };
  start();
  return () => {
    clearTimeout(waiting);
    changes?.disconnect();
    sizes?.disconnect();
    model.off("change:notice", show);
  };
}

export default { render };
