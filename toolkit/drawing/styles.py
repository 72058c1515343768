"""How each role is painted: which colours by name, and how wide its stroke is on the screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gradient:
    """Colours from top to bottom: of the shape itself, or of a stretch of depth."""

    stops: tuple[tuple[float, str, float], ...]  #: (place 0-1, colour name, opacity)
    depth_mm: tuple[float, float] | None = None
    across: bool = False


@dataclass(frozen=True)
class Style:
    """Paint for one role; a weight is in pixels of the nominal picture."""

    fill: str | Gradient | None = None
    stroke: str | None = None
    weight_px: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    join: str = "round"


def _fade(name, start, end):
    return Style(fill=Gradient(((0, name, start), (1, name, end))))


STYLES = {
    # what lies behind the cut
    "behind": Style(
        fill=Gradient(
            (
                (0, "behind_rim", 1),
                (0.1, "behind", 1),
                (0.5, "behind_deep", 1),
                (1, "behind_floor", 1),
            ),
            depth_mm=(-0.25, 1.5),
        )
    ),
    "behind_step": Style(fill="behind_floor", opacity=0.16),
    "behind_shade": Style(
        fill=Gradient(
            ((0, "behind_floor", 0.4), (0.55, "behind_floor", 0.05), (1, "behind_rim", 0.12)),
            across=True,
        )
    ),
    "fade_top": _fade("page", 1, 0),
    "fade_bottom": _fade("page", 0, 1),
    # dermis
    "reticular_dermis": Style(fill=Gradient(((0, "reticular_top", 1), (1, "reticular_bottom", 1)))),
    "void": Style(stroke="void"),
    **{
        f"bundle_{n}": Style(fill=f"bundle_{n}", stroke="bundle_edge", weight_px=0.8)
        for n in range(1, 8)
    },
    "papillary_dermis": Style(fill="papillary"),
    "papillary_edge": Style(fill="papillary_casing", opacity=0.55),
    "papillary_casing": Style(stroke="papillary_casing", weight_px=2.2),
    "papillary_fibre": Style(stroke="papillary_fibre", weight_px=1.1),
    "repair": Style(stroke="repair"),
    "young_casing": Style(stroke="young_casing", weight_px=2.7),
    "young_fibre": Style(stroke="young", weight_px=1.4),
    # what acid leaves
    "frost": Style(fill="frost", opacity=0.105),
    "frost_behind": _fade("frost", 0.05, 0.75),
    "crust_edge": Style(stroke="crust_edge"),
    "crust": Style(stroke="crust"),
    # epidermis
    "epidermis": Style(fill="epidermis"),
    "epidermis_upper": Style(stroke="epidermis_upper"),
    "basal_line": Style(stroke="basal", weight_px=1.1, opacity=0.55),
    "basal_cells": Style(stroke="basal", weight_px=1.9, dash=(0, 3.4)),
    "corneum_edge": Style(stroke="corneum_edge"),
    "corneum": Style(stroke="corneum"),
    # fat
    "fat_septum": Style(fill="septum"),
    "septum_fibre": Style(stroke="septum_edge", weight_px=0.8, opacity=0.7),
    "fat_lobule": Style(fill="fat_wall", stroke="septum_edge", weight_px=1.0),
    "fat_cell": Style(fill="fat", stroke="fat"),
    "fat_nucleus": Style(stroke="fat_shade", weight_px=1.7, opacity=0.8),
    "fat_shade": _fade("fat_shade", 0.4, 0),
    # adnexa and vessels
    "sheath": Style(fill="sheath", stroke="gland_edge", weight_px=0.8),
    "inner_sheath": Style(fill="inner_sheath"),
    "hair": Style(stroke="hair", weight_px=1.7),
    "gland": Style(fill="gland", stroke="gland_edge", weight_px=1.1),
    "gland_cell": Style(stroke="gland_rim", weight_px=1.8),
    "muscle": Style(fill="muscle", stroke="bundle_edge", weight_px=0.8),
    "capillary": Style(stroke="artery", weight_px=1.1),
    "arteriole": Style(stroke="artery", weight_px=1.4),
    "venule": Style(stroke="vein", weight_px=1.5),
    "capillary_back": Style(stroke="vein", weight_px=0.8),
    "artery": Style(stroke="artery"),
    "artery_lumen": Style(stroke="artery_lumen"),
    "vein": Style(stroke="vein"),
    "vein_lumen": Style(stroke="vein_lumen"),
    "tether_edge": Style(stroke="tether_edge", weight_px=4.6),
    "tether_back": Style(stroke="tether_back", weight_px=3.2),
    "tether": Style(stroke="tether", weight_px=3.2),
    # drawn over the tissue
    "ghost_halo": Style(stroke="page", weight_px=3.4),
    "ghost": Style(stroke="ink", weight_px=1.7, dash=(6, 4)),
    "leader_halo": Style(stroke="page", weight_px=3.2, opacity=0.75),
    "leader": Style(stroke="ink", weight_px=1.0),
    "axis": Style(stroke="axis", weight_px=1.0),
    "bracket": Style(stroke="ink", weight_px=1.1),
    "scale_bar": Style(stroke="ink", weight_px=1.5),
    # charts
    "grid_line": Style(stroke="hairline", weight_px=1.0),
    "band": Style(fill="band"),
    "value_line": Style(stroke="after", weight_px=2.6),
    "before_line": Style(stroke="ink", weight_px=1.7, dash=(6, 4)),
    "week_line": Style(stroke="after", weight_px=1.5, dash=(2, 3)),
    "value_dot_halo": Style(stroke="page"),
    "value_dot": Style(stroke="after"),
    "session": Style(fill="ink"),
}

#: Roles of words.
TEXT_ROLES = ("ink", "muted", "after")
