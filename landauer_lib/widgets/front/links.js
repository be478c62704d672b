// A setting in an address, as in #staircase:temperature=4.2,hill=2: read from what a person may have
// written by hand, so nothing here throws.

const parseSetting = (hash) => {
  let text = hash.replace(/^#/, "");
  try { text = decodeURIComponent(text); } catch { /* a lone % stands for itself */ }
  const [, name, list] = /^([a-z0-9-]+):(.*)$/s.exec(text) ?? [];
  return name && { name, wanted: Object.fromEntries(list.split(",").map((pair) => pair.split(/=(.*)/s))) };
};

// The stop that a key means: as it is printed, or for a slider any way to write that number.
const stopOf = ({ kind, keys }, key) => {
  if (key === undefined) return -1;
  const exact = keys.indexOf(key);
  if (exact >= 0 || kind !== "slider" || key.trim() === "") return exact;
  return keys.findIndex((other) => Number(other) === Number(key.replace("−", "-")));
};

const stopsFor = (spec, wanted) => Object.fromEntries(spec.controls.flatMap((control) => {
  const stop = stopOf(control, wanted[control.name]);
  return stop < 0 ? [] : [[control.name, stop]];
}));

// In view: at least half of what could be seen of it.
const inView = (element) => {
  const { top, bottom, height } = element.getBoundingClientRect();
  const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return seen >= 0.5 * Math.min(height, innerHeight);
};

const bringIntoView = (figure) => {
  const body = figure.querySelector(".ll-body") ?? figure;
  if (!inView(body)) figure.scrollIntoView({ block: figure.offsetHeight > innerHeight ? "start" : "center" });
};

const makeLinkButton = (spec, stops, status) => {
  const fragment = () => `#${spec.name}:` + spec.controls.map(({ name, keys }) => `${name}=${encodeURIComponent(keys[stops()[name]])}`).join(",");
  const button = makeButton("Link to this setting", () => {
    history.replaceState(null, "", fragment());
    const copied = navigator.clipboard ? navigator.clipboard.writeText(location.href) : Promise.reject();
    copied.then(() => { status.textContent = button.textContent = "Link copied"; },
      () => { status.textContent = button.textContent = "Link is in the address bar"; });
    setTimeout(() => { button.textContent = "Link to this setting"; }, 2500);
  });
  return button;
};
