"""Which elements of a web page hold its author's words, and which are furniture."""

import re
from dataclasses import dataclass
from typing import Any

from bot.domain.documents.source_document import Furniture

_BY_TAG = {
    "nav": Furniture.MENU,
    "menu": Furniture.MENU,
    "aside": Furniture.RELATED,
    "footer": Furniture.MENU,
    "form": Furniture.FORM,
    "button": Furniture.FORM,
    "select": Furniture.FORM,
    "input": Furniture.FORM,
    "textarea": Furniture.FORM,
    "dialog": Furniture.NOTICE,
} | dict.fromkeys(
    (
        "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object",
        "embed", "canvas", "audio", "video", "map",
    ),
    Furniture.HIDDEN,
)  # fmt: skip
_BY_ROLE = {
    "navigation": Furniture.MENU,
    "banner": Furniture.MENU,
    "contentinfo": Furniture.MENU,
    "search": Furniture.FORM,
    "complementary": Furniture.RELATED,
    "dialog": Furniture.NOTICE,
    "alertdialog": Furniture.NOTICE,
}
_BY_WORD = (
    {"cookie": Furniture.NOTICE, "cookies": Furniture.NOTICE, "consent": Furniture.NOTICE}
    | {"gdpr": Furniture.NOTICE, "newsletter": Furniture.NOTICE, "subscribe": Furniture.NOTICE}
    | dict.fromkeys(("comments", "comment", "respond", "disqus", "reply"), Furniture.COMMENTS)
    | dict.fromkeys(("share", "sharing", "social", "sharedaddy"), Furniture.SHARING)
    | dict.fromkeys(("related", "sidebar", "recommended", "promo"), Furniture.RELATED)
    | dict.fromkeys(("nav", "navbar", "menu", "breadcrumb", "breadcrumbs"), Furniture.MENU)
    | dict.fromkeys(("pagination", "footer", "skip", "toc"), Furniture.MENU)
    | dict.fromkeys(("ad", "ads", "advert", "advertisement", "banner"), Furniture.NOTICE)
)
# Words in their class say what the page has, not what they are.
_NEVER = frozenset({"html", "body", "main", "article", "p", "h1", "h2", "h3", "span", "a", "em"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]+")
_MOST = 0.5
"""Share of the page's text from which on an element is its content, whatever it is called."""

_ENOUGH = 200
"""Characters from which on an element can be what the page is about."""

_LINKS = 3
_LINK_WORDS = 8


@dataclass(frozen=True, slots=True)
class Scope:
    """What a page is about: ``above`` are the elements that lead to its main one, if it names one;
    ``length`` is how much the page says, in characters.
    """

    above: frozenset[Any]
    main: Any
    length: int

    def furniture(self, element: Any) -> Furniture | None:
        """What part of the page's own words an element is; None for its author's."""
        if element in self.above or element is self.main:
            return None
        if element.getparent() in self.above:
            return _by_form(element) or Furniture.MENU
        return _by_form(element) or self._by_name(element)

    def _by_name(self, element: Any) -> Furniture | None:
        """By its class and id, unless it holds most of what the page says."""
        if element.tag in _NEVER:
            return None
        words = set(_WORDS.findall(f"{element.get('class', '')} {element.get('id', '')}".lower()))
        named = sorted(words & _BY_WORD.keys())
        if not named or _said(element) > _MOST * self.length:
            return None
        return _BY_WORD[named[0]]


def scope(root: Any) -> Scope:
    """<main>, else the only <article>; else the whole page."""
    length = _said(root)
    for xpath in ("//main | //*[@role='main']", "//article[not(ancestor::article)]"):
        found = [one for one in root.xpath(xpath) if _said(one) >= _ENOUGH]
        if len(found) == 1:
            return Scope(frozenset(found[0].iterancestors()), found[0], length)
    return Scope(frozenset(), None, length)


def _said(element: Any) -> int:
    return len("".join(element.itertext("p", "li", "td", "b", "i", "em", "strong", "a")))


def _by_form(element: Any) -> Furniture | None:
    """By its tag, its role, or by holding nothing but links."""
    tag = element.tag
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    if "hidden" in element.attrib or _HIDING.search(element.get("style", "")):
        return Furniture.HIDDEN
    if (role := element.get("role")) in _BY_ROLE:
        return _BY_ROLE[role]
    if tag == "header" and not any(a.tag in {"main", "article"} for a in element.iterancestors()):
        return Furniture.MENU
    if tag in {"ul", "ol"} and _only_links(element):
        return Furniture.RELATED
    return None


def _only_links(element: Any) -> bool:
    """Whether a list is nothing but short links: a menu, or what else there is to read."""
    entries = element.findall("li")
    if len(entries) < _LINKS:
        return False
    linked = sum(len("".join(a.itertext()).split()) for a in element.iter("a"))
    words = len("".join(element.itertext()).split())
    return 0 < words <= linked and words <= _LINK_WORDS * len(entries)
