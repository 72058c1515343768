// How a reader did, read from their own browser.

const NOTHING = "You have not answered a question in this browser yet.";
const FORBIDDEN = "This browser does not keep answers, so nothing is counted here.";
const SURE = "Forget all of your answers? They cannot be brought back.";

function cellsOf(words, tag, properties = {}) {
  return words.map((text) => make(tag, "", { textContent: text, ...properties }));
}

function rowOf({ title, cards }, all) {
  const done = cards.filter(([name]) => name in all);
  const first = done.filter(([name]) => all[name].first).length;
  const counts = [`${done.length} of ${cards.length}`, done.length ? `${first}` : "\u2013"];
  return make("tr", "", {}, [...cellsOf([title], "th", { scope: "row" }), ...cellsOf(counts, "td")]);
}

function tableOf(lessons, all) {
  const heads = cellsOf(["Lesson", "Answered", "Right at first try"], "th", { scope: "col" });
  return [
    make("caption", "", { textContent: "Your answers in this browser" }),
    make("thead", "", {}, [make("tr", "", {}, heads)]),
    make("tbody", "", {}, lessons.map((lesson) => rowOf(lesson, all))),
  ];
}

function countOf(lessons, all) {
  const names = lessons.flatMap(({ cards }) => cards.map(([name]) => name));
  const done = names.filter((name) => name in all);
  const first = done.filter((name) => all[name].first);
  if (!done.length) return canKeep() ? NOTHING : FORBIDDEN;
  return `You answered ${done.length} of ${names.length} questions, ${first.length} of them right at the first try.`;
}

// Worth another look is what was missed at first when it was last met.
function missedOf(lessons, all) {
  return lessons.flatMap(({ title, cards }) => cards
    .filter(([name]) => all[name]?.latest === false)
    .map(([, prompt]) => make("li", "", {}, [`${prompt} `, make("span", "uts-small", { textContent: `(${title})` })])));
}

function pressed(words, className, act) {
  const button = make("button", `uts-button ${className}`, { type: "button", textContent: words });
  button.addEventListener("click", act);
  return button;
}

function render({ model, el }) {
  const lessons = model.get("lessons");
  const said = make("p", "uts-answer", { tabIndex: -1 }), sure = make("p", "uts-answer", { tabIndex: -1, textContent: SURE });
  said.setAttribute("role", "status");
  const table = make("table", ""), list = make("ul", "");
  const look = make("details", "uts-drawer uts-why", {}, [make("summary", "uts-opener", { textContent: "Worth another look" }), list]);
  const doubt = (isOpen) => ((confirm.hidden = !isOpen), (forget.hidden = isOpen || !Object.keys(kept()).length));
  const forget = pressed("Forget my answers", "", () => (doubt(true), sure.focus()));
  const yes = pressed("Yes, forget them", "", () => (keep({}), said.focus()));
  const no = pressed("Keep them", "uts-main", () => (doubt(false), forget.focus()));
  const confirm = make("div", "uts-sure", { hidden: true }, [sure, make("div", "uts-player", {}, [no, yes])]);
  const note = make("p", "uts-small", { textContent: model.get("note") });

  const show = () => {
    const all = kept(), missed = missedOf(lessons, all);
    said.textContent = countOf(lessons, all);
    table.replaceChildren(...tableOf(lessons, all));
    list.replaceChildren(...missed);
    look.hidden = !missed.length;
    doubt(false);
  };
  const fromElsewhere = (event) => [SHELF, null].includes(event.key) && show();
  const page = make("div", "uts-kept", {}, [said, table, look, forget, confirm, note]);
  page.setAttribute("role", "group");
  page.setAttribute("aria-label", "Your answers");
  el.classList.add("uts");
  el.replaceChildren(page);
  show();
  window.addEventListener(KEPT_CHANGED, show);
  window.addEventListener("storage", fromElsewhere);
  return () => {
    window.removeEventListener(KEPT_CHANGED, show);
    window.removeEventListener("storage", fromElsewhere);
  };
}

export default { render };
