"""Whether a sentence quotes what somebody said."""

import re

_LONGEST_TITLE, _LENGTH_OF_LINKS = 5, 4

_QUOTED = re.compile(r'"[^"]*"')


def unquoted(text: str) -> str:
    """A text without what it quotes: speech, a title, a name."""
    return _QUOTED.sub("", text)


def quotes_speech(text: str) -> bool:
    """Whether more is quoted than a title or a name."""
    parts = text.split('"')
    if len(parts) % 2 == 0:
        return True
    return any(not _is_title(part) for part in parts[1::2])


def _is_title(quoted: str) -> bool:
    """A few words, or more if those of some length have capitals."""
    said = quoted.split()
    capitals = all(word[0].isupper() or len(word) < _LENGTH_OF_LINKS for word in said)
    return not quoted[:1].islower() and (len(said) <= _LONGEST_TITLE or capitals)
