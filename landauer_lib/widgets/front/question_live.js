// JupyterLab, through anywidget: the same question.

export default { render: ({ model, el }) => renderQuestion(model.get("spec"), el) };
