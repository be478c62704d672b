// One Explorer: panels, controls, reading, actions. The model is JupyterLab's (the kernel computes each
// view) or the page's (front/page.js looks it up); the code here cannot tell. Tasks (predict, match)
// register themselves in `taskKinds`.

let mounted = 0;

const watchTheme = (recolor) => {
  const observer = new MutationObserver(recolor);
  for (const root of [document.documentElement, document.body]) {
    observer.observe(root, { attributes: true, attributeFilter: ["data-theme", "data-jp-theme-light"] });
  }
  return observer;
};

const makeValues = () => {
  const element = make("dl", { class: "ll-values", "aria-hidden": "true" });
  const show = (values) => element.replaceChildren(...values.map(([name, text]) =>
    make("div", {}, make("dt", {}, ...withSubscripts(name)), make("dd", {}, ...withSubscripts(text)))));
  return { element, show };
};

// A line of text whose place is as high as its longest text so far, so that nothing below it jumps.
const makeReading = (longest) => {
  const element = make("p", { class: "ll-reading" });
  let width = 0;
  let most = longest;
  const hold = () => {
    width = element.clientWidth;
    const shown = [...element.childNodes];
    element.style.minHeight = "";
    element.replaceChildren(...withSubscripts(most));
    element.style.minHeight = `${element.offsetHeight}px`;
    element.replaceChildren(...shown);
  };
  const show = (text) => {
    element.replaceChildren(...withSubscripts(text));
    if (text.length > most.length) { most = text; hold(); }
  };
  new ResizeObserver(() => { if (element.clientWidth !== width) hold(); }).observe(element);
  return { element, show };
};

const LATE = { dim: 400, say: 4000 }; // ms that a kernel may take before its old view is dimmed, and more is said

const render = ({ model, el, figure = el }) => {
  const spec = model.get("spec");
  const id = `ll-${spec.name}-${++mounted}`;
  el.classList.add("ll-explorer-live");

  const status = make("div", { class: "ll-spoken", role: "status" });
  const say = (text) => { status.textContent = text; };
  const panels = spec.panels.map((part) => makePanel(part, { plot: makePlot, picture: makePicture }));
  const panel = (key) => panels.find((one) => one.spec.key === key);
  const set = (moved) => {
    model.set("stops", { ...model.get("stops"), ...moved });
    model.save_changes();
  };
  const controls = spec.controls.map((control) => makeControl(control, `${id}-${control.name}`, (stop) => set({ [control.name]: stop })));
  const players = controls.flatMap(({ player }) => (player ? [player] : []));
  const settingText = () => spec.controls.map(({ name, label, texts }) => `${label} ${texts[model.get("stops")[name]]}`).join(", ");

  const values = makeValues();
  const reading = makeReading(model.longest ?? "");
  const trouble = make("p", { class: "ll-trouble", role: "alert" });
  const grid = make("div", { class: "ll-panels", "data-count": panels.length }, ...panels.map(({ element }) => element), trouble);
  const side = make("div", { class: "ll-side" });
  const actions = make("div", { class: "ll-actions" });
  const widget = { spec, model, id, figure, panel, say, set, settingText };
  el.replaceChildren(make("div", { class: "ll-body" }, grid, side), actions, status);
  panels.forEach((one) => one.start());

  const tasks = (spec.tasks ?? []).map((task) => taskKinds[task.kind](task, widget));
  side.append(...(spec.task ? [make("p", { class: "ll-task" }, ...withSubscripts(spec.task))] : []), ...tasks.map(({ element }) => element),
    make("div", { class: "ll-controls" }, ...controls.map(({ element }) => element)), values.element, reading.element);

  const handles = spec.handles.map((handle) => makeHandle(panel(handle.panel), handle, (stop) => set({ [handle.control]: stop })));
  for (const one of panels) {
    const own = handles.filter((_, i) => spec.handles[i].panel === one.spec.key);
    if (one.spec.kind === "plot") one.readOff = makeReadOff(one, say);
    one.onSurface = () => { one.readOff?.bind(); own.forEach(({ bind }) => bind()); };
    one.onResize = () => { own.forEach(({ put }) => put()); one.readOff?.refresh(); };
  }

  const pins = makePins(panels, settingText, (more) => { pin.disabled = !more; });
  const pin = makeButton("Pin", () => pins.add(), { title: "Keep the present curves as thin lines" });
  const reset = makeButton("Reset", () => {
    players.forEach((player) => player.pause());
    set(Object.fromEntries(spec.controls.map(({ name, start }) => [name, start])));
  });
  const full = makeFullScreen(figure);
  actions.append(reset, ...(pins ? [pin] : []), ...(model.link ? [model.link(status)] : []), full.button);
  if (pins) actions.before(pins.list);

  let [speak, late, later] = [0, 0, 0];
  let moved = false; // what the page shows from the start is not announced
  const shownStops = () => model.get("view").stops ?? {};
  const upToDate = () => spec.controls.every(({ name }) => shownStops()[name] === model.get("stops")[name]);
  const tell = (text) => {
    trouble.replaceChildren(...withSubscripts(text));
    grid.classList.toggle("ll-broken", Boolean(text));
  };
  const waiting = (on) => {
    clearTimeout(late);
    clearTimeout(later);
    if (!on) { grid.classList.remove("ll-late"); return; }
    late = setTimeout(() => grid.classList.add("ll-late"), LATE.dim);
    later = setTimeout(() => tell("The kernel does not answer: it is busy, or was restarted. If so, run the cell again. No curve is shown for this setting."), LATE.say);
  };
  const showStops = () => {
    spec.controls.forEach(({ name }, i) => controls[i].show(model.get("stops")[name]));
    waiting(!upToDate());
  };
  const showView = () => {
    const view = model.get("view");
    if (!upToDate()) return; // the answer to an earlier setting
    waiting(false);
    tell(view.error ?? "");
    if (view.error) return;
    panels.forEach((one) => one.show(view.panels[one.spec.key]));
    handles.forEach((handle, i) => handle.show(view.handles[i], model.get("stops")[spec.handles[i].control]));
    tasks.forEach((task) => task.show?.(view));
    pins?.show();
    fill();
    values.show(view.values);
    reading.show(view.reading);
    const said = [settingText(), ...view.values.map(([name, text]) => `${name} ${text}`), view.reading].filter(Boolean).join(". ");
    panels.forEach(({ box, spec: { alt } }) => box.setAttribute("aria-label", `${alt || spec.alt} Shown for ${said}`));
    clearTimeout(speak);
    if (moved && !players.some((player) => player.playing())) speak = setTimeout(() => say(said), 600);
  };
  players.forEach((player) => { player.ready = upToDate; });

  const print = (on) => () => { el.classList.toggle("ll-print", on); panels.forEach((one) => one.recolor()); };
  const [beforePrint, afterPrint] = [print(true), print(false)];
  const lost = () => { tell("The kernel is gone. Run the cell again to move this widget."); };
  let fill = () => {};

  model.on("change:stops", showStops);
  model.on("change:view", showView);
  model.on("comm_live_update", lost);
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  const theme = watchTheme(() => panels.forEach((one) => one.recolor()));
  showStops();
  showView();
  moved = true;
  const data = makeDataTables(spec.title, panels);
  fill = data.fill;
  actions.append(data.details);
  const remove = () => {
    [speak, late, later].forEach(clearTimeout);
    players.forEach((player) => player.pause());
    tasks.forEach((task) => task.remove?.());
    theme.disconnect();
    full.remove();
    removeEventListener("beforeprint", beforePrint);
    removeEventListener("afterprint", afterPrint);
    model.off("change:stops", showStops);
    model.off("change:view", showView);
    model.off("comm_live_update", lost);
  };
  return { widget, remove };
};
