// Streamlit's own words are English only. They are said here in the page's language: what is read, and what is heard.

const SAID = [
  ["skip", "[data-testid=stSkipToContent]", ""],
  ["choose", "[data-testid=stFileUploaderDropzone] [data-testid=stBaseButton-secondary] p", ""],
  ["menu", "[data-testid=stSidebar], [data-testid=stSidebarNav], [data-testid=stTopNav]", "aria-label"],
  ["open_menu", "[data-testid=stExpandSidebarButton]", "aria-label"],
  ["close_menu", "[data-testid=stSidebar] [aria-label='Collapse sidebar']", "aria-label"],
  ["start", "[data-testid=stLogoLink]", "aria-label"],
  ["start", "[data-testid=stLogoLink] img, [data-testid=stHeaderLogo]", "alt"],
  ["copy", "[data-testid=stCode] button", "aria-label"],
  ["ask", "[data-testid=stChatInputSubmitButton]", "aria-label"],
  ["less", "[data-testid=stNumberInputStepDown]", "aria-label"],
  ["more", "[data-testid=stNumberInputStepUp]", "aria-label"],
  ["chart", "[data-testid=stVegaLiteChart][aria-label], [data-testid=stVegaLiteChart] [aria-label='Vega visualization']", "aria-label"],
  ["close", "[data-testid=stDialog] [aria-label=Close]", "aria-label"],
  ["message", "[data-testid=stToast]", "aria-label"],
  ["close", "[data-testid=stToast] [aria-label=Close]", "aria-label"],
  ["list", "[data-testid=stSelectbox] [aria-label=Open], [data-testid=stMultiSelect] [aria-label=Open]", "aria-label"],
  ["choose", "[data-testid=stFileUploaderDropzoneInput], [aria-label='Add files']", "aria-label"],
  ["drop", "[data-testid=stFileUploader] [aria-label^='Remove ']", "aria-label"],
  ["date", "[data-testid=stDateInputCalendarButton]", "aria-label"],
  ["year", "[data-testid=stDateInput] [data-placeholder][data-type=year]", ""],
  ["month", "[data-testid=stDateInput] [data-placeholder][data-type=month]", ""],
  ["day", "[data-testid=stDateInput] [data-placeholder][data-type=day]", ""],
];

// Before a name that is typed into a list of names.
const ADDED = "[data-testid=stSelectboxVirtualDropdown] [data-key=__creatable__] [data-item-hl]";
const ADD = "Add: ";

// The heading of Streamlit's dialog for a server that has gone. What follows it asks for a command of Streamlit's, or
// for the internet, which nobody needs here.
const HEADINGS = "[data-testid=stDialog] h2[slot=title]";
const LOST = "Connection error";

let words = {};
let watcher = null;

function sayOne(element, name, attribute) {
  element.dataset.said = name;
  if (attribute) {
    if (element.getAttribute(attribute) !== words[name]) element.setAttribute(attribute, words[name]);
    return;
  }
  // Its own text node stays, with another text: React keeps hold of it.
  const text = element.firstChild;
  if (text?.nodeType === Node.TEXT_NODE && text.data !== words[name]) text.data = words[name];
}

function sayLost() {
  for (const heading of document.querySelectorAll(HEADINGS)) {
    if (!words.lost || ![LOST, words.lost].includes(heading.textContent)) continue;
    sayOne(heading, "lost", "");
    const advice = heading.nextElementSibling?.firstElementChild;
    if (advice?.childNodes.length === 1) sayOne(advice, "lost_advice", "");
  }
}

function sayAll() {
  sayLost();
  for (const [name, selector, attribute] of SAID) {
    if (!words[name]) continue;
    for (const element of document.querySelectorAll(selector)) sayOne(element, name, attribute);
  }
  for (const element of document.querySelectorAll(ADDED)) {
    const text = element.firstChild;
    if (words.add && text?.data?.startsWith(ADD)) text.data = words.add.replace("{name}", text.data.slice(ADD.length));
  }
  // What was said in another language before bears Streamlit's words no more.
  for (const element of document.querySelectorAll("[data-said][aria-label]:not([data-type])")) {
    if (words[element.dataset.said]) sayOne(element, element.dataset.said, "aria-label");
  }
}

// On a phone the menu lies over the page. Streamlit leaves it there after a choice, and opens it again at a reload.
const NARROW = "(max-width: 768px)";

function closeMenu() {
  if (!window.matchMedia(NARROW).matches) return;
  document.querySelector("[data-testid=stSidebar][data-collapsed=false] [data-testid=stSidebarCollapseButton] button")?.click();
}

// Once, as soon as it is there: where a key is asked for first, it comes with the second run.
let shut = false;

function closeMenuLeftOpen() {
  if (shut || !document.querySelector("[data-testid=stSidebar]")) return;
  shut = true;
  closeMenu();
}

function speak(told) {
  words = told ?? {};
  sayAll();
  closeMenuLeftOpen();
  if (watcher) return;
  document.addEventListener("click", (event) => {
    const within = event.target.closest?.("[data-testid=stSidebar], [data-testid=stExpandSidebarButton]");
    if (within) shut = true;
    // After Streamlit's own listener: the link is followed first.
    if (!within || event.target.closest("[data-testid=stSidebarNavLink]")) setTimeout(closeMenu);
  });
  let waiting = false;
  watcher = new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      sayAll();
      closeMenuLeftOpen();
    });
  });
  watcher.observe(document.body, { childList: true, characterData: true, subtree: true });
}
