"""Every kind of picture on one page, to go through by eye: `python figures/contact_sheet.py`.

Each is drawn for a page and, if it has such a form, for a phone, light and dark. All go to one page
in `build/contact_sheet/`, or in the folder that is named, and if Chromium and Playwright are there,
each row to a PNG beside it.
"""

import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from inspect import signature
from pathlib import Path
from shutil import which

import toolkit
from toolkit import LIGHTS, TREATMENTS, Lesion, Plan, explorers, mixed, run_cohort, run_course
from toolkit import drawing as d
from toolkit.drawing import Scene, View, patch, picture, sentence

FOLDER = Path(__file__).resolve().parent.parent / "build" / "contact_sheet"
WIDTHS_PX = {"page": 900, "phone": 370}
SCARS = {name: getattr(toolkit, name)() for name in ("ice_pick", "boxcar", "rolling", "pore")}
SUITS = {"subcision": "rolling", "tca_cross": "ice_pick", "filler": "rolling"}
SUITS |= {"punch_excision": "ice_pick", "punch_elevation": "boxcar"}
FORMS = {"case_explorer", "cost_explorer"}  #: of words rather than of one picture
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
STYLE = """body{font:15px system-ui,sans-serif;margin:0;background:#999}
section{display:grid;grid-template-columns:900px 370px;gap:8px;padding:12px;width:max-content}
h2,p{grid-column:1/-1;margin:0;max-width:1270px}img{display:block;width:100%;height:auto}"""


@cache
def a_course(treatment: str = "tca_cross", scar: str = "ice_pick"):
    """Return three sessions of a treatment and half a year."""
    plan = Plan.every(TREATMENTS[treatment](), sessions=3, weeks_apart=6)
    return run_course(SCARS[scar], plan, follow_up_weeks=26)


def pictures() -> Iterator[tuple[str, Callable[[str], Scene]]]:
    """Yield the name of each picture, and what draws it for a form, ``"page"`` or ``"phone"``."""
    skins = {"healthy": toolkit.healthy(), **SCARS, "mixed": mixed("ice_pick", "boxcar", "rolling")}
    for name, skin in skins.items():
        yield f"section of {name}", lambda form, skin=skin: d.section_scene(skin, labels=form)
    for name in TREATMENTS:
        scar, tool = SCARS[SUITS.get(name, "boxcar")], TREATMENTS[name]()
        yield (
            f"{name} at work",
            lambda form, scar=scar, tool=tool: d.acting_scene(scar, tool, labels=form),
        )
    yield from charts()
    for name in LIGHTS:
        yield f"above, {name}", lambda form, name=name: from_above(name, form)
        for scar in ("ice_pick", "rolling"):
            yield (
                f"{scar} in {name} light",
                lambda form, name=name, scar=scar: in_light(scar, name, form),
            )
    asked = {name for name in explorers.__all__ if name.endswith("_explorer")} - FORMS
    for name in sorted(asked):
        yield f"{name}, still", lambda form, name=name: still(name, form)


def charts() -> Iterator[tuple[str, Callable[[str], Scene]]]:
    """Yield the pictures of courses, plans, patients, lesions and reach."""
    course, scar = a_course(), SCARS["ice_pick"]
    plan = course.plan
    every = ("depth", "area", "young")
    laser = a_course("fractional_co2")
    lesions = toolkit.lesion_map(
        Lesion(intensity=0.9), radius_mm=(0.3, 0.8, 1.4, 2.0), days=(2, 7, 12, 18)
    )
    patients = run_cohort(scar, plan, n=60)
    ends = course.sections[0], course.sections[-1]
    yield "scars", lambda form: d.scars_scene(list(SCARS.values()))
    yield "before and after", lambda form: d.before_after_scene(*ends)
    yield "chart", lambda form: d.course_chart_scene(course, form=form)
    yield "charts", lambda form: d.course_chart_scene(course, quantity=every, form=form)
    yield "weeks", lambda form: d.weeks_scene(course, weeks=(0, 6, 12, 38), form=form)
    yield "plans", lambda form: d.compare_scene([course, laser], names=["CROSS", "CO2"], form=form)
    yield "patients", lambda form: d.spread_scene(patients, plan=plan, form=form)
    found = toolkit.trials.board(toolkit.trials.targets())
    yield "trials", lambda form: d.trials_scene(found, form=form)
    yield "lesions", lambda form: d.lesion_map_scene(lesions, form=form)
    yield "reach", lambda form: d.reach_scene(scar, form=form)
    yield "healing", lambda form: d.healing_strip_scene(scar, TREATMENTS["tca_cross"](), form=form)
    tones = [View(patch=a_patch(), skin_type=tone, head=f"Type {tone}") for tone in (1, 3, 6)]
    yield "skin tones", lambda form: d.views_scene(tones)


@cache
def a_patch(form: str = "page"):
    """Return a patch of skin with a mix of scars."""
    wide, high = (12.0, 8.0) if form == "page" else (7.0, 7.0)
    return patch(["ice_pick", "boxcar", "rolling"], width_mm=wide, height_mm=high)


def from_above(light: str, form: str) -> Scene:
    """Return the patch in a light."""
    return d.above_scene(a_patch(form), light=light, names=True, form=form)


def in_light(scar: str, light: str, form: str) -> Scene:
    """Return a scar in section and from above, with the rays of a light."""
    return d.light_scene(SCARS[scar], light=light, labels=form)


def still(name: str, form: str) -> Scene:
    """Return what an explorer leaves on paper at its start, for a phone if it has such a form."""
    explorer = getattr(explorers, name)()
    has_forms = "form" in signature(explorer.kind.still).parameters
    return explorer.kind.still(**explorer.settings, **({"form": form} if has_forms else {}))


def row(name: str, drawn: Callable[[str], Scene]) -> str:
    """Return one picture in both forms and themes, with its words, as HTML."""
    images = []
    for theme in ("light", "dark"):
        for column, (form, px) in enumerate(WIDTHS_PX.items(), 1):
            scene = drawn(form)
            if scene.form == form:
                svg = picture(scene, theme=theme, width_px=px).svg
                data = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
                place = f'style="grid-column:{column}"'
                images.append(f'<img alt="{form}, {theme}" {place} src="{data}">')
    words = escape(sentence(drawn("page")))
    return f"<section><h2>{escape(name)}</h2>{''.join(images)}<p>{words}</p></section>"


def photograph(page: Path) -> None:
    """Write a PNG of each row beside the page, if there is a browser."""
    path = next(filter(None, map(which, CHROMIUMS)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1320, "height": 900})
        tab.goto(page.as_uri())
        for number, one in enumerate(tab.locator("section").all(), 1):
            name = one.locator("h2").inner_text().replace(" ", "_").replace(",", "")
            one.screenshot(path=page.with_name(f"{number:02d}_{name}.png"))
        browser.close()


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve() if sys.argv[1:] else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, drawn in pictures():
        print("drawing", name, flush=True)
        rows.append(row(name, drawn))
    page = folder / "index.html"
    title = "<title>Contact sheet</title>"
    head = f'<!doctype html><html lang="en"><meta charset="utf-8">{title}<style>{STYLE}</style>'
    page.write_text(head + "".join(rows) + "</html>", encoding="utf-8")
    photograph(page)
    print("written", page)
