// The plot: uPlot with the book's roles for colors, a map (map.js), shaded bands, labels and a readout at
// the cursor.

const FONT = '13px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

const plain = (number) => {
  if (number === 0) return "0";
  const size = Math.abs(number);
  const text = size >= 1e5 || size < 1e-3 ? number.toExponential(2) : String(Number(number.toPrecision(4)));
  return text.replace("-", "−");
};

const power = (number) => {
  const exponent = Math.round(Math.log10(number));
  if (Math.abs(exponent) <= 2) return String(Number(number.toPrecision(3)));
  return "10" + String(exponent).replace(/./g, (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);
};

const isDecade = (number) => Math.abs(Math.log10(number) - Math.round(Math.log10(number))) < 1e-9;

const ticks = ({ log }) => (chart, splits) => splits.map((tick) => {
  if (tick === null || (log && !isDecade(tick))) return "";
  return log ? power(tick) : plain(Number(tick.toPrecision(10)));
});

const makeChart = (box, spec, points) => {
  const color = (name) => getComputedStyle(box).getPropertyValue(`--ll-${name}`).trim();
  const map = spec.field && makeMap(spec, points, color);
  let view = { curves: spec.curves.map(() => points.map(() => null)), bands: [], labels: [] };

  const scale = ({ limits, log }) => ({ time: false, auto: false, range: limits, distr: log ? 3 : 1 });
  const axis = (side) => ({
    font: FONT,
    stroke: () => color("ink"),
    grid: { stroke: () => color("grid"), width: 1 },
    ticks: { stroke: () => color("grid"), width: 1, size: 5 },
    values: ticks(side),
    size: 32, // text and ticks; the captions stand above and below the plot
    ...(side.every ? { space: 22, incrs: [1, 2, 5, 10].map((times) => times * side.every) } : {}),
  });

  const outline = (ctx, text, x, y) => {
    ctx.lineWidth = 4 * devicePixelRatio;
    ctx.strokeStyle = color("paper");
    ctx.strokeText(text, x, y);
  };

  const drawMap = (chart) => { if (view.field) map.draw(chart, view.field); };

  const drawBands = (chart) => {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.font = FONT.replace("13px", `${13 * devicePixelRatio}px`);
    for (const [start, stop, text] of view.bands) {
      const clamp = (x) => Math.min(Math.max(chart.valToPos(x, "x", true), bbox.left), bbox.left + bbox.width);
      const [left, right] = [clamp(start), clamp(stop)];
      ctx.globalAlpha = 0.16;
      ctx.fillStyle = color("source");
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
      ctx.globalAlpha = 1;
      ctx.fillStyle = color("muted");
      ctx.textAlign = "center";
      if (map) outline(ctx, text, (left + right) / 2, bbox.top + 16 * devicePixelRatio);
      ctx.fillText(text, (left + right) / 2, bbox.top + 16 * devicePixelRatio);
    }
    ctx.restore();
  };

  const drawLabels = (chart) => {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.font = FONT.replace("13px", `${13 * devicePixelRatio}px`);
    ctx.textBaseline = "middle";
    ctx.fillStyle = color("ink");
    for (const [x, y, text] of view.labels) {
      const half = ctx.measureText(text).width / 2;
      const middle = Math.min(Math.max(chart.valToPos(x, "x", true), bbox.left + half + 4), bbox.left + bbox.width - half - 4);
      const height = chart.valToPos(y, "y", true);
      ctx.textAlign = "center";
      outline(ctx, text, middle, height);
      ctx.fillText(text, middle, height);
    }
    ctx.restore();
  };

  const values = spec.curves.map(() => make("span", { class: "ll-legend-value" }));
  // Curves of one group share an entry, which names the group and shows no value.
  const entries = spec.curves.flatMap(({ label, role, dash, group }, i) => {
    if (group && spec.curves.findIndex((other) => other.group === group) < i) return [];
    const line = !dash.length ? "solid" : dash[0] > 2 ? "dashed" : "dotted";
    const swatch = make("span", { class: "ll-swatch", style: `border-top: 3px ${line} var(--ll-${role})` });
    return [make("li", {}, swatch, ...withSubscripts(group || label), ...(group ? [] : [values[i]]))];
  });
  const legend = make("ul", { class: "ll-legend", "aria-hidden": "true" }, ...entries);
  if (map) legend.append(map.legend);
  const readCursor = (chart) => {
    const at = chart.cursor.idx;
    values.forEach((value, i) => { value.textContent = at == null ? "" : plain(chart.data[i + 1][at]); });
    if (map) map.read(chart, view.field);
  };

  const size = () => ({ width: Math.max(box.clientWidth, 200), height: box.clientWidth < 480 ? 250 : 316 });
  const chart = new uPlot({
    ...size(),
    padding: [10, 14, 0, 0],
    scales: { x: scale(spec.x), y: scale(spec.y) },
    axes: [{ ...axis(spec.x), grid: { show: false } }, { ...axis(spec.y), size: 48 }],
    series: [{}, ...spec.curves.map(({ role, dash }) => ({
      stroke: () => color(role), width: 2, pxAlign: 0, dash, points: { show: false },
    }))],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: Boolean(map) },
    hooks: { drawAxes: [drawMap, drawBands], draw: [drawLabels], setCursor: [readCursor] },
  }, [points, ...view.curves], box);

  new ResizeObserver(() => chart.setSize(size())).observe(box);
  return {
    legend,
    show: (next) => {
      view = next;
      chart.setData([points, ...view.curves], false);
      chart.redraw();
    },
    recolor: () => chart.redraw(false),
  };
};
