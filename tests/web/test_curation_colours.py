"""The curation page's colours can be read: 4.5 to 1 for text, 3 to 1 for edges and focus."""

import re

import pytest

from bot.web.curation.shell import STATIC
from tests.pages.test_contrast import contrast

TEXT = {
    "panel": ("ink", "soft", "accent", "right", "wrong"),
    "sunk": ("ink", "soft"),
    "chosen": ("ink", "soft", "accent", "right", "wrong"),
    "right-ground": ("ink", "soft", "right"),
    "wrong-ground": ("ink",),
    "warn-ground": ("ink",),
    "mark": ("ink",),
    "accent": ("on-accent",),
}
EDGES = {"panel": ("edge", "focus"), "ground": ("focus",)}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_everything_can_be_read_in_both_themes(theme: int) -> None:
    sheet = (STATIC / "page.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--([\w-]+): light-dark\(#(\w{6}), #(\w{6})\);", sheet)
    colours = {name: themes[theme] for name, *themes in pairs}
    weak = {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for least, table in ((4.5, TEXT), (3, EDGES))
        for ground, inks in table.items()
        for ink in inks
        if contrast(colours[ink], colours[ground]) < least
    }
    assert weak == {}
