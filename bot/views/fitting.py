"""Fitting texts into Telegram's limits."""

import html
import re

TEXT_LIMIT = 4096
"""Characters of a message, tags not counted."""

CAPTION_LIMIT = 1024
"""Characters under a picture, tags not counted."""

_TAG = re.compile(r"<[^>]*>")


def length(markup: str) -> int:
    """How long Telegram finds a message: without tags, in UTF-16 units, entities read."""
    return len(html.unescape(_TAG.sub("", markup)).encode("utf-16-le")) // 2
