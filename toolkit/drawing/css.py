"""The style sheet of one SVG picture; a change of theme changes only variables.

Every rule names the picture that it belongs to: a notebook holds many pictures in one page.
"""

from functools import lru_cache

from toolkit.drawing.palette import colours
from toolkit.drawing.scene import Scene
from toolkit.drawing.styles import STYLES, TEXT_ROLES, Gradient

NAME = "@picture"  #: stands for the picture's name while its rules are kept
FURNITURE = {"leader", "leader_halo", "axis", "bracket", "scale_bar"}


def css(name: str, scene: Scene, theme: str, skin_tone: int) -> str:
    """Return the rules of one picture: its colours as variables, and which role takes which."""
    return _rules(scene.roles, scene.word_roles, theme, skin_tone).replace(NAME, name)


@lru_cache(maxsize=32)
def _rules(roles_drawn, word_roles, theme, skin_tone):
    roles = sorted(roles_drawn | FURNITURE)
    rules = "".join(f".{NAME} .{role}{{{_paint(STYLES[role])}}}" for role in roles)
    rules += f".{NAME} .spot{{fill:var(--ink);stroke:var(--page)}}"
    words = [role for role in TEXT_ROLES if role in word_roles]
    rules += "".join(f".{NAME} .t-{role}{{fill:var(--{role})}}" for role in words)
    rules += f".{NAME} .halo{{stroke:var(--page);stroke-width:3.5px;paint-order:stroke}}"
    used = set(_names(rules)) | {name for role in roles for name in _gradient_names(STYLES[role])}
    if theme != "auto":
        own = _variables(theme, used, skin_tone)
        return f".{NAME}{{{own};background:var(--page)}}{rules}"
    light, dark = (_variables(which, used, skin_tone) for which in ("light", "dark"))
    # Halos and fades take the colour of JupyterLab's page, where there is one.
    light, dark = (
        f"{own};--page:var(--jp-layout-color0,{colours(which)['page']})"
        for own, which in ((light, "light"), (dark, "dark"))
    )
    return (
        f".{NAME}{{{light}}}"
        f'body[data-jp-theme-light="false"] .{NAME}{{{dark}}}'
        f"@media (prefers-color-scheme:dark){{body:not([data-jp-theme-light]) .{NAME},"
        f".{NAME}:root{{{dark}}}}}.{NAME}:root{{background:var(--page)}}{rules}"
    )


def _paint(style):
    parts = [f"fill:var(--{style.fill})"] if isinstance(style.fill, str) else []
    parts += [f"stroke:var(--{style.stroke})"] if style.stroke else []
    parts += [f"opacity:{style.opacity:g}"] if style.opacity != 1 else []
    return ";".join(parts)


def _names(rules):
    return (part.split(")", 1)[0] for part in rules.split("var(--")[1:])


def _gradient_names(style):
    return [stop[1] for stop in style.fill.stops] if isinstance(style.fill, Gradient) else []


def _variables(theme, used, skin_tone):
    chosen = colours(theme, skin_tone=skin_tone)
    return ";".join(f"--{name}:{chosen[name]}" for name in sorted(used))
