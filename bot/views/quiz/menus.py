"""Where quizzes begin: welcome, topics, the offer to resume; and the documents."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from bot.domain.quizzes.attempt import DEFAULT_LENGTH, LONGEST, Attempt, Scope
from bot.domain.quizzes.quiz_request import Topic, topic_tag, word_for
from bot.services.quiz.reading import (
    OfferScreen,
    SourcesScreen,
    TopicsScreen,
    WelcomeScreen,
)
from bot.views.callback import encode
from bot.views.languages import with_language
from bot.views.message import Button, Keyboard, Message
from bot.views.names import told_apart
from bot.views.quiz.buttons import rows_of
from bot.views.quiz.citations import reference
from bot.views.turning import page_turn
from bot.views.words import Raw, Words

TOPICS_PER_PAGE = 8
"""As many as stand on a phone's screen together with what is said about them."""
SOURCES_PER_PAGE = 5
SUGGESTED = 10


def quick_button(say: Words) -> Button:
    return Button(say.plain("quiz.button.quick", n=DEFAULT_LENGTH), encode("q.quick"))


def topics_button(say: Words) -> Button:
    return Button(say.plain("quiz.button.topics"), encode("q.topics"))


def welcome_message(screen: WelcomeScreen, say: Words, note: str | None) -> Message:
    """Hello, how much there is, and where to begin; ``note`` names an entry to stand above."""
    lines: list[str] = [f"<i>{say(note)}</i>", ""] if note else []
    lines.append(say("quiz.welcome.hello"))
    counts = screen.counts
    if not counts.questions:
        return Message("\n".join([*lines, say("quiz.welcome.empty")]))
    line = say(
        "quiz.welcome.counts",
        questions=say("quiz.n_questions", n=counts.questions),
        documents=say("quiz.n_documents", n=counts.documents),
    )
    if counts.newest:
        title, language = counts.newest
        newest = with_language(say("quiz.welcome.newest", title=title), language, say)
        line = Raw(f"{line} · {newest}")
    return Message("\n".join([*lines, line]), _welcome_keyboard(screen.open, say))


def _welcome_keyboard(waiting: Attempt | None, say: Words) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    if waiting is not None:
        text = say.plain("quiz.button.continue", position=waiting.position, total=waiting.total)
        rows.append((Button(text, encode("q.resume")),))
    rows.append((quick_button(say),))
    progress = Button(say.plain("quiz.button.progress"), encode("q.score"))
    board = Button(say.plain("quiz.button.leaderboard"), encode("b.board"))
    return (*rows, (topics_button(say), progress), (board,))


# --- topics ---------------------------------------------------------------------------------------


def topics_message(
    screen: TopicsScreen,
    page: int,
    say: Words,
    *,
    unknown: bool = False,
    count: int | None = None,
) -> Message:
    """A page of the topics by their sets, each as a button and with the words that ask for it.

    ``unknown`` when it answers to a name that no topic has; ``count`` is how many questions were
    asked for there. Pages count from 1.
    """
    if not screen.topics:
        return Message(say("quiz.welcome.empty"))
    pages = -(-len(screen.topics) // TOPICS_PER_PAGE)
    page = min(max(page, 1), pages)
    here = screen.topics[(page - 1) * TOPICS_PER_PAGE : page * TOPICS_PER_PAGE]
    name = "unknown_topic" if unknown else "topics"
    lines: list[str] = [
        say("quiz.unknown_topic" if unknown else "quiz.topics.head", n=DEFAULT_LENGTH)
    ]
    called = _set_titles(screen.topics, say)
    for set_id, topics in groupby(here, lambda topic: topic.set_id):
        of_set = list(topics)
        head = say("quiz.topics.set", title=called[set_id])
        lines += ["", with_language(head, of_set[0].language, say)]
        lines += [_topic_line(topic, screen.topics, say) for topic in of_set]
    example = next((word for topic in here if (word := word_for(topic.scope, screen.topics))), None)
    if example:
        lines += ["", say("quiz.topics.hint", example=example)]
    if pages > 1:
        lines.append(say("quiz.topics.page", page=page, pages=pages))
    everything = sum(topic.count for topic in screen.topics)
    mix = Button(say.plain("quiz.button.mix", n=everything), encode("q.quick"))
    rows = [(mix,), *topic_rows(here, screen.topics, say, count)]
    return Message(
        "\n".join(lines), (*rows, *page_turn(page, pages, partial(encode, "q.page", name), say))
    )


def _set_titles(topics: Sequence[Topic], say: Words) -> dict[int, str]:
    """What to call the sets of these topics, by their ids."""
    return told_apart({topic.set_id: (topic.set_title, topic.set_code) for topic in topics}, say)


def _topic_line(topic: Topic, among: Sequence[Topic], say: Words) -> Raw:
    """The topic, and what to write for it where one word is enough."""
    if word := word_for(topic.scope, among):
        return say("quiz.topics.topic", title=topic.title, command=f"/quiz {word}")
    return say("quiz.topics.topic_bare", title=topic.title)


def topic_rows(
    topics: Sequence[Topic], among: Sequence[Topic], say: Words, count: int | None = None
) -> list[tuple[Button, ...]]:
    """A row for each topic; a title that several sets have gets its set's title too.

    The buttons begin a quiz of ``count`` questions, None leaves the number to us.
    """
    wanted = () if count is None else (count,)
    titles = Counter(topic.title for topic in among)
    called = _set_titles(among, say)
    rows: list[tuple[Button, ...]] = []
    for topic in topics:
        key = "topic_of_set" if titles[topic.title] > 1 else "topic"
        text = say.plain(
            f"quiz.button.{key}", title=topic.title, set=called[topic.set_id], n=topic.count
        )
        rows.append(
            (Button(text, encode("q.topic", topic.set_id, topic_tag(topic.slug), *wanted)),)
        )
    return rows


def near_topics_message(
    near: Sequence[Topic], everything: TopicsScreen, say: Words, count: int | None = None
) -> Message:
    """Several topics that could be meant, as buttons for ``count`` questions."""
    rows = topic_rows(near, everything.topics, say, count)
    entry = "quiz.unknown_topic.near" if len(near) > 1 else "quiz.unknown_topic.slip"
    return Message(say(entry), (*rows, (topics_button(say),)))


def bad_count_message(
    count: int | None, wanted: tuple[object, object], everything: TopicsScreen, say: Words
) -> Message:
    """A number of questions that will not do, or (None) a word that is no number.

    ``wanted`` is what they were to be on, as set id and topic's tag: what is proposed is on that.
    """
    set_id, tag = wanted
    meant = [
        topic for topic in everything.topics
        if topic.set_id == set_id and tag in (None, topic_tag(topic.slug))
    ]  # fmt: skip
    example, begin = str(SUGGESTED), quick_button(say)
    if meant:
        scope = meant[0].scope if tag else Scope(meant[0].set_id)
        number = min(SUGGESTED, sum(topic.count for topic in meant))
        example = f"{word_for(scope, everything.topics) or ''} {number}".strip()
    if tag and meant:
        ((begin,),) = topic_rows(meant, everything.topics, say)
    entry = "quiz.bad_count" if count is not None else "quiz.not_a_count"
    text = say(entry, count=count, longest=LONGEST, example=example)
    return Message(text, ((begin,), (topics_button(say),)))


def choice_message(key: str, say: Words) -> Message:
    """A sentence, and the two ways to begin."""
    return Message(say(key), tuple(rows_of([quick_button(say), topics_button(say)])))


def offer_message(screen: OfferScreen, anew: str, say: Words, leads: str = "anew") -> Message:
    """An attempt is open: resume it, or stop it and begin what ``anew`` (callback data) says.

    ``leads`` names that in words: ``anew``, or what a link opens, ``review`` or ``question``.
    """
    waiting = screen.open
    where = {"position": min(waiting.position, waiting.total), "total": waiting.total}
    if leads != "anew":
        text = say(f"quiz.offer.{leads}", **where)
    else:
        named = "quiz.offer.titled" if screen.title else "quiz.offer"
        entry = f"{named}.wanted" if screen.wanted else named
        text = say(entry, title=screen.title, wanted=screen.wanted, **where)
    resume = Button(say.plain("quiz.button.resume"), encode("q.resume"))
    return Message(text, ((resume, Button(say.plain(f"quiz.button.{leads}"), anew)),))


# --- documents ------------------------------------------------------------------------------------


def sources_message(screen: SourcesScreen, page: int, say: Words) -> Message:
    """The documents with their full references, some to a page; pages count from 1."""
    if not screen.documents:
        return Message(say("quiz.sources.none"))
    pages = -(-len(screen.documents) // SOURCES_PER_PAGE)
    page = min(max(page, 1), pages)
    here = screen.documents[(page - 1) * SOURCES_PER_PAGE : page * SOURCES_PER_PAGE]
    several = [say("quiz.sources.several")] if len(screen.documents) > 1 else []
    entries = [
        say(
            "quiz.sources.document",
            short=document.source.short,
            reference=reference(document.source, say),
            questions=say("quiz.n_questions", n=document.questions),
        )
        for document in here
    ]
    return Message(
        "\n\n".join([say("quiz.sources.head"), *several, *entries]),
        page_turn(page, pages, partial(encode, "q.page", "sources"), say),
    )
