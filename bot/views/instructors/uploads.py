"""Instructors' screens: the report on a file, its preview, the question before publishing."""

import html
import re
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.bank.sample import SAMPLE_NAME, sample
from bot.domain.finding import Finding, spelled_all
from bot.domain.owed import Owed
from bot.domain.sets.upload import Report, Standing, Upload, UploadState
from bot.services.uploads.publishing import Publishing
from bot.services.uploads.receiving import PreviewScreen, Uploads
from bot.views.callback import encode
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.instructors.published import (
    again_button,
    back_button,
    link,
    sets_message,
    take_back_message,
)
from bot.views.instructors.upload_changes import change_lines, changes_button, changes_message
from bot.views.message import Button, File, Keyboard, Message, Rendered
from bot.views.publishing import sure_buttons
from bot.views.turning import SHEETS, page_turn
from bot.views.words import Raw, Words, nearest_locale, words

_CODE = re.compile("`([^`]+)`")
FINDINGS_SHOWN = 12
SOURCES_NAMED = 6
FINDING_LENGTH = 220
RESERVED = 300
"""Characters kept for how many findings are left out, and what warnings mean."""


def report_message(
    upload: Upload, say: Words, username: str, standing: Standing | None = None
) -> Message:
    """The report on an uploaded file, with what can be done now; ``standing`` once published."""
    report = upload.report
    if upload.state is UploadState.REFUSED:
        lines = [say("bank.report.file", file=upload.file_name)]
        lines.append(say("bank.report.refused", n=len(report.findings)))
    else:
        lines = [say("bank.report.head", file=upload.file_name, n=report.questions)]
    above = len(lines)
    if upload.state is not UploadState.REFUSED:
        lines.append(
            say("bank.report.set", title=report.title, slug=report.slug, version=report.version)
        )
        lines += change_lines(report.change, say)
    if upload.state is UploadState.PUBLISHED and standing is not None:
        return _published("\n".join(lines), upload, standing, say, username)
    if upload.state is UploadState.CHECKED:
        lines += _unchecked(say, report)
    if upload.state is UploadState.CANCELLED:
        lines.append(say("bank.report.cancelled"))
    else:
        room = TEXT_LIMIT - RESERVED - sum(length(line) + 1 for line in lines)
        lines[above:above] = _findings(say, report, room)
    return Message("\n".join(lines), _choices(upload, say))


def _published(head: str, upload: Upload, standing: Standing, say: Words, username: str) -> Message:
    version = upload.report.version or 0
    if standing.version > version:
        replaced = say("bank.report.replaced", version=standing.version)
        return Message(f"{head}\n{replaced}")
    if standing.withdrawn or standing.version < version:
        again = again_button(standing, version, say.plain("bank.button.again"), upload.id)
        return Message(f"{head}\n{_taken_back(standing, say)}", ((again,),))
    address = link(username, standing.code)
    told = say("bank.report.published", code=standing.code, link=address)
    open_it = Button(say.plain("bank.button.try"), url=address)
    back = back_button(standing, say.plain("bank.button.take_back", version=version), upload.id)
    return Message(f"{head}\n{told}", ((open_it,), (back,)))


def _taken_back(standing: Standing, say: Words) -> Raw:
    if standing.withdrawn:
        return say("bank.report.taken_back")
    return say("bank.report.back_to", version=standing.version)


def confirm_message(upload: Upload, before: Standing | None, say: Words) -> Message:
    """The question before publishing: what learners will notice, and what nobody has compared."""
    report = upload.report
    lines: list[str] = [say("bank.confirm.head", title=report.title)]
    later = say("bank.confirm.later")
    if before is None:
        lines.append(say("bank.confirm.new", n=report.questions))
    else:
        values = {"version": report.version, "before": before.version}
        lines.append(say("bank.confirm.newer", n=report.questions, **values))
        lines += change_lines(report.change, say)
        if before.withdrawn:
            lines.append(say("bank.confirm.withdrawn"))
        else:
            later = say("bank.confirm.later_back", before=before.version)
    lines += ["", *(_unchecked(say, report) or [say("bank.report.proven")]), later]
    yes, no = encode("k.sure", upload.id), encode("k.report", upload.id)
    return Message("\n".join(lines), sure_buttons(yes, no, say))


def _unchecked(say: Words, report: Report) -> list[Raw]:
    """The documents that nobody here has compared the quotations with."""
    if not report.unchecked:
        return []
    named = ", ".join(report.unchecked[:SOURCES_NAMED])
    more = ", …" if len(report.unchecked) > SOURCES_NAMED else ""
    return [say("bank.report.unchecked", sources=named + more)]


def preview_keyboard(upload_id: int, position: int, total: int, say: Words) -> Keyboard:
    """Pages are turned one by one and end; behind the last one it is decided."""
    turn = page_turn(position, total, partial(encode, "k.preview", upload_id), say, SHEETS)
    report = Button(say.plain("bank.button.report"), encode("k.report", upload_id))
    decide = (_decide(upload_id, say),) if position == total else ()
    return (*turn, *decide, (report,))


def _decide(upload_id: int, say: Words) -> tuple[Button, Button]:
    return (
        Button(say.plain("bank.button.publish"), encode("k.publish", upload_id)),
        Button(say.plain("bank.button.cancel"), encode("k.cancel", upload_id)),
    )


def _choices(upload: Upload, say: Words) -> Keyboard:
    if upload.state is not UploadState.CHECKED:
        return ()
    preview = Button(say.plain("bank.button.preview"), encode("k.preview", upload.id, 1))
    changes = changes_button(upload, say)
    return ((preview,), *(((changes,),) if changes else ()), _decide(upload.id, say))


def _findings(say: Words, report: Report, room: int) -> list[Raw]:
    """What refuses the file, then warnings: as many as are read and fit, and how many there are."""
    every = [("bank.report.finding", finding) for finding in report.findings]
    every += [("bank.report.warning", finding) for finding in report.warnings]
    lines: list[Raw] = []
    for entry, finding in every[:FINDINGS_SHOWN]:
        line = _finding(say, entry, finding)
        if sum(length(one) + 1 for one in (*lines, line)) > room:
            break
        lines.append(line)
    if left := len(every) - len(lines):
        lines.append(say("bank.report.more", n=left))
    if report.warnings and not report.findings:
        lines.append(say("bank.report.warnings", n=len(report.warnings)))
    return lines


def _finding(say: Words, entry: str, finding: Finding) -> Raw:
    return say(
        entry,
        line=finding.line,
        message=_marked(_short(_words(say, finding, "what"))),
        fix=_marked(_short(_words(say, finding, "mend"))),
    )


def _marked(text: str) -> Raw:
    """What stands between backticks is to be written so: easy to see, and to copy by a tap."""
    return Raw(_CODE.sub(r"<code>\1</code>", html.escape(text, quote=False)))


def _words(say: Words, finding: Finding, part: str) -> str:
    def phrase(name: str, values: Mapping[str, str]) -> str:
        return say.plain(f"problem.phrase.{name}", **values)

    values = spelled_all(finding.values, phrase)
    return say.plain(f"problem.{finding.code}.{part}", **values)


def _short(text: str) -> str:
    return text if len(text) <= FINDING_LENGTH else text[: FINDING_LENGTH - 1] + "…"


class UploadScreens:
    """Renderers of what is owed to instructors. ``username`` is the bot's own."""

    def __init__(
        self,
        uploads: Uploads,
        publishing: Publishing,
        username: str,
        preview: Callable[[PreviewScreen, Words], str],
    ) -> None:
        self.uploads = uploads
        self.publishing = publishing
        self.username = username
        self.preview = preview

    def renderers(self) -> Mapping[str, Callable[[Owed], Awaitable[Rendered | None]]]:
        """Screen names and who draws them."""
        return {
            "upload": self.draw_report,
            "upload.preview": self.draw_preview,
            "upload.changes": self.draw_changes,
            "upload.confirm": self.draw_confirm,
            "upload.sets": self.draw_sets,
            "upload.take_back": self.draw_take_back,
            "upload.refused": self.draw_refusal,
            "upload.sample": self.draw_sample,
        }

    async def draw_report(self, owed: Owed) -> Rendered | None:
        """The report, as the upload stands now."""
        screen = await self.uploads.upload_screen(owed.chat, owed.number("upload"))
        if screen is None:
            return None
        say = words(nearest_locale(*screen.voice.wishes))
        return report_message(screen.upload, say, self.username, screen.standing)

    async def draw_preview(self, owed: Owed) -> Rendered | None:
        """One question of the file, its key shown, with buttons to turn the pages."""
        upload_id, position = owed.number("upload"), owed.number("position")
        screen = await self.uploads.preview_screen(owed.chat, upload_id, position)
        if screen is None:
            return None
        say = words(nearest_locale(*screen.voice.wishes))
        keyboard = preview_keyboard(upload_id, screen.position, screen.total, say)
        return Message(self.preview(screen, say), keyboard)

    async def draw_changes(self, owed: Owed) -> Rendered | None:
        """A page of what the file changes; the report when it is decided meanwhile."""
        screen = await self.uploads.upload_screen(owed.chat, owed.number("upload"))
        if screen is None or screen.upload.state is not UploadState.CHECKED:
            return await self.draw_report(owed)
        say = words(nearest_locale(*screen.voice.wishes))
        return changes_message(screen.upload, owed.number("page"), say)

    async def draw_confirm(self, owed: Owed) -> Rendered | None:
        """The question before publishing; the report when it is decided meanwhile."""
        screen = await self.publishing.confirm_screen(owed.chat, owed.number("upload"))
        if screen is None or screen.upload.state is not UploadState.CHECKED:
            return await self.draw_report(owed)
        say = words(nearest_locale(*screen.voice.wishes))
        return confirm_message(screen.upload, screen.before, say)

    async def draw_sets(self, owed: Owed) -> Rendered | None:
        """What instructors published."""
        screen = await self.publishing.sets_screen(owed.chat)
        say = words(nearest_locale(*screen.voice.wishes))
        return sets_message(screen.sets, owed.number("page"), say, self.username)

    async def draw_take_back(self, owed: Owed) -> Rendered | None:
        """The question before taking back; what its message showed when it is decided meanwhile.

        Args: ``set``, ``version``, and ``upload`` or else ``page`` of the list.
        """
        upload_id = owed.number("upload") if "upload" in owed.args else 0
        screen = await self.publishing.back_screen(owed.chat, owed.number("set"))
        if screen is None or not screen.standing.offers(owed.number("version")):
            return await (self.draw_report(owed) if upload_id else self.draw_sets(owed))
        number = 1 if upload_id else owed.number("page")
        say = words(nearest_locale(*screen.voice.wishes))
        return take_back_message(screen.standing, say, upload_id, number)

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
