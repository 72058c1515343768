// Three buttons that walk through the weeks. Who asked for less motion gets four stills a year.

const TICK_MS = 160;
const STILL_TICK_MS = 1500;
const STILL_STEP = 13;

function button(words, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "uts-button";
  element.textContent = words;
  element.addEventListener("click", act);
  return element;
}

function render({ model, el }) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let timer = null;
  let mine = null;

  const go = (week) => {
    mine = week;
    model.set("week", week);
    model.save_changes();
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
  };
  const step = () => {
    const week = Math.min(model.get("week") + (still.matches ? STILL_STEP : 1), model.get("last"));
    go(week);
    if (week === model.get("last")) stop();
  };
  const toggle = () => {
    if (timer !== null) return stop();
    if (model.get("week") >= model.get("last")) go(0);
    play.textContent = "Pause";
    timer = setInterval(step, still.matches ? STILL_TICK_MS : TICK_MS);
  };
  const jump = (week) => () => (stop(), go(week));

  const play = button("Play", toggle);
  play.classList.add("uts-main");
  const before = button("Before", jump(0));
  const after = button("After", () => jump(model.get("last"))());
  el.classList.add("uts-player");
  el.replaceChildren(play, before, after);

  // A hand on the slider takes over from the player.
  const yielded = () => timer !== null && model.get("week") !== mine && stop();
  model.on("change:week", yielded);
  return () => {
    stop();
    model.off("change:week", yielded);
  };
}

export default { render };
