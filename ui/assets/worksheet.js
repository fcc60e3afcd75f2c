// A worksheet: what somebody does in it lives here; the page is told of it and never takes it away.

const KINDS = { checks, editor, quiz, files };

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const fixed = JSON.stringify(data.fixed);
  let paper = [...parentElement.children].find((child) => child.classList.contains("paper"));
  if (!paper) {
    paper = document.createElement("div");
    parentElement.append(paper);
  }
  if (paper.fixed !== fixed) {
    paper.fixed = fixed;
    paper.className = `paper work ${data.kind}`;
    paper.lang = data.fixed.page_lang;
    paper.replaceChildren();
    const tell = {
      state: (name, value) => setStateValue(name, value),
      event: (name, value) => setTriggerValue(name, value),
    };
    paper.update = KINDS[data.kind](paper, { ...data.fixed, ...data.now }, tell);
  }
  paper.update(data.now);
}
