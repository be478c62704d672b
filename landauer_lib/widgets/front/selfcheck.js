// Boxes for the numbers of an exercise. Right numbers and known errors come from Python
// (widgets/selfcheck.py); here what was typed is only compared with them.

const MINUS = /[−–]/g;

const readNumber = (text) => {
  const plainText = text.trim().replace(MINUS, "-").replace(",", ".");
  const [above, below, more] = plainText.split("/");
  const parts = below === undefined ? [above] : [above, below];
  if (more !== undefined || parts.some((part) => !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(part))) return NaN;
  return parts.length === 2 ? Number(above) / Number(below) : Number(above);
};

const judge = (text, { value, tolerance, wrong }) => {
  const typed = readNumber(text);
  if (!Number.isFinite(typed)) return ["none", "Type one number, such as 0.35, 2.4e-3 or 1/3, without its unit."];
  const near = (number, width) => Math.abs(typed - number) <= width * (1 + 1e-9);
  if (near(value, tolerance)) return ["right", "Correct."];
  const known = wrong.find(([number, width]) => near(number, width));
  if (known) return ["known", known[2]];
  if (value !== 0 && near(-value, tolerance)) return ["known", "The size is right, the sign is not."];
  const tens = Math.round(Math.log10(Math.abs(typed / value)));
  if (tens && Math.abs(typed * 10 ** -tens - value) <= tolerance) return ["known", "The digits are right, the power of ten is not: look at the units."];
  if (Math.abs(typed - value) <= 0.1 * Math.abs(value)) return ["near", "Close: carry more digits, or look for a small term left out."];
  return ["wrong", "Not yet. Open the hint and try once more."];
};

const makeAnswer = (answer, id) => {
  const input = make("input", {
    type: "text", id, inputmode: "text", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-says`,
    "data-lm-suppress-shortcuts": "true",
  });
  const unit = make("span", { class: "ll-unit" }, ...withSubscripts(answer.unit));
  const label = make("label", { for: id }, ...withSubscripts(answer.label));
  const button = make("button", { type: "submit" }, "Check");
  button.setAttribute("aria-label", `Check: ${answer.label}`);
  const says = make("p", { class: "ll-says", id: `${id}-says`, role: "status" });
  const form = make("form", { class: "ll-answer", novalidate: "" }, label, make("span", { class: "ll-entry" }, input, unit, button), says);
  const check = (event) => {
    event.preventDefault();
    const [kind, text] = judge(input.value, answer);
    form.dataset.kind = kind;
    says.textContent = "";
    says.append(...withSubscripts(text));
  };
  form.addEventListener("submit", check);
  // JupyterLab keeps Enter for itself unless it goes no further.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.stopPropagation();
    check(event);
  });
  input.addEventListener("input", () => { delete form.dataset.kind; says.textContent = ""; });
  return form;
};

let checks = 0;

const renderSelfCheck = (spec, el) => {
  const id = `ll-check-${spec.name}-${++checks}`;
  el.classList.add("ll-answers");
  el.replaceChildren(...spec.answers.map((answer, i) => makeAnswer(answer, `${id}-${i}`)));
};
