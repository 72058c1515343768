"""What a picture says: names of scars, numbers with their units, whole sentences."""

from toolkit.classify import classify
from toolkit.drawing.acid import is_crusted, is_frosted
from toolkit.drawing.tissue import Found, Tissue, scars_of, size_of
from toolkit.measures import Measures
from toolkit.section import Section

NAMES = {
    "none": "no scar",
    "pore": "large pore",
    "ice_pick": "ice pick scar",
    "boxcar": "boxcar scar",
    "rolling": "rolling scar",
}
COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
SEEN_MM = 0.02  #: a dip less deep than this is not spoken of


def mm(length: float) -> str:
    """Return a length in words, to a tenth of a millimetre; below half of one to a hundredth."""
    return f"{length:.2f} mm" if length < 0.495 else f"{length:.1f} mm"


def name_of(section: Section) -> str:
    """Return what the deepest scar of a section is called."""
    return NAMES[classify(size_of(section)).name]


def section_facts(section: Section, before: Section | None, width_mm: float) -> tuple[str, ...]:
    """Return the sentences for one section, with its measured depth and width."""
    facts = [f"Vertical section through {section.layers.site} skin, {width_mm:.1f} mm wide."]
    facts.append(scar_fact(section) if before is None else change_fact(before, section))
    facts += wound_facts(section)
    if float(section.filler.max()) > 0.03:
        facts.append("A gel, the filler, lies in the dermis and lifts the skin.")
    if float(section.tether_mm.max()) > 0.01:
        facts.append("Fibrous bands tie the dermis down to the fat.")
    return tuple(facts)


def scar_fact(section: Section) -> str:
    """Return the sentence that names and measures a scar."""
    size = size_of(section)
    if len(scars_of(section)) > 1:
        return several_fact(section)
    if size.depth_mm < SEEN_MM:
        return "The surface is level; bundles of collagen fill the dermis."
    name = name_of(section)
    article = "An" if name.startswith("ice") else "A"
    lost = "" if name == "large pore" else "; bundles of collagen are missing around it"
    return f"{article} {name}, {size_words(size)}{lost}."


def scar_now(scar: Found, after: Section) -> Found | None:
    """Return what is left of a scar: the deepest dip whose floor lies in its mouth, if any."""
    left = [now for now in scars_of(after) if scar.left_mm < now.middle_mm < scar.right_mm]
    return max(left, key=lambda now: now.size.depth_mm, default=None)


def name_over_time(scar: Found, after: Section, before: Section | None) -> str:
    """Return the name of one of several scars; if it is no longer one of its kind, what it was."""
    name = NAMES[classify(scar.size).name]
    now = scar_now(scar, after) if before else scar
    if now and NAMES[classify(now.size).name] == name:
        return name.capitalize()
    return f"Was {'an' if name.startswith('ice') else 'a'} {name}"


def several_change_fact(before: Section, after: Section) -> str:
    """Return the sentence that says what each of several scars was and what it is now."""
    each = []
    for scar in scars_of(before):
        now = scar_now(scar, after)
        left = mm(now.size.depth_mm) if now else "level"
        each.append(f"{NAMES[classify(scar.size).name]}, {mm(scar.size.depth_mm)} deep, now {left}")
    return f"{_count(len(each))} scars from left to right (dashed: before): {'; '.join(each)}."


def _count(number):
    return COUNTS[number] if number < len(COUNTS) else str(number)


def several_fact(section: Section) -> str:
    """Return the sentence that names and measures each of several scars."""
    scars = scars_of(section)
    each = [f"{NAMES[classify(scar.size).name]}, {size_words(scar.size)}" for scar in scars]
    return f"{_count(len(scars))} dips from left to right: {'; '.join(each)}."


def change_fact(before: Section, after: Section) -> str:
    """Return the sentence that says what a scar was and what it is now."""
    if len(scars_of(before)) > 1:
        return several_change_fact(before, after)
    first, now = size_of(before), size_of(after)
    fact = f"The {name_of(before)} was {size_words(first)} (dashed); now it is {size_words(now)}."
    if now.depth_mm < first.depth_mm - SEEN_MM:
        fact += " New collagen, drawn as thin pale threads, fills the space between."
    return fact


def wound_facts(section: Section) -> tuple[str, ...]:
    """Return what acid has just left in a section, in sentences: frost, or a crust."""
    tissue = Tissue.of(section)
    if is_frosted(tissue):
        return ("A white frost, tissue killed by the acid, lies along the wall.",)
    return ("A brown crust covers the wound in the pit.",) if is_crusted(tissue) else ()


def size_words(size: Measures) -> str:
    """Return depth and width in words."""
    return f"{mm(size.depth_mm)} deep and {mm(size.width_mm)} wide"


def gain_words(now: float, before: float) -> str:
    """Return by how much a depth has changed, in words."""
    pct = round(100 * (1 - now / before))
    if pct == 0:
        return "as deep as before"
    return f"{abs(pct)} % {'less deep' if pct > 0 else 'deeper'}"


def pore_places(section: Section) -> tuple[tuple[float, float], ...]:
    """Return the pores of a section: place of the axis and depth of the funnel. [mm]"""
    return tuple(
        (scar.middle_mm, scar.size.depth_mm)
        for scar in scars_of(section)
        if classify(scar.size).name == "pore"
    )
