"""A widget as HTML that stands by itself: what a reader sees without JavaScript and on paper."""

from typing import TYPE_CHECKING

from landauer_lib.widgets import still
from landauer_lib.widgets.front import html_text
from landauer_lib.widgets.panels import Panel, Plot
from landauer_lib.widgets.payload import page_payload
from landauer_lib.widgets.view import Shown

if TYPE_CHECKING:
    from landauer_lib.widgets.explorer import Explorer

__all__ = ["html"]


def _panel(panel: Panel, shown: Shown, alt: str) -> str:
    """Return one panel's still in the boxes that the live panel will take."""
    svg = still.still_svg(panel.alt or alt, panel, shown)
    caption = f'<p class="ll-caption">{html_text(panel.caption)}</p>' if panel.caption else ""
    y, x = "", ""
    if isinstance(panel, Plot):
        y, x = (
            f'<p class="ll-axis ll-axis-{side}">{html_text(panel.axes[side].caption)}</p>'
            for side in "yx"
        )
    legend = "".join(
        f"<li>{still.swatch(e)}{html_text(e.label)}</li>" for e in still.legend(panel, shown)
    )
    return (
        f'<div class="ll-panel" data-kind="{panel.kind}" data-width="{panel.width}">'
        f'{caption}{y}<div class="ll-chart">{svg}</div>{x}'
        f'<ul class="ll-legend" aria-hidden="true">{legend}</ul></div>'
    )


def html(explorer: "Explorer") -> str:
    """Return title, stills, settings, reading and table of an Explorer."""
    view, shown = explorer.drawn_at(**explorer.settings)
    panels = "".join(_panel(p, shown[p.key], explorer.alt) for p in explorer.panels)
    task = f'<p class="ll-task">{html_text(explorer.task)}</p>' if explorer.task else ""
    settings = "".join(
        f'<li class="ll-control">{html_text(c.label)}: '
        f"{html_text(c.texts[explorer.stops[c.name]])}</li>"
        for c in explorer.controls
    )
    values = "".join(
        f"<div><dt>{html_text(name)}</dt><dd>{html_text(text)}</dd></div>"
        for name, text in view.values.items()
    )
    # What is to be predicted must not be seen while the page comes to life.
    waits = " data-waits" if any(t["kind"] == "predict" for t in explorer.spec["tasks"]) else ""
    return (
        f'<figure class="ll-explorer" id="{explorer.name}" data-name="{explorer.name}"{waits}>'
        f"<figcaption>{html_text(explorer.title)}</figcaption>"
        f'<div class="ll-mount"><div class="ll-body">'
        f'<div class="ll-panels ll-still" data-count="{len(explorer.panels)}">{panels}</div>'
        f'<div class="ll-side">{task}'
        f'<ul class="ll-controls ll-still-settings">{settings}</ul>'
        f"{f'<dl class=ll-values>{values}</dl>' if values else ''}"
        f'<p class="ll-reading">{html_text(view.reading)}</p></div></div>'
        f'<div class="ll-actions"></div></div>'
        f'<script type="application/json">{page_payload(explorer)}</script></figure>'
    )
