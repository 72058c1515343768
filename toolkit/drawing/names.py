"""Which structures of a slice are named, and where their leaders point."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from toolkit.anatomy import Layers
from toolkit.drawing.acid import BELOW_RIM_MM, crust_place, frost_place, is_crusted, is_frosted
from toolkit.drawing.adnexa import follicle_places, gland_place, has_muscle, muscle_place
from toolkit.drawing.bands import FAN_MM, band_places
from toolkit.drawing.dermis import bundle_places, empty_places
from toolkit.drawing.elastin import elastic_place
from toolkit.drawing.gel import gel_areas
from toolkit.drawing.parts import SHOWN
from toolkit.drawing.scene import Bracket, Label, Span, Window
from toolkit.drawing.tissue import Tissue, scars_of, size_of
from toolkit.drawing.vessels import loop_groups, pair_places
from toolkit.drawing.words import mm, name_over_time, scar_now
from toolkit.section import Section

MOST_PLACES = 150  #: so many places are looked at for the largest gap
LEAST_ROOM_MM = 0.04  #: around the dot that points into a gap


def layer_brackets(layers: Layers, window: Window) -> tuple[Bracket, ...]:
    """Return the names of the layers with their thickness, outside in."""
    edges = np.cumsum(
        [
            0.0,
            layers.stratum_corneum_mm,
            layers.epidermis_mm,
            layers.papillary_dermis_mm,
            layers.reticular_dermis_mm,
        ]
    )
    words = (
        ("Stratum corneum", f"{layers.stratum_corneum_mm:.3f} mm"),
        ("Living epidermis", f"{layers.epidermis_mm:.2f} mm"),
        ("Papillary dermis", f"{layers.papillary_dermis_mm:.1f} mm, fine fibres"),
        ("Reticular dermis", f"{layers.reticular_dermis_mm:.1f} mm, woven bundles"),
    )
    named = [Bracket(*words[i], float(edges[i]), float(edges[i + 1])) for i in range(4)]
    if window.bottom > layers.skin_mm + 0.2:
        thick = f"{layers.hypodermis_mm:.1f} mm, lobules and septa"
        named.append(Bracket("Hypodermis", thick, float(edges[4]), window.bottom - 0.15))
    return tuple(
        replace(layer, bottom_mm=min(layer.bottom_mm, window.bottom))
        for layer in named
        if layer.top_mm < window.bottom
    )


def structure_labels(
    section: Section,
    before: Section | None,
    tissue: Tissue,
    window: Window,
    labels: str,
    pores: tuple = (),
    show: Sequence[str] = SHOWN,
) -> tuple[Label, ...]:
    """Return the labels of one section: at most three on a phone."""
    if labels == "none":
        return ()
    if labels in ("page", "row") and scar_spans(section, window, before):
        return _sizes(section, before, tissue, window)
    scar = _scar_labels(section, before, tissue, window)
    if "elastin" in show:
        place = elastic_place(tissue, section.layers, window)
        scar += [Label("Elastic fibre", place, "below")] if place else []
    if labels == "phone":
        return tuple(scar[:3])
    if labels == "pair":
        return tuple(scar)
    first = tissue if before is None else Tissue.of(before)
    return tuple(scar + _structures(section, first, window, pores, sparse=bool(scar)))


def scar_spans(section: Section, window: Window, before: Section | None = None) -> tuple[Span, ...]:
    """Return a name over each scar, if there are several; what was a scar keeps its name."""
    scars = scars_of(before or section)
    if len(scars) < 2:
        return ()
    return tuple(
        Span(name_over_time(scar, section, before), scar.left_mm, scar.right_mm)
        for scar in scars
        if window.left < scar.middle_mm < window.right
    )


def _sizes(section, before, tissue, window):
    """How large each of several scars is; the leader ends on its floor."""
    labels = []
    for scar in scars_of(before or section):
        if window.left < scar.middle_mm < window.right:
            now = scar_now(scar, section) if before else scar
            x = now.middle_mm if now else scar.middle_mm
            deep = f"{mm(now.size.depth_mm)} deep" if now else "level"
            wide = f"{mm(now.size.width_mm)} wide" if now else ""
            labels.append(Label(deep, (x, -float(tissue.height(x))), "below", wide))
    return tuple(labels)


def _scar_labels(section, before, tissue, window):
    labels = []
    if before is not None:
        grown = tissue.since(Tissue.of(before))
        if grown.young.max() > 0.12:
            labels.append(Label("New collagen", _most_young(grown, window), "below"))
    if before is not None and _moved(before, tissue, window) is not None:
        labels.append(Label("First profile", _moved(before, tissue, window), "above"))
    size = size_of(section)
    if size.depth_mm > 0.05:
        deepest = tissue.surface_mm < 0.97 * tissue.surface_mm.min()
        x = float(np.clip(tissue.x_mm[deepest].mean(), window.left + 0.2, window.right - 0.2))
        words = "Deepest point now" if before is not None else "Deepest point"
        labels.append(
            Label(f"{words}, {mm(size.depth_mm)}", (x, -float(tissue.height(x))), "above")
        )
        labels += _acid_labels(tissue, window, section.layers)
    if before is None and size.depth_mm > 0.05:
        lost = _most_lost(tissue, section.layers, window)
        labels += [Label("Fewer bundles", lost, "below")] if lost else []
    gels = gel_areas(tissue, section.layers, window)
    if gels:
        widest = max(gels, key=lambda gel: np.ptp(gel[:, 0]))
        right = widest[:, 0].min() + 0.8 * np.ptp(widest[:, 0])
        labels.append(Label("Filler", (float(right), float(widest[:, 1].mean())), "below"))
    if tissue.tether_mm.max() > 0.01:
        x = float(tissue.x_mm[tissue.tether_mm.argmax()])
        cut = before is not None and section.tether_mm.max() < 0.5 * before.tether_mm.max()
        words = "Cut bands" if cut else "Fibrous bands"
        depth = section.layers.skin_mm + (0.68 if cut else 0.3)
        labels.append(Label(words, (x, min(depth, window.bottom - 0.25)), "below"))
    return labels


def _acid_labels(tissue, window, layers):
    if is_frosted(tissue):
        place = frost_place(tissue, window, layers.epidermis_mm + 0.1)
        return [Label("Frost: dead tissue", place, "above")]
    # A crust stays under the rim: in a very shallow dip none is drawn, and none is named.
    deep = -float(tissue.surface_mm.min()) > 2 * BELOW_RIM_MM
    return [Label("Crust", crust_place(tissue), "above")] if deep and is_crusted(tissue) else []


def _structures(section, tissue, window, pores, sparse):
    layers = section.layers
    labels = []
    for x, side in follicle_places(tissue, window)[:1]:
        labels.append(Label("Hair follicle", (x - side * 0.1, 0.5), "above"))
        labels.append(Label("Sebaceous gland", gland_place(x, side, layers), "above"))
        if has_muscle(x, side, window) and not sparse:
            labels.append(Label("Arrector muscle", muscle_place(x, side, layers), "above"))
    for x, _ in pores:
        labels.append(Label("Sebaceous gland", gland_place(x, -1, layers), "below"))
    loops = [
        x
        for group in loop_groups(tissue, window)
        for x in group
        if window.right - 2.2 < x < window.right - 0.25
    ]
    if loops and not sparse:
        labels.append(Label("Capillary loop", (loops[0], 0.2), "above"))
    pairs = pair_places(tissue, layers, window)
    if pairs and window.bottom > layers.skin_mm:
        x, z = pairs[0]
        labels.append(Label("Artery and vein", (x + 0.08, z), "below"))
    if window.bottom > layers.skin_mm + 0.4 and not sparse:
        labels.append(Label("Fat lobule", (window.right - 1.2, layers.skin_mm + 0.55), "below"))
    return labels


def _most_young(tissue, window):
    """The middle of the young collagen."""
    weight = np.where(tissue.young > 0.5 * tissue.young.max(), tissue.young, 0)
    columns = (tissue.x_mm > window.left) & (tissue.x_mm < window.right)
    weight = weight[:, columns]
    depth = (np.arange(len(weight)) + 0.5) * tissue.dz_mm
    x = float(weight.sum(0) @ tissue.x_mm[columns] / weight.sum())
    z = float(weight.sum(1) @ depth / weight.sum())
    return x, max(z, 0.25 - float(tissue.height(x)))


def _moved(before, tissue, window):
    """A place on the dashed profile at the right, well away from the surface now."""
    first = Tissue.of(before)
    x = tissue.x_mm[(tissue.x_mm > 0) & (tissue.x_mm < window.right - 0.1)]
    apart = tissue.height(x) - first.height(x)
    if not len(x) or apart.max() < 0.05:
        return None
    place = float(x[np.flatnonzero(apart > 0.45 * apart.max())[-1]])
    return place, -float(first.height(place))


def _most_lost(tissue, layers, window):
    """The middle of the largest gap that the weave leaves open, in the skin and off the bands."""
    places = empty_places(tissue, layers, window)
    places = places[_is_in_sight(tissue, layers, window, places)]
    places = places[:: max(1, len(places) // MOST_PLACES)]
    if not len(places):
        return None
    near, far = places.min(axis=0) - 0.3, places.max(axis=0) + 0.3
    drawn = bundle_places(tissue, layers, window)
    drawn = drawn[((drawn > near) & (drawn < far)).all(axis=1)]
    surface = np.column_stack([tissue.x_mm, -tissue.surface_mm])
    rim = _apart(places, surface).min(axis=1) - layers.epidermis_mm - 0.04
    room = np.minimum(_apart(places, drawn).min(axis=1, initial=9.0), rim)
    if room.max() < LEAST_ROOM_MM * window.coarseness:
        return None
    # Of gaps alike, the one nearest to the middle and at the right is pointed at.
    best = (np.minimum(room, 0.16) - 0.03 * np.abs(places[:, 0] - 0.2)).argmax()
    return tuple(float(length) for length in places[best])


def _is_in_sight(tissue, layers, window, places):
    """Where a place lies under the papillary dermis, within the picture, off the bands."""
    x, z = places.T
    surface = np.column_stack([tissue.x_mm, -tissue.surface_mm])
    clear = _apart(places, surface).min(axis=1, initial=9.0) > layers.epidermis_mm + 0.08
    good = clear & (z > -tissue.height(x)) & (z < layers.skin_mm - 0.1)
    good &= (x > window.left + 0.2) & (x < window.right - 0.2)
    for band, _ in band_places(tissue):
        good &= np.abs(x - band) > FAN_MM[0]
    return good


def _apart(places, others):
    return np.hypot(*np.moveaxis(places[:, None] - others, -1, 0))
