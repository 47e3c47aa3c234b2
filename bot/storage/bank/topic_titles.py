"""What topics are called, also those that their set has no longer."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement

from bot.storage.tables import sets

TITLES: tuple[ColumnElement[Any], ...] = (
    sets.c.topics,
    sets.c.former_topics,
    sets.c.title.label("set_title"),
)
"""What a row needs for :func:`topic_title`."""


def topic_title(
    slug: str, topics: Mapping[str, str], former_topics: Mapping[str, str], set_title: str
) -> str:
    """As its set calls the topic now, else as it called it last; never the slug.

    The set's own title where no one kept the topic's: sets did not from the beginning.
    """
    return topics.get(slug) or former_topics.get(slug) or set_title


def left_behind(
    topics: Mapping[str, str], former_topics: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str]:
    """The titles to keep when a set with these topics, and those that left it before, has the
    topics ``now``.
    """
    return {slug: title for slug, title in {**former_topics, **topics}.items() if slug not in now}
