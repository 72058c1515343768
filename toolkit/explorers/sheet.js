// The question sheet on a page. The button opens the sheet alone in a frame and prints that.

function printed(page) {
  const frame = make("iframe", "uts-paper", { title: "Question sheet, for the printer" });
  frame.style.cssText = "position:fixed;width:0;height:0;border:0;visibility:hidden";
  frame.addEventListener("load", () => {
    frame.contentWindow.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow.focus();
    frame.contentWindow.print();
  });
  frame.srcdoc = page;
  document.querySelectorAll(".uts-paper").forEach((old) => old.remove());
  document.body.append(frame);
}

function render({ model, el }) {
  const button = make("button", "uts-button uts-main uts-print", { type: "button", textContent: "Print this page" });
  button.addEventListener("click", () => printed(model.get("page")));
  const sheet = make("div", "");
  const show = () => (sheet.innerHTML = model.get("html"));
  el.classList.add("uts");
  el.replaceChildren(button, sheet);
  model.on("change:html", show);
  show();
  return () => model.off("change:html", show);
}

export default { render };
