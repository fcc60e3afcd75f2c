// A quiz, one question at a time. The key is not here: the page grades and sends back what was right and why.

function quiz(paper, data, tell) {
  const { words, items } = data;
  let outcomes = data.outcomes;
  let place = items.findIndex((item) => !(item.id in outcomes));
  if (place < 0) place = items.length;
  let waiting = "";
  let drawn = "";

  const send = (item, given, ease) => {
    waiting = item.id;
    draw();
    tell.event("answer", { id: item.id, given, ease });
    // Where the page does not answer, the answer can be given again.
    setTimeout(() => { if (waiting === item.id) { waiting = ""; draw(); } }, 8000);
  };

  const radios = (name, options, legend, checkedAt = -1) => {
    const boxes = options.map((option, index) =>
      el("label", { class: "option" }, el("input", { type: "radio", name, value: String(index), checked: index === checkedAt }), el("span", { text: option, lang: data.options_lang })));
    return el("fieldset", { class: "options" }, el("legend", { class: "hidden", text: legend }), ...boxes);
  };
  const chosen = (element) => element.querySelector("input:checked")?.value;

  // Each type: the elements to answer with, and how to read the answer (undefined: not yet answered).
  const forms = {
    choice: (item) => {
      const list = radios(freshId(), item.options, item.prompt);
      return [list, () => (chosen(list) === undefined ? undefined : Number(chosen(list)))];
    },
    true_false: (item) => {
      const list = radios(freshId(), [words.true, words.false], item.prompt);
      return [list, () => (chosen(list) === undefined ? undefined : chosen(list) === "0")];
    },
    order: (item) => {
      const order = item.options.map((_, index) => index);
      const list = el("ol", { class: "order" });
      const move = (at, by) => {
        const [one] = order.splice(at, 1);
        order.splice(at + by, 0, one);
        fill();
        const row = list.children[at + by];
        (row.querySelector(by < 0 ? ".up" : ".down").disabled ? row.querySelector("button:not(:disabled)") : row.querySelector(by < 0 ? ".up" : ".down")).focus();
      };
      const fill = () => list.replaceChildren(...order.map((index, at) => {
        const option = item.options[index];
        const up = mini("arrow_upward", said(words.up, { option }), () => move(at, -1), { disabled: at === 0 });
        const down = mini("arrow_downward", said(words.down, { option }), () => move(at, 1), { disabled: at === order.length - 1 });
        up.classList.add("up");
        down.classList.add("down");
        return el("li", {}, el("span", { class: "what", lang: item.lang, text: option }), el("span", { class: "acts" }, up, down));
      }));
      fill();
      return [el("div", {}, el("p", { class: "hint", text: words.order_hint }), list), () => [...order]];
    },
    match: (item) => {
      const half = item.options.length / 2;
      const letter = (index) => String.fromCharCode(65 + index);
      const right = item.options.slice(half);
      const fields = item.options.slice(0, half).map((left) => {
        const field = el("select", { "aria-label": said(words.pair_for, { option: left }) },
          el("option", { value: "", text: "–" }), ...right.map((_, index) => el("option", { value: String(index), text: letter(index) })));
        return [el("li", {}, el("span", { class: "what", lang: item.lang, text: left }), field), field];
      });
      const key = el("ul", { class: "letters" }, ...right.map((text, index) => el("li", {}, el("span", { class: "letter", text: letter(index) }), el("span", { lang: item.lang, text }))));
      const read = () => (fields.some(([, field]) => field.value === "") ? undefined : fields.map(([, field], left) => [left, half + Number(field.value)]));
      return [el("div", { class: "match" }, el("p", { class: "hint", text: words.match_hint }), key, el("ul", { class: "pairs" }, ...fields.map(([row]) => row))), read];
    },
    gap: (item) => {
      const field = el("input", { type: "text", class: "gap", "aria-label": said(words.gap_for, { prompt: item.prompt.replaceAll("____", "…") }), maxlength: 500, autocomplete: "off", placeholder: words.gap });
      return [field, () => field.value.trim() || undefined];
    },
  };

  const asking = (item) => {
    const [form, read] = forms[item.type](item);
    const warning = el("p", { class: "warning", role: "alert" });
    const ease = data.ease ? radios(freshId(), [words.hard, words.good, words.easy], words.sure, 1) : null;
    const felt = () => (ease ? ["hard", "good", "easy"][Number(chosen(ease))] : "good");
    const check = () => {
      const given = read();
      if (given === undefined) { warning.textContent = words.unanswered; return; }
      send(item, given, felt());
    };
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing && event.target.tagName === "INPUT") { event.preventDefault(); check(); }
    });
    form.addEventListener("input", () => { warning.textContent = ""; });
    const sure = ease ? el("div", { class: "sure" }, el("span", { class: "hint", "aria-hidden": "true", text: words.sure }), ease) : null;
    return [form, sure, warning, el("div", { class: "buttons" },
      push("main", "check", words.check, check),
      push("quiet", "help", words.give_up, () => send(item, null, "hard")))];
  };

  const verdict = (right) => el("p", { class: `verdict ${right ? "right" : "wrong"}` }, symbol(right ? "check_circle" : "cancel"), el("span", { text: right ? words.right : words.wrong }));

  // The steps of an order are numbered; everything else is a line each.
  const lines = (texts, item, ordered) =>
    el(ordered ? "ol" : "ul", { class: ordered ? "" : "plain" }, ...texts.map((text) => el("li", { lang: item.type === "true_false" ? null : item.lang, text })));

  const explained = (item, outcome) => [
    outcome.given.length && !outcome.right
      ? el("div", { class: "given" }, el("p", { class: "hint", text: words.given }), lines(outcome.given, item, outcome.ordered)) : null,
    // Where nothing explains it, the answer stands for itself, also under a right one.
    outcome.answer.length && (!outcome.right || !outcome.explanation)
      ? el("div", { class: "answer-key" }, outcome.right ? null : el("p", { class: "hint", text: words.key }), lines(outcome.answer, item, outcome.ordered)) : null,
    outcome.said && !outcome.right ? el("p", { class: "hint", text: words.key }) : null,
    el("p", { class: "why" }, el("span", { lang: item.lang, text: outcome.explanation }), el("span", { text: " " }), ...trimmings(outcome, tell)),
    outcome.due ? el("p", { class: "hint", text: outcome.due }) : null,
  ];

  const told = (item, outcome) => {
    const last = place + 1 >= items.length;
    const next = push("main", last ? "done_all" : "arrow_forward", last ? words.finish : words.next, () => { place += 1; draw(true); });
    requestAnimationFrame(() => next.focus({ preventScroll: true }));
    return [el("div", { class: "outcome", role: "status" }, verdict(outcome.right), ...explained(item, outcome)), el("div", { class: "buttons" }, next)];
  };

  const summary = () => {
    const right = items.filter((item) => outcomes[item.id]?.right).length;
    const wrong = items.filter((item) => outcomes[item.id] && !outcomes[item.id].right);
    const rows = wrong.map((item) => el("li", {}, el("p", { class: "prompt", lang: item.lang, text: item.prompt }), ...explained(item, outcomes[item.id])));
    return [
      el("p", { class: "score", tabindex: "-1" }, el("span", { class: "big", text: `${right}/${items.length}` }), el("span", { text: wrong.length ? said(words.score, { right, total: items.length }) : words.all_right })),
      wrong.length ? el("h3", { text: words.to_repeat }) : null,
      wrong.length ? el("ul", { class: "wrongs" }, ...rows) : null,
      el("div", { class: "buttons" },
        wrong.length && words.retry ? push("main", "replay", words.retry, () => tell.event("again", "wrong")) : null,
        push(wrong.length && words.retry ? "quiet" : "main", "restart_alt", words.again, () => tell.event("again", "all"))),
    ];
  };

  const draw = (focus = false) => {
    const item = items[place];
    drawn = JSON.stringify([place, waiting, item ? outcomes[item.id] : outcomes]);
    const held = item && waiting === item.id;
    if (held) {
      paper.querySelectorAll("input, select, button").forEach((field) => { field.disabled = true; });
      paper.querySelector(".push.main")?.classList.add("busy");
      return;
    }
    paper.replaceChildren();
    if (!item) {
      paper.append(...summary().filter(Boolean));
      if (focus) paper.querySelector(".score").focus();
      return;
    }
    const outcome = outcomes[item.id];
    const count = el("p", { class: "place", text: said(words.place, { place: place + 1, total: items.length }) });
    const steps = el("div", { class: "steps", "aria-hidden": "true" }, ...items.map((one, at) => {
      const state = one.id in outcomes ? (outcomes[one.id].right ? "right" : "wrong") : "";
      return el("span", { class: `step ${state} ${at === place ? "now" : ""}` });
    }));
    const head = el("h3", { class: "prompt", lang: item.lang, tabindex: "-1", text: item.prompt });
    paper.append(el("div", { class: "figures" }, count, item.topic ? el("span", { class: "topic-name", text: item.topic }) : null), steps, head);
    paper.append(...(outcome ? told(item, outcome) : asking(item)).filter(Boolean));
    if (focus) head.focus({ preventScroll: true });
  };

  draw();
  return (now) => {
    outcomes = now.outcomes;
    if (waiting && (waiting in outcomes || now.failed)) waiting = "";
    const item = items[place];
    if (JSON.stringify([place, waiting, item ? outcomes[item.id] : outcomes]) !== drawn) draw();
  };
}
