"""Instructors' screens: the report on a file, its preview, the sample."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.bank.sample import SAMPLE_NAME, sample
from bot.domain.finding import Finding, spelled_all
from bot.domain.owed import Owed
from bot.domain.upload import Report, Upload, UploadState
from bot.services.uploads import PreviewScreen, Uploads
from bot.views.callback import encode
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.message import Button, File, Keyboard, Message, Rendered
from bot.views.words import Raw, Words, nearest_locale, words

FINDINGS_SHOWN = 12
IDS_SHOWN = 8
FINDING_LENGTH = 220
FINDINGS_LENGTH = TEXT_LIMIT - 900
"""Characters for all findings; what stands around them gets the rest."""


def link(username: str, code: str) -> str:
    """The deep link by which learners reach a set."""
    return f"https://t.me/{username}?start=s_{code}"


def report_message(upload: Upload, say: Words, username: str) -> Message:
    """The report on an uploaded file, with what can be done now."""
    report = upload.report
    if upload.state is UploadState.REFUSED:
        lines = [say("bank.report.file", file=upload.file_name)]
        lines.append(say("bank.report.refused", n=len(report.findings)))
    else:
        lines = [say("bank.report.head", file=upload.file_name, n=report.questions)]
    lines += _findings(say, report.findings)
    if upload.state is not UploadState.REFUSED:
        lines.append(
            say("bank.report.set", title=report.title, slug=report.slug, version=report.version)
        )
        lines += _changes(say, report)
    if upload.state is UploadState.PUBLISHED and upload.code is not None:
        address = link(username, upload.code)
        lines.append(say("bank.report.published", code=upload.code, link=address))
        open_it = Button(say.plain("bank.button.try"), url=address)
        return Message("\n".join(lines), ((open_it,),))
    if upload.state is UploadState.CANCELLED:
        lines.append(say("bank.report.cancelled"))
    return Message("\n".join(lines), _choices(upload, say))


def _choices(upload: Upload, say: Words) -> Keyboard:
    if upload.state is not UploadState.CHECKED:
        return ()
    return (
        (Button(say.plain("bank.button.preview"), encode("k.preview", upload.id, 1)),),
        (
            Button(say.plain("bank.button.publish"), encode("k.publish", upload.id)),
            Button(say.plain("bank.button.cancel"), encode("k.cancel", upload.id)),
        ),
    )


def _findings(say: Words, findings: Sequence[Finding]) -> list[Raw]:
    """As many as are read and fit, then how many more there are."""
    lines: list[Raw] = []
    for finding in findings[:FINDINGS_SHOWN]:
        line = _finding(say, finding)
        if sum(map(length, (*lines, line))) > FINDINGS_LENGTH:
            break
        lines.append(line)
    left = len(findings) - len(lines)
    return [*lines, say("bank.report.more", n=left)] if left else lines


def _finding(say: Words, finding: Finding) -> Raw:
    return say(
        "bank.report.finding",
        line=finding.line,
        message=_short(_words(say, finding, "what")),
        fix=_short(_words(say, finding, "mend")),
    )


def _words(say: Words, finding: Finding, part: str) -> str:
    def phrase(name: str, values: Mapping[str, str]) -> str:
        return say.plain(f"problem.phrase.{name}", **values)

    values = spelled_all(finding.values, phrase)
    return say.plain(f"problem.{finding.code}.{part}", **values)


def _changes(say: Words, report: Report) -> list[Raw]:
    kinds = (("added", report.added), ("changed", report.changed), ("retired", report.retired))
    return [
        say(
            f"bank.report.{kind}",
            n=len(ids),
            ids=", ".join(ids[:IDS_SHOWN]) + (", …" if len(ids) > IDS_SHOWN else ""),
        )
        for kind, ids in kinds
        if ids
    ]


def _short(text: str) -> str:
    return text if len(text) <= FINDING_LENGTH else text[: FINDING_LENGTH - 1] + "…"


class UploadScreens:
    """Renderers of what is owed to instructors. ``username`` is the bot's own."""

    def __init__(
        self,
        uploads: Uploads,
        username: str,
        preview: Callable[[PreviewScreen, Words], str],
    ) -> None:
        self.uploads = uploads
        self.username = username
        self.preview = preview

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        """Screen names and who draws them."""
        return {
            "upload": self.draw_report,
            "upload.preview": self.draw_preview,
            "upload.refused": self.draw_refusal,
            "upload.sample": self.draw_sample,
        }

    async def draw_report(self, owed: Owed) -> Rendered | None:
        """The report, as the upload stands now."""
        screen = await self.uploads.upload_screen(owed.chat, _number(owed, "upload"))
        if screen is None:
            return None
        say = words(nearest_locale(*screen.voice.wishes))
        return report_message(screen.upload, say, self.username)

    async def draw_preview(self, owed: Owed) -> Rendered | None:
        """One question of the file, its key shown, with buttons to turn the pages."""
        upload_id, position = _number(owed, "upload"), _number(owed, "position")
        screen = await self.uploads.preview_screen(owed.chat, upload_id, position)
        if screen is None:
            return None
        say = words(nearest_locale(*screen.voice.wishes))
        before = screen.position - 1 or screen.total
        after = screen.position % screen.total + 1
        turn = (
            Button(say.plain("bank.button.previous"), encode("k.preview", upload_id, before)),
            Button(say.plain("bank.button.next"), encode("k.preview", upload_id, after)),
        )
        return Message(self.preview(screen, say), (turn,) if screen.total > 1 else ())

    async def draw_refusal(self, owed: Owed) -> Rendered | None:
        """Why a file was not looked at."""
        say = await self._words(owed.chat)
        word = str(owed.args["word"])
        return Message(say(word))

    async def draw_sample(self, owed: Owed) -> Rendered | None:
        """A file to start from."""
        say = await self._words(owed.chat)
        return File(SAMPLE_NAME, sample(), say("bank.sample"))

    async def _words(self, chat: int) -> Words:
        voice = await self.uploads.voice(chat)
        return words(nearest_locale(*voice.wishes))


def _number(owed: Owed, name: str) -> int:
    value = owed.args[name]
    if not isinstance(value, int):
        raise TypeError(f"{owed.screen}: {name} is {value!r}")
    return value
