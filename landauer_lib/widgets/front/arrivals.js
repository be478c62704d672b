// Single electrons that attempt to pass, one a beat, and are counted. The draws come from Python
// (widgets/arrivals.py); here they are only shown one after the other and added up.

const FLIGHT = 4; // beats from the reservoir to the scatterer, and from there on
const BEATS_A_SECOND = 4;
const RETURN = -0.36; // the height of those that return, below those that pass

const readBits = (text, count) => {
  const bytes = atob(text);
  return Array.from({ length: count }, (_, i) => (bytes.charCodeAt(i >> 3) >> (7 - (i & 7))) & 1);
};

taskKinds.arrivals = ({ windows, rows }, widget) => {
  const { spec, model, panel, say } = widget;
  const [lane, counts] = [panel("lane"), panel("counts")];
  const rowNow = () => rows[rowOf(spec.controls, model.get("stops"))];
  let row = rowNow();
  let bits = readBits(row.bits, windows * row.attempts);
  let done = 0; // attempts that are decided
  let [frame, began, from] = [0, 0, 0];
  let time = -0.5; // in beats; attempt j meets the scatterer at time j

  const total = () => windows * row.attempts;
  const passedUpTo = (end, start = 0) => bits.slice(start, end).reduce((sum, bit) => sum + bit, 0);
  const full = () => Math.floor(done / row.attempts);
  const windowCounts = () => Array.from({ length: full() }, (_, w) => passedUpTo((w + 1) * row.attempts, w * row.attempts));

  lane.overlays.add((ctx, at) => {
    const dot = (x, y, role) => {
      ctx.fillStyle = lane.color(role);
      drawDots(ctx, [x], [y], at, 6 * at.ratio);
    };
    for (let j = Math.max(0, Math.ceil(time - FLIGHT)); j < Math.min(total(), time + FLIGHT); j++) {
      const since = time - j;
      if (since < 0) dot(since, 0, "electron");
      else if (bits[j]) dot(since, 0, "transmitted");
      else dot(-since, RETURN, "reflected");
    }
  });
  counts.overlays.add((ctx, at) => {
    const heights = Array(row.attempts + 1).fill(0);
    for (const passed of windowCounts()) heights[passed] += 1;
    ctx.fillStyle = counts.color("transmitted");
    ctx.globalAlpha = 0.55;
    heights.forEach((height, k) => ctx.fillRect(at.x(k - 0.4), at.y(height), at.x(k + 0.4) - at.x(k - 0.4), at.y(0) - at.y(height)));
    ctx.globalAlpha = 1;
  });

  const strip = make("div", { class: "ll-strip", "aria-hidden": "true" });
  const passed = make("p", { class: "ll-passed-so-far" });
  const cells = Array.from({ length: 6 }, () => make("td"));
  const head = ["a window", "counted", "clock", "rain"].map((text) => make("th", { scope: "col" }, text));
  const line = (name, from) => make("tr", {}, make("th", { scope: "row" }, name), ...cells.slice(from, from + 3));
  const table = make("table", { class: "ll-counted" }, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, line("mean", 0), line("variance", 3)));
  const value = (number) => (Number.isFinite(number) ? number.toFixed(2) : "–");
  const fill = () => {
    const found = windowCounts();
    const mean = found.reduce((sum, n) => sum + n, 0) / found.length;
    const variance = found.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (found.length - 1);
    passed.textContent = `${passedUpTo(done)} of ${done} passed${done ? ` (${value(passedUpTo(done) / done)})` : ""},\n${full()} of ${windows} windows`;
    [value(mean), row.mean, row.mean, value(found.length > 1 ? variance : NaN), row.clock, row.rain].forEach((text, i) => { cells[i].textContent = text; });
  };
  const draw = () => {
    const start = Math.min(full(), windows - 1) * row.attempts;
    strip.replaceChildren(...Array.from({ length: row.attempts }, (_, i) =>
      make("span", { class: start + i >= done ? "" : bits[start + i] ? "ll-passed" : "ll-returned" })));
    fill();
    again.disabled = !done;
    [one, all, whole, run].forEach((button) => { button.disabled = done >= total(); });
    lane.redraw();
    counts.redraw();
  };
  const tell = () => say(`${passed.textContent}. Counted in a window: mean ${cells[0].textContent}, variance ${cells[3].textContent}; expected ${row.mean} and ${row.clock}.`);

  const pause = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    run.textContent = "Play";
  };
  const goTo = (next) => {
    pause();
    done = Math.min(next, total());
    time = done - 0.5;
    draw();
    tell();
  };
  const tick = (now) => {
    began ||= now;
    time = Math.min(from + ((now - began) / 1000) * BEATS_A_SECOND, total() - 0.5);
    const decided = Math.min(Math.ceil(time), total());
    if (decided !== done) { done = decided; draw(); } else lane.redraw();
    if (done >= total()) { pause(); tell(); } else frame = requestAnimationFrame(tick);
  };
  const run = makeButton("Play", () => {
    if (frame) { goTo(done); return; }
    [began, from] = [0, time];
    run.textContent = "Pause";
    frame = requestAnimationFrame(tick);
  }, { class: "ll-play" });
  const one = makeButton("One electron", () => goTo(done + 1));
  const whole = makeButton("One window", () => goTo((full() + 1) * row.attempts));
  const all = makeButton(`All ${windows}`, () => goTo(total()));
  const again = makeButton("Again", () => goTo(0));
  const calm = () => { run.hidden = still.matches; if (still.matches && frame) goTo(done); };
  still.addEventListener("change", calm);
  calm();

  // Python's marks show the end of the count, for paper and for those without JavaScript.
  const fixed = (view, kinds) => ({ ...view, marks: view.marks.filter(({ kind, label }) => !kinds.includes(kind) || label?.startsWith("expected")) });
  return {
    element: make("div", { class: "ll-arrivals" }, make("div", { class: "ll-player" }, run, one, whole, all, again), strip, passed, table),
    show: (view) => {
      const next = rowNow();
      lane.show(fixed(view.panels.lane, ["dots"]));
      counts.show(fixed(view.panels.counts, ["area", "dots"]));
      if (next !== row) {
        row = next;
        bits = readBits(row.bits, total());
        [done, time] = [0, -0.5];
        pause();
      }
      draw();
    },
    remove: () => {
      pause();
      still.removeEventListener("change", calm);
    },
  };
};
