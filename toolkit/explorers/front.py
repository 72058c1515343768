"""What only the page can do: name the sliders, speak, show a notice, tell the width, play."""

from importlib.resources import files

import anywidget
import traitlets

from toolkit.drawing.palette import COLOURS

ROOM_PX = 1000  #: width that is drawn for until the page has told its own
_OWN = {"card": ("#ffffff", "#211b18"), "heat": ("#b84300", "#ffb066")}
_NAMES = ("page", "ink", "muted", "axis", "hairline", "after")


def _read(name):
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _colours(which):
    pairs = {name: COLOURS[name] for name in _NAMES} | _OWN
    return ";".join(f"--{name}:{pair[which]}" for name, pair in pairs.items())


def _style():
    """Light or dark as the pictures are: JupyterLab's theme, and elsewhere the system's."""
    light, dark = _colours(0), _colours(1)
    return (
        f".uts{{{light}}}"
        f'body[data-jp-theme-light="false"] .uts{{{dark}}}'
        f"@media (prefers-color-scheme:dark){{body:not([data-jp-theme-light]) .uts{{{dark}}}}}"
        + _read("explorer.css")
    )


class Front(anywidget.AnyWidget):
    """The part of an explorer that lives in the page, and its line of words under the picture."""

    _esm = _read("front.js")
    _css = _style()

    notice = traitlets.Unicode("").tag(sync=True)
    width_px = traitlets.Int(ROOM_PX).tag(sync=True)


class Player(anywidget.AnyWidget):
    """Play, Before and After: three buttons that move a week."""

    _esm = _read("player.js")

    week = traitlets.Int(0).tag(sync=True)
    last = traitlets.Int(52).tag(sync=True)
