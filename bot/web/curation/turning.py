"""Pages of a list, and the ways to those before and behind."""

from collections.abc import Callable

from bot.views.words import Raw, Words
from bot.web.curation.markup import el


def turning(number: int, last: int, to: Callable[[int], str], say: Words) -> Raw | None:
    """Below page ``number`` of ``last``; None where there is one only. ``to`` gives addresses."""
    if last <= 1:
        return None

    def link(page: int, text: str) -> Raw:
        return el("a", say.plain(text), href=to(page))

    return el(
        "p",
        link(number - 1, "page.back_page") if number > 1 else el("span"),
        el("span", say.plain("page.of_pages", number=number, last=last)),
        link(number + 1, "page.next_page") if number < last else el("span"),
        class_="turn",
    )
