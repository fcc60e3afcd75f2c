// Fills a sheet; nodes.js comes before it.

// Streamlit glides to the end of a page that stood at its end, again and again until somebody turns the wheel or
// touches it. An answer is read from its start: so the wheel is turned, by nothing, while the start is held in view.
// It is held for a moment, and on a slow machine as long as something still moves it, but not for ever.
const HOLD_MS = 400;
const LONGEST_HOLD_MS = 3000;

function scroller(paper) {
  let element = paper.getRootNode().host ?? paper.parentElement;
  while (element && !/auto|scroll/.test(getComputedStyle(element).overflowY)) element = element.parentElement;
  return element ?? document.documentElement;
}

function reveal(paper) {
  const quote = paper.querySelector("mark");
  const frame = scroller(paper);
  const begun = performance.now();
  let until = begun + HOLD_MS;
  let left = null;
  let held = true;
  let turn = 0;
  for (const gesture of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    const letGo = (event) => { if (event.isTrusted) held = false; };
    frame.addEventListener(gesture, letGo, { capture: true, passive: true, signal: AbortSignal.timeout(LONGEST_HOLD_MS) });
  }
  const hold = () => {
    if (!held || !paper.isConnected) return;
    const now = performance.now();
    if (left !== null && Math.abs(frame.scrollTop - left) > 2) until = Math.min(now + HOLD_MS, begun + LONGEST_HOLD_MS);
    frame.dispatchEvent(new WheelEvent("wheel"));
    (quote ?? paper).scrollIntoView({ block: quote ? "center" : "start" });
    // By turns a pixel off: only a scroll that is none of its own makes Streamlit leave the end.
    frame.scrollTop += turn++ % 2;
    left = frame.scrollTop;
    if (now < until) requestAnimationFrame(hold);
  };
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
