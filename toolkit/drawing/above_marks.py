"""What helps to read a picture from above: where the light comes from, and a pencil for size.

 compass                     pencil
 .---.     the sky over the        ______
( *-> )    skin; the lamp lies   <:______   its tip at true scale
 '---'     where it stands
"""

import numpy as np

from toolkit.drawing.scene import Label, Shape
from toolkit.evidence import value
from toolkit.light import Light

TIP_MM = value("pencil_tip_width").typical
CONE = 0.2  #: how fast a sharpened pencil widens to each side
LEAD_MM, LONGEST_MM = 1.3, 2.6
COMPASS_SHARE = 0.052  #: radius of the compass, of the width of the picture
SIDES = (
    "from the right",
    "from the upper right",
    "from the top",
    "from the upper left",
    "from the left",
    "from the lower left",
    "from the bottom",
    "from the lower right",
)
STRAIGHT_DEG = 88  #: a lamp higher than this is overhead


def side_words(light: Light) -> str:
    """Return where a light comes from, in words."""
    if light.elevation_deg >= STRAIGHT_DEG:
        return "from straight above"
    return SIDES[round(light.azimuth_deg / 45) % 8]


def light_words(light: Light) -> tuple[str, str]:
    """Return where a light comes from and how high it stands, in two short lines."""
    if light.elevation_deg >= STRAIGHT_DEG:
        return "Light from", "straight above"
    return f"Light {side_words(light)},", f"{light.elevation_deg:.0f}° above the skin"


def compass(light: Light, width_mm: float, middle_mm: float) -> tuple[tuple[Shape, ...], Label]:
    """Return the compass of the light at the left of a strip, and the words beside it."""
    radius = COMPASS_SHARE * width_mm
    middle = np.array([radius + 0.004 * width_mm, middle_mm])
    right, up = light.heading
    away = np.cos(np.radians(light.elevation_deg)) * radius * 0.74
    lamp = middle + away * np.array([right, -up])
    shapes = [_disc("compass", middle, radius)]
    if away > 0.45 * radius:
        shapes += _arrow(lamp, middle + 0.25 * (middle - lamp), radius)
    shapes.append(_disc("sun", lamp, 0.24 * radius))
    first, second = light_words(light)
    return tuple(shapes), Label(first, (2.1 * radius, middle_mm), "inside", second)


def pencil(right_mm: float, middle_mm: float, room_mm: float) -> tuple[tuple[Shape, ...], Label]:
    """Return a pencil that points to the left, its tip at true scale, and the words before it."""
    half = TIP_MM / 2
    long = min((room_mm / 2 - half) / CONE, LONGEST_MM)
    tip = right_mm - long - half
    turn = np.linspace(-np.pi / 2, np.pi / 2, 13)
    ball = np.column_stack([tip + half * (1 - np.cos(turn)), middle_mm + half * np.sin(turn)])
    lead = min(LEAD_MM, 0.6 * long)
    shapes = (
        Shape("pencil_wood", "polygon", (_cone(ball, long, middle_mm),)),
        Shape("pencil_lead", "polygon", (_cone(ball, lead, middle_mm),)),
        Shape("pencil_glint", "line", _glint(ball, lead, middle_mm)),
    )
    return shapes, Label("Pencil tip", (tip, middle_mm + 0.1), "before")


def _glint(ball, lead, middle):
    start, end = ball[-1, 0], ball[-1, 0] + 0.9 * lead
    rise = abs(ball[-1, 1] - middle)
    return np.array([[[start, middle - 0.55 * rise], [end, middle - 0.55 * rise - 0.14 * lead]]])


def _cone(ball, long, middle):
    """The tip and the cone behind it, as far as it is long."""
    side = abs(ball[-1, 1] - middle) + CONE * long
    end = ball[-1, 0] + long
    return np.concatenate([ball, [[end, middle + side], [end, middle - side]]])


def _disc(role, middle, radius):
    turn = np.linspace(0, 2 * np.pi, 41)[:-1]
    return Shape(
        role, "polygon", (middle + radius * np.column_stack([np.cos(turn), np.sin(turn)]),)
    )


def _arrow(start, end, size):
    way = (end - start) / np.hypot(*(end - start))
    side = np.array([-way[1], way[0]])
    back = end - 0.34 * size * way
    head = np.array([end, back + 0.2 * size * side, back - 0.2 * size * side])
    yield Shape("light_ray", "line", np.array([[start, back]]))
    yield Shape("light_ray_head", "polygon", (head,))
