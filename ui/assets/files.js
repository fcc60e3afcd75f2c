// A menu of files. The page makes one when it is chosen and sends it here; it is saved once, and the page is told so.

const savedFiles = new Set();

function files(paper, data, tell) {
  const buttons = new Map(data.forms.map((form) => [form.name, push("quiet file", form.icon, form.label, (event) => {
    event.currentTarget.classList.add("busy");
    tell.event("make", form.name);
  })]));
  paper.append(...buttons.values());

  const save = (file) => {
    savedFiles.add(file.id);
    const bytes = Uint8Array.from(atob(file.data), (sign) => sign.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: file.type }));
    const link = el("a", { href: address, download: file.name });
    link.click();
    // The browser reads it after the click has returned.
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    tell.event("saved", file.id);
  };
  return (now) => {
    buttons.forEach((button) => button.classList.remove("busy"));
    if (now.file && !savedFiles.has(now.file.id)) save(now.file);
  };
}
