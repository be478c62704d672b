"""What all widgets share: live in JupyterLab, and complete as HTML on the page."""

import os
from typing import Any

import anywidget
import traitlets

from landauer_lib.widgets.panels import hyphenated
from landauer_lib.widgets.table import script_json

__all__ = ["STATIC_VARIABLE", "Published", "for_page"]

STATIC_VARIABLE = "LANDAUER_STATIC_WIDGETS"
"""Environment variable that the site's build sets: widgets then carry their table as HTML."""


def for_page() -> bool:
    """Tell whether a widget is to return its static page form."""
    return os.environ.get(STATIC_VARIABLE) == "1"


class Published(anywidget.AnyWidget):
    """A widget with a name, live from the kernel and, on the page, HTML that stands by itself."""

    kind: str
    """Which of the front end's renderers takes it."""
    label: str
    """What the whole is called by a screen reader."""
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, name: str, **traits: Any) -> None:
        self.name = hyphenated("name", name)
        super().__init__(**traits)

    def open(self) -> None:
        """Open the comm to the front end, except where there is none: in the site's build."""
        if not for_page():
            super().open()

    def _still(self) -> str:
        """Return as HTML what stands on the page without JavaScript."""
        raise NotImplementedError

    def _payload(self) -> dict[str, Any]:
        """Return what the front end needs on the page."""
        return self.spec

    def _page(self) -> str:
        """Return the widget as HTML that stands by itself."""
        return (
            f'<div class="ll-asks ll-{self.kind}" data-kind="{self.kind}" id="{self.name}" '
            f'role="group" aria-label="{self.label}"><div class="ll-mount-asks">{self._still()}'
            f'</div><script type="application/json">{script_json(self._payload())}</script></div>'
        )

    def _pictures(self) -> dict[str, str]:
        """Return pictures for viewers without the front end, by MIME type."""
        return {}

    def _repr_mimebundle_(self, **keywords: Any) -> Any:
        if for_page():
            return {"text/plain": repr(self), "text/html": self._page()}
        made = super()._repr_mimebundle_(**keywords)
        bundle, metadata = made if isinstance(made, tuple) else (made, {})
        return {**(bundle or {}), "text/plain": repr(self), **self._pictures()}, metadata
