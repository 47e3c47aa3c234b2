"""The podium as a picture: the first three, then the others, and how each has moved.

Drawn in pixels of a phone's width, three to a point, on a ground of its own, so that it looks the
same in a light chat and in a dark one. Arrows and words carry the movement, never colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.domain.boards.movement import Way

WIDTH, MARGIN = 1080, 48
HEAD, ROW, STEP = 190, 92, 70
PODIUM, PODIUM_HEIGHT = 3, 470
GROUND, PANEL, INK, PALE, LINE = "#f7f4ee", "#ffffff", "#22313f", "#5d6b78", "#d9d3c7"
STEPS = ("#e0b64a", "#b9c3cc", "#cf9566")
UP, DOWN = "#1d7a46", "#b23a2e"
CACHED = 64
"""How many pictures are kept: some 40 KB each."""

_UNKNOWN = "\U0010fffe"
"""No font has it: how a missing letter is drawn."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the picture. ``moved`` says it in words or figures, after the arrow.

    Whoever has no points yet is ``listed`` alone, and stands on no step.
    """

    rank: int
    name: str
    score: str
    way: Way | None
    moved: str
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is drawn; ``nameless`` stands for a name that the font cannot write."""

    title: str
    under: str
    rows: tuple[Row, ...]
    nameless: str


@lru_cache(maxsize=CACHED)
def draw(sheet: Sheet) -> bytes:
    """A PNG. Takes a moment: not for the event loop."""
    first = [row for row in sheet.rows[:PODIUM] if not row.listed]
    rest, below = sheet.rows[len(first) :], HEAD + (PODIUM_HEIGHT if first else 0)
    height = below + (len(rest) * ROW + 2 * MARGIN if rest else MARGIN)
    image = Image.new("RGB", (WIDTH, height), GROUND)
    pen = ImageDraw.Draw(image)
    _text(
        pen, (MARGIN, 44), _fitted(written(sheet.title), 50, WIDTH - 2 * MARGIN), 50, INK, bold=True
    )
    _text(pen, (MARGIN, 116), _fitted(written(sheet.under), 36, WIDTH - 2 * MARGIN), 36, PALE)
    if first:
        _podium(pen, first, sheet.nameless)
    if rest:
        _list(pen, rest, sheet.nameless, below + MARGIN)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def written(text: str) -> str:
    """What of a text the font can write: signs it has no drawing for are left out, not boxed."""
    kept = "".join(sign for sign in text if sign.isspace() or _drawn(sign))
    return " ".join(kept.split())


def written_name(name: str, nameless: str) -> str:
    """A name as far as it can be written; ``nameless`` when a letter of it is missing."""
    letters = [sign for sign in name if sign.isalnum()]
    kept = written(name)
    if not kept or any(not _drawn(sign) for sign in letters):
        return nameless
    return kept


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    path = files("fontpkg_noto_sans") / "files" / "NotoSans[wdth,wght].ttf"
    font = ImageFont.truetype(BytesIO(path.read_bytes()), size)
    font.set_variation_by_axes([weight, 100])
    return font


@lru_cache(maxsize=4096)
def _drawn(sign: str) -> bool:
    font = _font(24, 400)
    missing = font.getmask(_UNKNOWN)
    mask = font.getmask(sign)
    return (mask.size, bytes(mask)) != (missing.size, bytes(missing)) and mask.getbbox() is not None


def _podium(pen: ImageDraw.ImageDraw, rows: Sequence[Row], nameless: str) -> None:
    """Three steps, the first in the middle; as high as their rank, so equal ones stand level."""
    width, bottom = (WIDTH - 2 * MARGIN) // PODIUM, HEAD + PODIUM_HEIGHT
    for row, column in zip(rows, (1, 0, 2), strict=False):
        left = MARGIN + column * width
        top = bottom - 250 + STEP * (min(row.rank, PODIUM) - 1)
        pen.rounded_rectangle(
            (left + 10, top, left + width - 10, bottom), 18, STEPS[min(row.rank, PODIUM) - 1],
            corners=(True, True, False, False),
        )  # fmt: skip
        middle = left + width // 2
        _text(pen, (middle, top + 56), str(row.rank), 64, INK, bold=True, anchor="mm")
        name = _fitted(written_name(row.name, nameless), 36, width - 24)
        _text(pen, (middle, top - 132), name, 36, INK, bold=True, anchor="mm")
        _text(pen, (middle, top - 84), row.score, 36, INK, anchor="mm")
        _moved(pen, (middle, top - 36), row, anchor="mm")
    pen.line((MARGIN, bottom, WIDTH - MARGIN, bottom), LINE, 4)


def _list(pen: ImageDraw.ImageDraw, rows: Sequence[Row], nameless: str, top: int) -> None:
    right = WIDTH - MARGIN
    pen.rounded_rectangle((MARGIN, top, right, top + len(rows) * ROW), 24, PANEL, LINE, 2)
    for number, row in enumerate(rows):
        middle = top + number * ROW + ROW // 2
        if number:
            pen.line((MARGIN, middle - ROW // 2, right, middle - ROW // 2), LINE, 2)
        _text(pen, (MARGIN + 84, middle), str(row.rank), 36, PALE, anchor="rm")
        _text(pen, (right - 230, middle), row.score, 38, INK, bold=True, anchor="rm")
        taken = 230 + int(_font(38, 700).getlength(row.score)) + 36
        name = _fitted(written_name(row.name, nameless), 38, right - taken - MARGIN - 112)
        _text(pen, (MARGIN + 112, middle), name, 38, INK, anchor="lm")
        _moved(pen, (right - 200, middle), row, anchor="lm")


def _moved(pen: ImageDraw.ImageDraw, at: tuple[int, int], row: Row, *, anchor: str) -> None:
    """An arrow and how far: a triangle is drawn, since fonts differ in having one."""
    if row.way is None:
        return
    arrow = {Way.UP: UP, Way.DOWN: DOWN}.get(row.way)
    width = int(_font(30, 400).getlength(row.moved)) + (38 if arrow else 0)
    left = at[0] - (width // 2 if anchor == "mm" else 0)
    if arrow:
        up, middle = row.way is Way.UP, at[1]
        tip, base = (middle - 12, middle + 12) if up else (middle + 12, middle - 12)
        pen.polygon([(left, base), (left + 26, base), (left + 13, tip)], arrow)
        left += 38
    _text(pen, (left, at[1]), row.moved, 30, arrow or PALE, anchor="lm")


def _fitted(text: str, size: int, width: int) -> str:
    """The text, or as much of its beginning as goes into so many pixels, with an ellipsis."""
    font = _font(size, 700)
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _text(
    pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, colour: str,
    *, bold: bool = False, anchor: str = "la",
) -> None:  # fmt: skip
    pen.text(at, text, colour, _font(size, 700 if bold else 400), anchor=anchor)
