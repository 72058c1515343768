// One line of words that a screen reader speaks when it changes.

function render({ model, el }) {
  const line = document.createElement("p");
  line.className = "uts-notice";
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  el.replaceChildren(line);
  const show = () => (line.textContent = model.get("notice"));
  model.on("change:notice", show);
  show();
  return () => model.off("change:notice", show);
}

export default { render };
