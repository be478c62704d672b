// A map below the curves: a cell for each value, colored from the paper's color to that of the
// role of maps, with its color bar in the legend and a coarse table for those who cannot see it.

// Where, in pixels, the first of evenly spaced cells begins and the last ends.
const edges = (chart, scale, middles) => {
  const [first, last] = [middles[0], middles.at(-1)].map((middle) => chart.valToPos(middle, scale, true));
  const half = (last - first) / (2 * (middles.length - 1));
  return [Math.round(first - half), Math.round(last + half)];
};

// To a thousandth of the map's range, which is finer than its shades.
const mapText = ({ limits: [low, high] }) => (value) => {
  const step = (high - low) / 1000;
  return plain(Math.round(value / step) * step);
};

const makeMap = ({ field, y }, points, color) => {
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
    const [left, right] = edges(chart, "x", points);
    const [bottom, top] = edges(chart, "y", rows);
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
  const bar = make("span", { class: `ll-color-bar ll-${role}` });
  const legend = make("li", {}, `${text(low)} `, bar, ` ${text(high)} ${caption}`);
  const { limits: [bottom, top], log } = y;
  const share = (value) => (log ? Math.log(value / bottom) / Math.log(top / bottom) : (value - bottom) / (top - bottom));
  const ends = [share(rows[0]), share(rows.at(-1))];
  const half = (ends[1] - ends[0]) / (2 * (rows.length - 1));
  // The value of the cell in a column, at a height of the y axis; none beyond the cells.
  const read = (values, column, height) => {
    const row = values?.[Math.floor((share(height) - ends[0] + half) / (2 * half))];
    return row && text(row[column]);
  };
  return { draw, legend, read };
};

// Positions of at most 13 of `count` values, evenly spread, the first and the last among them.
const spread = (count) => {
  const kept = Math.min(count, 13);
  return Array.from({ length: kept }, (_, i) => Math.round((i * (count - 1)) / (kept - 1)));
};

// The uppermost row first, as in the picture.
const makeMapTable = (panel) => {
  const { x, y, field, points } = panel.spec;
  const text = mapText(field);
  const [columns, rows] = [spread(points.length), spread(field.rows.length).reverse()];
  const { table, fill } = makeTable("ll-map-table", `${field.caption}. Columns: ${x.caption}. Rows: ${y.caption}`,
    ["", ...columns.map((i) => plain(points[i]))],
    () => rows.map((j) => [plain(field.rows[j]), ...columns.map((i) => text(panel.view.field[j][i]))]));
  const corner = table.tHead.rows[0].cells[0];
  corner.replaceWith(make("td"));
  return { table, fill };
};
