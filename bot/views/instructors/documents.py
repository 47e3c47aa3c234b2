"""Instructors' screens for documents: what was read, what is missing, what became of it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.domain.documents.sent_document import SentState, to_read
from bot.domain.documents.source_document import BlockKind
from bot.domain.owed import Owed
from bot.generation.documents.reading import Reading
from bot.generation.documents.written import UNKNOWN
from bot.services.documents.editions import Editions
from bot.services.documents.sent import SentDocuments, SentScreen
from bot.views.callback import encode
from bot.views.instructors.drafting import draft_choices, language_told, review_button
from bot.views.instructors.editions import choices_message
from bot.views.instructors.read_again import read_again_buttons, read_again_lines
from bot.views.languages import language_name
from bot.views.message import Button, Keyboard, Message, Rendered
from bot.views.words import Raw, Words, nearest_locale, words

_FACTS = ("title", "publisher", "date", "language", "licence")
_TITLE_ON_BUTTON = 40


def document_message(screen: SentScreen, say: Words, *, by_model: bool = False) -> Message:
    """A document as it stands, with what can be done now, ``by_model`` too."""
    sent = screen.sent
    if screen.reading is None:
        return _decided(screen, say, by_model=by_model)
    lines = [*_found(sent.file_name, screen.reading, say), "", *_facts(screen, say)]
    if screen.chosen is not None:
        lines.append(say("document.chosen", title=screen.chosen))
    elif screen.edition is not None:
        word = "another" if screen.sent.another else "edition"
        lines.append(say(f"document.{word}", title=screen.edition))
    missing = "_and_".join(screen.missing)
    word = "listed" if screen.listed else f"missing.{missing}" if missing else "ready"
    lines += ["", say(f"document.{word}")]
    if missing and not screen.listed:
        lines.append(say("document.also"))
    return Message("\n".join(lines), _choices(screen, say))


def _found(file_name: str, reading: Reading, say: Words) -> list[str]:
    furniture = sum(block.kind is BlockKind.FURNITURE for block in reading.blocks)
    lines: list[str] = [say("document.read", file=file_name, n=len(reading.blocks) - furniture)]
    if left_out := furniture + len(reading.dropped):
        lines.append(say("document.left_out", n=left_out))
    lines += [
        say("document.note", note=say(f"document.{note.code}", **_spelled(note.values, say)))
        for note in reading.notes
    ]
    return lines


def _facts(screen: SentScreen, say: Words) -> list[Raw]:
    facts = []
    for name in _FACTS:
        value: object = getattr(screen.known, name) or say("document.not_stated")
        if value == UNKNOWN:
            value = say("document.unknown")
        if name == "language" and screen.known.language:
            value = language_name(screen.known.language, say)
        facts.append(say(f"document.{name}", value=value))
    return facts


def _choices(screen: SentScreen, say: Words) -> Keyboard:
    sent_id = screen.sent.id
    rows: list[tuple[Button, ...]] = []
    if "title" in screen.missing:
        name = screen.sent.file_name.rsplit(".", 1)[0][:_TITLE_ON_BUTTON]
        named = say.plain("document.button.named", name=name)
        rows.append((Button(named, encode("d.named", sent_id)),))
    if "date" in screen.missing:
        undated = say.plain("document.button.undated")
        rows.append((Button(undated, encode("d.undated", sent_id)),))
    rows += _editions(screen, say)
    last = [Button(say.plain("document.button.cancel"), encode("d.cancel", sent_id))]
    if not screen.missing:
        last.insert(0, Button(say.plain("document.button.keep"), encode("d.keep", sent_id)))
    return (*rows, tuple(last))


def _editions(screen: SentScreen, say: Words) -> Keyboard:
    """Another document, or its edition after all; and, unless it looks like one, of which one."""
    sent, rows = screen.sent, list[tuple[Button, ...]]()
    if screen.chosen is not None or screen.edition is not None:
        word, other = ("edition", 0) if sent.another else ("another", 1)
        apart = say.plain(f"document.button.{word}")
        rows.append((Button(apart, encode("d.apart", sent.id, other)),))
    if screen.others and (screen.chosen or screen.edition is None or sent.another):
        guess = screen.chosen is not None or screen.edition is not None
        choose = say.plain(f"document.button.edition_of{'_another' if guess else ''}")
        rows.append((Button(choose, encode("d.list", sent.id, 1)),))
    return tuple(rows)


def _decided(screen: SentScreen, say: Words, *, by_model: bool) -> Message:
    """One that is held can be drafted from, where somebody knows its language."""
    sent, held = screen.sent, screen.held
    text = _ended(sent.state, sent.file_name, sent.outcome or {}, say)
    if held is None:
        return Message(text)
    told = language_told(held, say)
    keyboard = (
        *read_again_buttons(screen.again, held.number, say),
        *review_button(held, screen.again.waiting, say),
        *draft_choices(held, say, by_model=by_model),
    )
    return Message(f"{text}\n{told}" if told else text, keyboard)


def _ended(state: SentState, file_name: str, outcome: Mapping[str, Any], say: Words) -> str:
    """A document that is not read yet, or that nothing can be done about any more."""
    if state is SentState.REFUSED:
        return _refused(file_name, outcome, say)
    if state is SentState.KEPT:
        return _kept(file_name, outcome, say)
    return say(f"document.{state.value}", file=file_name, **outcome)


def _refused(file_name: str, outcome: Mapping[str, Any], say: Words) -> Raw:
    code, values = outcome["code"], _spelled(outcome["values"], say)
    return say(
        "document.refused",
        file=file_name,
        what=say(f"document.{code}.what", **values),
        mend=say(f"document.{code}.mend", **values),
    )


def _spelled(values: Mapping[str, Any], say: Words) -> dict[str, Any]:
    """Values in this language, where they name a kind of file."""
    kinds = {name: f"document.kind.{value}" for name, value in values.items()}
    return {
        name: say.plain(kinds[name]) if say.has(kinds[name]) else value
        for name, value in values.items()
    }


def _kept(file_name: str, outcome: Mapping[str, Any], say: Words) -> str:
    values = {name: outcome[name] for name in ("document", "title", "version")}
    lines = [say("document.kept", file=file_name, **values)]
    if fates := outcome.get("fates"):
        counts = {fate: fates.get(fate, 0) for fate in ("stands", "moved", "reworded", "lost")}
        lines.append(say("document.fates", **counts))
        lines += read_again_lines(to_read(outcome), say)
    if unpublished := outcome.get("unpublished"):  # of an older program there is none
        lines.append(say("document.unpublished", n=unpublished))
    return "\n".join(lines)


class DocumentScreens:
    """Draws what is owed about documents that were sent, which a model may draft from or not."""

    def __init__(self, sent: SentDocuments, editions: Editions, *, by_model: bool = False) -> None:
        self.sent = sent
        self.editions = editions
        self.by_model = by_model

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        """Screen names and who draws them."""
        return {
            "document": self.draw,
            "document.below": self.draw_below,
            "document.editions": self.draw_editions,
            "document.word": self.draw_word,
            "document.unfit": self.draw_unfit,
        }

    async def draw(self, owed: Owed) -> Rendered | None:
        """The document, as it stands now."""
        screen = await self.sent.screen(owed.chat, owed.number("sent"))
        if screen is None:
            return None
        say = words(nearest_locale(*screen.voice.wishes))
        return document_message(screen, say, by_model=self.by_model)

    async def draw_below(self, owed: Owed) -> Rendered | None:
        """What is left of the document's message where a newer one stands below it."""
        screen = await self.sent.screen(owed.chat, owed.number("sent"))
        if screen is None:
            return None
        say = words(nearest_locale(*screen.voice.wishes))
        return Message(say("document.below", file=screen.sent.file_name))

    async def draw_editions(self, owed: Owed) -> Rendered | None:
        """What it may be a new edition of; the document, where nothing can be chosen any more."""
        number = owed.number("page")
        choices = await self.editions.choices(owed.chat, owed.number("sent"), number)
        if choices is None:
            return await self.draw(owed)
        return choices_message(choices, words(nearest_locale(*choices.voice.wishes)))

    async def draw_word(self, owed: Owed) -> Rendered | None:
        """A word about what was written."""
        voice = await self.sent.voice(owed.chat)
        values = {name: value for name, value in owed.args.items() if name != "word"}
        return Message(words(nearest_locale(*voice.wishes))(str(owed.args["word"]), **values))

    async def draw_unfit(self, owed: Owed) -> Rendered | None:
        """Which lines of what was written are not taken, each with why."""
        voice = await self.sent.voice(owed.chat)
        say = words(nearest_locale(*voice.wishes))
        lines, why = str(owed.args["lines"]).split("\n"), str(owed.args["why"]).split()
        told = [say(f"document.{w}", line=line) for line, w in zip(lines, why, strict=True)]
        if more := owed.number("more"):
            told.append(say("document.unfit.more", n=more))
        return Message("\n".join(told))
