// A question with choices. Replies come from Python (widgets/question.py). With `before` the named
// Explorer stays covered until the reader has chosen; the answer waits until it has been seen.

let questions = 0;

// Covers the Explorer of that name as soon as there is one; returns what uncovers it.
const coverExplorer = (name, asked, skip) => {
  let target;
  const cover = make("div", { class: "ll-cover" }, make("p", {}, "First say what you expect: ", make("a", { href: `#${asked}` }, "the question"), " comes before this widget."));
  const button = make("button", { type: "button" }, "Show it without choosing");
  button.addEventListener("click", skip);
  cover.append(button);
  const find = () => {
    target = document.getElementById(name) || document.querySelector(`[data-widget="${name}"]`);
    if (!target) return;
    waiting.disconnect();
    target.classList.add("ll-covered");
    for (const part of target.children) part.inert = part.tagName !== "FIGCAPTION";
    target.append(cover);
  };
  const waiting = new MutationObserver(find); // in JupyterLab the widget's cell may run later
  waiting.observe(document.body, { childList: true, subtree: true });
  find();
  return () => {
    waiting.disconnect();
    cover.remove();
    target?.classList.remove("ll-covered");
    for (const part of target?.children || []) part.inert = false;
  };
};

const renderQuestion = (spec, el) => {
  const id = `ll-question-${spec.name}-${++questions}`;
  const key = decodeKey(spec.key);
  const predicts = Boolean(spec.before);
  const inputs = spec.options.map((_, i) => make("input", { type: "radio", name: id, id: `${id}-${i}`, "data-lm-suppress-shortcuts": "true" }));
  const rows = spec.options.map((text, i) => make("div", { class: "ll-option" }, inputs[i], make("label", { for: `${id}-${i}` }, ...withSubscripts(text))));
  const says = make("p", { class: "ll-says", role: "status" });
  const [check, see, skip] = [predicts ? "That is my choice" : "Check", "Show the answer", "Skip"].map((text) => make("button", { type: "button" }, text));
  const form = make("form", { class: "ll-answers" },
    make("fieldset", {}, make("legend", {}, ...withSubscripts(spec.text)), ...rows),
    make("div", { class: "ll-actions" }, check, ...(predicts ? [skip, see] : [])), says);
  const chosen = () => inputs.findIndex((input) => input.checked);
  const tell = (kind, text) => {
    form.dataset.kind = kind;
    says.replaceChildren(...withSubscripts(text));
  };
  const clear = () => { delete form.dataset.kind; says.textContent = ""; };
  const keep = (state) => memory.remember(`question/${spec.name}`, state);

  const answer = () => {
    const [right, reply] = key[chosen()];
    rows[chosen()].dataset.tried = right ? "right" : "wrong";
    tell(right ? "right" : "known", right ? affirm(reply) : reply);
    keep({ chosen: spec.options[chosen()], answered: true });
  };
  const answerAfter = () => {
    const [right, reply] = key[chosen()] || [false, ""];
    key.forEach(([holds], i) => { if (holds || i === chosen()) rows[i].dataset.tried = holds ? "right" : "wrong"; });
    const holding = key.findIndex(([holds]) => holds);
    const held = `What holds: “${spec.options[holding]}” ${key[holding][1]}`;
    tell(right ? "right" : "known", right ? affirm(reply) : `${reply} ${held}`.trim());
    see.hidden = true;
    keep({ chosen: spec.options[chosen()] ?? null, answered: true });
  };
  let uncover = () => {};
  const lock = (text) => {
    uncover();
    inputs.forEach((input) => { input.disabled = true; });
    [check.hidden, skip.hidden, see.hidden] = [true, true, false];
    tell("none", text);
  };
  const choose = () => {
    if (chosen() < 0) { tell("none", "Choose one first."); return; }
    if (!predicts) { answer(); return; }
    lock("Noted. Now try it in the widget, then come back for the answer.");
    keep({ chosen: spec.options[chosen()], answered: false });
    see.focus();
  };
  const skipped = () => {
    lock("Shown without a choice.");
    keep({ chosen: null, answered: false });
    see.focus();
  };
  const start = () => {
    uncover();
    inputs.forEach((input) => { input.checked = false; input.disabled = false; });
    rows.forEach((row) => { delete row.dataset.tried; });
    [check.hidden, skip.hidden, see.hidden] = [false, false, true];
    clear();
    if (predicts) uncover = coverExplorer(spec.before, spec.name, skipped);
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); if (!check.hidden) choose(); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.type !== "radio") return;
    event.stopPropagation(); // JupyterLab keeps Enter for itself
    event.preventDefault();
    choose();
  });
  check.addEventListener("click", choose);
  skip.addEventListener("click", skipped);
  see.addEventListener("click", answerAfter);
  inputs.forEach((input) => input.addEventListener("change", clear));
  addEventListener("landauer:forget", start);
  start();
  el.replaceChildren(form);

  const kept = memory.recall(`question/${spec.name}`);
  const old = spec.options.indexOf(kept?.chosen);
  if (old < 0 && !(predicts && kept?.chosen === null)) return;
  if (old >= 0) inputs[old].checked = true;
  if (predicts) lock("Noted. Now try it in the widget, then come back for the answer.");
  if (kept.answered) (predicts ? answerAfter : answer)();
};
