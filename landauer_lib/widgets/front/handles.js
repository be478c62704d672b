// A handle: a control that is dragged on a panel. Python lists its place for each stop; here the
// pointer goes to the nearest of them.

const makeHandle = (panel, { label }, move) => {
  const grip = make("span", { class: "ll-handle", "aria-hidden": "true", title: `Drag: ${label}` });
  let [places, stop] = [[[], []], 0];
  const put = () => {
    const place = panel.place();
    grip.style.transform = `translate(${place.x(places[0][stop])}px, ${place.y(places[1][stop])}px)`;
  };
  const closest = (event) => {
    const frame = panel.surface.getBoundingClientRect();
    const place = panel.place();
    const far = (i) => Math.hypot(place.x(places[0][i]) - event.clientX + frame.left, place.y(places[1][i]) - event.clientY + frame.top);
    let best = stop; // where places coincide, the present stop stays
    for (let i = 0; i < places[0].length; i++) if (far(i) < far(best) - 1e-6) best = i;
    return best;
  };
  grip.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    grip.setPointerCapture(event.pointerId);
    grip.classList.add("ll-held");
  });
  grip.addEventListener("pointermove", (event) => {
    if (!grip.hasPointerCapture(event.pointerId)) return;
    event.stopPropagation();
    const next = closest(event);
    if (next !== stop) move(next);
  });
  for (const end of ["lostpointercapture", "pointercancel"]) grip.addEventListener(end, () => grip.classList.remove("ll-held"));
  const bind = () => panel.surface.append(grip);
  bind();
  return { bind, put, show: (next, at) => { [places, stop] = [next, at]; put(); } };
};
