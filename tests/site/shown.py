"""What a live widget shows, held against what Python computes at the same setting."""

import numpy as np

from landauer_lib import widgets
from landauer_lib.widgets import Plot, table
from landauer_lib.widgets.front import SUBSCRIPT

PICTURE = "(f) => [...f.querySelectorAll('canvas')].map((c) => c.toDataURL()).join()"
SHOWN = "(f) => ({ stops: f.explorer.get('stops'), view: f.explorer.get('view') })"


SKIP = """() => document.querySelectorAll("figure.ll-explorer button").forEach((button) => {
  if (["Skip", "Show it without choosing"].includes(button.textContent) && !button.hidden)
    button.click();
})"""  # what is asked first hides the curve, or covers the widget


def field_of(explorer):
    """The map of an Explorer's first plot at its present setting."""
    _, shown = explorer.drawn_at(**explorer.settings)
    return shown[explorer._plot.key].field


def lowered(text):
    """A text as the page's own text reads: subscripts without their underscores."""
    return SUBSCRIPT.sub(r"\1", text)


def explorer_of(figure):
    return getattr(widgets, figure.get_attribute("data-name").replace("-", "_"))()


def move(figure, position, stop):
    """Put a control to a stop as a reader would, with the browser's own events."""
    control = figure.locator(".ll-control input, .ll-control select").nth(position)
    control.evaluate(
        "(c, stop) => { c.value = stop;"
        " c.dispatchEvent(new Event(c.tagName === 'SELECT' ? 'change' : 'input')); }",
        stop,
    )


def assert_near(values, exact, axis, levels=table.LEVELS):
    """Hold values to half a level of their axis."""
    assert np.size(values) == np.size(exact)
    if not np.size(exact):
        return
    error = np.abs(axis.share(np.asarray(values, float)) - axis.share(np.asarray(exact, float)))
    assert error.max(initial=0) <= 0.5001 / levels


def assert_panel(panel, shown, part):
    if isinstance(panel, Plot):
        assert_near(part["curves"], panel.stack(shown), panel.y)
        if panel.field is not None:
            assert_near(part["field"], shown.field, panel.field.scale, table.MAP_LEVELS)
    extras = shown.extras()
    assert [part["bands"], part["labels"]] == [extras["bands"], extras["labels"]]
    assert len(part["marks"]) == len(shown.marks)
    for drawn, mark in zip(part["marks"], shown.marks, strict=True):
        places = drawn.pop("at")
        assert drawn == mark.style()
        for there, (side, exact) in zip(places, mark.places(), strict=True):
            assert_near(there, exact, panel.axes[side])


def assert_shows_what_python_computes(figure, explorer):
    now = figure.evaluate(SHOWN)
    assert now["view"]["stops"] == now["stops"]
    settings = {c.name: c.stops[now["stops"][c.name]] for c in explorer.controls}
    view, shown = explorer.drawn_at(**settings)
    for panel in explorer.panels:
        assert_panel(panel, shown[panel.key], now["view"]["panels"][panel.key])
    panels = {panel.key: panel for panel in explorer.panels}
    places = explorer.places_at(**settings)
    for handle, there, exact in zip(explorer.handles, now["view"]["handles"], places, strict=True):
        for side, along, values in zip("xy", there, exact.T, strict=True):
            assert_near(along, values, panels[handle.panel].axes[side])
    assert figure.locator(".ll-reading").inner_text() == lowered(view.reading)
    told = figure.locator(".ll-values").evaluate(
        "(list) => [...list.children].map((one) => [...one.children].map((c) => c.textContent))"
    )
    assert told == [[lowered(name), lowered(text)] for name, text in view.values.items()]
