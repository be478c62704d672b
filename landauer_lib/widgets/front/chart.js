// A plot: uPlot with the book's roles for colors, a map (map.js), shaded bands, marks and labels.

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

const drawBands = (ctx, bands, at, color, outline) => {
  for (const [start, stop, text, role] of bands) {
    const clamp = (x) => Math.min(Math.max(at.x(x), at.left), at.left + at.width);
    const [left, right] = [clamp(start), clamp(stop)];
    ctx.save();
    ctx.globalAlpha = 0.2;
    ctx.fillStyle = color(role);
    ctx.fillRect(left, at.top, right - left, at.height);
    ctx.globalAlpha = 1;
    ctx.fillStyle = color("muted");
    drawText(ctx, text, (left + right) / 2, at.top + 11 * at.ratio, { size: at.font, ratio: at.ratio, outline });
    ctx.restore();
  }
};

const drawLabels = (ctx, labels, at, color) => {
  ctx.save();
  ctx.fillStyle = color("ink");
  ctx.font = canvasFont(at.font, at.ratio);
  for (const [x, y, text] of labels) {
    const half = ctx.measureText(text).width / 2 + 4;
    const middle = Math.min(Math.max(at.x(x), at.left + half), at.left + at.width - half);
    drawText(ctx, text, middle, at.y(y), { size: at.font, ratio: at.ratio, outline: color("paper") });
    ctx.font = canvasFont(at.font, at.ratio);
  }
  ctx.restore();
};

const makePlot = (panel) => {
  const { spec, box, color } = panel;
  const { points } = spec;
  const map = spec.field && makeMap(spec, points, color);
  if (map) panel.legend.element.append(map.legend);
  let chart, font;
  panel.view = { curves: spec.curves.map(() => points.map(() => null)), bands: [], labels: [], marks: [] };

  const scale = ({ limits, log }) => ({ time: false, auto: false, range: limits, distr: log ? 3 : 1 });
  const axis = (side) => ({
    font: canvasFont(font, 1),
    stroke: () => color("ink"),
    grid: { stroke: () => color("grid"), width: 1 },
    ticks: { stroke: () => color("grid"), width: 1, size: 5 },
    values: ticks(side),
    size: 2.45 * font, // text and ticks; the captions stand above and below the plot
    ...(side.every ? { space: 1.7 * font, incrs: [1, 2, 5, 10].map((times) => times * side.every) } : {}),
  });
  const at = () => {
    const { left, top, width, height } = chart.bbox;
    return {
      left, top, width, height, font, ratio: devicePixelRatio,
      x: (value) => chart.valToPos(value, "x", true),
      y: (value) => chart.valToPos(value, "y", true),
    };
  };
  const below = () => {
    if (panel.view.field) map.draw(chart, panel.view.field);
    drawBands(chart.ctx, panel.view.bands, at(), color, map ? color("paper") : "");
  };
  const above = () => {
    const frame = at();
    const { ctx } = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(frame.left, frame.top, frame.width, frame.height);
    ctx.clip();
    panel.drawAbove(ctx, frame);
    ctx.restore();
    drawLabels(ctx, panel.view.labels, frame, color);
  };
  const data = () => [points, ...spec.curves.map(({ key }, i) =>
    (panel.hidden.has(key) ? points.map(() => null) : panel.view.curves[i]))];
  const size = () => ({ width: Math.max(box.clientWidth, 160), height: Math.max(box.clientHeight, 120) });
  const build = () => {
    chart?.destroy();
    font = fontSize(box);
    chart = new uPlot({
      ...size(),
      padding: [10, 14, 0, 0],
      scales: { x: scale(spec.x), y: scale(spec.y) },
      axes: [{ ...axis(spec.x), grid: { show: false } }, { ...axis(spec.y), size: 3.7 * font }],
      series: [{}, ...spec.curves.map(({ role, dash }) => ({
        stroke: () => color(role), width: 2, pxAlign: 0, dash, points: { show: false },
      }))],
      legend: { show: false },
      cursor: { show: false },
      hooks: { drawAxes: [below], draw: [above] },
    }, data(), box);
    const kept = panel.surface ? [...panel.surface.children] : [];
    panel.surface = chart.over;
    panel.surface.append(...kept);
    panel.onSurface?.();
  };
  panel.draw = () => {
    chart.setData(data(), false);
    chart.redraw();
  };
  panel.redraw = () => chart.redraw(false);
  panel.resize = () => {
    if (fontSize(box) !== font) build();
    else if (size().width !== chart.width || size().height !== chart.height) chart.setSize(size());
    panel.onResize?.();
  };
  panel.place = () => ({
    x: (value) => chart.valToPos(value, "x"),
    y: (value) => chart.valToPos(value, "y"),
    toX: (px) => chart.posToVal(px, "x"),
    toY: (px) => chart.posToVal(px, "y"),
    width: chart.over.clientWidth,
    height: chart.over.clientHeight,
  });
  panel.readMap = (index, y) => map?.read(panel.view.field, index, y);
  build();
};
