"""Words of a page that are not its author's: told by how they are worded."""

import re

from bot.domain.documents.source_document import Furniture

LONGEST = 240
"""A longer paragraph is never taken for furniture by its words."""

_WORDED: tuple[tuple[Furniture, str], ...] = (
    (
        Furniture.COMMENTS,
        r"leave a (?:reply|comment)|(?:post|add|write) a comment|(?:no|\d+) comments?(?: yet)?"
        r"|your (?:e-?mail|email) address will not be published\b.*"
        r"|required fields are marked\b.*|log ?in to (?:comment|reply)\b.*|comments are closed"
        r"|save my name, email\b.*|you must be logged in\b.*|cancel reply"
        r"|добавить комментарий|оставить комментарий|комментарии(?: \(\d+\))?"
        r"|ваш (?:адрес )?e-?mail не будет опубликован\b.*|обязательные поля помечены\b.*",
    ),
    (
        Furniture.NOTICE,
        r"(?:this|our) (?:web ?site|site) uses cookies\b.*"
        r"|we (?:use|value your privacy)\b.*cookies?\b.*"
        r"|(?:by continuing|by using this site)\b.*cookies?\b.*"
        r"|accept (?:all )?cookies|cookie settings|(?:privacy|cookie) policy"
        r"|terms (?:of (?:use|service)|and conditions)"
        r"|(?:sign up|subscribe)(?: (?:to|for))?\b.{0,60}newsletters?\b.*"
        r"|(?:©|\(c\)|copyright ©?) ?\d{4}\b.*|all rights reserved\b.*"
        r"|(?:этот |наш |)сайт использует (?:файлы )?cookies?\b.*|политика конфиденциальности"
        r"|все права защищены\b.*|подпишитесь на\b.*",
    ),
    (
        Furniture.SHARING,
        r"share (?:this|on|via|with)\b.{0,60}|(?:click to )?(?:e-?mail|tweet|print)(?: this)?"
        r"|share|follow us(?: on)?\b.{0,60}|(?:facebook|twitter|whatsapp|telegram|linkedin|x)"
        r"(?:[ ,|·•/]+(?:facebook|twitter|whatsapp|telegram|linkedin|x|e-?mail))*"
        r"|поделиться(?: в| ссылкой)?\b.{0,60}|подписывайтесь на нас\b.{0,60}",
    ),
    (
        Furniture.RELATED,
        r"related (?:posts?|articles?|stories|news|topics)|read (?:more|also|next)(?::.*)?"
        r"|you (?:may|might) also (?:like|be interested in)\b.*|see also:?|recommended(?: for you)?"
        r"|most (?:read|popular)|trending(?: now)?"
        r"|(?:previous|next) (?:post|article|story)\b.{0,90}"
        r"|читайте также(?::.*)?|похожие (?:статьи|записи|новости)|по теме:?",
    ),
    (
        Furniture.MENU,
        r"skip to (?:main )?(?:content|navigation)|(?:main )?menu|toggle navigation|search"
        r"|back to top|home(?: [>»/|] .{1,90})+|log ?in|sign ?in|register|advertisement"
        r"|перейти к содержимому|меню|наверх|поиск|войти|реклама",
    ),
)
_CONTENTS = re.compile(r"(?:\. ?){5}\W*(?:\d{1,4}|[ivxlc]{1,7})$", re.IGNORECASE)
"""A line of a table of contents, by its dots."""

_PATTERNS = tuple((why, re.compile(f"(?:{words})[.!]?", re.IGNORECASE)) for why, words in _WORDED)


def furniture(text: str) -> Furniture | None:
    """What part of a page's own words a paragraph is; None for what somebody wrote."""
    if _CONTENTS.search(text):
        return Furniture.MENU
    if len(text) > LONGEST:
        return None
    line = " ".join(text.split()).strip("[]()*•·|>» ")
    return next((why for why, pattern in _PATTERNS if pattern.fullmatch(line)), None)
