// A question: choose, commit, and only then hear what is right.

const PATIENCE_MS = 8000;
const SILENCE = "No answer has come yet. If none comes, run this cell again and check once more.";

function optionOf(option, group) {
  const input = make("input", "uts-radio", { type: "radio", name: group, value: option });
  const words = make("span", "", { textContent: option });
  const sign = make("span", "uts-sign");
  sign.setAttribute("aria-hidden", "true");
  const heard = make("span", "uts-voice");
  const label = make("label", "uts-choice", {}, [input, words, sign, heard]);
  return { option, input, label, sign, heard };
}

function showMark({ label, sign, heard }, right) {
  const isMarked = right !== undefined;
  label.classList.toggle("uts-right", right === true);
  label.classList.toggle("uts-missed", right === false);
  sign.textContent = isMarked ? (right ? "\u2713" : "\u2717") : "";
  heard.textContent = isMarked ? (right ? ", yes" : ", not this one") : "";
}

function spokenLine() {
  const line = make("p", "uts-answer");
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  return line;
}

// The same words again are heard again only if the line was empty between.
function say(line, words) {
  const isAgain = words && words === line.textContent;
  line.textContent = isAgain ? "" : words;
  if (isAgain) setTimeout(() => (line.textContent = words), 100);
}

function reasons(others) {
  const lines = others.map(([option, words]) => {
    return make("p", "", {}, [make("b", "", { textContent: `${option}: ` }), words]);
  });
  return [make("summary", "uts-opener", { textContent: "Why not the others?" }), ...lines];
}

function render({ model, el }) {
  const group = `uts-question-${Math.random().toString(36).slice(2, 10)}`;
  const options = model.get("options").map((option) => optionOf(option, group));
  const prompt = make("legend", "uts-prompt", { textContent: model.get("prompt") });
  const field = make("fieldset", "uts-choices", {}, [prompt, ...options.map((one) => one.label)]);
  const commit = make("button", "uts-button uts-main", { type: "button", textContent: "Check my answer", disabled: true });
  const answer = spokenLine();
  const why = make("details", "uts-drawer uts-why", { hidden: true });
  let asked = null, silence;

  const send = () => {
    asked = options.find((one) => one.input.checked)?.option ?? null;
    if (asked === null) return;
    clearTimeout(silence);
    silence = setTimeout(() => say(answer, SILENCE), PATIENCE_MS);
    model.send({ choose: asked });
  };
  const show = () => {
    const marks = model.get("marks"), others = model.get("others");
    for (const one of options) showMark(one, marks[one.option]);
    why.hidden = !others.length;
    if (others.length && !why.firstChild) why.replaceChildren(...reasons(others));
  };
  // A try that this page asked for is kept; one that a line of code made is not.
  const answered = () => {
    clearTimeout(silence);
    show();
    say(answer, model.get("said"));
    if (asked === null || !(asked in model.get("marks"))) return;
    keepAnswer(model.get("name"), model.get("lesson"), model.get("marks")[asked], model.get("tries") === 1);
    asked = null;
  };

  field.addEventListener("change", () => (commit.disabled = false));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey) send();
  });
  commit.addEventListener("click", send);
  el.classList.add("uts");
  el.replaceChildren(make("div", "uts-question", {}, [field, commit, answer, why]));
  show();
  say(answer, model.get("said"));
  model.on("change:tries", answered);
  return () => {
    clearTimeout(silence);
    model.off("change:tries", answered);
  };
}

export default { render };
