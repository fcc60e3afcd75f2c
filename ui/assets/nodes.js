// Data in, elements out: what every component of the page is built with. Text goes in as text nodes only, so that
// nothing in a document can be markup.

const TAGS = new Set([
  "div", "section", "header", "p", "span", "h2", "h3", "ol", "ul", "li", "mark", "a", "button", "details", "summary",
  "table", "caption", "thead", "tbody", "tr", "th", "td",
]);
const SHOWN_MS = 1600;
const SHOW_BELOW_MS = 350;

function absolute(address) {
  return new URL(address, window.location.origin + window.location.pathname).href;
}

// The clipboard's own interface exists on https and localhost only; a page in an office network has neither.
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}

function onCopy(element, node) {
  const face = element.querySelector(".face") ?? element;
  const before = face.textContent;
  copy(node.copied.startsWith("?") ? absolute(node.copied) : node.copied).then(() => {
    face.textContent = node.done || before;
    setTimeout(() => { face.textContent = before; }, SHOWN_MS);
  });
}

// A click shows at once that it was taken, however long the answer takes.
function wait(element) {
  element.classList.add("pending");
  setTimeout(() => element.classList.remove("pending"), SHOWN_MS);
}

function onClick(event, element, node, send) {
  // Ctrl, Shift, Alt or the middle button on a link: the browser's own way of opening it elsewhere.
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
  event.preventDefault();
  if (node.action) {
    wait(element);
    send(node.action[0], node.action[1]);
  }
  else if (node.copied) onCopy(element, node);
}

function build(node, send) {
  const element = document.createElement(TAGS.has(node.tag) ? node.tag : "span");
  if (node.text) element.append(document.createTextNode(node.text));
  if (node.look) element.className = node.look;
  if (node.look === "icon") {
    element.setAttribute("aria-hidden", "true");
    element.setAttribute("translate", "no");
  }
  if (node.tag === "th") element.scope = node.look?.includes("row-head") ? "row" : "col";
  if (node.share !== undefined) element.style.setProperty("--share", node.share);
  if (node.language) element.lang = node.language;
  if (node.label) element.setAttribute("aria-label", node.label);
  if (node.hint) element.title = node.hint;
  if (node.pressed) element.setAttribute("aria-pressed", node.pressed);
  if (node.tag === "details" && element.classList.contains("unfolded")) element.open = true;
  if (node.tag === "button") element.type = "button";
  if (node.tag === "a" && node.href?.startsWith("?")) element.setAttribute("href", node.href);
  if (node.action || node.copied) element.addEventListener("click", (event) => onClick(event, element, node, send));
  for (const child of node.children ?? []) element.append(build(child, send));
  return element;
}

function pathOf(element, top) {
  const path = [];
  for (let here = element; here !== top; here = here.parentElement) {
    path.unshift([...here.parentElement.children].indexOf(here));
  }
  return path;
}

function at(path, top) {
  return path.reduce((here, place) => here?.children[place], top);
}

// New content in place of the old: the focus and what was unfolded stay where the new content has the like.
function refill(paper, root, send) {
  const active = paper.getRootNode().activeElement;
  const focus = active && paper.contains(active) && active !== paper ? pathOf(active, paper) : null;
  const open = [...paper.querySelectorAll("details[open]")].map((element) => pathOf(element, paper));
  paper.replaceChildren(build(root, send));
  for (const path of open) {
    const details = at(path, paper);
    if (details?.tagName === "DETAILS") details.open = true;
  }
  const focused = focus && at(focus, paper);
  focused?.focus({ preventScroll: true });
  if (focused?.ariaPressed === "true") showBelow(focused);
}

// What a button that stays down leads to comes under it, a moment later: it is not to come below the screen.
function showBelow(button) {
  setTimeout(() => {
    if (button.isConnected && button.getBoundingClientRect().bottom > 0.6 * window.innerHeight) {
      button.scrollIntoView({ block: "center", behavior: "smooth" });
    }
  }, SHOW_BELOW_MS);
}
