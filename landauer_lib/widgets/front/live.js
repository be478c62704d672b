// JupyterLab, through anywidget: the kernel is the model. The page has its own figure caption.

// The picture that stands in for the widget in a reopened notebook; beside the live one it is hidden.
const hideStill = (el) => {
  const output = el.closest(".jp-OutputArea-child");
  const before = output?.previousElementSibling;
  if (before?.querySelector(".jp-RenderedImage")) before.hidden = true;
};

export default {
  render: ({ model, el }) => {
    const body = make("div", { class: "ll-mount" });
    el.classList.add("ll-explorer");
    el.dataset.widget = model.get("spec").name;
    el.append(make("p", { class: "ll-title" }, model.get("spec").title), body);
    const { remove } = render({ model, el: body, figure: el });
    requestAnimationFrame(() => hideStill(el));
    return remove;
  },
};
