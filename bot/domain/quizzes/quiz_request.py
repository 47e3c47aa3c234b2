"""What a learner asks for behind /quiz: a topic or set, a number of questions, both, or neither."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2s

from bot.domain.quizzes.attempt import EVERYTHING, LONGEST, Scope
from bot.domain.spelling import folded_words, slips

_WHOLE = re.compile(r"[+-]?\d{1,9}")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a set that has questions to ask; the same slug may stand in several sets.

    ``language`` is that of the set's questions.
    """

    set_id: int
    set_slug: str
    set_title: str
    set_code: str
    slug: str
    title: str
    count: int
    language: str

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
    """A number of questions that is not from 1 to LONGEST; ``scope`` is what they were to be on."""

    count: int
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True)
class NotACount:
    """A topic or set called by its whole name, and behind it a word that is no number."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class UnknownTopic:
    """No topic or set is called that; ``near`` are those that could be meant (may be empty).

    ``count`` is how many questions were asked for, if that was said.
    """

    near: tuple[Topic, ...] = ()
    count: int | None = None


def read_request(
    text: str, topics: Sequence[Topic]
) -> Wanted | BadCount | NotACount | UnknownTopic:
    """Read the words behind the command: ``treaty 10``, ``10``, ``10 treaty``, or nothing.

    A name may be a topic's or set's slug, its title in any case, or the beginning of one;
    ``set/topic`` calls a topic whose slug several sets have. A number
    that belongs to a title ("Summit 2022") is taken as the title's.
    """
    words = text.split()
    if not words:
        return Wanted()
    whole = _scopes(text, topics)
    if len(whole) == 1:
        return Wanted(whole[0])
    name, number = _parted(words)
    scopes = whole if number is None else _scopes(name, topics) if name else []
    known = scopes[0] if len(scopes) == 1 else EVERYTHING
    if number is not None and not 1 <= number <= LONGEST:
        return BadCount(number, known)
    if not name or known is not EVERYTHING:
        return Wanted(known, number)
    near = _near(name, topics)
    called = _called(" ".join(words[:-1]), topics) if number is None and not near else []
    if len(called) == 1:
        return NotACount(called[0])
    return UnknownTopic(near or _misspelt(name, topics), number)


def word_for(scope: Scope, topics: Sequence[Topic]) -> str | None:
    """What to write for a topic or set behind the command; None where no one word is enough."""
    for topic in topics:
        if topic.set_id == scope.set_id and scope.topic in (None, topic.slug):
            words = [topic.slug, _with_set(topic)] if scope.topic else [topic.set_slug]
            return next((w for w in words if read_request(w, topics) == Wanted(scope)), None)
    return None


def _with_set(topic: Topic) -> str:
    """What to call a topic whose short name stands in several sets."""
    return f"{topic.set_slug}/{topic.slug}"


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
    if exact := _called(name, topics):
        return exact
    if _WHOLE.fullmatch(wanted):
        return []
    return _unique(scope for known, scope in _names(topics) if known.startswith(wanted))


def _called(name: str, topics: Sequence[Topic]) -> list[Scope]:
    """What has exactly that name or code."""
    wanted = _folded(name)
    codes = [(_folded(topic.set_code), Scope(topic.set_id)) for topic in topics]
    whole = [(_folded(_with_set(topic)), topic.scope) for topic in topics]
    exact = _unique(scope for known, scope in _names(topics) + codes + whole if known == wanted)
    # A topic before the set of the same name: it is the narrower wish.
    return [scope for scope in exact if scope.topic] or exact


def _names(topics: Sequence[Topic]) -> list[tuple[str, Scope]]:
    """Slugs and titles of topics and sets, folded."""
    names: list[tuple[str, Scope]] = []
    for topic in topics:
        names += [(_folded(topic.slug), topic.scope), (_folded(topic.title), topic.scope)]
        whole = Scope(topic.set_id)
        names += [(_folded(word), whole) for word in (topic.set_slug, topic.set_title)]
    return names


def _near(name: str, topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """The topics that have that very name, else those that have it in theirs or their set's."""
    if exact := [scope for scope in _called(name, topics) if scope.topic]:
        return tuple(topic for topic in topics if topic.scope in exact)
    wanted = _folded(name)
    return tuple(
        topic
        for topic in topics
        if any(wanted in _folded(known) for known in (topic.slug, topic.title, topic.set_title))
    )


def _misspelt(name: str, topics: Sequence[Topic]) -> tuple[Topic, ...]:
    """What a slip of the finger may have made of a topic's name."""
    typed = folded_words(name)
    return tuple(
        topic
        for topic in topics
        if any(
            slips(folded_words(known), typed) is not None
            for known in (topic.slug, topic.title, _with_set(topic))
        )
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("/", " ").split())


def _unique(scopes: Iterable[Scope]) -> list[Scope]:
    return list(dict.fromkeys(scopes))


def topic_tag(slug: str) -> str:
    """Eight characters that stand for a topic's slug in callback data, which has little room."""
    return blake2s(slug.encode(), digest_size=4).hexdigest()
