// What plots and pictures have in common: colors of the theme, legend, surface and overlays.

const plain = (number) => {
  if (number === 0) return "0";
  const size = Math.abs(number);
  const text = size >= 1e5 || size < 1e-3 ? number.toExponential(2) : String(Number(number.toPrecision(4)));
  return text.replace("-", "−");
};

// The theme's colors, asked for once until the theme changes; before the box is in the page there are none.
const makeColors = (box) => {
  let known = {};
  const color = (name) => (known[name] ||= getComputedStyle(box).getPropertyValue(`--ll-${name}`).trim());
  return { color, forget: () => { known = {}; } };
};

const fontSize = (box) => parseFloat(getComputedStyle(box).getPropertyValue("--ll-canvas-font")) || 13;

const makeSwatch = ({ kind = "line", role, dash = [] }) => {
  const look = ["line", "level", "arrow"].includes(kind) ? (!dash.length ? "solid" : dash[0] > 2 ? "dashed" : "dotted") : kind;
  return make("span", { class: `ll-swatch ll-swatch-${look} ll-${role}` });
};

// Curves of one group share an entry, as do marks of one label. Entries stay once they were there, so
// that the legend does not jump.
const makeLegend = (curves = []) => {
  const element = make("ul", { class: "ll-legend", "aria-hidden": "true" });
  const known = new Set();
  const add = (text, look) => {
    if (!text || known.has(text)) return;
    known.add(text);
    element.append(make("li", {}, makeSwatch(look), ...withSubscripts(text)));
  };
  curves.forEach((curve) => add(curve.group || curve.label, curve));
  return { element, addMarks: (marks) => marks.forEach((mark) => add(mark.label, mark)) };
};

// The frame of a panel: captions, the box of the drawing, the legend. `kinds` are makePlot and makePicture.
const makePanel = (spec, kinds) => {
  const caption = (side) => (spec.kind === "plot" ? [make("p", { class: `ll-axis ll-axis-${side}` }, ...withSubscripts(spec[side].caption))] : []);
  const box = make("div", { class: "ll-chart", role: "img" });
  const legend = makeLegend(spec.curves);
  const element = make("div", { class: "ll-panel", "data-kind": spec.kind, "data-width": spec.width },
    ...(spec.caption ? [make("p", { class: "ll-caption" }, ...withSubscripts(spec.caption))] : []),
    ...caption("y"), box, ...caption("x"), legend.element);
  const { color, forget } = makeColors(box);
  const panel = { spec, element, box, color, legend, overlays: new Set(), hidden: new Set(), view: { marks: [] } };
  panel.start = () => {
    kinds[spec.kind](panel);
    let drawn = box.isConnected;
    new ResizeObserver(() => {
      panel.resize();
      if (!drawn) panel.recolor();
      drawn = true;
    }).observe(box);
  };
  panel.show = (view) => {
    panel.view = view;
    legend.addMarks(view.marks);
    panel.draw();
    panel.readOff?.refresh();
  };
  panel.recolor = () => { forget(); panel.redraw(); };
  panel.hide = (keys) => { panel.hidden = new Set(keys); panel.draw(); };
  // What stands above the panel's own drawing: marks, then what tasks and pins add.
  panel.drawAbove = (ctx, at) => {
    drawMarks(ctx, panel.view.marks, at, color);
    panel.overlays.forEach((overlay) => overlay(ctx, at));
  };
  return panel;
};
