// A new picture changes only what differs from the one in the page: less to lay out and to paint.

const SVG_NAME = /<svg[^>]*? id="(\w+)"/g;

// Each picture comes with a name of its own, on which its ids and rules are built. In the page the
// first name stays, or everything would differ.
function renamed(html, place) {
  const kept = [...place.querySelectorAll("svg[id]")].map((svg) => svg.id);
  const names = new Map([...html.matchAll(SVG_NAME)].map(([, name], i) => [name, kept[i] ?? name]));
  return html.replace(/\bs[0-9a-f]+n\d+\b/g, (name) => names.get(name) ?? name);
}

function patchAttributes(old, now) {
  for (const { name, value } of now.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (old.attributes.length === now.attributes.length) return;
  for (const { name } of [...old.attributes]) if (!now.hasAttribute(name)) old.removeAttribute(name);
}

function patchChildren(old, now) {
  let mine = old.firstChild, theirs = now.firstChild;
  while (theirs) {
    const [myNext, theirNext] = [mine && mine.nextSibling, theirs.nextSibling];
    if (mine) patchNode(mine, theirs);
    else old.append(theirs);
    [mine, theirs] = [myNext, theirNext];
  }
  while (mine) {
    const next = mine.nextSibling;
    mine.remove();
    mine = next;
  }
}

function patchNode(old, now) {
  if (old.nodeName !== now.nodeName) return old.replaceWith(now);
  if (old.nodeType !== Node.ELEMENT_NODE) return old.data !== now.data && (old.data = now.data);
  patchAttributes(old, now);
  patchChildren(old, now);
}

function patch(place, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = renamed(html, place);
  patchChildren(place, fresh.content);
}
