import re
from itertools import pairwise

import pytest

from audit.report.stylesheet import STYLESHEET

AA = 4.5
INKS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("soft", "paper"),
    ("soft", "card"),
    ("soft", "open-bg"),
    ("link", "paper"),
    ("link", "card"),
    ("link", "person-bg"),
    ("soft", "person-bg"),
    ("accent", "card"),
    ("ink", "open-bg"),
    ("ink", "person-bg"),
    ("pass", "pass-bg"),
    ("fail", "fail-bg"),
    ("na", "na-bg"),
    ("open", "open-bg"),
    ("person", "person-bg"),
]


def palettes() -> dict[str, dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", STYLESHEET, re.DOTALL)[:2]
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks]
    return dict(zip(("light", "dark"), found, strict=True))


def luminance(colour: str) -> float:
    parts = [int(colour[start:end], 16) / 255 for start, end in pairwise((1, 3, 5, 7))]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), INKS)
def test_text_stands_out_by_wcag_aa(palette: str, ink: str, paper: str) -> None:
    colours = palettes()[palette]
    dark, light = sorted((luminance(colours[ink]), luminance(colours[paper])))

    assert (light + 0.05) / (dark + 0.05) >= AA


def test_both_palettes_hold_the_same_colours() -> None:
    light, dark = palettes().values()

    assert set(light) == set(dark)


def test_page_is_set_for_a4() -> None:
    assert "@page { size: A4;" in STYLESHEET
