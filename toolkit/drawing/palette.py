"""Colours by name, for a light and a dark page, and for six tones of skin."""

THEMES = ("auto", "light", "dark")
SKIN_TONES = (1, 2, 3, 4, 5, 6)

#: name -> (on a light page, on a dark page)
COLOURS = {
    "page": ("#fbf8f3", "#171311"),
    "ink": ("#2b2320", "#f4ece5"),
    "muted": ("#65574f", "#bfb0a5"),
    "axis": ("#8d7d73", "#93847a"),
    "hairline": ("#ddd2c8", "#3b322d"),
    "after": ("#1b5f9e", "#8cc2f2"),
    "band": ("#c3d6e7", "#2c3b48"),
    "line_1": ("#1b5f9e", "#8cc2f2"),
    "line_2": ("#c9390c", "#e07a35"),
    "line_3": ("#1c1030", "#fdf3dd"),
    "line_4": ("#7d5f52", "#8b8c84"),
    "map_none": ("#f3eee7", "#221c19"),
    "map_pore": ("#d9e3bf", "#3d3f2e"),
    "map_rolling": ("#efcba6", "#66462b"),
    "map_boxcar": ("#d3b3d2", "#57456c"),
    "map_ice_pick": ("#93b8e0", "#315c88"),
    "corneum": ("#84502f", "#f0cfa0"),
    "corneum_edge": ("#e9c49a", "#8a6a4b"),
    "epidermis": ("#cf8270", "#a85c50"),
    "epidermis_upper": ("#e3a48e", "#bf7a6c"),
    "basal": ("#84404a", "#eab4ac"),
    "papillary": ("#ecbcaa", "#74463f"),
    "papillary_fibre": ("#fae0d1", "#c79a89"),
    "papillary_casing": ("#d39a88", "#5c3833"),
    "reticular_top": ("#d8a393", "#6a4944"),
    "reticular_bottom": ("#cf998a", "#61413d"),
    "void_edge": ("#b97c6e", "#4a302f"),
    "void": ("#9c5c53", "#2f1c1e"),
    "bundle_1": ("#d9a090", "#714943"),
    "bundle_2": ("#dfab9a", "#7a514a"),
    "bundle_3": ("#e5b6a4", "#845a51"),
    "bundle_4": ("#eac0ae", "#8f6459"),
    "bundle_5": ("#eec9b7", "#996d61"),
    "bundle_6": ("#f2d2c1", "#a4786a"),
    "bundle_7": ("#f5dacb", "#ae8273"),
    "bundle_edge": ("#b87a6c", "#4d3030"),
    "young": ("#fdeedd", "#ecd0ba"),
    "young_casing": ("#b0766a", "#432b29"),
    "repair": ("#d6a18f", "#6f4841"),
    "frost": ("#ffffff", "#f4f7fa"),
    "crust": ("#8f5c3b", "#8a5a3c"),
    "crust_edge": ("#5d3a20", "#4a2e1b"),
    "fat": ("#f8e9bd", "#93775c"),
    "fat_top": ("#f0d596", "#846648"),
    "fat_wall": ("#d9b66c", "#5b4231"),
    "fat_nucleus": ("#a9743c", "#3f2c1c"),
    "septum": ("#ebc3ae", "#6d4a43"),
    "septum_edge": ("#cb9481", "#936b61"),
    "sheath": ("#b5705f", "#7c443a"),
    "inner_sheath": ("#e2a58d", "#b57a68"),
    "hair": ("#3a2820", "#e8d6c4"),
    "gland": ("#f4d794", "#c9a45c"),
    "gland_rim": ("#b3803a", "#6d4c1f"),
    "gland_edge": ("#8c5a34", "#4f331d"),
    "muscle": ("#b4655b", "#b06a5e"),
    "muscle_edge": ("#7c3f3a", "#42211f"),
    "artery": ("#b23a34", "#d8665c"),
    "artery_lumen": ("#e9a39a", "#6b2a28"),
    "vein": ("#4f6f8f", "#83a7cb"),
    "vein_lumen": ("#b9cadb", "#2f4357"),
    "elastin": ("#37284a", "#ddd0f7"),
    "gel": ("#9fd0dc", "#4f9fb3"),
    "gel_edge": ("#1d6a7e", "#a9e2ef"),
    "gel_shine": ("#e8f7fa", "#c9eef6"),
    "tether": ("#fbf3e9", "#ead9cf"),
    "tether_back": ("#ead5c8", "#bfa598"),
    "tether_edge": ("#946a63", "#33211f"),
    "sun": ("#f2a900", "#ffd166"),
    "sun_edge": ("#95590a", "#ffd166"),
    "lit": ("#ffd25e", "#ffe08a"),
    "shade": ("#3a2731", "#0d080b"),
    "lead": ("#4d4d54", "#90909a"),
    "heat": ("#b84300", "#ffb066"),
    "heat_glow": ("#f08a24", "#f08a24"),
    "heat_core": ("#ffe9b0", "#fff1c9"),
    "steel": ("#cfd6dc", "#aeb8c1"),
    "steel_mid": ("#8b98a4", "#75818c"),
    "steel_edge": ("#4b5763", "#dfe6ec"),
    "steel_shine": ("#f4f7f9", "#e9eef2"),
    "wood_edge": ("#7a5630", "#e2c193"),
    "wood": ("#d8b384", "#a98459"),
    "behind_rim": ("#f3d3bd", "#6d4a3b"),
    "behind": ("#e3b095", "#7d5544"),
    "behind_deep": ("#a5614c", "#3d2420"),
    "behind_floor": ("#6e3a33", "#1d1110"),
}

#: What pigment changes, in each theme; the dermis looks alike in all. Tone 2 is the table above.
_TONED = ("corneum_edge", "epidermis", "epidermis_upper", "basal", "behind_rim", "behind")
_TONES = {
    1: (
        ("#efcfaa", "#d88e7e", "#ecb5a2", "#93505a", "#f8e0d0", "#ebc2ac"),
        ("#96765a", "#b0665b", "#cb8a7c", "#edbcb5", "#7a574a", "#8b6455"),
    ),
    3: (
        ("#dfb384", "#bf7561", "#d4937a", "#713439", "#e6bf9f", "#d09a78"),
        ("#826040", "#985246", "#ac6d5c", "#dca398", "#624133", "#6f4938"),
    ),
    4: (
        ("#cd9a68", "#a8624c", "#bd7c61", "#5c2a29", "#d0a17c", "#b67d59"),
        ("#785535", "#87483a", "#9a5f4c", "#cc9081", "#55372a", "#5f3d2d"),
    ),
    5: (
        ("#b07d50", "#86493a", "#9a5f48", "#431e1d", "#a9744f", "#8f5a3c"),
        ("#6b4a2d", "#733c30", "#84503f", "#bd8070", "#472d21", "#4f3224"),
    ),
    6: (
        ("#8f613c", "#633429", "#774636", "#2c1312", "#7b5038", "#653f2b"),
        ("#5d3f27", "#5d3027", "#6b4033", "#ad7162", "#3a241b", "#40281d"),
    ),
}


def colours(theme: str, *, skin_tone: int = 2) -> dict[str, str]:
    """Return the colour of every name on a ``"light"`` or ``"dark"`` page."""
    if theme not in ("light", "dark"):
        raise ValueError(f"theme is {theme!r}; it must be 'light' or 'dark'")
    if skin_tone not in SKIN_TONES:
        raise ValueError(f"skin_tone is {skin_tone!r}; it must be a whole number from 1 to 6")
    which = 0 if theme == "light" else 1
    chosen = {name: pair[which] for name, pair in COLOURS.items()}
    if skin_tone in _TONES:
        chosen.update(zip(_TONED, _TONES[skin_tone][which], strict=True))
    return chosen


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
