"""What a picture says: names of scars, numbers with their units, whole sentences."""

from toolkit.classify import classify
from toolkit.measures import Measures, measure
from toolkit.section import Section

NAMES = {"none": "no scar", "pore": "large pore", "ice_pick": "ice pick scar",
         "boxcar": "boxcar scar", "rolling": "rolling scar"}
SEEN_MM = 0.02  #: a dip less deep than this is not spoken of


def mm(length: float) -> str:
    """Return a length in words, to a tenth of a millimetre; small ones to a hundredth."""
    return f"{length:.2f} mm" if length < 0.095 else f"{length:.1f} mm"


def name_of(section: Section) -> str:
    """Return what the deepest scar of a section is called."""
    return NAMES[classify(section).name]


def section_facts(section: Section, before: Section | None, width_mm: float) -> tuple[str, ...]:
    """Return the sentences for one section, with its measured depth and width."""
    size = measure(section)
    facts = [f"Vertical section through {section.layers.site} skin, {width_mm:.1f} mm wide."]
    facts.append(_scar_fact(section, size))
    if before is not None:
        first = measure(before)
        facts.append(f"The dashed first profile was {mm(first.depth_mm)} deep "
                     f"and {mm(first.width_mm)} wide.")
    if float(section.young.max()) > 0.15 and before is not None:
        facts.append("Thin, pale young collagen lies between the old profile and the new surface.")
    if float(section.tether_mm.max()) > 0.01:
        facts.append("Fibrous bands tie the dermis down to the fat.")
    return tuple(facts)


def _scar_fact(section: Section, size: Measures) -> str:
    if size.depth_mm < SEEN_MM:
        return ("The surface is level; bundles of collagen fill the dermis between epidermis "
                "and fat.")
    name = name_of(section)
    article = "An" if name.startswith("ice") else "A"
    lost = "" if name == "large pore" else "; bundles of collagen are missing around it"
    return f"{article} {name}, {mm(size.depth_mm)} deep and {mm(size.width_mm)} wide{lost}."


def pore_places(section: Section) -> tuple[tuple[float, float], ...]:
    """Return the pores of a section: place of the axis and depth of the funnel. [mm]"""
    if classify(section).name != "pore":
        return ()
    return ((0.0, measure(section).depth_mm),)
