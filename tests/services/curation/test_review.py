"""The queue in chat: what a tap or a text does, what it says, and what is shown after it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import delete, select

from bot.domain.drafts.draft import REASONS, DraftState, Filter
from bot.domain.drafts.sitting import BREAK
from bot.domain.owed import Owed
from bot.domain.people.person import Who
from bot.generation.ranking import Acceptance
from bot.services.curation import ranking
from bot.services.curation.debts import PLACE, Tap
from bot.services.curation.publishing import DraftPublishing
from bot.services.curation.queue import Curation
from bot.services.curation.reading import ReviewReading
from bot.services.curation.reminding import remind
from bot.services.curation.review import Review
from bot.storage.database import Database
from bot.storage.delivery import debts
from bot.storage.people import accounts, people
from bot.storage.tables import open_edits, owed
from bot.views.message import Message
from bot.views.review.screens import ReviewScreens
from bot.views.words import words
from tests.conftest import Clock
from tests.services.curation.curating import DANA, ERIC, stage

one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Where the queries are known from elsewhere, once is enough."""


ALMA = Who(5_000_000_001, "Alma", "en")


@dataclass
class Desk:
    """A chat of a curator, told what is owed to it."""

    database: Database
    clock: Clock
    review: Review

    async def owed(self) -> list[Owed]:
        async with self.database.write() as tx:
            rows = (await tx.execute(select(owed).order_by(owed.c.id))).all()
            await tx.execute(delete(owed))
        return [Owed(r.chat, r.screen, r.args, r.place, r.fresh, callback=r.callback) for r in rows]

    async def opens(self, who: Who = DANA, document: str = "") -> Tap:
        """/review; a tap on the entry that is shown."""
        await self.review.open(who, document, self.clock())
        [page] = await self.owed()
        assert (page.screen, page.place, page.fresh) == ("review", PLACE, True)
        return await self.tap(page, who)

    async def tap(self, page: Owed, who: Who = DANA) -> Tap:
        """A tap on a button of a page, as it would be drawn now."""
        draft, document = page.number("draft"), page.number("document")
        screen = await ReviewReading(self.review.curation).screen(who.telegram_id, draft, document)
        revision = screen.look.draft.revision if screen.look else 0
        return Tap(who, self.clock(), draft, revision, document, callback="tap")

    async def said(self) -> tuple[str | None, Owed]:
        """The word of the answer, and the page."""
        answer, *others = await self.owed()
        assert answer.callback == "tap"
        [page] = [one for one in others if one.screen == "review"]
        word = answer.args.get("word")
        return (str(word).removeprefix("review.toast.") if word else None), page

    async def texts(self, text: str, replied_to: int | None = None, who: Who = DANA) -> list[Owed]:
        taken = await self.review.text(who, text, self.clock(), replied_to=replied_to)
        return await self.owed() if taken else []


@pytest.fixture
async def desk(database: Database, clock: Clock, rng: random.Random) -> Desk:
    curation = await stage(database, clock())
    publishing = DraftPublishing(database, rng)
    review = Review(curation, publishing, {DANA.telegram_id, ERIC.telegram_id})
    return Desk(database, clock, review)


async def waiting(curation: Curation) -> Sequence[int]:
    return [one.id for one in (await curation.queue(Filter())).drafts]


async def test_from_the_first_draft_to_the_published_set(desk: Desk) -> None:
    order = await waiting(desk.review.curation)
    first = await desk.opens(document="port-ansel")
    assert (first.draft, first.document) == (order[0], 1)
    await desk.review.approve(first)
    word, page = await desk.said()
    assert (word, page.args["draft"]) == ("approved", order[1])
    await desk.review.reject(await desk.tap(page), str(REASONS.index("twin")))
    word, page = await desk.said()
    assert (word, page.args["draft"]) == ("rejected", order[2])
    assert (await desk.review.curation.look(order[1])).history[-1].note == "twin"
    await desk.review.undo(await desk.tap(page))
    assert (await desk.said()) == ("undone", replace(page, args={**page.args, "draft": order[1]}))
    card = Tap(DANA, desk.clock(), document=1, callback="tap")
    await desk.review.ask_publish(card, 1, (1, 2))
    toast, asked = await desk.owed()
    assert "word" not in toast.args
    assert asked.args == {"version": 1, "page": 2, "asks": "publish"}
    await desk.review.ask_publish(first, 1)
    word, page = await desk.said()
    assert (word, page.args["mode"], page.args["field"]) == (None, "publish", "1")
    assert (await desk.review.curation.look(order[0])).draft.state is DraftState.APPROVED
    await desk.review.publish(card, 1, 1, (1, 2))
    toast, told, opened = await desk.owed()
    assert (opened.screen, opened.args) == ("library.document", {"version": 1, "page": 2})
    assert toast.args["word"] == "review.toast.published"
    assert (told.screen, told.args["n"], told.args["version"]) == ("review.published", 1, 1)
    for act in (desk.review.ask_publish(first, 1), desk.review.publish(first, 1, 1)):
        await act
        word, page = await desk.said()
        assert (word, page.args["mode"]) == ("nothing_approved", "")


@one_database
async def test_the_place_in_the_queue_is_kept(desk: Desk) -> None:
    """By an edit that something is found in, and by a decision in the midst of the queue."""
    order = await waiting(desk.review.curation)
    tap = replace(await desk.opens(), draft=order[4])
    await desk.review.put(tap, "brief", "It says so. " * 12)
    _, page = await desk.said()
    look = await desk.review.curation.look(order[4])
    assert look.draft.wording.remarks
    assert look.place == 5
    await desk.review.reject(await desk.tap(page), "0")
    assert (await desk.said())[1].args["draft"] == order[5]
    await desk.review.reject(replace(tap, draft=order[-1]), "0")
    assert (await desk.said())[1].args["draft"] == order[0]


async def test_decisions_pass_none_over(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though each changes how its template is ranked, which shows after a night only."""
    monkeypatch.setattr(ranking, "shipped_acceptance", lambda: Acceptance({}))
    curation = desk.review.curation
    order, tap = await waiting(curation), await desk.opens()
    for one in order[:2]:
        assert tap.draft == one
        await desk.review.reject(tap, "0")
        _, page = await desk.said()
        screen = await ReviewReading(curation).screen(DANA.telegram_id, page.number("draft"), 0)
        assert screen.look is not None and screen.look.place == 1
        tap = await desk.tap(page)
        desk.clock.advance(60)
    assert (await waiting(curation))[0] != tap.draft, "for others the order is another by now"
    desk.clock.advance(BREAK.total_seconds())
    assert (await desk.opens()).draft == (await waiting(curation))[0]


@one_database
async def test_next_comes_round_to_the_only_one(desk: Desk) -> None:
    order = await waiting(desk.review.curation)
    tap = await desk.opens()
    for _ in order:
        await desk.review.next(tap)
        tap = await desk.tap((await desk.said())[1])
    assert tap.draft == order[0]
    for one in order[1:]:
        await desk.review.reject(replace(tap, draft=one, revision=1), "0")
        await desk.owed()
    await desk.review.next(tap)
    word, page = await desk.said()
    assert (word, page.args["draft"]) == ("last", order[0])


@one_database
async def test_a_text_goes_into_the_field_that_was_asked_for(desk: Desk) -> None:
    tap = await desk.opens()
    assert await desk.texts("Nobody asked.") == []
    await desk.review.ask(tap, "stem")
    _, page = await desk.said()
    assert (page.args["mode"], page.args["field"]) == ("text", "stem")
    [refused, again] = await desk.texts("  ")
    assert (refused.args["word"], again.args["mode"]) == ("review.toast.unfit", "text")
    [page] = await desk.texts("What happened to the lamp in 1877?")
    assert (page.fresh, page.args["mode"]) == (True, "")
    draft = (await desk.review.curation.look(tap.draft)).draft
    assert (draft.question.stem, draft.revision) == ("What happened to the lamp in 1877?", 2)
    assert await desk.texts("Once more.") == []
    await desk.review.ask(tap, "stem")
    assert (await desk.said())[0] == "moved"
    for field in ("stem.2", "x" * 50, "option.9"):
        await desk.review.ask(await desk.tap(page), field)
        assert (await desk.said())[0] == "unfit"


@one_database
async def test_a_text_at_the_reasons_is_the_reason(desk: Desk) -> None:
    tap = await desk.opens()
    await desk.review.show(tap, "entry")
    await desk.owed()
    assert await desk.texts("Told twice.") == []
    await desk.review.show(tap, "reasons")
    await desk.owed()
    [page] = await desk.texts("Told twice.")
    assert page.args["draft"] != tap.draft
    history = (await desk.review.curation.look(tap.draft)).history
    assert history[-1].note == "Told twice."


async def test_what_was_shown_since_gets_the_text_unless_it_replies(desk: Desk) -> None:
    chat = DANA.telegram_id
    tap = await desk.opens()
    await desk.review.ask(tap, "reason")
    await desk.owed()
    async with desk.database.write() as tx:
        await debts.show(tx, chat, PLACE, 70, desk.clock())
        desk.clock.advance(5)
        await debts.show(tx, chat, "drafting:1", 69, desk.clock())
        await debts.show(tx, chat, "step:1:1", 71, desk.clock())
    assert await desk.texts("1877") == [], "a question was shown since"
    assert await desk.texts("1877", replied_to=71) == []
    assert len(await desk.texts("Told twice.", replied_to=70)) == 1
    history = (await desk.review.curation.look(tap.draft)).history
    assert history[-1].note == "Told twice."


async def test_words_that_no_field_takes_are_told_how_to_be_written(desk: Desk) -> None:
    chat = DANA.telegram_id

    async def reminded() -> list[object]:
        assert await desk.texts("1877") == []
        async with desk.database.write() as tx:
            return [one.args["word"] for one in await remind(tx, DANA, "1877", desk.clock())]

    assert await reminded() == []
    tap = await desk.opens()
    async with desk.database.write() as tx:
        await debts.show(tx, chat, PLACE, 70, desk.clock())
    assert await reminded() == ["review.waits.choice"], "no field is open"
    await desk.review.ask(tap, "stem")
    await desk.owed()
    desk.clock.advance(5)
    async with desk.database.write() as tx:
        await debts.show(tx, chat, "step:1:1", 71, desk.clock())
    assert await reminded() == ["review.waits.field"], "a question was shown since"
    await desk.review.show(tap)
    await desk.owed()
    assert await reminded() == [], "neither a field is open nor the draft is what stands last"


@one_database
async def test_what_changes_by_itself_takes_no_text_away(desk: Desk) -> None:
    tap = await desk.opens()
    await desk.review.ask(tap, "stem")
    await desk.owed()
    desk.clock.advance(5)
    async with desk.database.write() as tx:
        await debts.show(tx, DANA.telegram_id, "drafting:1", 70, desk.clock())
    assert len(await desk.texts("What was lit in 1877?")) == 1


@one_database
async def test_a_doubtful_key_needs_a_note(desk: Desk) -> None:
    [draft] = [
        one.id
        for one in (await desk.review.curation.queue(Filter(template="when"))).drafts
        if "Merrow" in one.question.stem
    ]
    tap = Tap(DANA, desk.clock(), draft, 1, callback="tap")
    await desk.review.put(tap, "key", "2")
    assert (await desk.said())[0] == "edited"
    await desk.review.put(replace(tap, revision=2), "why.1", "Another day.")
    _, page = await desk.said()
    await desk.review.approve(await desk.tap(page))
    word, page = await desk.said()
    assert (word, page.args["field"]) == ("doubtful", "note")
    await desk.texts("The plaque at the door says so.")
    assert (await desk.review.curation.look(draft)).draft.state is DraftState.APPROVED


@one_database
async def test_two_curators_do_not_overwrite_each_other(desk: Desk) -> None:
    hers, his = await desk.opens(), await desk.opens(ERIC)
    assert hers.draft == his.draft
    await desk.review.approve(hers)
    await desk.owed()
    await desk.review.reject(his, "0")
    word, page = await desk.said()
    assert (word, page.args["draft"]) == ("moved", hers.draft)
    draft = (await desk.review.curation.look(hers.draft)).draft
    assert draft.state is DraftState.APPROVED


@one_database
async def test_what_was_approved_since_the_question_is_asked_about_first(desk: Desk) -> None:
    tap = await desk.opens(document="port-ansel")
    await desk.review.approve(tap)
    _, page = await desk.said()
    await desk.review.approve(await desk.tap(page, ERIC))
    await desk.said()
    card = Tap(DANA, desk.clock(), document=1, callback="tap")
    await desk.review.publish(tap, 1, 1)
    word, page = await desk.said()
    assert (word, page.args["mode"], page.args["field"]) == ("recounted", "publish", "1")
    await desk.review.publish(card, 1, 1, (1, 2))
    toast, asked = await desk.owed()
    assert toast.args["word"] == "review.toast.recounted"
    assert asked.args == {"version": 1, "page": 2, "asks": "publish"}
    await desk.review.publish(tap, 1, 2)
    assert (await desk.owed())[0].args["word"] == "review.toast.published"


@one_database
async def test_the_page_stays_one_tap_away_when_an_entry_comes_back(desk: Desk) -> None:
    tap = await desk.opens()
    screens = ReviewScreens(ReviewReading(desk.review.curation), "bot", lambda: "https://page")
    for mode, offered in (("", True), ("reasons", False), ("entry", True)):
        message = await screens.draw(tap.page(mode=mode))
        assert isinstance(message, Message)
        last = message.keyboard[-1][0].text
        assert (last == words("en").plain("page.button.ask")) is offered


@one_database
async def test_others_get_a_kind_word(desk: Desk) -> None:
    await desk.review.open(ALMA, "", desk.clock())
    [word] = await desk.owed()
    assert (word.screen, word.args["word"]) == ("review.word", "review.toast.not_yours")
    tap = Tap(ALMA, desk.clock(), 1, 1, callback="tap")
    for act in (
        desk.review.approve(tap), desk.review.reject(tap, "0"), desk.review.put(tap, "key", "1"),
        desk.review.ask(tap, "stem"), desk.review.undo(tap), desk.review.publish(tap, 1, 1),
        desk.review.ask_publish(tap, 1),
        desk.review.next(tap), desk.review.show(tap),
    ):  # fmt: skip
        await act
        [toast] = await desk.owed()
        assert toast.args["word"] == "review.toast.not_yours"
    assert (await desk.review.curation.look(1)).draft.revision == 1


async def test_who_is_forgotten_leaves_no_open_edit(desk: Desk) -> None:
    await desk.review.ask(await desk.opens(), "stem")
    async with desk.database.write() as tx:
        person = await people.recognise(tx, DANA, desk.clock())
        await accounts.forget(tx, DANA.telegram_id, person.id, desk.clock())
        assert (await tx.execute(select(open_edits))).all() == []
