// Pins: curves kept as thin lines, each named by its setting, with the largest difference of the
// present curves from it.

const MOST_PINS = 3;

const makePins = (panels, nameOf, changed) => {
  const plots = panels.filter(({ spec }) => spec.kind === "plot" && spec.curves.length);
  if (!plots.length) return null;
  const list = make("ul", { class: "ll-pins" });
  let pins = [];

  // Fixed lines of reference do not move: what is compared are the other curves, if there are any.
  const compared = ({ spec, hidden }) => {
    const moving = spec.curves.map(({ role, key }, i) => ({ role, key, i })).filter(({ key }) => !hidden.has(key));
    const own = moving.filter(({ role }) => role !== "reference");
    return (own.length ? own : moving).map(({ i }) => i);
  };
  const difference = (pin) => {
    const [plot] = plots;
    const { x, y, points } = plot.spec;
    let [most, where, ratio] = [0, 0, 1];
    for (const i of compared(plot)) {
      plot.view.curves[i].forEach((value, j) => {
        const old = pin.curves[0][i][j];
        const size = y.log ? Math.abs(Math.log(value / old)) : Math.abs(value - old);
        if (size > most) [most, where, ratio] = [size, points[j], value / old];
      });
    }
    const unit = ({ unit: text }) => (text ? ` ${text}` : "");
    if (most === 0) return "no difference now";
    const size = y.log ? `factor ${plain(ratio)}` : `${plain(most)}${unit(y)}`;
    return `largest difference now ${size}, at ${x.label} ${plain(where)}${unit(x)}`;
  };
  const show = () => pins.forEach((pin) => pin.says.replaceChildren(...withSubscripts(difference(pin))));
  const redraw = () => {
    list.replaceChildren(...pins.map(({ element }) => element));
    plots.forEach((plot) => plot.redraw());
    changed(pins.length < MOST_PINS);
  };
  plots.forEach((plot, p) => plot.overlays.add((ctx, at) => {
    if (!plot.view.curves) return;
    pins.forEach((pin, number) => {
      for (const i of compared(plot)) {
        ctx.save();
        ctx.strokeStyle = ctx.fillStyle = plot.color(plot.spec.curves[i].role);
        ctx.lineWidth = at.ratio;
        tracePath(ctx, plot.spec.points, pin.curves[p][i], at);
        ctx.stroke();
        const middle = Math.floor((plot.spec.points.length * (number + 1)) / (MOST_PINS + 1));
        drawText(ctx, pin.number, at.x(plot.spec.points[middle]), at.y(pin.curves[p][i][middle]), { size: 0.85 * at.font, ratio: at.ratio, outline: plot.color("paper") });
        ctx.restore();
      }
    });
  }));
  const add = () => {
    if (pins.length >= MOST_PINS || !plots.every(({ view }) => view.curves)) return;
    const number = [1, 2, 3].find((n) => pins.every((pin) => pin.number !== String(n)));
    const says = make("span", { class: "ll-pin-says" });
    const name = nameOf();
    const remove = makeButton("Unpin", () => { pins = pins.filter((pin) => pin.number !== String(number)); redraw(); }, { "aria-label": `Unpin ${number}: ${name}` });
    const element = make("li", {}, make("b", {}, `${number}`), make("span", {}, ...withSubscripts(` ${name}: `), says), remove);
    pins.push({ number: String(number), name, says, element, curves: plots.map(({ view }) => view.curves) });
    pins.sort((a, b) => a.number - b.number);
    redraw();
    show();
  };
  return { list, add, show };
};
