// The published page: each widget's table stands in for the kernel, and a link can carry a setting
// in its fragment, as in #staircase:temperature=4.2,ratio=1.

const pageModel = (spec, levels, maps, extras, figure) => {
  const listeners = { "change:stops": [], "change:view": [] };
  const { field, points: { length: size } } = spec;
  const value = levelToValue(spec.y, spec.levels);
  const shade = field && levelToValue(field, field.levels);
  const look = (stops) => {
    const row = rowOf(spec.controls, stops);
    const view = { curves: unpackRows(levels, row, spec.curves.length, size, value), ...extras.views[extras.rows[row]] };
    return field ? { ...view, field: unpackRows(maps, row, field.rows.length, size, shade) } : view;
  };
  const state = { spec, stops: Object.fromEntries(spec.controls.map(({ name, start }) => [name, start])) };
  state.view = look(state.stops);
  const fragment = () => `#${spec.name}:` + spec.controls.map(({ name, keys }) => `${name}=${encodeURIComponent(keys[state.stops[name]])}`).join(",");
  const link = (status) => {
    const button = make("button", { type: "button" }, "Link to this setting");
    button.addEventListener("click", () => {
      history.replaceState(null, "", fragment());
      const copied = navigator.clipboard ? navigator.clipboard.writeText(location.href) : Promise.reject();
      copied.then(() => { status.textContent = button.textContent = "Link copied"; },
        () => { status.textContent = button.textContent = "Link is in the address bar"; });
      setTimeout(() => { button.textContent = "Link to this setting"; }, 2500);
    });
    return button;
  };
  const followFragment = () => {
    const [name, list] = decodeURIComponent(location.hash.slice(1)).split(/:(.*)/s);
    if (name !== spec.name || list === undefined) return;
    const wanted = Object.fromEntries(list.split(",").map((pair) => pair.split(/=(.*)/s)));
    const stops = { ...state.stops };
    for (const { name: control, keys } of spec.controls) {
      const stop = keys.indexOf(wanted[control]);
      if (stop >= 0) stops[control] = stop;
    }
    model.set("stops", stops);
    figure.scrollIntoView({ block: "center" });
  };
  const model = {
    link,
    get: (key) => state[key],
    set: (key, next) => {
      state[key] = next;
      listeners[`change:${key}`].forEach((tell) => tell());
      if (key === "stops") model.set("view", look(next));
    },
    save_changes: () => {},
    on: (event, tell) => listeners[event].push(tell),
    off: (event, tell) => { listeners[event] = listeners[event].filter((other) => other !== tell); },
  };
  addEventListener("hashchange", followFragment);
  return { model, followFragment };
};

const payloadOf = (figure) => {
  const inline = figure.querySelector("script[type='application/json']");
  if (inline) return JSON.parse(inline.textContent);
  if (window.landauerTables?.[figure.dataset.file]) return window.landauerTables[figure.dataset.file];
  // A classic script, since a page opened from disk may not fetch.
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = () => resolve(window.landauerTables[figure.dataset.file]);
    script.onerror = reject;
    script.src = figure.dataset.table;
    document.head.append(script);
  });
};

const mount = async (figure) => {
  if (figure.dataset.mounted) return;
  figure.dataset.mounted = "true";
  const { spec, table, maps, extras } = await payloadOf(figure);
  const [notes, ...planes] = await Promise.all([extras, table, maps].filter(Boolean).map(inflate));
  const levels = planes.map((plane) => unpackLevels(plane, spec.points.length));
  const { model, followFragment } = pageModel(spec, levels[0], levels[1], JSON.parse(new TextDecoder().decode(notes)), figure);
  render({ model, el: figure.querySelector(".ll-mount") });
  figure.explorer = model; // for the tests and for the curious in the console
  figure.dataset.ready = "true";
  followFragment();
};

// The page's first widget comes to life at once, as does one that the address names; the others when
// they are near the view, or after the page has loaded. The script may run while the page still
// arrives: figures are taken up as they are complete, so the first does not wait for the last line.
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) mount(target);
}, { rootMargin: "50% 0px" });

const complete = (element) => {
  if (document.readyState !== "loading") return true;
  for (let node = element; node; node = node.parentElement) if (node.nextElementSibling) return true;
  return false;
};
let first = true;

const takeUp = () => {
  for (const box of document.querySelectorAll(".ll-selfcheck:not([data-ready])")) {
    if (!complete(box)) continue;
    renderSelfCheck(payloadOf(box), box.querySelector(".ll-mount-check"));
    box.dataset.ready = "true";
  }
  for (const figure of document.querySelectorAll("figure.ll-explorer:not([data-seen])")) {
    if (!complete(figure)) continue;
    figure.dataset.seen = "true";
    if (first || location.hash.startsWith(`#${figure.id}:`)) mount(figure);
    else near.observe(figure);
    first = false;
  }
};
const mountAll = () => document.querySelectorAll("figure.ll-explorer").forEach(mount);

const arrival = new MutationObserver(takeUp);
arrival.observe(document.documentElement, { childList: true, subtree: true });
const arrived = () => { arrival.disconnect(); takeUp(); };
if (document.readyState === "loading") addEventListener("DOMContentLoaded", arrived);
else arrived();
if (document.readyState === "complete") mountAll();
else addEventListener("load", mountAll);
