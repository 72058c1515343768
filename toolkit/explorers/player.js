// Three buttons that walk through time. Who asked for less motion gets four stills a run.

const TICK_MS = 160;
const STILL_TICK_MS = 1500;
const STILLS = 4;

function playerOf(field, now, go) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
  };
  const step = () => {
    const long = still.matches ? Math.ceil((field.high - field.low) / STILLS) : field.step;
    const next = Math.min(now() + long, field.high);
    go(next);
    if (next >= field.high) stop();
  };
  const toggle = () => {
    if (timer !== null) return stop();
    if (now() >= field.high) go(field.low);
    play.textContent = "Pause";
    timer = setInterval(step, still.matches ? STILL_TICK_MS : TICK_MS);
  };
  const jump = (place) => () => (stop(), go(place));
  const button = (words, act, more = "") => {
    const element = make("button", `uts-button${more}`, { type: "button", textContent: words });
    element.addEventListener("click", act);
    return element;
  };
  const play = button("Play", toggle, " uts-main");
  const ends = [button(field.ends[0], jump(field.low)), button(field.ends[1], jump(field.high))];
  return { stop, element: make("div", "uts-player", {}, [play, ...ends]) };
}
