// One Explorer: chart, legend, reading, controls, data table. The model is JupyterLab's (the kernel
// computes each view) or the page's (front/page.js looks it up); the code here cannot tell.

let mounted = 0;

const watchTheme = (recolor) => {
  const observer = new MutationObserver(recolor);
  for (const root of [document.documentElement, document.body]) {
    observer.observe(root, { attributes: true, attributeFilter: ["data-theme", "data-jp-theme-light"] });
  }
  return observer;
};

const makeCurveTable = (spec, points) => {
  const table = make("table", {}, make("caption", {}, `${spec.y.caption} against ${spec.x.caption}`));
  const head = make("tr", {}, ...[spec.x.label, ...spec.curves.map(({ label }) => label)].map((text) => make("th", { scope: "col" }, text)));
  const body = make("tbody");
  table.append(make("thead", {}, head), body);
  const step = Math.max(1, Math.ceil(points.length / 41));
  const fill = (view) => {
    body.replaceChildren(...points.flatMap((x, i) => (i % step && i !== points.length - 1 ? [] : [
      make("tr", {}, make("th", { scope: "row" }, plain(x)), ...view.curves.map((curve) => make("td", {}, plain(curve[i])))),
    ])));
  };
  return { table, fill };
};

const makeDataTables = (spec, points) => {
  const makers = [...(spec.field ? [makeMapTable] : []), ...(spec.curves.length ? [makeCurveTable] : [])];
  const tables = makers.map((maker) => maker(spec, points));
  const box = make("div", { class: "ll-table", tabindex: "0", role: "region", "aria-label": `Data: ${spec.title}` }, ...tables.map(({ table }) => table));
  const details = make("details", { class: "ll-data" }, make("summary", {}, "Data at this setting"), box);
  const fill = (view) => { if (details.open && view) tables.forEach((table) => table.fill(view)); };
  return { details, fill };
};

const render = ({ model, el }) => {
  const spec = model.get("spec");
  const points = spec.points;
  const id = `ll-${spec.name}-${++mounted}`;
  el.classList.add("ll-explorer-live");

  const box = make("div", { class: "ll-chart", role: "img" });
  const reading = make("p", { class: "ll-reading" });
  const status = make("div", { class: "ll-spoken", role: "status" });
  const { details, fill } = makeDataTables(spec, points);
  const controls = spec.controls.map((control) => makeControl(control, `${id}-${control.name}`, (stop) => {
    model.set("stops", { ...model.get("stops"), [control.name]: stop });
    model.save_changes();
  }));
  const reset = make("button", { type: "button" }, "Reset");
  reset.addEventListener("click", () => {
    model.set("stops", Object.fromEntries(spec.controls.map(({ name, start }) => [name, start])));
    model.save_changes();
  });
  const actions = make("div", { class: "ll-actions" }, reset);
  if (model.link) actions.append(model.link(status));
  actions.append(details);

  const caption = (side) => make("p", { class: `ll-axis ll-axis-${side}` }, ...withSubscripts(spec[side].caption));
  el.replaceChildren(caption("y"), box, caption("x"));
  const chart = makeChart(box, spec, points);
  el.append(chart.legend, reading, make("div", { class: "ll-controls" }, ...controls.map(({ element }) => element)), actions, status);

  let speak = 0;
  let moved = false; // what the page shows from the start is not announced
  const settingText = () => spec.controls.map(({ name, label, texts }) => `${label} ${texts[model.get("stops")[name]]}`).join(", ");
  const showStops = () => spec.controls.forEach(({ name }, i) => controls[i].show(model.get("stops")[name]));
  const showView = () => {
    const view = model.get("view");
    chart.show(view);
    fill(view);
    reading.replaceChildren(...withSubscripts(view.reading));
    box.setAttribute("aria-label", `${spec.alt} Shown for ${settingText()}. ${view.reading}`);
    clearTimeout(speak);
    if (moved) speak = setTimeout(() => { status.textContent = `${settingText()}. ${view.reading}`; }, 600);
  };
  const print = (on) => () => { el.classList.toggle("ll-print", on); chart.recolor(); };
  const [beforePrint, afterPrint] = [print(true), print(false)];

  details.addEventListener("toggle", () => fill(model.get("view")));
  model.on("change:stops", showStops);
  model.on("change:view", showView);
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  const theme = watchTheme(() => chart.recolor());
  showStops();
  showView();
  moved = true;
  return () => {
    clearTimeout(speak);
    theme.disconnect();
    removeEventListener("beforeprint", beforePrint);
    removeEventListener("afterprint", afterPrint);
    model.off("change:stops", showStops);
    model.off("change:view", showView);
  };
};
