// JupyterLab, through anywidget: the kernel is the model. The page has its own figure caption.

// The picture that stands in for the widget in a reopened notebook; beside the live one it is hidden.
const hideStill = (el) => {
  const output = el.closest(".jp-OutputArea-child");
  const before = output?.previousElementSibling;
  if (before?.querySelector(".jp-RenderedImage")) before.style.display = "none";
};

export default {
  render: ({ model, el }) => {
    const body = make("div", { class: "ll-mount" });
    el.classList.add("ll-explorer");
    el.dataset.widget = model.get("spec").name;
    el.append(make("p", { class: "ll-title" }, model.get("spec").title), body);
    const { remove } = render({ model, el: body, figure: el });
    // The widget is put into the notebook after this.
    const arrived = new ResizeObserver(() => { arrived.disconnect(); hideStill(el); });
    arrived.observe(el);
    return remove;
  },
};
