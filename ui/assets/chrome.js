// Streamlit's own words are English only. They are said here in the page's language: what is read, and what is heard.

const SAID = [
  ["skip", "[data-testid=stSkipToContent]", ""],
  ["choose", "[data-testid=stFileUploaderDropzone] [data-testid=stBaseButton-secondary] p", ""],
  ["menu", "[data-testid=stSidebar], [data-testid=stSidebarNav], [data-testid=stTopNav]", "aria-label"],
  ["open_menu", "[data-testid=stExpandSidebarButton]", "aria-label"],
  ["close_menu", "[data-testid=stSidebar] [aria-label='Collapse sidebar']", "aria-label"],
  ["start", "[data-testid=stLogoLink]", "aria-label"],
  ["start", "[data-testid=stLogoLink] img", "alt"],
  ["close", "[data-testid=stDialog] [aria-label=Close]", "aria-label"],
  ["list", "[data-testid=stSelectbox] [aria-label=Open], [data-testid=stMultiSelect] [aria-label=Open]", "aria-label"],
  ["choose", "[data-testid=stFileUploaderDropzoneInput], [aria-label='Add files']", "aria-label"],
  ["drop", "[data-testid=stFileUploader] [aria-label^='Remove ']", "aria-label"],
  ["date", "[data-testid=stDateInputCalendarButton]", "aria-label"],
];

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

function sayAll() {
  for (const [name, selector, attribute] of SAID) {
    if (!words[name]) continue;
    for (const element of document.querySelectorAll(selector)) sayOne(element, name, attribute);
  }
  // What was said in another language before bears Streamlit's words no more.
  for (const element of document.querySelectorAll("[data-said][aria-label]")) {
    if (words[element.dataset.said]) sayOne(element, element.dataset.said, "aria-label");
  }
}

// On a phone the menu lies over the page. Streamlit leaves it there after a choice, and opens it again at a reload.
const NARROW = "(max-width: 768px)";

function closeMenu() {
  if (!window.matchMedia(NARROW).matches) return;
  document.querySelector("[data-testid=stSidebar][data-collapsed=false] [data-testid=stSidebarCollapseButton] button")?.click();
}

function speak(told) {
  words = told ?? {};
  sayAll();
  if (watcher) return;
  closeMenu();
  document.addEventListener("click", (event) => {
    const within = event.target.closest?.("[data-testid=stSidebar], [data-testid=stExpandSidebarButton]");
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
    });
  });
  watcher.observe(document.body, { childList: true, subtree: true });
}
