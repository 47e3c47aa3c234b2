"""Texts that are cut to a number of characters."""


def shortened(text: str, limit: int) -> str:
    """The text, or its beginning up to a word's end and an ellipsis, ``limit`` at most."""
    if len(text) <= limit:
        return text
    # With the character after it, so that a word that ends just here is not dropped.
    cut = text[:limit].rfind(" ")
    return text[: cut if cut > limit // 2 else limit - 1].rstrip(" ,;:.") + "…"


def shortened_front(text: str, limit: int) -> str:
    """The same from the other side: an ellipsis and the end of the text."""
    return shortened(text[::-1], limit)[::-1]
