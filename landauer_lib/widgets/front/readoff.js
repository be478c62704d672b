// Reading a plot off: pointer, finger or arrow keys put a cursor on a point of x, and a note says x and
// the value of every curve there, with units.

const nearest = (points, value) => {
  let [low, high] = [0, points.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle] < value) low = middle; else high = middle;
  }
  return value - points[low] < points[high] - value ? low : high;
};

const makeReadOff = (panel, say) => {
  const { spec, box } = panel;
  const { points, curves, x, y, field } = spec;
  if (!curves.length && !field) return;
  const line = make("div", { class: "ll-cursor" });
  const dots = curves.map(({ role }) => make("span", { class: `ll-cursor-dot ll-${role}` }));
  const note = make("div", { class: "ll-note" });
  const layer = make("div", { class: "ll-read", "aria-hidden": "true", hidden: "" }, line, ...dots, note);
  let [index, height] = [null, null];

  const withUnit = (number, { unit }) => `${plain(number)}${unit ? ` ${unit}` : ""}`;
  const values = () => curves.flatMap(({ key, label }, i) =>
    (panel.hidden.has(key) ? [] : [[curves[i], label, withUnit(panel.view.curves[i][index], y)]]));
  const mapValue = () => (field && height !== null ? panel.readMap(index, height) : undefined);

  const show = () => {
    if (index === null) { layer.hidden = true; return; }
    const place = panel.place();
    const left = place.x(points[index]);
    layer.hidden = false;
    line.style.transform = `translateX(${left}px)`;
    dots.forEach((dot, i) => {
      const value = panel.view.curves[i][index];
      dot.hidden = panel.hidden.has(curves[i].key);
      dot.style.transform = `translate(${left}px, ${place.y(value)}px)`;
    });
    const rows = values().map(([look, label, text]) => make("div", {}, makeSwatch(look), ...withSubscripts(label), make("b", {}, ...withSubscripts(text))));
    const seen = mapValue();
    if (seen !== undefined) rows.push(make("div", {}, ...withSubscripts(`${field.label} `), make("b", {}, `${seen} ${field.unit}`)));
    note.replaceChildren(make("div", {}, ...withSubscripts(x.label), make("b", {}, ...withSubscripts(withUnit(points[index], x)))), ...rows);
    note.classList.toggle("ll-note-left", left > place.width / 2);
    note.style.setProperty("--ll-left", `${left}px`);
  };
  const move = (event) => {
    const frame = panel.surface.getBoundingClientRect();
    const place = panel.place();
    const px = Math.min(Math.max(event.clientX - frame.left, 0), place.width);
    index = nearest(points, place.toX(px));
    height = place.toY(event.clientY - frame.top);
    show();
  };
  const away = () => { index = null; show(); };
  const spoken = () => [`${x.label} ${withUnit(points[index], x)}`, ...values().map(([, label, text]) => `${label} ${text}`)].join(", ");
  const KEYS = { ArrowRight: 1, ArrowLeft: -1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity };
  const key = (event) => {
    if (event.key === "Escape" && index !== null) away();
    else if (event.key in KEYS && curves.length) {
      const from = index ?? Math.floor(points.length / 2);
      index = index === null ? from : Math.min(Math.max(from + KEYS[event.key], 0), points.length - 1);
      height = null;
      show();
      say(spoken());
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const bind = () => {
    panel.surface.append(layer);
    panel.surface.classList.add("ll-surface-read");
    panel.surface.addEventListener("pointerdown", move);
    panel.surface.addEventListener("pointermove", move);
    panel.surface.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") away(); });
  };
  box.tabIndex = 0;
  box.dataset.lmSuppressShortcuts = "true";
  box.addEventListener("keydown", key);
  box.addEventListener("blur", away);
  document.addEventListener("pointerdown", (event) => { if (index !== null && !box.contains(event.target)) away(); });
  bind();
  return { refresh: show, bind };
};
