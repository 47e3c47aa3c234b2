"""The coverage as a picture: passages as a strip of cells, objectives as stacked bars.

matplotlib is an extra (``charts``) and is imported by the drawing only.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bank.coverage import Coverage, DocumentCoverage, ObjectiveCoverage, Passage
from bot.domain.errors import SettingError
from bot.domain.question import Difficulty

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INCHES = 3.9
DOTS_PER_INCH = 280
"""As wide as a phone shows: what is 8 points here stays legible there."""

WIDE = 10
"""Cells of a row."""

LEGEND, TITLE, BAR = 0.72, 0.36, 0.2
"""Heights in inches: a legend, a document's title, an objective's bar."""

SHADES = ("#d3e5f5", "#a5cbe8", "#69a8d6", "#2f7fbd", "#17578c")
"""One question, two, three, four or five, more."""

GAP, UNTESTABLE, AGAINST = "#ffffff", "#ececec", "#f6e3b4"
ALARM, INK, PALE = "#c0392b", "#22313f", "#7d8a96"
DIFFICULTIES = {
    Difficulty.EASY: "#9fd3b4",
    Difficulty.MEDIUM: "#f2c14e",
    Difficulty.HARD: "#d1603d",
}
DARK_FROM = 4
SHADE_ENDS = (1, 2, 3, 5)


def draw(found: Coverage, path: Path) -> None:
    """Draw the coverage into a .png or .svg file. Raises SettingError where that is impossible."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        raise SettingError(
            "--picture",
            f'matplotlib is not installed; `{sys.executable} -m pip install ".[charts]"` adds it',
        ) from None
    cell = INCHES / (WIDE + 1)
    rows = [-(-len(document.passages) // WIDE) for document in found.documents]
    heights = [LEGEND, *(TITLE + count * cell for count in rows)]
    rungs = _rungs(found)
    if rungs:
        heights += [LEGEND + 0.2, BAR * len(rungs)]
    figure = Figure(figsize=(INCHES, sum(heights) + 0.1), dpi=DOTS_PER_INCH, facecolor="white")
    FigureCanvasAgg(figure)
    panels = figure.subplots(
        len(heights), 1, squeeze=False,
        gridspec_kw={"height_ratios": heights, "hspace": 0, "left": 0.03, "right": 0.97,
                     "top": 0.99, "bottom": 0.01},
    )[:, 0]  # fmt: skip
    for panel in panels:
        panel.set_axis_off()
    _passage_legend(panels[0])
    for panel, document, count in zip(panels[1:], found.documents, rows, strict=False):
        _strip(panel, document, count, TITLE / cell)
    if rungs:
        _difficulty_legend(panels[-2])
        _bars(panels[-1], rungs)
    try:
        figure.savefig(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingError("--picture", f"{path} cannot be written ({reason})") from None
    except ValueError:
        raise SettingError("--picture", "too large for pixels; draw it as .svg") from None


def _strip(panel: "Axes", document: DocumentCoverage, rows: int, head: float) -> None:
    panel.set_xlim(0, WIDE)
    panel.set_ylim(rows, -head)
    panel.set_aspect("equal", anchor="NW")
    testable = [passage for passage in document.passages if passage.reason is None]
    asked = sum(not passage.gap for passage in testable)
    panel.text(0.06, -0.2, document.source.short, fontsize=8.5, color=INK, weight="bold")
    panel.text(WIDE, -0.2, f"{asked} of {len(testable)}", fontsize=8.5, color=INK, ha="right")
    for index, passage in enumerate(document.passages):
        _cell(panel, passage, index % WIDE, index // WIDE)


def _cell(panel: "Axes", passage: Passage, x: float, y: float) -> None:
    from matplotlib.patches import Rectangle

    edge, width = (ALARM, 1.3) if passage.gap else ("white", 1)
    inset = 0.06
    panel.add_patch(
        Rectangle(
            (x + inset, y + inset), 1 - 2 * inset, 1 - 2 * inset,
            facecolor=_shade(passage), edgecolor=edge, linewidth=width,
        )
    )  # fmt: skip
    ink = "white" if passage.proving >= DARK_FROM else INK
    faint = passage.reason is not None and not passage.cited
    panel.text(
        x + 0.5, y + 0.53, f"¶{passage.number}", fontsize=8, ha="center", va="center",
        color=ALARM if passage.gap else PALE if faint else ink,
    )  # fmt: skip


def _shade(passage: Passage) -> str:
    if passage.proving:
        return SHADES[sum(passage.proving > end for end in SHADE_ENDS)]
    if passage.refuting:
        return AGAINST
    return UNTESTABLE if passage.reason is not None else GAP


def _passage_legend(panel: "Axes") -> None:
    samples = [
        Passage(1, 0, 0), Passage(2, 0, 0, "no"), Passage(3, 0, 1),
        Passage(4, 1, 0), Passage(5, 2, 0), Passage(6, 3, 0), Passage(7, 5, 0), Passage(8, 6, 0),
    ]  # fmt: skip
    words = ["gap", "untestable", "only against a distractor", "1", "2", "3", "4-5", "6+"]
    _legend(panel, "Questions per passage", list(zip(words, map(_shade, samples), strict=True)))


def _difficulty_legend(panel: "Axes") -> None:
    colours = [(difficulty.value, colour) for difficulty, colour in DIFFICULTIES.items()]
    _legend(panel, "Questions per objective", colours)


def _legend(panel: "Axes", title: str, entries: Sequence[tuple[str, str]]) -> None:
    from matplotlib.patches import Rectangle

    panel.set_xlim(0, INCHES)
    panel.set_ylim(LEGEND, 0)
    panel.set_aspect("equal", anchor="SW")
    panel.text(0.02, 0.2, title, fontsize=10.5, color=INK, weight="bold")
    x, y = 0.02, 0.3
    for word, colour in entries:
        width = 0.3 + 0.056 * len(word)
        if x + width > INCHES:
            x, y = 0.02, y + 0.2
        edge = ALARM if word == "gap" else "white"
        panel.add_patch(
            Rectangle((x, y), 0.13, 0.13, facecolor=colour, edgecolor=edge, linewidth=1.2)
        )
        panel.text(x + 0.17, y + 0.115, word, fontsize=7.5, color=INK)
        x += width


Rung = ObjectiveCoverage | str
"""A line of the bars: an objective, or the short name of the document whose goals follow."""


def _rungs(found: Coverage) -> list[Rung]:
    rungs: list[Rung] = []
    for document in found.documents:
        goals = [one for one in found.objectives if one.objective.source == document.source.id]
        rungs += [document.source.short, *goals] if goals else []
    return rungs


def _bars(panel: "Axes", rungs: Sequence[Rung]) -> None:
    most = max((one.questions for one in rungs if not isinstance(one, str)), default=0) or 1
    panel.set_xlim(-1.35 * most, most * 1.1)
    panel.set_ylim(len(rungs) - 0.5, -0.5)
    for row, one in enumerate(rungs):
        if isinstance(one, str):
            panel.text(
                -1.34 * most, row + 0.1, one, fontsize=8, va="center", color=INK, weight="bold"
            )
        else:
            _bar(panel, one, row, most)


def _bar(panel: "Axes", one: ObjectiveCoverage, row: int, most: int) -> None:
    bare = not one.questions
    panel.text(
        -0.03 * most, row, one.objective.id, fontsize=7.5, ha="right", va="center",
        color=ALARM if bare else INK,
    )  # fmt: skip
    left = 0
    for difficulty, colour in DIFFICULTIES.items():
        count = one.difficulties.get(difficulty, 0)
        panel.barh(row, count, left=left, height=0.7, color=colour)
        left += count
    panel.text(
        left + 0.03 * most, row, "no question" if bare else str(left), fontsize=7.5,
        va="center", color=ALARM if bare else INK,
    )  # fmt: skip
