"""What a learner asks for behind /quiz: a topic or set, a number of questions, both, or neither."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2s

from bot.domain.attempt import EVERYTHING, LONGEST, Scope

_WHOLE = re.compile(r"[+-]?\d{1,9}")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a set that has questions to ask; the same slug may stand in several sets."""

    set_id: int
    set_slug: str
    set_title: str
    set_code: str
    slug: str
    title: str
    count: int

    @property
    def scope(self) -> Scope:
        return Scope(self.set_id, self.slug)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quiz to start; ``count`` None leaves the number to us."""

    scope: Scope = EVERYTHING
    count: int | None = None


@dataclass(frozen=True, slots=True)
class BadCount:
    """A number of questions that is not from 1 to LONGEST."""

    count: int


@dataclass(frozen=True, slots=True)
class UnknownTopic:
    """No topic or set is called that; ``near`` are those that could be meant (may be empty)."""

    near: tuple[Topic, ...] = ()


def read_request(text: str, topics: Sequence[Topic]) -> Wanted | BadCount | UnknownTopic:
    """Read the words behind the command: ``treaty 10``, ``10``, ``10 treaty``, or nothing.

    A name may be a topic's or set's slug, its title in any case, or the beginning of one. A number
    that belongs to a title ("Summit 2022") is taken as the title's.
    """
    words = text.split()
    if not words:
        return Wanted()
    whole = _scopes(text, topics)
    if len(whole) == 1:
        return Wanted(whole[0])
    name, number = _parted(words)
    if number is not None and not 1 <= number <= LONGEST:
        return BadCount(number)
    if not name:
        return Wanted(count=number)
    scopes = whole if number is None else _scopes(name, topics)
    if len(scopes) == 1:
        return Wanted(scopes[0], number)
    return UnknownTopic(_near(name, topics))


def _parted(words: Sequence[str]) -> tuple[str, int | None]:
    if _WHOLE.fullmatch(words[-1]):
        return " ".join(words[:-1]), int(words[-1])
    if _WHOLE.fullmatch(words[0]):
        return " ".join(words[1:]), int(words[0])
    return " ".join(words), None


def _scopes(name: str, topics: Sequence[Topic]) -> list[Scope]:
    """What exactly that name means; else what it begins, when that is one thing only.

    A number begins nothing, it counts. A code is drawn by chance: how it begins says nothing.
    """
    wanted = _folded(name)
    names: list[tuple[str, Scope]] = []
    for topic in topics:
        names += [(_folded(topic.slug), topic.scope), (_folded(topic.title), topic.scope)]
        whole = Scope(topic.set_id)
        names += [(_folded(word), whole) for word in (topic.set_slug, topic.set_title)]
    codes = [(_folded(topic.set_code), Scope(topic.set_id)) for topic in topics]
    exact = _unique(scope for known, scope in names + codes if known == wanted)
    if exact:
        # A topic before the set of the same name: it is the narrower wish.
        return [scope for scope in exact if scope.topic] or exact
    if _WHOLE.fullmatch(wanted):
        return []
    return _unique(scope for known, scope in names if known.startswith(wanted))


def _near(name: str, topics: Sequence[Topic]) -> tuple[Topic, ...]:
    wanted = _folded(name)
    return tuple(
        topic
        for topic in topics
        if any(wanted in _folded(known) for known in (topic.slug, topic.title, topic.set_title))
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def _unique(scopes: Iterable[Scope]) -> list[Scope]:
    return list(dict.fromkeys(scopes))


def topic_tag(slug: str) -> str:
    """Eight characters that stand for a topic's slug in callback data, which has little room."""
    return blake2s(slug.encode(), digest_size=4).hexdigest()
