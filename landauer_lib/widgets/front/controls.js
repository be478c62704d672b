// Native controls with visible values. Each returns { element, show(stop) } and calls
// change(stop) when the reader moves it.

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

// "ħω_y" reads with a subscript where HTML can show one: a number or a single letter, so "k_BT" is k_B times T.
const withSubscripts = (text) =>
  text.split(/_(\d+|[A-Za-z])/).map((part, i) => (i % 2 ? make("sub", {}, part) : part));

const makeButton = (text, click, attributes = {}) => {
  const button = make("button", { type: "button", ...attributes }, text);
  button.addEventListener("click", click);
  return button;
};

const makeSlider = (control, id, change) => {
  const { label, texts } = control;
  const value = make("span", { class: "ll-value", "aria-hidden": "true" });
  const input = make("input", {
    type: "range", id, min: 0, max: texts.length - 1, step: 1,
    "data-lm-suppress-shortcuts": "true", // JupyterLab swallows arrow keys otherwise
  });
  const element = make("div", { class: "ll-control" }, make("label", { for: id }, ...withSubscripts(label)), value, input);
  const player = control.play && makePlayer(control, change);
  if (player) element.append(player.element);
  input.addEventListener("input", () => { player?.pause(); change(Number(input.value)); });
  const show = (stop) => {
    input.value = stop;
    input.setAttribute("aria-valuetext", texts[stop]);
    value.replaceChildren(...withSubscripts(texts[stop]));
    player?.show(stop);
  };
  return { element, show, player };
};

const makeChoice = ({ label, texts }, id, change) => {
  const select = make("select", { id, "data-lm-suppress-shortcuts": "true" });
  texts.forEach((text, stop) => select.append(make("option", { value: stop }, text)));
  select.addEventListener("change", () => change(Number(select.value)));
  const show = (stop) => { select.value = stop; };
  const element = make("div", { class: "ll-control ll-choice" }, make("label", { for: id }, ...withSubscripts(label)), select);
  return { element, show };
};

const makeControl = (control, id, change) =>
  (control.kind === "slider" ? makeSlider : makeChoice)(control, id, change);
