"""What a stem calls the document that it goes by."""

from bot.generation.reading.texts import Text

_LONGEST_TITLE = 60


def source_name(text: Text) -> str:
    """What a stem calls the document: its title in quotes, or its publisher."""
    source = text.document.source
    if len(source.title) > _LONGEST_TITLE and source.publisher:
        return source.publisher
    title = source.title
    if len(title) > _LONGEST_TITLE:
        cut = source.short.endswith("…")
        title = shortened(title, _LONGEST_TITLE) if cut else source.short
    return '"' + title.strip("[]").replace('"', "'") + '"'


def shortened(title: str, longest: int) -> str:
    """A title in so many letters, cut behind a whole word where there is one."""
    if len(title) <= longest:
        return title
    whole, _, _ = title[:longest].rpartition(" ")
    return f"{(whole or title[: longest - 1]).rstrip(' ,.;:–—-')}…"


def title_nouns(text: Text) -> frozenset[str]:
    """The nouns of the title that "the NOUN" may mean in a stem that gives the title."""
    return text.title_nouns if text.document.source.title in source_name(text) else frozenset()
