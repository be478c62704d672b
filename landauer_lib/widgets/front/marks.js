// Marks of plots and pictures, drawn on a canvas. `at` maps data to canvas pixels: at.x(value),
// at.y(value), and the frame at.left, at.top, at.width, at.height; at.ratio is pixels a CSS pixel.

const canvasFont = (size, ratio) => `${size * ratio}px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif`;

const tracePath = (ctx, xs, ys, at) => {
  ctx.beginPath();
  for (let i = 0; i < xs.length; i++) ctx.lineTo(at.x(xs[i]), at.y(ys[i]));
};

// ħω_y with its subscript, on a canvas: parts of a text, the odd ones set lower.
const drawText = (ctx, text, x, y, { size, ratio, anchor = "middle", outline = "" }) => {
  const parts = text.split(/_(\d+|[A-Za-z])/);
  const fonts = [canvasFont(size, ratio), canvasFont(0.72 * size, ratio)];
  const widths = parts.map((part, i) => { ctx.font = fonts[i % 2]; return ctx.measureText(part).width; });
  const whole = widths.reduce((sum, width) => sum + width, 0);
  let left = x - whole * { start: 0, middle: 0.5, end: 1 }[anchor];
  [ctx.textAlign, ctx.textBaseline, ctx.lineJoin] = ["left", "middle", "round"];
  parts.forEach((part, i) => {
    const height = y + (i % 2 ? 0.28 * size * ratio : 0);
    ctx.font = fonts[i % 2];
    if (outline) {
      [ctx.lineWidth, ctx.strokeStyle] = [4 * ratio, outline];
      ctx.strokeText(part, left, height);
    }
    ctx.fillText(part, left, height);
    left += widths[i];
  });
  return whole;
};

const drawArrow = (ctx, x0, y0, x1, y1, head) => {
  const angle = Math.atan2(y1 - y0, x1 - x0);
  const long = Math.min(head, Math.hypot(x1 - x0, y1 - y0));
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1 - 0.8 * long * Math.cos(angle), y1 - 0.8 * long * Math.sin(angle));
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  for (const side of [-0.4, 0.4]) ctx.lineTo(x1 - long * Math.cos(angle + side), y1 - long * Math.sin(angle + side));
  ctx.closePath();
  ctx.fill();
};

const drawDots = (ctx, xs, ys, at, radius) => {
  ctx.beginPath();
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [at.x(xs[i]), at.y(ys[i])];
    ctx.moveTo(x + radius, y);
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
  }
  ctx.fill();
};

const DRAW = {
  line: (ctx, { at: [xs, ys], width = 2, dash }, at) => {
    ctx.lineWidth = width * at.ratio;
    ctx.setLineDash(dash.map((part) => part * at.ratio));
    tracePath(ctx, xs, ys, at);
    ctx.stroke();
  },
  area: (ctx, { at: [xs, low, high], opacity }, at) => {
    ctx.globalAlpha = opacity;
    tracePath(ctx, [...xs, ...[...xs].reverse()], [...low, ...[...high].reverse()], at);
    ctx.fill();
  },
  polygon: (ctx, { at: [xs, ys], opacity }, at) => {
    ctx.globalAlpha = opacity;
    tracePath(ctx, xs, ys, at);
    ctx.closePath();
    ctx.fill();
  },
  dots: (ctx, { at: [xs, ys], size }, at) => drawDots(ctx, xs, ys, at, (size * at.ratio) / 2),
  bars: (ctx, { at: [xs, ys, left, right, low, high], limit }, at) => {
    const cap = 3 * at.ratio;
    ctx.lineWidth = 1.4 * at.ratio;
    ctx.beginPath();
    left.forEach((from, i) => {
      const y = at.y(ys[i]);
      for (const x of [at.x(from), at.x(right[i])]) { ctx.moveTo(x, y - cap); ctx.lineTo(x, y + cap); }
      ctx.moveTo(at.x(from), y);
      ctx.lineTo(at.x(right[i]), y);
    });
    low.forEach((from, i) => {
      const x = at.x(xs[i]);
      for (const y of [at.y(from), at.y(high[i])]) { ctx.moveTo(x - cap, y); ctx.lineTo(x + cap, y); }
      ctx.moveTo(x, at.y(from));
      ctx.lineTo(x, at.y(high[i]));
    });
    ctx.stroke();
    drawDots(ctx, xs, ys, at, 3 * at.ratio);
    const long = (limit === "upper" ? 18 : -18) * at.ratio;
    if (limit) xs.forEach((x, i) => drawArrow(ctx, at.x(x), at.y(ys[i]), at.x(x), at.y(ys[i]) + long, 7 * at.ratio));
  },
  arrow: (ctx, { at: [[x0, x1], [y0, y1]] }, at) => {
    ctx.lineWidth = 2 * at.ratio;
    drawArrow(ctx, at.x(x0), at.y(y0), at.x(x1), at.y(y1), 9 * at.ratio);
  },
  text: (ctx, { at: [[x], [y]], text, anchor }, at, paper) =>
    drawText(ctx, text, at.x(x), at.y(y), { size: at.font, ratio: at.ratio, anchor, outline: paper }),
  level: (ctx, { at: [[value]], along, name, dash }, at, paper) => {
    const upright = along === "x";
    const place = upright ? at.x(value) : at.y(value);
    const [left, top, right, bottom] = [at.left, at.top, at.left + at.width, at.top + at.height];
    ctx.lineWidth = 1.6 * at.ratio;
    ctx.setLineDash(dash.map((part) => part * at.ratio));
    ctx.beginPath();
    ctx.moveTo(upright ? place : left, upright ? top : place);
    ctx.lineTo(upright ? place : right, upright ? bottom : place);
    ctx.stroke();
    ctx.setLineDash([]);
    if (!name) return;
    const style = { size: at.font, ratio: at.ratio, anchor: "end", outline: paper };
    const above = place - top > 20 * at.ratio ? -10 : 10;
    if (!upright) drawText(ctx, name, right - 4 * at.ratio, place + above * at.ratio, style);
    else drawText(ctx, name, place - 5 * at.ratio, top + 10 * at.ratio, { ...style, anchor: place - left > 60 * at.ratio ? "end" : "start" });
  },
};

const drawMarks = (ctx, marks, at, color) => {
  for (const mark of marks) {
    ctx.save();
    ctx.fillStyle = ctx.strokeStyle = color(mark.role);
    ctx.lineJoin = "round";
    DRAW[mark.kind](ctx, mark, at, color("paper"));
    ctx.restore();
  }
};
