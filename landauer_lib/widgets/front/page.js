// The published page: each widget's table stands in for the kernel. Links may carry a setting.

const pageModel = async ({ spec, panels, extras, handles }) => {
  const notes = JSON.parse(new TextDecoder().decode(await inflate(extras)));
  const looks = await Promise.all(spec.panels.map((panel) => panelTable(panel, panels[panel.key], notes.panels[panel.key], spec.levels)));
  const [reading, values] = [kept(notes.readings), kept(notes.values)];
  const count = notes.readings.steps.length;
  const places = handles && unpackGrid(await inflate(handles), count);
  // For each handle, x and y at all stops of its control while the others stay.
  const handlesAt = (stops) => spec.handles.map(({ control, panel }, i) => {
    const rows = spec.controls.find(({ name }) => name === control).texts.map((_, stop) => rowOf(spec.controls, { ...stops, [control]: stop }));
    const axes = spec.panels.find(({ key }) => key === panel);
    return ["x", "y"].map((side, s) => {
      const value = levelToValue(axes[side], spec.levels);
      return rows.map((row) => value(places[(2 * i + s) * count + row]));
    });
  });
  const look = (stops) => {
    const row = rowOf(spec.controls, stops);
    const shown = Object.fromEntries(spec.panels.map(({ key }, i) => [key, looks[i](row)]));
    return { stops, reading: reading(row), values: values(row), panels: shown, handles: handlesAt(stops) };
  };

  const listeners = {};
  const starts = Object.fromEntries(spec.controls.map(({ name, start }) => [name, start]));
  const state = { spec, stops: { ...starts, ...memory.recallStops(spec) } };
  state.view = look(state.stops);
  let keeping = 0;
  const model = {
    longest: notes.readings.kept.reduce((most, text) => (text.length > most.length ? text : most), ""),
    link: (status) => makeLinkButton(spec, () => state.stops, status),
    get: (key) => state[key],
    set: (key, next) => {
      state[key] = next;
      (listeners[`change:${key}`] ?? []).forEach((tell) => tell());
      if (key === "stops") model.set("view", look(next));
    },
    save_changes: (byReader = true) => { // not at each stop that is passed
      clearTimeout(keeping);
      if (byReader) keeping = setTimeout(() => memory.rememberStops(spec, state.stops), 300);
    },
    on: (event, tell) => { listeners[event] = [...(listeners[event] ?? []), tell]; },
    off: (event, tell) => { listeners[event] = (listeners[event] ?? []).filter((other) => other !== tell); },
  };
  addEventListener("landauer:forget", () => {
    clearTimeout(keeping);
    model.set("stops", starts);
  });
  return model;
};

const payloadOf = (figure) => {
  const inline = figure.querySelector("script[type='application/json']");
  if (inline) return JSON.parse(inline.textContent);
  const known = () => window.landauerTables?.[figure.dataset.file];
  if (known()) return known();
  // A classic script, since a page opened from disk may not fetch.
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = () => resolve(known());
    script.onerror = reject;
    script.src = figure.dataset.table;
    document.head.append(script);
  });
};

const begin = async (figure) => {
  const model = await pageModel(await payloadOf(figure));
  const { widget } = render({ model, el: figure.querySelector(".ll-mount"), figure });
  Object.assign(figure, { explorer: model, widget }); // for tasks, tests and the curious in the console
  figure.dataset.ready = "true";
  figure.dispatchEvent(new CustomEvent("ll:ready", { bubbles: true }));
  if (parseSetting(location.hash)?.name === figure.id) follow(location.hash);
};

const mount = (figure) => (figure.mounting ??= begin(figure));

// Take a widget to a setting; it comes to life for that if need be.
const follow = async (hash) => {
  const setting = parseSetting(hash);
  const figure = setting && document.getElementById(setting.name);
  if (!figure?.matches("figure.ll-explorer")) return false;
  bringIntoView(figure);
  mount(figure).then(() => figure.widget.set(stopsFor(figure.widget.spec, setting.wanted)));
  return true;
};

// Numbers in the text that set a widget of this page.
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a[href]");
  if (!link || link.pathname !== location.pathname || link.host !== location.host) return;
  const setting = parseSetting(link.hash);
  if (!setting || !document.getElementById(setting.name)?.matches("figure.ll-explorer")) return;
  event.preventDefault();
  follow(link.hash);
});
addEventListener("hashchange", () => follow(location.hash));

// The page's first widget comes to life at once, as does one that the address names; the others when
// they are near the view, or one after the other while nothing else is to do, unless the reader saves
// data. The script may run while the page still arrives: figures are taken up as
// they are complete, so the first does not wait for the last line.
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    mount(target);
  }
}, { rootMargin: "100% 0px" });

const complete = (element) => {
  if (document.readyState !== "loading") return true;
  for (let node = element; node; node = node.parentElement) if (node.nextElementSibling) return true;
  return false;
};
const asks = { selfcheck: renderSelfCheck, question: renderQuestion };
let first = true;

const takeUp = () => {
  for (const box of document.querySelectorAll(".ll-asks:not([data-ready])")) {
    if (!complete(box)) continue;
    box.dataset.ready = "true";
    asks[box.dataset.kind](payloadOf(box), box.querySelector(".ll-mount-asks"));
  }
  for (const figure of document.querySelectorAll("figure.ll-explorer:not([data-seen])")) {
    if (!complete(figure)) continue;
    figure.dataset.seen = "true";
    if (first || parseSetting(location.hash)?.name === figure.id) mount(figure);
    else near.observe(figure);
    first = false;
  }
};

const arrival = new MutationObserver(takeUp);
arrival.observe(document.documentElement, { childList: true, subtree: true });
const arrived = () => { arrival.disconnect(); takeUp(); };
if (document.readyState === "loading") addEventListener("DOMContentLoaded", arrived);
else arrived();

const idle = () => new Promise((go) => (window.requestIdleCallback ? requestIdleCallback(go, { timeout: 300 }) : setTimeout(go, 50)));
const mountRest = async () => {
  for (const figure of document.querySelectorAll("figure.ll-explorer")) {
    await idle();
    await mount(figure);
  }
};
if (!navigator.connection?.saveData) {
  if (document.readyState === "complete") mountRest();
  else addEventListener("load", mountRest);
}
