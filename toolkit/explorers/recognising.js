// The page of the recognition trainer: a picture, four names, and what the reader made of them.

const WIDTH_STEP_PX = 10;
const SIGNS = { right: "\u2713 ", wrong: "\u2717 " };

function button(words, className, act) {
  const element = make("button", className, { type: "button", textContent: words });
  element.addEventListener("click", act);
  return element;
}

function labelled(element, words) {
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", words);
  return element;
}

function skeletonOf(model, send) {
  const picture = make("figure", "uts-recognise-picture", { tabIndex: -1 });
  const question = make("p", "uts-prompt", { textContent: "What is this?" });
  const names = model.get("options").map(([name, words]) => {
    const element = button(words, "uts-option uts-recognise-name", () => send({ choose: name }));
    return { name, words, element };
  });
  const list = make("div", "uts-recognise-names", {}, names.map((one) => one.element));
  const feedback = make("p", "uts-recognise-said");
  feedback.setAttribute("role", "status");
  feedback.setAttribute("aria-live", "polite");
  const next = button("Next", "uts-button uts-main", () => send({ next: true }));
  const progress = make("p", "uts-small");
  const beside = make("div", "uts-recognise-beside", {}, [
    question, labelled(list, "What is this?"), feedback, next, progress,
  ]);
  const below = make("figure", "uts-recognise-below");
  const end = make("div", "uts-recognise-end", { tabIndex: -1 });
  const again = button("Once more", "uts-button uts-main", () => send({ again: true }));
  const over = labelled(make("div", "uts-recognise-over", {}, [end, again]), "Your round");
  const grid = make("div", "uts-recognise", {}, [picture, beside, below, over]);
  labelled(grid, "Recognition trainer");
  return { grid, picture, names, feedback, next, progress, beside, below, end, over };
}

function widthTellerOf(el, send) {
  let told;
  return () => {
    const width = Math.floor(el.clientWidth / WIDTH_STEP_PX) * WIDTH_STEP_PX;
    if (width < WIDTH_STEP_PX || width === told) return;
    told = width;
    send({ width_px: width });
  };
}

function render({ model, el }) {
  const page = skeletonOf(model, (told) => model.send(told));
  let phase = "", html = "", below = "";

  const showNames = () => {
    const marks = model.get("marks"), open = model.get("phase") === "asking";
    for (const { name, words, element } of page.names) {
      element.textContent = (SIGNS[marks[name]] ?? "") + words;
      element.disabled = !open;
      element.classList.toggle("uts-chosen", name in marks);
    }
  };
  const showPictures = () => {
    if (html !== model.get("html")) page.picture.innerHTML = html = model.get("html");
    if (below === model.get("below")) return;
    below = model.get("below");
    page.below.innerHTML = below && `<figcaption>The same dip in section</figcaption>${below}`;
  };
  const showWords = () => {
    page.feedback.textContent = model.get("feedback");
    page.progress.textContent = model.get("progress");
    page.end.innerHTML = model.get("end");
  };
  const showPhase = (isMine) => {
    const now = model.get("phase"), over = now === "over";
    page.picture.hidden = page.beside.hidden = over;
    page.below.hidden = over || !below;
    page.over.hidden = !over;
    page.next.hidden = now !== "told";
    const goal = { asking: page.picture, told: page.next, over: page.end }[now];
    if (phase && phase !== now && isMine) goal.focus({ preventScroll: now === "told" });
    phase = now;
  };
  // Whoever works here keeps the focus: on the way on, on the new picture, on the table.
  const showAll = () => {
    const isMine = el.contains(document.activeElement);
    showPictures();
    showNames();
    showWords();
    showPhase(isMine);
  };

  el.classList.add("uts");
  el.replaceChildren(page.grid);
  showAll();
  model.on("change", showAll);
  const sizes = new ResizeObserver(widthTellerOf(el, (told) => model.send(told)));
  sizes.observe(el);
  return () => {
    sizes.disconnect();
    model.off("change", showAll);
  };
}

export default { render };
