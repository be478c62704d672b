// A picture: marks on a canvas of their own, without axes; equal scales leave a margin.

const makePicture = (panel) => {
  const { spec, box } = panel;
  const canvas = make("canvas");
  panel.surface = make("div", { class: "ll-surface" });
  box.replaceChildren(canvas, panel.surface);
  const ctx = canvas.getContext("2d");
  let frame, font;
  const [[left, right], [low, high]] = [spec.x.limits, spec.y.limits];

  const map = (ratio, from) => ({
    x: (value) => (from[0] + ((value - left) / (right - left)) * frame.width) * ratio,
    y: (value) => (from[1] + ((high - value) / (high - low)) * frame.height) * ratio,
  });
  const measure = () => {
    const [width, height, ratio] = [Math.max(box.clientWidth, 160), Math.max(box.clientHeight, 120), devicePixelRatio];
    const unit = Math.min(width / (right - left), height / (high - low));
    frame = spec.equal ? { width: unit * (right - left), height: unit * (high - low) } : { width, height };
    [frame.left, frame.top] = [(width - frame.width) / 2, (height - frame.height) / 2];
    [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    canvas.style.cssText = `width: ${width}px; height: ${height}px`;
    panel.surface.style.cssText = `left: ${frame.left}px; top: ${frame.top}px; width: ${frame.width}px; height: ${frame.height}px`;
    font = fontSize(box);
  };
  panel.draw = panel.redraw = () => {
    const ratio = canvas.width / parseFloat(canvas.style.width);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    panel.drawAbove(ctx, {
      ...map(ratio, [frame.left, frame.top]), ratio, font,
      left: frame.left * ratio, top: frame.top * ratio, width: frame.width * ratio, height: frame.height * ratio,
    });
  };
  panel.resize = () => {
    measure();
    panel.draw();
    panel.onResize?.();
  };
  panel.place = () => ({
    ...map(1, [0, 0]),
    toX: (px) => left + (px / frame.width) * (right - left),
    toY: (px) => high - (px / frame.height) * (high - low),
    width: frame.width,
    height: frame.height,
  });
  measure();
};
