"""Disputed questions on the page over HTTP: what is shown, what its forms rule, what is refused."""

import html
import random
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest

from bot.domain.disputes.dispute import Kind
from bot.domain.disputes.ruling import Verdict
from bot.domain.page.page_pass import LINK_LIFE
from bot.services.curation.judging import Judging
from bot.services.curation.page_access import PageAccess
from bot.services.curation.publishing import DraftPublishing
from bot.services.curation.queue import Curation
from bot.services.disputes import reading
from bot.services.disputes.queue import DisputeQueue
from bot.services.disputes.reading import DisputeReading
from bot.services.disputes.reporting import Disputes
from bot.services.quiz.debts import Tap
from bot.storage.database import Database
from bot.storage.disputes import rulings
from bot.storage.disputes.rulings import Ruling
from bot.web.curation.disputes import Disputing
from bot.web.curation.site import CurationSite
from tests.conftest import Clock
from tests.delivery.conftest import one_database
from tests.services.curation.curating import DANA, person
from tests.services.disputes.stage import DISPUTED, QUESTIONS, A, B, Stage

ADDRESS = "https://quiz.example"
pytestmark = one_database


@dataclass
class Page:
    """Somebody is signed in who may rule on everything."""

    stage: Stage
    http: httpx.AsyncClient
    rung: list[None] = field(default_factory=list)

    async def report(self, learner: int, slug: str = DISPUTED.id) -> None:
        """A learner says that a key is wrong."""
        service, who = Disputes(self.stage.database, {DANA.telegram_id}), self.stage.people[learner]
        given = {one.id: (A if learner else B) for one in QUESTIONS if one.id == slug}
        (response,) = await self.stage.answer(learner, given)
        await service.choose(Tap(who.who, f"q{learner}"), response, Kind.KEY, self.stage.clock())

    async def text(self, query: str = "") -> str:
        answer = await self.http.get(f"/disputes{query}")
        assert answer.status_code == 200
        return html.unescape(answer.text)

    async def post(self, act: str, **fields: object) -> httpx.Response:
        (token,) = set(re.findall(r'name="token" value="([^"]+)"', await self.text()))
        about = {
            "question": self.stage.ids[DISPUTED.id],
            "version": self.stage.versions[DISPUTED.id],
        }
        data = {"token": token, **about, **fields}
        return await self.http.post(f"/disputes/{act}", data=data, follow_redirects=True)

    async def last(self) -> Ruling | None:
        async with self.stage.database.read() as tx:
            return await rulings.last_on(tx, self.stage.ids[DISPUTED.id])


@pytest.fixture
async def page(database: Database, clock: Clock) -> AsyncIterator[Page]:
    stage = Stage(database, clock)
    await stage.begin(3)
    await person(database, DANA, clock())
    mine, rng = {DANA.telegram_id}, random.Random(3)
    access, rung = PageAccess(database, mine, "42:TEST", rng), list[None]()
    disputing = Disputing(
        DisputeQueue(database, mine), DisputeReading(database, mine), lambda: rung.append(None)
    )
    app = CurationSite(
        access, Curation(database, Judging()), DraftPublishing(database, rng), disputing,
        address=ADDRESS, clock=clock, fault=lambda: "77",
        link=lambda code: f"https://t.me/quiz_bot?start=s_{code}",
    ).app()  # fmt: skip
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as http:
        expires = int((clock() + LINK_LIFE).timestamp())
        link = access.link(DANA.telegram_id, "abcdefghijklmnop", expires)
        await http.post("/enter", data={"link": link})
        yield Page(stage, http, rung)


async def test_what_is_disputed_is_listed_and_told(page: Page) -> None:
    assert "Nothing is disputed." in await page.text()
    assert "Disputed: 0" in (await page.http.get("/")).text
    await page.report(0)
    await page.report(1)
    await page.report(2, QUESTIONS[1].id)
    assert "Disputed: 2" in (await page.http.get("/")).text
    text = await page.text()
    for said in (
        "1 of 2", "Reported by 2 learners", DISPUTED.stem,
        QUESTIONS[1].stem, "Answers so far: ", DISPUTED.citations[0].quote,
        *(option.text for option in DISPUTED.options),
    ):  # fmt: skip
        assert said in text
    other = page.stage.ids[QUESTIONS[1].id]
    assert f'data-key="j" href="/disputes?question={other}"' in text
    assert "Reported by 1 learner" in await page.text(f"?question={other}")
    for strange in ("?question=999999999999", "?question=x", "?said=x"):
        await page.text(strange)


async def test_all_that_is_disputed_is_reached_page_by_page(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LISTED", 2)
    for learner, asked in enumerate(QUESTIONS[:3]):
        await page.report(learner, asked.id)
    first, second, third = (page.stage.ids[one.id] for one in QUESTIONS[:3])

    def rows(text: str) -> list[int]:
        return [
            int(one)
            for one in re.findall(r'class="row plain"><a href="/disputes.question=(\d+)', text)
        ]

    text = await page.text()
    assert rows(text) == [first, second]
    assert '<a href="/disputes?page=2">Next →</a>' in text
    for there in ("?page=2", f"?question={third}", "?page=9"):
        text = await page.text(there)
        assert rows(text) == [third]
        assert f'data-key="k" href="/disputes?question={second}"' in text
        assert 'href="/disputes">← Previous' in text
        assert QUESTIONS[2].citations[0].quote in text, "it is open"
    assert f'data-key="j" href="/disputes?question={third}"' in await page.text(
        f"?question={second}"
    )


async def test_a_ruling_is_made_and_taken_back(page: Page) -> None:
    await page.report(0)
    other = {"verdict": "key", "choice": "b", "words": " The book\n says so. "}
    answer = await page.post("rule", **other)
    assert (answer.status_code, "still proves the old key" in answer.text) == (409, True)
    assert await page.last() is None
    answer = await page.post("rule", **other, proof="It is on the next page.")
    assert answer.status_code == 200
    assert "A curator's note: It is on the next page." in html.unescape(answer.text)
    assert "Ruled. Responses are marked anew" in answer.text
    made = await page.last()
    assert made is not None and (made.verdict, made.reason) == (Verdict.KEY, "The book says so.")
    assert len(page.rung) == 1
    assert f'name="ruling" value="{made.id}"' in answer.text
    answer = await page.post("back", ruling=made.id)
    assert "Taken back." in answer.text
    last = await page.last()
    assert last is not None and last.verdict is Verdict.REVERSED
    assert len(page.rung) == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"verdict": "key", "choice": "b"}, "Please write a reason"),
        ({"verdict": "key", "choice": "z", "words": "So."}, "That does not fit"),
        ({"verdict": "wording", "choice": "a", "words": "x" * 301}, "empty or too long"),
        ({"verdict": "reversed"}, "That does not fit"),
        ({"verdict": "void", "version": "999"}, "has changed since"),
        ({"verdict": "void", "question": "999"}, "another instructor's"),
    ],
)
async def test_what_cannot_be_ruled_is_refused_and_stays_typed(
    page: Page, fields: dict[str, str], said: str
) -> None:
    await page.report(0)
    answer = await page.post("rule", **fields)
    assert answer.status_code == 409
    text = html.unescape(answer.text)
    assert said in text
    assert fields.get("words", "") in text
    assert await page.last() is None
    assert page.rung == []


async def test_a_form_without_its_token_rules_nothing(page: Page) -> None:
    await page.report(0)
    for act in ("rule", "back"):
        assert (await page.post(act, verdict="void", token="x")).status_code == 403
    assert await page.last() is None
