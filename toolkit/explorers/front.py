"""What explorers and question cards need of the page: their colours and their style sheet."""

from importlib.resources import files

from toolkit.drawing.palette import COLOURS

ROOM_PX = 1000  #: width that is drawn for until the page has told its own
#: Colours that no picture has, on a light and on a dark page.
OWN = {"card": ("#ffffff", "#211b18"), "heat": ("#b84300", "#ffb066")}
NAMES = ("page", "ink", "muted", "axis", "hairline", "after")


def read(name: str) -> str:
    """Return the text of a file that lies beside this one."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _colours(which):
    pairs = {name: COLOURS[name] for name in NAMES} | OWN
    return ";".join(f"--{name}:{pair[which]}" for name, pair in pairs.items())


def style() -> str:
    """Return the style sheet, light or dark as JupyterLab's theme is, elsewhere as the system's."""
    light, dark = _colours(0), _colours(1)
    return (
        f".uts{{{light}}}"
        f'body[data-jp-theme-light="false"] .uts{{{dark}}}'
        f"@media (prefers-color-scheme:dark){{body:not([data-jp-theme-light]) .uts{{{dark}}}}}"
        + read("explorer.css")
    )
