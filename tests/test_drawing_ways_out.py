"""One scene, three ways out: they hold the same numbers and the same words."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pytest
from numpy.testing import assert_allclose

from toolkit import TREATMENTS, Plan, boxcar, healthy, ice_pick, rolling, run_course
from toolkit.drawing import (
    before_after_scene,
    course_chart_scene,
    draw,
    picture,
    scars_scene,
    section_scene,
    sentence,
    svg,
)
from toolkit.drawing.furniture import spread
from toolkit.drawing.layout import lay_out
from toolkit.drawing.on_axes import path_vertices
from toolkit.drawing.palette import COLOURS, SKIN_TONES, colours, contrast
from toolkit.drawing.paper import words_px
from toolkit.drawing.paths import UNITS_PER_MM, path_data
from toolkit.drawing.png import png
from toolkit.drawing.styles import STYLES, TEXT_ROLES, Gradient

SCAR = ice_pick(width_mm=1.2, depth_mm=1.6)
PLAN = Plan.every(TREATMENTS["tca_cross"](percent=100), sessions=4, weeks_apart=4)
COURSE = run_course(SCAR, PLAN, follow_up_weeks=12)
WORDS = {"M": 1, "l": 1, "q": 2, "t": 1, "h": 1}


def svg_points(data):
    """Every point of an SVG path as it is painted, mirrored controls written out, in units."""
    points, here, control = [], np.zeros(2), None
    for letter, numbers in re.findall(r"([Mlqthz])([^Mlqthz]*)", data):
        values = np.array([float(n) for n in numbers.split()])
        if letter in "zh":
            continue
        for step in values.reshape(-1, WORDS[letter], 2):
            if letter == "t":
                step = np.array([here - control, step[0]])
            if letter in "qt":
                control = here + step[0]
                points.append(control)
            here = step[-1] if letter == "M" else here + step[-1]
            points.append(here)
    return np.array(points)


@pytest.mark.parametrize(
    "role", ["reticular_dermis", "bundle_3", "young_fibre", "gland", "fat_wall", "corneum"]
)
def test_svg_and_matplotlib_paint_the_same_numbers(role):
    section = COURSE.sections[-1] if role == "young_fibre" else healthy()
    before = SCAR if role == "young_fibre" else None
    scene = section_scene(section, before=before)
    frame = lay_out(scene).frames[0]
    shape = next(s for s in frame.panel.shapes if s.role == role)
    vertices = np.concatenate(
        [
            path_vertices(shape.kind, thing)[0][: -1 if closed(shape) else None]
            for thing in shape.things
        ]
    )
    window = frame.panel.window
    painted = svg_points(path_data(shape, frame)) / UNITS_PER_MM + (window.left, window.top)
    # SVG rounds to units; a mirrored control point doubles the rounding at each wave.
    assert_allclose(painted, vertices, atol=9 / UNITS_PER_MM)


def closed(shape):
    return shape.kind in ("polygon", "ribbon", "blob")


def test_two_pictures_in_one_page_share_no_id():
    scene = section_scene(SCAR)
    first, second = (set(re.findall(r'id="([^"]+)"', svg(scene))) for _ in range(2))
    assert first
    assert not first & second


def test_every_reference_of_a_picture_is_its_own():
    text = svg(section_scene(SCAR))
    ids = set(re.findall(r'id="([^"]+)"', text))
    used = set(re.findall(r'(?:url\(|href=")#([^")]+)', text))
    assert used
    assert used <= ids


@pytest.mark.parametrize("labels, window_mm", [("phone", (-1.6, 1.6)), ("page", (-1.9, 1.9))])
def test_a_live_frame_stays_below_sixty_kilobytes(labels, window_mm):
    sizes = [
        len(svg(section_scene(section, before=SCAR, labels=labels, window_mm=window_mm)))
        for section in COURSE.sections[::6]
    ]
    assert max(sizes) < 60_000


def test_a_picture_scales_with_its_container():
    text = svg(section_scene(SCAR))
    assert "width:100%" in text
    assert "height:auto" in text


def test_a_picture_has_its_sentence_as_label():
    scene = section_scene(SCAR)
    assert f'role="img" aria-label="{sentence(scene)}"' in svg(scene)


def test_auto_follows_jupyterlab_before_the_system():
    text = svg(section_scene(SCAR))
    assert 'body[data-jp-theme-light="false"]' in text
    assert "prefers-color-scheme:dark){body:not([data-jp-theme-light])" in text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_fixed_theme_asks_nobody(theme):
    text = svg(section_scene(SCAR), theme=theme)
    assert "prefers-color-scheme" not in text
    assert colours(theme)["ink"] in text


def test_the_two_themes_differ_only_in_colours():
    scene = section_scene(SCAR)
    light, dark = (re.findall(r' d="([^"]*)"', svg(scene, theme=t)) for t in ("light", "dark"))
    assert light == dark


def test_an_unknown_theme_is_refused():
    with pytest.raises(ValueError, match="theme is 'blue'"):
        svg(section_scene(SCAR), theme="blue")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("role", TEXT_ROLES)
def test_words_can_be_read(theme, role):
    chosen = colours(theme)
    assert contrast(chosen[role], chosen["page"]) >= 4.5


def test_contrast_of_black_on_white_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_role_has_its_colours_in_both_themes():
    for style in STYLES.values():
        names = [style.fill] if isinstance(style.fill, str) else []
        names += [stop[1] for stop in style.fill.stops] if isinstance(style.fill, Gradient) else []
        names += [style.stroke] if style.stroke else []
        assert names
        assert set(names) <= set(COLOURS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_skin_darkens_from_tone_to_tone(theme):
    black = "#000000"
    tones = [contrast(colours(theme, skin_tone=t)["epidermis"], black) for t in SKIN_TONES]
    assert tones == sorted(tones, reverse=True)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_dermis_looks_alike_in_all_skin_tones(theme):
    dermis = {
        tuple(colours(theme, skin_tone=t)[f"bundle_{n}"] for n in range(1, 8)) for t in SKIN_TONES
    }
    assert len(dermis) == 1


def test_a_seventh_skin_tone_is_refused():
    with pytest.raises(ValueError, match="skin_tone is 7"):
        colours("light", skin_tone=7)


def test_labels_in_a_row_do_not_touch():
    widths = [80.0, 120.0, 60.0]
    xs = spread([100.0, 110.0, 112.0], widths, 0.0, 600.0)
    for i in range(2):
        assert xs[i + 1] - xs[i] >= (widths[i] + widths[i + 1]) / 2 + 11


def test_labels_stay_on_the_paper():
    scene = section_scene(COURSE.sections[-1], before=SCAR, labels="phone")
    paper = lay_out(scene)
    for text in paper.texts:
        wide = words_px(text.words, text.size, bold=text.bold)
        left = text.x - {"start": 0, "middle": wide / 2, "end": wide}[text.anchor]
        assert left > -1
        assert left + wide < paper.width + 1
        assert text.size * 286 / paper.width > 10.5


def test_deeper_is_lower_in_the_chart():
    (frame,) = lay_out(course_chart_scene(COURSE)).frames
    assert frame.place(0, 1.6)[1] > frame.place(0, 0.4)[1]


def test_the_chart_shows_each_session():
    scene = course_chart_scene(COURSE)
    (shape,) = [s for s in scene.panels[0].shapes if s.role == "session"]
    tips = [triangle[2, 0] for triangle in shape.things]
    assert tips == [0, 4, 8, 12]


def test_the_chart_says_its_value_at_the_week():
    scene = course_chart_scene(COURSE, week=0)
    assert scene.panels[0].labels[0].text == "1.6 mm"


def test_a_week_outside_the_course_is_refused():
    with pytest.raises(ValueError, match="week is 99"):
        course_chart_scene(COURSE, week=99)


def test_draw_gives_back_the_axes_of_the_caller():
    figure = pytest.importorskip("matplotlib.figure").Figure()
    ax = figure.add_subplot()
    assert draw(section_scene(SCAR), ax, theme="dark") is ax
    assert len(ax.collections) > 20


def test_a_notebook_gets_words_with_every_picture():
    pytest.importorskip("matplotlib")
    still = picture(course_chart_scene(COURSE))
    bundle = still._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == sentence(still.scene)
    assert f'alt="{sentence(still.scene)}"' in data["text/html"]
    assert still.png.startswith(b"\x89PNG")


def test_a_saved_picture_does_not_change_from_run_to_run():
    scene = section_scene(SCAR)
    first, second = (picture(scene).svg for _ in range(2))
    assert first == second


def test_a_rare_named_colour_survives_in_the_png():
    image = pytest.importorskip("PIL.Image")
    noise = np.random.default_rng(1).integers(0, 256, (60, 50, 3), np.uint8)
    noise[30, 20] = (0x1B, 0x5F, 0x9E)
    small = image.open(BytesIO(png(noise, named=["#1b5f9e"]))).convert("RGB")
    assert small.size == (50, 60)
    assert small.getpixel((20, 30)) == (0x1B, 0x5F, 0x9E)


def test_few_colours_come_back_as_they_were():
    image = pytest.importorskip("PIL.Image")
    stripes = np.zeros((8, 8, 3), np.uint8)
    stripes[:, 4:] = (200, 100, 50)
    again = np.asarray(image.open(BytesIO(png(stripes))).convert("RGB"))
    assert_allclose(again, stripes)


def test_svg_needs_no_matplotlib():
    code = (
        "import sys; sys.modules['matplotlib'] = None; "
        "from toolkit import healthy; from toolkit.drawing import section_scene, svg; "
        "sys.exit(not svg(section_scene(healthy())).startswith('<svg'))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("width_px", [None, 300, 390])
@pytest.mark.parametrize(
    "scene",
    [
        *(
            section_scene(section, labels=labels, title=title)
            for section in (SCAR, boxcar(), rolling())
            for labels, title in (("phone", "One scar"), ("none", ""))
        ),
        section_scene(COURSE.sections[-1], before=SCAR, labels="phone"),
        before_after_scene(SCAR, COURSE.sections[-1], title="Twice"),
        scars_scene([SCAR, rolling()], title="Two scars"),
    ],
)
def test_all_words_lie_on_the_paper(scene, width_px):
    paper = lay_out(scene, width_px=width_px)
    assert paper.texts
    for text in paper.texts:
        left, right = text.extent()
        assert left >= 0, text.words
        assert text.size * 0.7 <= text.y <= paper.height, text.words
        if right - left <= paper.width - 4:
            assert right <= paper.width, text.words


def test_pictures_written_in_several_threads_are_alike():
    scenes = [section_scene(SCAR, window_mm=(-2.0, 1.0 + i / 100)) for i in range(6)]
    alone = [drawn(svg(scene)) for scene in scenes]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda scene: drawn(svg(scene)), scenes * 3))
    assert together == alone * 3


def drawn(text):
    return re.findall(r' d="([^"]+)"', text)
