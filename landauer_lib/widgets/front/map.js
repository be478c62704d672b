// A map below the curves: a cell for each value, colored from the paper's color to that of the
// role of maps, with its color bar in the legend and a coarse table for those who cannot see it.

// Where, in pixels, the first of evenly spaced cells begins and the last ends.
const edges = (chart, scale, middles, onCanvas) => {
  const [first, last] = [middles[0], middles.at(-1)].map((middle) => chart.valToPos(middle, scale, onCanvas));
  const half = (last - first) / (2 * (middles.length - 1));
  return [Math.round(first - half), Math.round(last + half)];
};

// To a thousandth of the map's range, which is finer than its shades.
const mapText = ({ limits: [low, high] }) => (value) => {
  const step = (high - low) / 1000;
  return plain(Math.round(value / step) * step);
};

const makeMap = ({ field }, points, color) => {
  const { rows, caption, limits: [low, high], role } = field;
  // One pixel a cell, opaque where the value is high, so that the paper shows through elsewhere.
  const cells = make("canvas", { width: points.length, height: rows.length });
  const context = cells.getContext("2d");
  const paint = (values) => {
    const image = context.createImageData(cells.width, cells.height);
    let alpha = 3;
    for (const row of [...values].reverse()) {
      for (const value of row) {
        image.data[alpha] = (255 * (value - low)) / (high - low);
        alpha += 4;
      }
    }
    context.putImageData(image, 0, 0);
    context.globalCompositeOperation = "source-in";
    context.fillStyle = color(role);
    context.fillRect(0, 0, cells.width, cells.height);
  };

  const draw = (chart, values) => {
    const { ctx, bbox } = chart;
    const [left, right] = edges(chart, "x", points, true);
    const [bottom, top] = edges(chart, "y", rows, true);
    paint(values);
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.fillStyle = color("paper"); // over the gridlines
    ctx.fillRect(left, top, right - left, bottom - top);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(cells, left, top, right - left, bottom - top);
    ctx.restore();
  };

  const text = mapText(field);
  const shown = make("span", { class: "ll-legend-value" });
  const bar = make("span", { class: "ll-color-bar", style: `background: linear-gradient(to right, var(--ll-paper), var(--ll-${role}))` });
  const legend = make("li", {}, `${text(low)} `, bar, ` ${text(high)} ${caption}`, shown);
  const read = (chart, values) => {
    const { idx, top } = chart.cursor;
    const [start, end] = edges(chart, "y", rows, false);
    const row = values?.[Math.floor((rows.length * (top - start)) / (end - start))];
    shown.textContent = row && idx != null ? text(row[idx]) : "";
  };
  return { draw, legend, read };
};

// Positions of at most 13 of `count` values, evenly spread, the first and the last among them.
const spread = (count) => {
  const kept = Math.min(count, 13);
  return Array.from({ length: kept }, (_, i) => Math.round((i * (count - 1)) / (kept - 1)));
};

// The uppermost row first, as in the picture.
const makeMapTable = ({ x, y, field }, points) => {
  const text = mapText(field);
  const [columns, rows] = [spread(points.length), spread(field.rows.length).reverse()];
  const heading = (scope) => (value) => make("th", { scope }, plain(value));
  const body = make("tbody");
  const table = make("table", { class: "ll-map-table" },
    make("caption", {}, `${field.caption}. Columns: ${x.caption}. Rows: ${y.caption}`),
    make("thead", {}, make("tr", {}, make("td"), ...columns.map((i) => heading("col")(points[i])))),
    body);
  const fill = ({ field: values }) => body.replaceChildren(...rows.map((j) =>
    make("tr", {}, heading("row")(field.rows[j]), ...columns.map((i) => make("td", {}, text(values[j][i]))))));
  return { table, fill };
};
