"""What a person chose, and the end of an account."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, case, delete, or_, select, update

from bot.domain.disputes.dispute import Kind
from bot.domain.people.person import BoardName
from bot.storage.boards.totals import leave_boards
from bot.storage.curation import open_edits
from bot.storage.database import Tx
from bot.storage.documents import draft_jobs, sent_documents
from bot.storage.people.people import hold
from bot.storage.quiz import prompts
from bot.storage.tables import (
    accounts,
    attempts,
    disputes,
    inbox,
    owed,
    responses,
    shown,
    timers,
    uploads,
)

NOBODY = 0
"""Stands where a Telegram id stood; Telegram gives no such id."""
FORGOTTEN = "forgotten"


async def choose_board_name(tx: Tx, person_id: int, chosen: BoardName) -> None:
    """How the person appears on boards."""
    await _set(tx, person_id, board_name=chosen.value)


async def choose_alias(tx: Tx, person_id: int, alias: str) -> None:
    """The person's alias; from now on boards show it."""
    await _set(tx, person_id, board_name=BoardName.ALIAS.value, alias=alias)


async def choose_locale(tx: Tx, person_id: int, locale: str | None) -> None:
    """The language of the bot's words; None follows Telegram's."""
    await _set(tx, person_id, locale=locale)


async def choose_timezone(tx: Tx, person_id: int, zone: str | None) -> None:
    """The person's time zone by its IANA name; None for UTC."""
    await _set(tx, person_id, timezone=zone)


async def _set(tx: Tx, person_id: int, **values: object) -> None:
    await tx.execute(update(accounts).where(accounts.c.person_id == person_id).values(**values))


async def forget(
    tx: Tx, telegram_id: int, person_id: int, now: datetime, causes: Sequence[int] = ()
) -> None:
    """Cut the link between a Telegram user and what they did.

    Responses stay under the surrogate id, which nothing ties to a person any more; totals do not,
    nor words that a person typed in vain, unless they reported that these should count.
    ``causes`` are the updates that the transaction works off: what was received before them and
    still waits is dropped, what came after them is a new beginning.
    """
    await hold(tx, {person_id})
    await tx.execute(delete(accounts).where(accounts.c.telegram_id == telegram_id))
    await leave_boards(tx, person_id)
    await tx.execute(
        update(attempts)
        .where(attempts.c.person_id == person_id, attempts.c.state == "open")
        .values(state="stopped", ended_at=now)
    )
    mine = uploads.c.person_id == person_id
    await tx.execute(
        update(uploads).where(mine, uploads.c.state == "checked").values(state="cancelled")
    )
    await tx.execute(update(uploads).where(mine).values(chat=NOBODY, file_name="", content=None))
    await sent_documents.forget(tx, person_id, nobody=NOBODY)
    await open_edits.close(tx, person_id)
    await prompts.end(tx, person_id)
    await draft_jobs.forget(tx, person_id, now, nobody=NOBODY)
    await _clear_words(tx, person_id)
    await _clear_chat(tx, telegram_id)
    await _scrub_inbox(tx, telegram_id, now, causes)


async def _clear_words(tx: Tx, person_id: int) -> None:
    """Take typed texts that were marked wrong out of the log, and words out of reports: anything at
    all may stand in them.
    """
    mine = disputes.c.person_id == person_id
    await tx.execute(update(disputes).where(mine).values(words=None))
    reported = select(disputes.c.response_id).where(
        disputes.c.person_id == person_id, disputes.c.kind == Kind.COUNTS.value
    )
    wrong = select(responses.c.id, responses.c.given).where(
        responses.c.person_id == person_id, responses.c.mark == 0, responses.c.id.not_in(reported)
    )
    for response_id, given in (await tx.execute(wrong)).all():
        if "text" in given:
            kept = {key: value for key, value in given.items() if key != "text"}
            await tx.execute(
                update(responses).where(responses.c.id == response_id).values(given=kept)
            )


async def _clear_chat(tx: Tx, chat: int) -> None:
    """Drop what is owed to a private chat, due in it and shown there."""
    for table in (owed, shown, timers):
        await tx.execute(delete(table).where(table.c.chat == chat))


async def drop_debts(tx: Tx, chat: int, screen: str) -> None:
    """Leave no record of that screen in a chat."""
    await tx.execute(delete(owed).where(owed.c.chat == chat, owed.c.screen == screen))


async def _scrub_inbox(tx: Tx, telegram_id: int, now: datetime, causes: Sequence[int]) -> None:
    """Take a person's words out of the inbox; rows stay, so that nothing is taken in twice."""
    lane = inbox.c.lane == str(telegram_id)
    theirs = or_(inbox.c.sender == telegram_id, lane)
    earlier = and_(theirs, inbox.c.state == "waiting")
    if causes:
        earlier = and_(earlier, inbox.c.update_id < min(causes))
    await tx.execute(update(inbox).where(earlier).values(state="done", done_at=now))
    over = inbox.c.state != "waiting"
    # The reason of a dead letter may quote it.
    reason = case((inbox.c.reason.is_not(None), FORGOTTEN), else_=None)
    await tx.execute(update(inbox).where(theirs, over).values(raw=None, sender=None, reason=reason))
    await tx.execute(update(inbox).where(lane, over).values(lane=FORGOTTEN))
