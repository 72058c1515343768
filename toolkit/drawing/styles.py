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


def _fade(name, start, end, *, across=False):
    return Style(fill=Gradient(((0, name, start), (1, name, end)), across=across))


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
    "fade_left": _fade("page", 1, 0, across=True),
    "fade_right": _fade("page", 0, 1, across=True),
    "fade_bottom": _fade("page", 0, 1),
    # dermis
    "reticular_dermis": Style(fill=Gradient(((0, "reticular_top", 1), (1, "reticular_bottom", 1)))),
    "void_edge": Style(stroke="void_edge"),
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
    "young_casing": Style(stroke="young_casing", weight_px=2.1),
    "young_fibre": Style(stroke="young", weight_px=1.15),
    # what acid leaves
    "frost": Style(fill="frost", opacity=0.132),
    "frost_behind": _fade("frost", 0.05, 0.75),
    "crust_edge": Style(stroke="crust_edge"),
    "crust": Style(stroke="crust"),
    # epidermis
    "epidermis": Style(fill="epidermis"),
    "epidermis_upper": Style(stroke="epidermis_upper"),
    "flush": Style(stroke="artery", opacity=0.1),
    "tan": Style(stroke="corneum", opacity=0.13),
    "junction": Style(stroke="papillary_casing", weight_px=3.4),
    "basal_line": Style(stroke="basal", weight_px=1.1, opacity=0.55),
    "basal_cells": Style(stroke="basal", weight_px=1.9, dash=(0, 3.4)),
    "corneum_edge": Style(stroke="corneum_edge"),
    "corneum": Style(stroke="corneum"),
    # fat
    "fat_septum": Style(fill="septum"),
    "septum_fibre": Style(stroke="septum_edge", weight_px=0.8, opacity=0.7),
    "fat_lobule": Style(fill=Gradient(((0, "fat_top", 1), (0.3, "fat", 1), (1, "fat", 1)))),
    "fat_wall": Style(stroke="fat_wall", weight_px=1.5),
    "fat_nucleus": Style(stroke="fat_nucleus", weight_px=2.2, opacity=0.8),
    # adnexa and vessels
    "sheath": Style(fill="sheath", stroke="gland_edge", weight_px=0.8),
    "inner_sheath": Style(fill="inner_sheath"),
    "hair": Style(stroke="hair", weight_px=1.7),
    "gland": Style(fill="gland", stroke="gland_edge", weight_px=1.1),
    "gland_cell": Style(stroke="gland_rim", weight_px=1.8),
    "muscle": Style(fill="muscle", stroke="muscle_edge", weight_px=1.0),
    "muscle_line": Style(stroke="muscle_edge", weight_px=0.7, opacity=0.7),
    "capillary": Style(stroke="artery", weight_px=1.1),
    "arteriole": Style(stroke="artery", weight_px=1.4),
    "venule": Style(stroke="vein", weight_px=1.5),
    "capillary_back": Style(stroke="vein", weight_px=0.8),
    "artery": Style(stroke="artery"),
    "artery_lumen": Style(stroke="artery_lumen"),
    "vein": Style(stroke="vein"),
    "vein_lumen": Style(stroke="vein_lumen"),
    "tether_back": Style(fill="tether_back", stroke="tether_edge", weight_px=0.7),
    "tether": Style(fill="tether", stroke="tether_edge", weight_px=0.7),
    "elastic_fibre": Style(stroke="elastin", weight_px=1.2),
    "gel": Style(fill="gel", stroke="gel_edge", weight_px=1.2, opacity=0.85),
    "gel_shine": Style(stroke="gel_shine", weight_px=1.8, opacity=0.8),
    # tools, and what they do at once
    "steel": Style(fill="steel", stroke="steel_edge", weight_px=1.1),
    "steel_dark": Style(fill="steel_mid", stroke="steel_edge", weight_px=0.9),
    "steel_shine": Style(stroke="steel_shine", weight_px=1.4),
    "hot_tip": Style(fill="heat_core", stroke="heat", weight_px=1.1),
    "glow": Style(fill="heat_glow", opacity=0.36),
    "heated": Style(fill="heat_glow", stroke="heat", weight_px=0.8, opacity=0.72),
    "heated_earlier": Style(fill="heat_glow", opacity=0.34),
    "heat_veil": Style(fill="heat_glow", opacity=0.28),
    "beam": Style(stroke="heat", weight_px=1.5),
    "beam_head": Style(fill="heat"),
    "cuff": Style(fill="heat_glow", stroke="heat", weight_px=0.7),
    "well": Style(fill="behind_floor"),
    "channel": Style(fill="behind_floor", stroke="artery", weight_px=0.8),
    "removed": Style(fill="page", opacity=0.74),
    "raw": Style(stroke="heat", weight_px=2.2),
    "acid": Style(fill="gel", stroke="gel_edge", weight_px=1.0),
    "film": Style(fill="gel", stroke="gel_edge", weight_px=0.8),
    "soak": Style(fill="gel", opacity=0.38),
    "stick": Style(fill="wood", stroke="wood_edge", weight_px=1.0),
    "stick_shade": Style(fill="lead", opacity=0.2),
    "stick_light": Style(fill="steel_shine", opacity=0.4),
    "stick_grain": Style(stroke="wood_edge", weight_px=0.7, opacity=0.4),
    "stick_wet": Style(fill="gel_edge", opacity=0.09),
    "steel_shade": Style(fill="steel_mid", opacity=0.5),
    "bruise": Style(fill="artery", opacity=0.13),
    "gap_clot": Style(fill="crust", stroke="crust_edge", weight_px=0.8),
    "cut_line": Style(stroke="ink", weight_px=1.7, dash=(6, 4)),
    "cut_halo": Style(stroke="page", weight_px=3.6),
    "stitch": Style(stroke="vein", weight_px=2.0),
    "move": Style(stroke="ink", weight_px=1.6),
    "move_head": Style(fill="ink"),
    "mend": Style(fill="crust", opacity=0.55),
    "blush": Style(fill="artery", opacity=0.16),
    "gap_halo": Style(stroke="page", weight_px=3.4, opacity=0.7),
    "gap": Style(stroke="ink", weight_px=1.2, dash=(3, 3)),
    "gap_head": Style(fill="ink"),
    "reach_bar": Style(fill="gel", stroke="gel_edge", weight_px=0.9, opacity=0.82),
    "reach_frost": Style(fill="frost", opacity=0.42),
    "scab": Style(fill="crust", stroke="crust_edge", weight_px=0.7),
    # drawn over the tissue
    "ghost_halo": Style(stroke="page", weight_px=3.4),
    "ghost": Style(stroke="ink", weight_px=1.7, dash=(6, 4)),
    "leader_halo": Style(stroke="page", weight_px=3.2, opacity=0.75),
    "leader": Style(stroke="ink", weight_px=1.0),
    "axis": Style(stroke="axis", weight_px=1.0),
    "bracket": Style(stroke="ink", weight_px=1.1),
    "scale_bar": Style(stroke="ink", weight_px=1.5),
    # seen from above, and the light
    "from_above": Style(stroke="hairline"),
    "compass": Style(fill="hairline", stroke="axis", weight_px=1.0),
    "sun": Style(fill="sun", stroke="sun_edge", weight_px=1.0),
    "light_ray_halo": Style(stroke="page", weight_px=3.6, opacity=0.7),
    "light_ray": Style(stroke="sun_edge", weight_px=1.5),
    "light_ray_head": Style(fill="sun_edge"),
    "shadow_ray": Style(stroke="ink", weight_px=1.3, dash=(5, 4)),
    "guide": Style(stroke="ink", weight_px=1.1, dash=(2, 4)),
    "lit_edge": Style(stroke="ink", weight_px=6.4),
    "lit": Style(stroke="lit", weight_px=4.4),
    "shade": Style(stroke="shade", weight_px=5.0),
    "pencil_wood": Style(fill="wood", stroke="lead", weight_px=0.8),
    "pencil_lead": Style(fill="lead"),
    "pencil_glint": Style(stroke="page", weight_px=1.2, opacity=0.45),
    # charts
    "grid_line": Style(stroke="hairline", weight_px=1.0),
    "band": Style(fill="band"),
    "interval": Style(fill="band"),
    "value_line": Style(stroke="after", weight_px=2.6),
    "before_line": Style(stroke="ink", weight_px=1.7, dash=(6, 4)),
    "week_line": Style(stroke="after", weight_px=1.5, dash=(2, 3)),
    "value_dot_halo": Style(stroke="page"),
    "value_dot": Style(stroke="after"),
    "session": Style(fill="ink"),
    "patient_line": Style(stroke="after", weight_px=0.9, opacity=0.6),
    "edge_line": Style(stroke="after", weight_px=1.2, dash=(4, 4)),
    "person": Style(fill="after"),
    "line_1": Style(stroke="line_1", weight_px=2.6),
    "line_2": Style(stroke="line_2", weight_px=2.6, dash=(9, 5)),
    "line_3": Style(stroke="line_3", weight_px=2.4, dash=(1.5, 5)),
    "line_4": Style(stroke="line_4", weight_px=2.6, dash=(11, 4.5, 1.5, 4.5)),
    **{f"mark_{n}": Style(fill=f"line_{n}", stroke="page", weight_px=1.0) for n in range(1, 5)},
    # which lesion leaves which scar
    **{
        f"map_{name}": Style(fill=f"map_{name}")
        for name in ("none", "pore", "rolling", "boxcar", "ice_pick")
    },
    "map_edge": Style(stroke="ink", weight_px=1.3),
    "profile": Style(stroke="ink", weight_px=1.9),
}

#: Roles of words.
TEXT_ROLES = ("ink", "muted", "after", "line_1", "line_2", "line_3", "line_4")
