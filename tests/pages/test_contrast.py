"""Colours that can be read: WCAG's 4.5 to 1 between text and what lies under it."""

import re
from pathlib import Path

import pytest

from bot.sandbox import server

PAIRS = [
    ("ink", "panel"),
    ("ink", "in"),
    ("ink", "out"),
    ("ink", "panel-sunk"),
    ("ink-soft", "panel"),
    ("ink-soft", "panel-sunk"),
    ("ink-soft", "panel-raised"),
    ("ink-soft", "hover"),
    ("accent", "panel"),
    ("accent", "in"),
    ("accent", "accent-soft"),
    ("accent-strong", "out"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-chosen", "chosen"),
    ("on-chosen-soft", "chosen"),
    ("in-meta", "in"),
    ("out-meta", "out"),
    ("right", "right-soft"),
    ("wrong", "wrong-soft"),
    ("ink", "right-soft"),
    ("ink", "wrong-soft"),
    ("in-meta", "right-soft"),
    ("in-meta", "wrong-soft"),
    ("danger", "panel-raised"),
]


def tokens(theme: str) -> dict[str, str]:
    """The solid colours of a theme: name -> six hexadecimal digits."""
    text = (Path(server.PAGE) / "tokens.css").read_text(encoding="utf-8")
    light, dark = text.split(':root[data-theme="dark"]')[:2]
    found = dict(re.findall(r"--([\w-]+): #([0-9a-f]{6});", light))
    if theme == "dark":
        found |= dict(re.findall(r"--([\w-]+): #([0-9a-f]{6});", dark))
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_and_white_is_21() -> None:
    assert round(contrast("000000", "ffffff"), 6) == 21


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_in_both_themes(theme: str) -> None:
    colours = tokens(theme)
    weak = {
        f"{ink} on {ground}": round(found, 2)
        for ink, ground in PAIRS
        if (found := contrast(colours[ink], colours[ground])) < 4.5
    }
    assert weak == {}
