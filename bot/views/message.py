"""What a screen looks like once rendered: the values that the sender turns into Bot API calls."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: callback ``data`` (1-64 bytes), a ``url`` to open, ``share``: words to ask
    the bot inline for in a chat that one chooses, where the bot has inline mode, or ``web_app``:
    an https address to open inside Telegram, in private chats.
    """

    text: str
    data: str | None = None
    url: str | None = None
    share: str | None = None
    web_app: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A text message in Telegram's HTML; ``only_edits``: nothing is sent where none is shown."""

    html: str
    keyboard: Keyboard = ()
    only_edits: bool = False


@dataclass(frozen=True, slots=True)
class KeyboardOnly:
    """Only the keyboard of a message that is shown; nothing is sent when it is not."""

    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a callback query: 0-200 characters; an alert has to be dismissed."""

    text: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class QuizPoll:
    """A native, non-anonymous quiz poll that closes after ``seconds``.

    ``correct`` are indices into ``options``; several of them let people choose several.
    ``shuffle`` shows the options in an order of its own to each viewer.
    """

    question: str
    options: tuple[str, ...]
    correct: tuple[int, ...]
    explanation_html: str
    seconds: int
    shuffle: bool = True


@dataclass(frozen=True, slots=True)
class PollEnd:
    """Closes the poll that is shown, before its time; nothing happens when none is."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Takes the message that is shown away; nothing happens when none is."""


@dataclass(frozen=True, slots=True)
class File:
    """A document to send."""

    name: str
    content: bytes
    caption_html: str = ""
    keyboard: Keyboard = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture to send, with its text as caption."""

    content: bytes
    caption_html: str
    keyboard: Keyboard = ()


Rendered = Message | KeyboardOnly | Toast | QuizPoll | PollEnd | Gone | File | Photo


@dataclass(frozen=True, slots=True)
class InlineResult:
    """What is offered to whoever asks inline: listed by title and description, sent as a message.

    ``id`` is 1-64 bytes and tells it from the others of its answer.
    """

    id: str
    title: str
    description: str
    message: Message


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """The answer to an inline query: at most 50 results, and where more of them begin, if there
    are more. ``button`` and ``start`` are a button above them and the payload it leads in with.
    """

    results: tuple[InlineResult, ...]
    next_offset: str = ""
    button: str = ""
    start: str = ""
