"""Colours around the pictures of an explorer: read by everybody, on a light and on a dark page."""

import re

import numpy as np
import pytest

from toolkit.drawing.palette import COLOURS, contrast
from toolkit.explorers.front import NAMES, OWN, read, style

THEMES = {"light": 0, "dark": 1}
TEXT = ("ink", "muted", "after", "heat")
#: Simulated colour blindness after Machado 2009, severity 1, in linear RGB.
BLINDNESS = {
    "protan": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.052]],
    "deutan": [[0.3673, 0.8606, -0.228], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritan": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}
each_theme = pytest.mark.parametrize("theme", THEMES)


def colour(name, theme):
    return (COLOURS | OWN)[name][THEMES[theme]]


def seen(name, theme, blindness):
    """A colour as it is seen, as #rrggbb."""
    text = colour(name, theme)
    srgb = np.array([int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(BLINDNESS[blindness]) @ linear, 0, 1)
    srgb = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(255 * part):02x}" for part in srgb)


@each_theme
@pytest.mark.parametrize("ground", ["card", "page"])
@pytest.mark.parametrize("name", TEXT)
def test_words_can_be_read(theme, ground, name):
    assert contrast(colour(name, theme), colour(ground, theme)) >= 4.5


@each_theme
@pytest.mark.parametrize("name", ["axis", "after", "heat"])
def test_edges_of_what_can_be_pressed_are_seen(theme, name):
    assert contrast(colour(name, theme), colour("card", theme)) >= 3


@each_theme
def test_words_on_the_main_button_can_be_read(theme):
    main = re.search(r"\.uts-main \{(.*?)\}", read("explorer.css")).group(1)
    assert "background: var(--after)" in main
    assert "; color: var(--card)" in main
    assert contrast(colour("card", theme), colour("after", theme)) >= 4.5


@each_theme
@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("ground", ["card", "hairline"])
def test_the_slider_is_told_from_its_ground_by_everybody(theme, blindness, ground):
    thumb, behind = seen("after", theme, blindness), seen(ground, theme, blindness)
    assert contrast(thumb, behind) >= 3


@each_theme
@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("name", TEXT)
def test_words_can_be_read_by_the_colour_blind(theme, blindness, name):
    assert contrast(seen(name, theme, blindness), seen("card", theme, blindness)) >= 4.5


def test_every_colour_of_the_style_sheet_is_given():
    used = set(re.findall(r"var\(--([a-z]+)\)", read("explorer.css")))
    assert used <= {*NAMES, *OWN}


def test_both_themes_are_given_and_follow_jupyterlab():
    assert 'body[data-jp-theme-light="false"] .uts{' in style()
    assert "body:not([data-jp-theme-light]) .uts{" in style()
    for theme in THEMES:
        assert all(f"--{name}:{colour(name, theme)}" in style() for name in (*NAMES, *OWN))


def test_no_words_of_the_style_sheet_are_too_small():
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", read("explorer.css"))]
    assert sizes
    assert min(sizes) >= 12
