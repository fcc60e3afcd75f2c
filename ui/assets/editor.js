// A role description to edit in place. What is changed is marked; what it was and where it stands stay in sight.

const BLANK = "____";

function editor(paper, data, tell) {
  const { words } = data;
  const texts = new Map(Object.entries(data.texts));
  const removed = new Set(data.removed);
  const own = data.own.map((line) => ({ ...line }));
  const fills = new Map(Object.entries(data.fills));
  let count = data.counted;

  const tellAll = () => tell.state("changes", {
    texts: Object.fromEntries(texts), fills: Object.fromEntries(fills), removed: [...removed], own, counted: count,
  });
  const soon = paused(tellAll);

  // "Reports to: ____" with a field in place of each blank; what is filled in becomes the line's text.
  const filling = (line) => {
    const parts = line.text.split(BLANK);
    const filled = fills.get(line.id) ?? [];
    const values = parts.slice(1).map((_, place) => filled[place] ?? "");
    const write = () => {
      const whole = parts.reduce((sum, part, place) => sum + (values[place - 1].trim() || BLANK) + part);
      fills.set(line.id, values);
      if (values.some((value) => value.trim())) texts.set(line.id, whole);
      else texts.delete(line.id);
      soon();
    };
    const shown = parts.flatMap((part, place) => {
      const text = el("span", { text: part });
      if (place === 0) return [text];
      const field = el("input", {
        class: "fill-in", type: "text", value: values[place - 1], "aria-label": line.text.replaceAll(BLANK, "…"), placeholder: words.fill_in,
        maxlength: 200,
        oninput: (event) => { values[place - 1] = event.target.value; write(); },
        onblur: () => soon.now(),
      });
      return [field, text];
    });
    return el("span", { class: "what", lang: line.lang }, ...shown);
  };

  const mark = (name, text) => el("span", { class: "badge marked" }, symbol(name), el("span", { text }));

  const draw = (item, line, state = {}) => {
    item.replaceChildren();
    item.classList.toggle("removed", removed.has(line.id));
    if (removed.has(line.id)) {
      const undo = push("small", "undo", words.undo, () => { removed.delete(line.id); tellAll(); draw(item, line, { focus: true }); });
      item.append(el("span", { class: "gone", lang: line.lang, text: texts.get(line.id) ?? line.text }), el("span", { class: "after" }, el("span", { class: "badge", text: words.removed }), undo));
      undo.focus();
      return;
    }
    if (state.writing) drawWriting(item, line);
    else drawStill(item, line, state);
  };

  const drawStill = (item, line, state) => {
    const blank = line.text.includes(BLANK);
    const edited = !blank && texts.has(line.id);
    const edit = mini("edit", said(words.edit_line, { line: line.text }), () => draw(item, line, { writing: true }));
    const drop = mini("delete", said(words.remove_line, { line: line.text }), () => { removed.add(line.id); tellAll(); draw(item, line); });
    const marks = edited ? [mark("edit", words.edited)] : [];
    item.append(
      blank ? filling(line) : el("span", { class: "what", lang: line.lang, text: texts.get(line.id) ?? line.text }),
      el("span", { class: "after" }, ...trimmings(line, tell), ...marks, el("span", { class: "acts" }, blank ? null : edit, drop)),
    );
    if (edited) item.append(el("p", { class: "was" }, el("span", { text: words.was }), el("span", { text: " " }), el("span", { lang: line.lang, text: line.text })));
    if (state.focus) (blank ? drop : edit).focus();
  };

  const drawWriting = (item, line) => {
    const before = texts.get(line.id) ?? line.text;
    const field = area(before, said(words.edit_line, { line: line.text }), line.lang, () => {}, { maxlength: 2000 });
    const keep = (value) => {
      if (value.trim() && value !== line.text) texts.set(line.id, value.trim());
      else texts.delete(line.id);
      tellAll();
      draw(item, line, { focus: true });
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.stopPropagation(); draw(item, line, { focus: true }); }
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); keep(field.value); }
    });
    item.append(field, el("div", { class: "buttons" },
      push("main small", "check", words.keep, () => keep(field.value)),
      push("small", "close", words.cancel, () => draw(item, line, { focus: true })),
      texts.has(line.id) ? push("small", "restart_alt", words.restore, () => keep(line.text)) : null));
    field.focus();
  };

  const drawOwn = (item, line) => {
    const field = area(line.text, words.own_line, data.lang, (value) => { line.text = value; soon(); }, { maxlength: 2000, placeholder: words.own_line });
    field.addEventListener("blur", () => soon.now());
    const drop = mini("delete", words.remove_own, () => {
      const place = own.indexOf(line);
      own.splice(place, 1);
      const undo = push("small", "undo", words.undo, () => { own.splice(place, 0, line); tellAll(); item.replaceChildren(); drawOwn(item, line); });
      item.replaceChildren(el("span", { class: "gone", text: line.text }), undo);
      undo.focus();
      tellAll();
    });
    item.append(field, el("span", { class: "after" }, mark("person", words.own), el("span", { class: "acts" }, drop)));
    return field;
  };

  data.blocks.forEach((block, place) => {
    const list = el("ul", { class: "lines" });
    for (const line of block.lines) {
      const item = el("li", { class: "line" });
      draw(item, line);
      list.append(item);
    }
    const add = (line) => {
      const item = el("li", { class: "line own" });
      const field = drawOwn(item, line);
      list.append(item);
      return field;
    };
    for (const line of own.filter((one) => one.block === place)) add(line);
    const more = push("quiet small", "add", words.add_line, () => {
      const line = { id: `own-${(count += 1)}`, block: place, text: "" };
      own.push(line);
      tellAll();
      add(line).focus();
    }, { "aria-label": `${words.add_line}: ${block.heading ?? ""}` });
    paper.append(el("section", { class: "part" }, el("h3", { lang: data.lang, text: block.heading ?? "" }), list, more));
  });
  return () => {};
}
