// What the worksheets (checks.js, editor.js, quiz.js) are built with. nodes.js comes before it.

let named = 0;
const freshId = () => `w${(named += 1)}`;

// An element with attributes; `text` goes in as a text node, `on…` are listeners, children may be null.
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.append(document.createTextNode(value));
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function symbol(name) {
  return el("span", { class: "icon", "aria-hidden": "true", translate: "no", text: name });
}

function push(look, name, text, onclick, more = {}) {
  return el("button", { type: "button", class: `push ${look}`, onclick, ...more }, symbol(name), el("span", { text }));
}

// A button that is only an icon: its label is read out and shows on hover.
function mini(name, label, onclick, more = {}) {
  return el("button", { type: "button", class: "mini", "aria-label": label, title: label, onclick, ...more }, symbol(name));
}

// "{done} of {total}" with its fields put in.
function said(phrase, fields) {
  return phrase.replace(/\{(\w+)\}/g, (whole, name) => (name in fields ? String(fields[name]) : whole));
}

// The numbers of a line's sources, its language and marks: nodes that came from the page.
function trimmings(line, tell) {
  return (line.after ?? []).map((node) => build(node, tell.event));
}

// A text of many lines that grows with what is written in it.
function area(value, label, lang, oninput, more = {}) {
  const field = el("textarea", { class: "area", rows: 1, "aria-label": label, lang, value, ...more });
  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  };
  field.addEventListener("input", () => { fit(); oninput(field.value); });
  requestAnimationFrame(fit);
  return field;
}

// What is written is told after a pause, and at once where the field is left.
const PAUSE_MS = 500;

function paused(action) {
  let timer = 0;
  const later = () => { clearTimeout(timer); timer = setTimeout(action, PAUSE_MS); };
  later.now = () => { clearTimeout(timer); action(); };
  return later;
}

// A sheet of paper: the worksheet under its title and above its sources, without the page around it, in a frame of
// its own. `above` and `below` are nodes that came from the page, or nothing.
function print(paper, title, lang, above, below) {
  const frame = el("iframe", { class: "print-frame", title, "aria-hidden": "true", tabindex: "-1" });
  frame.style.cssText = "position:fixed;inset-inline-end:0;inset-block-end:0;width:0;height:0;border:0;visibility:hidden";
  document.body.append(frame);
  const inner = frame.contentDocument;
  inner.title = title;
  inner.documentElement.lang = lang;
  for (const style of paper.getRootNode().querySelectorAll("style")) inner.head.append(style.cloneNode(true));
  const copied = paper.cloneNode(true);
  copied.classList.add("printed");
  const written = paper.querySelectorAll("textarea, input");
  copied.querySelectorAll("textarea, input").forEach((field, place) => {
    if (field.tagName === "TEXTAREA") field.replaceWith(el("p", { class: "written", text: written[place].value }));
    else field.toggleAttribute("checked", written[place].checked);
  });
  if (above) copied.prepend(build(above, () => {}));
  copied.prepend(el("h1", { lang, text: title }));
  if (below) copied.append(build(below, () => {}));
  for (const folded of copied.querySelectorAll("details")) folded.open = true;
  inner.body.append(copied);
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.focus();
  frame.contentWindow.print();
}
