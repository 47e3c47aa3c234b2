"""HTML from values: everything is escaped, unless this module or the catalogue made it."""

import html
from collections.abc import Iterable, Iterator

from bot.views.words import Raw

Attribute = str | int | bool | None
Child = str | int | None | Iterable["Child"]

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


def el(name: str, /, *children: Child, **attributes: Attribute) -> Raw:
    """An element. ``class_`` is ``class``, ``data_id`` is ``data-id``; True stands alone, False and
    None are left out. Children that are no :class:`Raw` are text.
    """
    opening = "".join((name, *_attributes(attributes)))
    if name in _VOID:
        return Raw(f"<{opening}>")
    return Raw(f"<{opening}>{joined(children)}</{name}>")


def joined(children: Child) -> Raw:
    """Children one after another."""
    return Raw("".join(_pieces(children)))


def _pieces(child: Child) -> Iterator[str]:
    if child is None:
        return
    if isinstance(child, Raw):
        yield str(child)
    elif isinstance(child, str | int):
        yield html.escape(str(child))
    else:
        for one in child:
            yield from _pieces(one)


def _attributes(attributes: dict[str, Attribute]) -> Iterator[str]:
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        written = name.rstrip("_").replace("_", "-")
        yield f" {written}" if value is True else f' {written}="{html.escape(str(value))}"'
