// Fills a sheet; nodes.js comes before it.

// Streamlit glides to the end of a page that stood at its end, again and again until somebody turns the wheel or
// touches it. An answer is read from its start: so the wheel is turned, by nothing, while the start is held in view.
// It is held for a moment, and taken again where something still moves it: a slow phone draws the rest seconds later.
// The first thing that a person does lets go of it.
const HOLD_MS = 400;
const LONGEST_HOLD_MS = 15000;

function scroller(paper) {
  let element = paper.getRootNode().host ?? paper.parentElement;
  while (element && !/auto|scroll/.test(getComputedStyle(element).overflowY)) element = element.parentElement;
  return element ?? document.documentElement;
}

function reveal(paper) {
  const quote = paper.querySelector("mark");
  const frame = scroller(paper);
  const over = AbortSignal.timeout(LONGEST_HOLD_MS);
  let until = performance.now() + HOLD_MS;
  let left = null;
  let held = true;
  let holding = true;
  let turn = 0;
  // Who drags a scroll bar may only be seen to move there.
  const letGo = (event) => { if (event.isTrusted && (event.type !== "pointermove" || !holding)) held = false; };
  for (const gesture of ["wheel", "touchstart", "keydown", "pointerdown", "pointermove"]) {
    window.addEventListener(gesture, letGo, { capture: true, passive: true, signal: over });
  }
  const isMoved = () => left !== null && Math.abs(frame.scrollTop - left) > 2;
  const hold = () => {
    holding = held && paper.isConnected && !over.aborted;
    if (!holding) return;
    const now = performance.now();
    if (isMoved()) until = now + HOLD_MS;
    frame.dispatchEvent(new WheelEvent("wheel"));
    (quote ?? paper).scrollIntoView({ block: quote ? "center" : "start" });
    // By turns a pixel off: only a scroll that is none of its own makes Streamlit leave the end.
    frame.scrollTop += turn++ % 2;
    left = frame.scrollTop;
    holding = now < until;
    if (holding) requestAnimationFrame(hold);
  };
  const again = () => {
    if (holding || !held || !isMoved()) return;
    holding = true;
    requestAnimationFrame(hold);
  };
  frame.addEventListener("scroll", again, { passive: true, signal: over });
  requestAnimationFrame(hold);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (!data.root) return;
  const written = JSON.stringify(data.root);
  // Found by hand: in a shadow root `:scope >` matches nothing.
  let paper = [...parentElement.children].find((child) => child.classList.contains("paper"));
  if (!paper) {
    paper = document.createElement("div");
    paper.className = "paper";
    parentElement.append(paper);
  }
  // A sheet that says the same is left alone: the focus and what is unfolded stay.
  if (paper.written !== written) {
    paper.written = written;
    refill(paper, data.root, setTriggerValue);
    // What scrolls within a sheet is reached by the keyboard, too.
    for (const asked of paper.querySelectorAll(".question")) if (asked.scrollHeight > asked.clientHeight + 1) asked.tabIndex = 0;
  }
  paper.classList.toggle("fresh", Boolean(data.reveal));
  if (data.reveal) reveal(paper);
}
