// Comes after chrome.js. What the browser remembers: the chosen language for a year, and this tab's handle until the tab is closed.

const HANDLE = "fieldcoach-tab";
const YEAR = 31536000;

export default function (component) {
  const { data, setTriggerValue } = component;
  // Fonts, hyphenation and screen readers go by it.
  if (data.page_language) document.documentElement.lang = data.page_language;
  if (data.chosen) document.cookie = `fieldcoach_language=${data.chosen}; max-age=${YEAR}; path=/; SameSite=Lax`;
  speak(data.words);
  try {
    const kept = window.sessionStorage.getItem(HANDLE);
    // A page that was just loaded anew asks for what this tab had before.
    if (data.fresh && kept && kept !== data.handle) setTriggerValue("found", kept);
    else window.sessionStorage.setItem(HANDLE, data.handle);
  } catch {
    // Storage is switched off in this browser: a reload begins anew.
  }
}
