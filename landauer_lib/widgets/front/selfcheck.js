// Boxes for the numbers of an exercise. Right numbers and known errors come from Python
// (widgets/selfcheck.py); here what was typed is read (expression.js) and compared with them.

const FACTORS = [[2, "2"], [4, "4"], [Math.PI, "π"], [2 * Math.PI, "2π"]];

// An error that many make with any number: sign, power of ten, a factor, upside down.
const commonError = (typed, read, value, tolerance, unit) => {
  const near = (number) => Math.abs(number - value) <= tolerance * (1 + 1e-9);
  if (!value || !typed) return undefined;
  if (near(-typed)) return "The size is right, the sign is not.";
  const tens = Math.round(Math.log10(Math.abs(typed / value)));
  if (tens && near(typed * 10 ** -tens)) {
    if (unit) return `The digits are right, the power of ten is not${read.units ? "." : ": look at the units."}`;
    return `The digits are right, the decimal point is not.${tens === 2 && !read.units ? " If you mean percent, type % behind the number." : ""}`;
  }
  for (const [factor, name] of FACTORS) {
    if (near(typed / factor)) return `Too large by a factor of ${name}.`;
    if (near(typed * factor)) return `Too small by a factor of ${name}.`;
  }
  return !unit && near(1 / typed) ? "That is one over the number asked." : undefined;
};

const judge = (text, { unit, hint, value, tolerance, integer, wrong }) => {
  const read = readQuantity(text, unit);
  if (read.says) return ["none", read.says];
  const typed = read.value;
  const near = (number, width) => Math.abs(typed - number) <= width * (1 + 1e-9) + 1e-12 * Math.abs(number);
  const echo = read.plain ? "" : ` (Read as ${String(Number(typed.toPrecision(4))).replace("-", "−")}${unit ? ` ${unit}` : ""}.)`;
  if (near(value, tolerance)) return ["right", `Correct.${echo}`];
  const known = wrong.find(([number, width]) => near(number, width));
  if (known) return ["known", known[2] + echo];
  if (integer && !Number.isInteger(typed)) return ["wrong", `A whole number is asked.${echo}`];
  const common = commonError(typed, read, value, tolerance, unit);
  if (common) return ["known", common + echo];
  if (Math.abs(typed - value) <= 0.1 * Math.abs(value)) return ["near", `Close: ${integer ? "count again" : "carry more digits, or look for a small term left out"}.${echo}`];
  return ["wrong", `Not yet. ${hint || "Open the hint and try once more."}${echo}`];
};

const makeAnswer = (spec, id, key) => {
  const answer = { ...spec, ...decodeKey(spec.key) };
  const input = make("input", {
    type: "text", id, inputmode: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-labelledby": `${id}-label ${id}-unit`, "aria-describedby": `${id}-says`, "data-lm-suppress-shortcuts": "true",
  });
  const unit = make("span", { class: "ll-unit", id: `${id}-unit` }, ...withSubscripts(answer.unit));
  const label = make("label", { for: id, id: `${id}-label` }, ...withSubscripts(answer.label));
  const button = make("button", { type: "submit" }, "Check");
  button.setAttribute("aria-label", `Check: ${answer.label}`);
  const says = make("p", { class: "ll-says", id: `${id}-says`, role: "status" });
  const form = make("form", { class: "ll-answer", novalidate: "" }, label, make("span", { class: "ll-entry" }, input, unit, button), says);
  const show = () => {
    const [kind, text] = judge(input.value, answer);
    form.dataset.kind = kind;
    says.replaceChildren(...withSubscripts(text));
  };
  const clear = () => { delete form.dataset.kind; says.textContent = ""; };
  const check = (event) => {
    event.preventDefault();
    show();
    memory.remember(key, input.value);
  };
  form.addEventListener("submit", check);
  // JupyterLab keeps Enter for itself unless it goes no further.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.stopPropagation();
    check(event);
  });
  input.addEventListener("input", clear);
  addEventListener("landauer:forget", () => { input.value = ""; clear(); });
  const kept = memory.recall(key);
  if (typeof kept === "string" && kept) { input.value = kept; show(); }
  return form;
};

let checks = 0;

const renderSelfCheck = (spec, el) => {
  const id = `ll-check-${spec.name}-${++checks}`;
  el.classList.add("ll-answers");
  el.replaceChildren(...spec.answers.map((answer, i) => makeAnswer(answer, `${id}-${i}`, `answer/${spec.name}/${i}`)));
};
