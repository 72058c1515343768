"""The parts of a slice that can be left out, and the roles and labels that go with them."""

from collections.abc import Sequence
from difflib import get_close_matches

#: part -> the roles that are painted for it; the ground, the epidermis and the pit always stay
PARTS = {
    "collagen": (*(f"bundle_{n}" for n in range(1, 8)), "papillary_fibre", "papillary_casing"),
    "young": ("young_fibre", "young_casing"),
    "elastin": ("elastic_fibre",),
    "vessels": (
        "capillary",
        "capillary_back",
        "arteriole",
        "venule",
        "artery",
        "artery_lumen",
        "vein",
        "vein_lumen",
    ),
    "adnexa": ("sheath", "inner_sheath", "hair", "gland", "gland_cell", "muscle", "muscle_line"),
    "fat": ("fat_lobule", "fat_wall", "fat_nucleus", "septum_fibre"),
    "bands": ("tether", "tether_back"),
    "filler": ("gel", "gel_shine"),
}
#: What is drawn unless something else is asked for: all but the elastic fibres.
SHOWN = tuple(part for part in PARTS if part != "elastin")
_LABELS = {
    "New collagen": "young",
    "Elastic fibre": "elastin",
    "Hair follicle": "adnexa",
    "Sebaceous gland": "adnexa",
    "Arrector muscle": "adnexa",
    "Capillary loop": "vessels",
    "Artery and vein": "vessels",
    "Fat lobule": "fat",
    "Fibrous bands": "bands",
    "Cut bands": "bands",
    "Fewer bundles": "collagen",
    "Filler": "filler",
}


def checked_parts(show: Sequence[str]) -> tuple[str, ...]:
    """Return the parts to show; one that is unknown is refused with the nearest name."""
    parts = (show,) if isinstance(show, str) else tuple(show)
    for part in parts:
        if part not in PARTS:
            close = get_close_matches(str(part), PARTS, n=1)
            hint = f"did you mean {close[0]!r}? " if close else ""
            raise ValueError(f"show holds {part!r}; {hint}known are {', '.join(PARTS)}")
    return parts


def is_shown(role: str, show: Sequence[str]) -> bool:
    """Return whether a role is painted when some parts are shown."""
    return role not in _PART_OF or _PART_OF[role] in show


def is_named(label: str, show: Sequence[str]) -> bool:
    """Return whether a label has something to point at when some parts are shown."""
    return label not in _LABELS or _LABELS[label] in show


_PART_OF = {role: part for part, roles in PARTS.items() for role in roles}
