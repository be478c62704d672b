// Predicting a curve before it appears. What is right and what mistakes lead to comes from Python
// (widgets/predict.py), as shares of the plot's height; here distances are taken.

// 0.5 × 2e²/h, but 0.5 K
const inUnit = (number, unit) => `${plain(number)}${!unit ? "" : /^\d/.test(unit) ? ` × ${unit}` : ` ${unit}`}`;

const FEWEST = 0.01; // a difference of distances that tells nothing

const rms = (one, other) => Math.sqrt(one.reduce((sum, value, i) => sum + (value - other[i]) ** 2, 0) / one.length);

// Which of the curves a sketch is nearest to; what is said of it.
const judgeSketch = (heights, { curves, says, right, far }) => {
  const distances = curves.map((curve) => rms(heights, curve.map((level) => level / 1000)));
  let best = right;
  distances.forEach((distance, i) => { if (distance < distances[best] - FEWEST) best = i; });
  const away = `${Math.round(100 * distances[best])} % of the height away on average`;
  if (distances[best] > far) return ["none", `Your sketch is like none of the curves known here; closest, ${away}, is this one: ${says[best]}`];
  return best === right ? ["right", `Your sketch is near the curve, ${away}. ${says[best]}`] : ["known", `${says[best]} (Your sketch is near that curve, ${away}.)`];
};

const makeStills = (spec, key, id) => {
  const inputs = spec.options.map((_, i) => make("input", { type: "radio", name: id, id: `${id}-${i}`, "data-lm-suppress-shortcuts": "true" }));
  const rows = key.curves.map((curve, i) => {
    const still = makeTrace(`ll-still-trace ll-${spec.role}`);
    still.svg.setAttribute("aria-hidden", "true");
    still.show(spec.places, curve.map((level) => level / 1000));
    inputs[i].setAttribute("aria-label", spec.options[i]);
    return make("label", { class: "ll-still-choice", for: `${id}-${i}` }, make("span", {}, inputs[i], ` ${spec.options[i][0]}`), still.svg);
  });
  return { inputs, element: make("div", { class: "ll-stills", role: "radiogroup", "aria-label": "The curves to choose from" }, ...rows) };
};

taskKinds.predict = (task, widget) => {
  const { spec, model, panel } = widget;
  const plot = panel(task.panel);
  const key = decodeKey(task.key);
  const kept = `predict/${spec.name}/${spec.tasks.indexOf(task)}`;
  const sketches = task.how === "sketch";
  const { limits: [low, high], log, unit } = plot.spec.y;
  const valueText = (share) => inUnit(log ? low * (high / low) ** share : low + (high - low) * share, unit);
  let pending = false;

  const says = make("p", { class: "ll-says", role: "status" });
  const compare = makeButton(sketches ? "Compare" : "That is my choice", () => finish());
  const erase = makeButton("Erase", () => sketch.erase());
  const skip = makeButton("Skip", () => reveal());
  const again = makeButton("Predict again", () => ask());
  const sketch = makeSketch(task, valueText, (enough) => { if (sketches) compare.disabled = !enough; });
  const stills = sketches ? null : makeStills(task, key, `${widget.id}-predict-${spec.tasks.indexOf(task)}`);
  const note = sketches ? [make("p", { class: "ll-how" }, "Draw with mouse or finger, or move the dots with the arrow keys.")] : [stills.element];
  const element = make("div", { class: "ll-predict" }, make("p", { class: "ll-task" }, ...withSubscripts(task.question)), ...note,
    make("div", { class: "ll-player" }, compare, ...(sketches ? [erase] : []), skip, again), says);
  plot.surface.append(sketch.layer);

  const atSetting = () => Object.entries(task.setting).every(([name, stop]) => model.get("stops")[name] === stop);
  const goThere = () => {
    if (atSetting()) return;
    model.set("stops", { ...model.get("stops"), ...task.setting });
    model.save_changes(false); // no choice of the reader's to be remembered
  };
  const shown = () => model.get("view").panels?.[task.panel];
  let label = "";
  const conceal = (on) => {
    pending = on;
    widget.figure.classList.toggle("ll-predicting", on);
    plot.hide(on ? task.hidden : []);
    [compare.hidden, erase.hidden, skip.hidden, again.hidden] = [!on, !on, !on, on];
    for (const part of note) part.hidden = !on;
    sketch.fix(!on || !sketches);
    sketch.layer.hidden = on && !sketches;
    plot.box.setAttribute("role", on && sketches ? "group" : "img"); // the parts of an image are not spoken
  };
  const show = (view) => {
    if (pending && !atSetting()) { reveal(); return; } // a number in the text, or a link, shows the widget
    if (!pending) { sketch.layer.hidden = !atSetting(); return; }
    plot.show({ ...view.panels[task.panel], labels: [], marks: [] });
    queueMicrotask(() => {
      if (!pending) return;
      label = plot.box.getAttribute("aria-label");
      plot.box.setAttribute("aria-label", `${plot.spec.alt || spec.alt} The curve is not shown before it is predicted.`);
    });
  };
  const uncover = (heights) => {
    conceal(false);
    if (heights) {
      sketch.put(heights);
      plot.legend.addMarks([{ label: "your prediction", role: "ink", kind: "line", dash: [5, 4] }]);
    } else sketch.erase();
    if (shown()) plot.show(shown());
    if (label) plot.box.setAttribute("aria-label", label);
  };
  const tell = ([kind, text]) => {
    element.dataset.kind = kind;
    says.replaceChildren(...withSubscripts(text));
  };
  const verdict = (heights) => {
    if (sketches) return judgeSketch(heights, key);
    const chosen = key.curves.findIndex((curve) => rms(heights, curve.map((level) => level / 1000)) < FEWEST);
    return chosen === key.right ? ["right", affirm(key.says[chosen])] : ["known", key.says[chosen] ?? ""];
  };
  const reveal = (heights) => {
    uncover(heights);
    tell(heights ? verdict(heights) : ["none", "Shown without a prediction."]);
    memory.remember(kept, heights ? heights.map((height) => Math.round(1000 * height)) : "skipped");
  };
  const finish = () => {
    const chosen = stills?.inputs.findIndex((input) => input.checked);
    if (chosen < 0) tell(["none", "Choose one first."]);
    else reveal(sketches ? sketch.complete() : key.curves[chosen].map((level) => level / 1000));
  };
  const ask = () => {
    says.textContent = "";
    delete element.dataset.kind;
    stills?.inputs.forEach((input) => { input.checked = false; });
    conceal(true);
    sketch.erase();
    goThere();
    if (shown()) show(model.get("view"));
  };

  const old = memory.recall(kept);
  const drawn = Array.isArray(old) && old.length === task.places.length && old.every((level) => level >= 0 && level <= 1000);
  conceal(true);
  sketch.erase();
  if (drawn) {
    const heights = old.map((level) => level / 1000);
    uncover(heights);
    tell(verdict(heights));
  } else if (old === "skipped") uncover();
  else goThere();
  addEventListener("landauer:forget", ask);
  return { element, show, remove: () => removeEventListener("landauer:forget", ask) };
};
