"""The curves as a picture. matplotlib is an extra (``charts``), imported by the drawing only."""

from dataclasses import dataclass, field
from pathlib import Path

INK = "#22313f"
COLOURS = ("#7d8a96", "#2f7fbd", "#d1603d")
MARKS = ("s", "o", "^")
DASHES = (":", "-", "--")
HEADROOM = 1.6
"""Above the highest point there is room for the legend."""
GOAL = 10_000, 1000
"""People, and answers per second that they make within ten seconds."""


@dataclass
class Curves:
    """Answers per second, and seconds from the close to the table, by title and by people."""

    rates: dict[str, dict[int, float]] = field(default_factory=dict)
    tables: dict[str, dict[int, float]] = field(default_factory=dict)


def draw(curves: Curves, path: Path) -> None:
    """Two panels, one above the other, as wide as a page."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 7.5), dpi=160, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    above, below = figure.subplots(2, 1)
    above.set_title("All answer in the same moment: answers per second", loc="left", color=INK)
    for (title, rates), colour, mark, dash in zip(
        curves.rates.items(), COLOURS, MARKS, DASHES, strict=False
    ):
        label = title if title not in curves.tables else f"CiteQuiz, durable and graded, {title}"
        above.plot(*_points(rates), color=colour, marker=mark, linestyle=dash, label=label)
    people, rate = GOAL
    above.plot(
        [people],
        [rate],
        color=INK,
        marker="*",
        markersize=12,
        linestyle="",
        label="goal: 10,000 in 10 s",
    )
    below.set_title(
        "They answer evenly until the close: seconds from the close to the table",
        loc="left", color=INK,
    )  # fmt: skip
    for (title, tables), colour, mark, dash in zip(
        curves.tables.items(), COLOURS[1:], MARKS[1:], DASHES[1:], strict=False
    ):
        below.plot(*_points(tables), color=colour, marker=mark, linestyle=dash, label=title)
    below.axhline(1.0, color=INK, linewidth=1, label="goal: within 1 s")
    for panel in (above, below):
        panel.set_xscale("log")
        panel.set_xlabel("people")
        panel.set_ylim(0, panel.get_ylim()[1] * HEADROOM)
        panel.xaxis.set_major_formatter("{x:,.0f}")
        panel.yaxis.set_major_formatter("{x:,g}")
        panel.grid(color="#e3e7ea")
        panel.legend(frameon=False, loc="upper left", fontsize="small")
    figure.savefig(path)


def _points(by_people: dict[int, float]) -> tuple[list[int], list[float]]:
    return list(by_people), list(by_people.values())
