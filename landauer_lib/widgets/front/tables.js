// The data of a panel as tables, for those who cannot see it: its curves, its map, its named marks.

const makeTable = (className, text, heads, fill) => {
  const body = make("tbody");
  const head = make("tr", {}, ...heads.map((name) => make("th", { scope: "col" }, ...withSubscripts(name))));
  const table = make("table", { class: className }, make("caption", {}, ...withSubscripts(text)), make("thead", {}, head), body);
  return { table, fill: () => body.replaceChildren(...fill().map(([first, ...rest]) =>
    make("tr", {}, make("th", { scope: "row" }, ...withSubscripts(first)), ...rest.map((cell) => make("td", {}, cell))))) };
};

const curveTable = (panel) => {
  const { points, curves, x, y } = panel.spec;
  const step = Math.max(1, Math.ceil(points.length / 41));
  const shown = (key, value) => (panel.hidden.has(key) ? "hidden" : plain(value));
  return makeTable("", `${y.caption} against ${x.caption}`, [x.label, ...curves.map(({ label }) => label)], () =>
    points.flatMap((at, i) => (i % step && i !== points.length - 1 ? [] : [
      [plain(at), ...curves.map(({ key }, c) => shown(key, panel.view.curves[c][i]))],
    ])));
};

const MARK_WORDS = { line: "line", area: "area", polygon: "area", dots: "dots", bars: "points", arrow: "arrow", text: "text", level: "level" };

// Every mark with a name, and where it runs along x and y; a picture counts its nameless ones too.
const markTable = (panel) => {
  const span = (values) => {
    if (!values.length) return "–";
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return low === high ? plain(low) : `${plain(low)} … ${plain(high)}`;
  };
  const row = ({ kind, label, text, name, along, at }) => {
    const [xs, ys] = kind === "level" ? (along === "x" ? [at[0], []] : [[], at[0]]) : [at[0], at.slice(1).flat()];
    return [label || text || name || MARK_WORDS[kind], span(xs), span(kind === "bars" ? at[1] : ys)];
  };
  const { spec } = panel;
  const caption = spec.kind === "picture" ? `Marks of the picture${spec.caption ? `: ${spec.caption}` : ""}` : "Marks";
  return makeTable("ll-mark-table", caption, ["mark", "x", "y"], () =>
    panel.view.marks.filter(({ label, text, name }) => spec.kind === "picture" || label || text || name).slice(0, 60).map(row));
};

const makeDataTables = (title, panels) => {
  const tables = panels.flatMap((panel) => [
    ...(panel.spec.field ? [makeMapTable(panel)] : []),
    ...(panel.spec.curves?.length ? [curveTable(panel)] : []),
    ...(panel.view.marks.length || panel.spec.kind === "picture" ? [markTable(panel)] : []),
  ]);
  const box = make("div", { class: "ll-table", tabindex: "0", role: "region", "aria-label": `Data: ${title}` }, ...tables.map(({ table }) => table));
  const details = make("details", { class: "ll-data" }, make("summary", {}, "Data at this setting"), box);
  const fill = () => { if (details.open) tables.forEach((table) => table.fill()); };
  details.addEventListener("toggle", fill);
  return { details, fill };
};
