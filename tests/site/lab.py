"""A page that mounts a widget as JupyterLab does: its ES module, with a kernel behind the model."""

import json
from types import SimpleNamespace

from tests.site.bench import PAGE

MOUNT = """<div id="here"></div><script type="module">
import widget from "./widget.js";
const state = await kernel(null);
const listeners = {};
const model = {
  get: (key) => state[key],
  set: (key, next) => { state[key] = next; tell(key); },
  save_changes: async () => {
    const { view } = await kernel(JSON.stringify(state.stops));
    state.view = view;
    tell("view");
  },
  on: (event, action) => { (listeners[event] ??= []).push(action); },
  off: () => {},
};
const tell = (key) => (listeners[`change:${key}`] ?? []).forEach((action) => action());
widget.render({ model, el: document.getElementById("here") });
document.body.dataset.ready = "true";
</script>"""


def open_lab(chromium, folder, address, widget):
    """Mount a widget; its Python side answers each change of stops."""
    (folder / "widget.js").write_text(widget._esm, encoding="utf-8")
    (folder / "explorer.css").write_text(widget._css, encoding="utf-8")
    (folder / "explorer.js").write_text("", encoding="utf-8")
    html = PAGE.format(body=MOUNT).replace(' data-content_root="./"', "")
    (folder / "lab.html").write_text(html, encoding="utf-8")

    def kernel(stops):
        if stops is not None:
            widget.stops = json.loads(stops)
        names = ("spec", "stops", "view")
        return {name: getattr(widget, name) for name in names if widget.has_trait(name)}

    context = chromium.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    page.expose_function("kernel", kernel)
    page.goto(f"{address}/lab.html")
    page.wait_for_function("document.body.dataset.ready")
    return SimpleNamespace(page=page, complaints=complaints, close=context.close)
