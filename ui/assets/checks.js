// A checklist to work with: ticks and notes show at once and are told to the page as a whole, so that none is lost.

function checks(paper, data, tell) {
  const ticked = new Set(data.ticks);
  const notes = new Map(Object.entries(data.notes));
  const { words } = data;
  let latest = data;
  const total = data.blocks.reduce((sum, block) => sum + block.lines.length, 0);
  const done = el("span", { class: "done" });
  const bar = el("div", { class: "bar", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": total, "aria-label": words.progress_label });
  const fill = el("div", { class: "fill" });
  bar.append(fill);
  const counts = [];
  // One part alone needs no count of its own: the one above it is the same.
  const counted = data.blocks.length > 1;

  const count = () => {
    const text = said(words.progress, { done: ticked.size, total });
    done.textContent = text;
    bar.setAttribute("aria-valuenow", ticked.size);
    bar.setAttribute("aria-valuetext", text);
    fill.style.width = `${total ? (100 * ticked.size) / total : 0}%`;
    bar.classList.toggle("full", total > 0 && ticked.size === total);
    for (const [label, block] of counts) {
      label.textContent = `${block.lines.filter((line) => ticked.has(line.id)).length}/${block.lines.length}`;
    }
  };
  const tellTicks = () => tell.state("ticks", [...ticked]);
  const tellNotes = () => tell.state("notes", Object.fromEntries(notes));

  const row = (line) => {
    const box = el("input", { type: "checkbox", checked: ticked.has(line.id) });
    const text = el("span", { class: "what", lang: line.lang, text: line.text });
    const item = el("li", { class: "check" }, el("label", {}, box, text), el("span", { class: "after" }, ...trimmings(line, tell)));
    item.classList.toggle("ticked", box.checked);
    box.addEventListener("change", () => {
      if (box.checked) ticked.add(line.id);
      else ticked.delete(line.id);
      item.classList.toggle("ticked", box.checked);
      count();
      tellTicks();
    });
    const open = mini("edit_note", said(words.note_on, { line: line.text }), () => { write(true); });
    const write = (focus) => {
      const soon = paused(tellNotes);
      const field = area(notes.get(line.id) ?? "", said(words.note_on, { line: line.text }), data.lang, (value) => {
        if (value.trim()) notes.set(line.id, value);
        else notes.delete(line.id);
        soon();
      }, { placeholder: words.note, maxlength: 2000 });
      field.addEventListener("blur", () => {
        soon.now();
        if (!field.value.trim()) { field.remove(); open.hidden = false; }
      });
      open.hidden = true;
      item.append(field);
      if (focus) field.focus();
    };
    item.querySelector(".after").append(open);
    if (notes.has(line.id)) write(false);
    return item;
  };

  const status = el("span", { class: "status", role: "status" });
  const tools = el("div", { class: "tools" }, status,
    push("quiet", "print", words.print, () => print(paper, data.title, data.lang, data.above, latest.below)));
  paper.append(el("div", { class: "progress" }, el("div", { class: "figures" }, done, tools), bar));
  for (const block of data.blocks) {
    const phase = el("section", { class: "phase" });
    if (block.heading || counted) {
      const label = el("span", { class: "count" });
      if (counted) counts.push([label, block]);
      phase.append(el("h3", { lang: data.lang, text: block.heading ?? "" }, el("span", { text: " " }), label));
    }
    phase.append(el("ul", { class: "checks" }, ...block.lines.map(row)));
    paper.append(phase);
  }
  count();
  return (now) => {
    latest = now;
    status.textContent = now.status ?? "";
  };
}
