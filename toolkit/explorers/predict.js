// Draw your prediction: the yes or no of an explorer is a button here, and the line can be pulled.

function pressControl(field, id, tell) {
  let value, waits = false;
  const button = make("button", "uts-button uts-main uts-predict-press", { type: "button", id, textContent: field.words });
  button.addEventListener("click", (event) => {
    if (waits || event.detail > 1) return; // the second half of a double click is no second answer
    waits = true;
    tell(!value);
  });
  const show = (now) => {
    if (waits && now !== value) return;
    [value, waits] = [now, false];
  };
  return { show, parts: [button] };
}

CONTROLS.switch = pressControl;

// Pulling a handle moves the slider of the same name, which says the rest.
function pullsOf(el) {
  let pulled = null;
  const sliderOf = (handle) => el.querySelector(`[data-name="${handle.dataset.pulls}"] .uts-range`);
  const start = (event) => {
    const handle = event.target.closest?.(".uts-predict-handle"), slider = handle && sliderOf(handle);
    if (!slider) return;
    event.preventDefault();
    const along = handle.dataset.along === "x" ? "clientX" : "clientY";
    const step = handle.dataset.mm / handle.parentElement.clientWidth;
    pulled = { slider, along, from: event[along], value: slider.valueAsNumber, step };
  };
  const move = (event) => {
    if (!pulled) return;
    const { slider, along, from, value, step } = pulled, before = slider.value;
    slider.value = value + (event[along] - from) * step;
    if (slider.value !== before) slider.dispatchEvent(new Event("input"));
  };
  const end = () => (pulled = null);
  el.addEventListener("pointerdown", start);
  const others = { pointermove: move, pointerup: end, pointercancel: end };
  for (const [name, act] of Object.entries(others)) window.addEventListener(name, act);
  return () => {
    el.removeEventListener("pointerdown", start);
    for (const [name, act] of Object.entries(others)) window.removeEventListener(name, act);
  };
}

function renderPrediction(context) {
  const stop = render(context), stopPulls = pullsOf(context.el);
  return () => (stopPulls(), stop());
}

export default { render: renderPrediction };
