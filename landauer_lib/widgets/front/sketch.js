// A line that the reader draws over a plot: freehand with pointer or finger, or by the arrow keys on a
// few grips. Heights are shares of the plot, taken down at the given places (shares of its width).

const SVG = "http://www.w3.org/2000/svg";

const tracePoints = (places, heights) =>
  heights.flatMap((height, i) => (height === null ? [] : [`${1000 * places[i]},${1000 * (1 - height)}`])).join(" ");

// A line over a plot or a still: it scales with its box, its stroke does not.
const makeTrace = (name) => {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "polyline");
  svg.setAttribute("viewBox", "0 0 1000 1000");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("class", name);
  svg.append(line);
  return { svg, show: (places, heights) => line.setAttribute("points", tracePoints(places, heights)) };
};

const KEY_STEPS = { ArrowUp: 0.025, ArrowRight: 0.025, ArrowDown: -0.025, ArrowLeft: -0.025, PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1 };

// `valueText(height)` says a height in the units of the plot; `changed` is called with whether there is enough.
const makeSketch = ({ places, grips }, valueText, changed) => {
  const trace = makeTrace("ll-trace");
  let heights = places.map(() => null);
  let last = null; // station and height of the pointer's last point

  const knobs = grips.map(({ station, text }, k) => {
    const knob = make("span", { class: "ll-grip", role: "slider", tabindex: "0", "aria-label": `Your curve at ${text}`, "aria-valuemin": 0, "aria-valuemax": 100, "aria-orientation": "vertical", "data-lm-suppress-shortcuts": "true" });
    knob.style.left = `${100 * places[station]}%`;
    knob.addEventListener("keydown", (event) => {
      const step = KEY_STEPS[event.key];
      if (step === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      settle();
      bend(k, Math.min(Math.max(heights[station] + step, 0), 1));
      show();
    });
    return knob;
  });
  const hint = make("span", { class: "ll-draw-here" }, "Draw here");
  const layer = make("div", { class: "ll-sketch" }, trace.svg, hint, ...knobs);

  const enough = () => heights.filter((height) => height !== null).length >= 0.6 * heights.length;
  const show = () => {
    trace.show(places, heights);
    hint.hidden = heights.some((height) => height !== null);
    const whole = complete();
    knobs.forEach((knob, k) => {
      const height = whole[grips[k].station];
      knob.style.top = `${100 * (1 - height)}%`;
      knob.setAttribute("aria-valuenow", Math.round(100 * height));
      knob.setAttribute("aria-valuetext", valueText(height));
    });
    changed(enough());
  };
  // What was left out is drawn straight from one neighbor to the other, and level at the ends.
  const complete = () => {
    const drawn = heights.flatMap((height, i) => (height === null ? [] : [i]));
    if (!drawn.length) return places.map(() => 0.5);
    return heights.map((height, i) => {
      if (height !== null) return height;
      const after = drawn.find((j) => j > i);
      const before = drawn.findLast((j) => j < i);
      if (after === undefined || before === undefined) return heights[after ?? before];
      const share = (places[i] - places[before]) / (places[after] - places[before]);
      return heights[before] + share * (heights[after] - heights[before]);
    });
  };
  const settle = () => { heights = complete(); };
  // Moves one grip; the line to its neighbors follows.
  const bend = (k, height) => {
    heights[grips[k].station] = height;
    for (const other of [k - 1, k + 1]) {
      if (!grips[other]) continue;
      const [a, b] = [grips[k].station, grips[other].station];
      for (let i = Math.min(a, b) + 1; i < Math.max(a, b); i++) {
        heights[i] = heights[a] + ((i - a) / (b - a)) * (heights[b] - heights[a]);
      }
    }
  };
  const pointed = (event) => {
    const frame = layer.getBoundingClientRect();
    const x = (event.clientX - frame.left) / frame.width;
    const height = Math.min(Math.max(1 - (event.clientY - frame.top) / frame.height, 0), 1);
    let station = 0;
    places.forEach((place, i) => { if (Math.abs(place - x) < Math.abs(places[station] - x)) station = i; });
    return { station, height };
  };
  const draw = (event) => {
    const next = pointed(event);
    const from = last ?? next;
    const steps = Math.abs(next.station - from.station) || 1;
    for (let s = 0; s <= steps; s++) {
      const station = from.station + Math.round((s / steps) * (next.station - from.station));
      heights[station] = from.height + (s / steps) * (next.height - from.height);
    }
    last = next;
    show();
  };
  layer.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.stopPropagation();
    event.preventDefault();
    layer.setPointerCapture(event.pointerId);
    last = null;
    draw(event);
  });
  layer.addEventListener("pointermove", (event) => {
    event.stopPropagation();
    if (layer.hasPointerCapture(event.pointerId)) draw(event);
  });
  return {
    layer, show, complete, settle,
    erase: () => { heights = places.map(() => null); show(); },
    put: (kept) => { heights = [...kept]; show(); },
    // Once compared it stands still.
    fix: (on) => { layer.classList.toggle("ll-fixed", on); knobs.forEach((knob) => { knob.hidden = on; }); },
  };
};
