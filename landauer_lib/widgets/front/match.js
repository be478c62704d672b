// Matching a curve to points: of a hidden setting, or measured. How far it is comes from differences of
// Python's numbers (widgets/match.py); whichever setting is near enough is right.

// The value of a curve between its points.
const valueAt = (points, curve, x) => {
  let i = 1;
  while (i < points.length - 1 && points[i] < x) i++;
  const share = (x - points[i - 1]) / (points[i] - points[i - 1]);
  return curve[i - 1] + share * (curve[i] - curve[i - 1]);
};

taskKinds.match = (task, widget) => {
  const { spec, model, set, panel, settingText } = widget;
  const plot = panel(task.panel);
  const { answer, says: praise } = decodeKey(task.key);
  const kept = `match/${spec.name}/${spec.tasks.indexOf(task)}`;
  const { limits: [low, high], log, unit } = plot.spec.y;
  const share = log ? (value) => Math.log(value / low) / Math.log(high / low) : (value) => (value - low) / (high - low);
  let [tries, before, on, toldAt] = [0, 0, true, ""];
  const stopsNow = () => JSON.stringify(model.get("stops"));

  const says = make("p", { class: "ll-says", role: "status" });
  const check = makeButton("Check", () => judge());
  const give = makeButton("Show a setting that fits", () => { set(answer); tell("none", "This setting lies on the points."); });
  const away = makeButton("", () => { on = !on; name(); plot.redraw(); });
  const name = () => {
    away.textContent = on ? "Hide the points" : "Show the points";
    check.disabled = !on;
  };
  const element = make("div", { class: "ll-match" }, make("p", { class: "ll-task" }, ...withSubscripts(task.question)),
    make("div", { class: "ll-player" }, check, away, give), says);

  const tell = (kind, text) => {
    toldAt = stopsNow();
    element.dataset.kind = kind;
    says.replaceChildren(...withSubscripts(text));
  };
  const distance = () => {
    const curve = plot.view.curves[task.curve];
    const off = task.x.map((x, i) => share(valueAt(plot.spec.points, curve, x)) - share(task.y[i]));
    return Math.sqrt(off.reduce((sum, d) => sum + d * d, 0) / off.length);
  };
  const inUnits = (rms) => (log ? `a factor of ${plain((high / low) ** rms)}` : inUnit(Number((rms * (high - low)).toPrecision(2)), unit));
  const done = () => {
    const same = Object.entries(answer).every(([control, stop]) => model.get("stops")[control] === stop);
    const other = same || task.measured ? "" : " It is not the setting that made the points, but equally good: they cannot tell the two apart.";
    tell("right", `On the points, within ${inUnits(distance())} (rms), at ${settingText()}. ${praise}${other}`);
    memory.remember(kept, true);
  };
  const judge = () => {
    const rms = distance();
    tries += 1;
    give.hidden = tries < task.tries;
    if (rms <= task.within) { done(); return; }
    const trend = !before || Math.abs(rms - before) < 0.002 ? "" : rms < before ? ", closer than at the last check" : ", farther than at the last check";
    before = rms;
    tell("known", `Off by ${inUnits(rms)} (rms)${trend}.`);
  };
  const start = () => {
    [tries, before, on] = [0, 0, true];
    give.hidden = true;
    says.textContent = "";
    delete element.dataset.kind;
    name();
    plot.redraw();
  };
  plot.legend.addMarks([task.mark]);
  plot.overlays.add((ctx, at) => {
    if (on && !widget.figure.classList.contains("ll-predicting")) drawMarks(ctx, [task.mark], at, plot.color);
  });
  start();
  if (memory.recall(kept) === true) tell("none", "You found a setting at an earlier visit.");
  addEventListener("landauer:forget", start);
  return {
    element,
    show: () => { // what was told holds for its setting
      if (stopsNow() === toldAt) return;
      says.textContent = "";
      delete element.dataset.kind;
    },
    remove: () => removeEventListener("landauer:forget", start),
  };
};
