// JupyterLab, through anywidget: the kernel is the model. The page has its own figure caption.

export default {
  render: ({ model, el }) => {
    const body = make("div");
    el.append(make("p", { class: "ll-title" }, model.get("spec").title), body);
    return render({ model, el: body });
  },
};
