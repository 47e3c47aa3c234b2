"""What a web page states of itself: title, publisher, date, language, licence."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.generation.documents.encoding import writable
from bot.generation.documents.reading import Stated
from bot.generation.documents.stated import iso_date, language_tag, licence_in

_LD_LARGEST = 100_000
_SITE = re.compile(r"\s+[|–—»·-]\s+[^|–—»·]{2,60}$")
_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_PUBLISHERS = ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher")
_DATES = (
    "article:published_time",
    "citation_publication_date",
    "citation_date",
    "dc.date",
    "dcterms.date",
    "dcterms.issued",
    "dc.date.issued",
    "date",
    "pubdate",
)
_LICENCES = ("dcterms.license", "dc.rights", "dcterms.rights", "copyright")


def stated(root: Any) -> Stated:
    """What the head of a page and its marked-up data say."""
    meta = _meta(root)
    linked = list(_linked_data(root))
    return Stated(
        title=_one(meta, _TITLES) or _ld(linked, "headline") or _heading(root) or _title(root),
        publisher=_one(meta, _PUBLISHERS) or _ld(linked, "publisher"),
        date=next(
            (
                found
                for said in (_one(meta, _DATES), _ld(linked, "datePublished"), _time(root))
                if said and (found := iso_date(said))
            ),
            None,
        ),
        language=language_tag(root.get("lang") or _one(meta, ("content-language",)) or ""),
        licence=_one(meta, _LICENCES) or _licence_link(root) or _ld(linked, "license"),
    )


def _meta(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("http-equiv") or ""
        content = _clean(element.get("content", ""))
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _one(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _linked_data(root: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD, those in its graphs too."""
    for script in root.iter("script"):
        text = script.text or ""
        if script.get("type") != "application/ld+json" or len(text) > _LD_LARGEST:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for one in data if isinstance(data, list) else [data]:
            if isinstance(one, dict):
                graph = one.get("@graph")
                yield from (
                    x
                    for x in [one, *(graph if isinstance(graph, list) else [])]
                    if isinstance(x, dict)
                )


def _ld(objects: list[dict[str, Any]], key: str) -> str | None:
    for one in objects:
        value = one.get(key)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and (text := _clean(value)):
            return text
    return None


def _heading(root: Any) -> str | None:
    """The only first-rank heading."""
    found = [text for h1 in root.iter("h1") if (text := _clean("".join(h1.itertext())))]
    return found[0] if len(found) == 1 else None


def _title(root: Any) -> str | None:
    """<title> without the name of the site behind it."""
    element = root.find(".//title")
    text = _clean("".join(element.itertext())) if element is not None else ""
    return _SITE.sub("", text) or None


def _time(root: Any) -> str | None:
    element = root.find(".//time[@datetime]")
    return element.get("datetime") if element is not None else None


def _licence_link(root: Any) -> str | None:
    for element in root.xpath("//a[@rel='license'] | //link[@rel='license']"):
        words = _clean("".join(element.itertext()))
        return licence_in(words) or words or _clean(element.get("href", "")) or None
    return None


def _clean(text: str) -> str:
    return " ".join(writable(text).split())
