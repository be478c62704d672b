// JupyterLab, through anywidget: the same boxes.

export default { render: ({ model, el }) => renderSelfCheck(model.get("spec"), el) };
