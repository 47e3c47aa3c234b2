"""The curation page over HTTP: who comes in, what they see, what their forms do."""

import html
import random
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import httpx
import pytest
from sqlalchemy import select

from bot.domain.disputes.ruling import Verdict, renewed, ruled, standard_of
from bot.domain.drafts.draft import DraftState, Filter
from bot.domain.page.page_pass import LINK_LIFE, VISIT_LIFE
from bot.domain.question import QuestionType
from bot.generation.documents.blocks import source_document
from bot.services.curation.acts import Seen
from bot.services.curation.page_access import PageAccess
from bot.services.curation.publishing import DraftPublishing
from bot.services.curation.queue import Curation
from bot.services.disputes.new_proof import is_proven
from bot.services.disputes.queue import DisputeQueue
from bot.services.disputes.reading import DisputeReading
from bot.services.disputes.rulings import Wish, rule
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.disputes import versions
from bot.storage.documents import documents
from bot.storage.people import people
from bot.web.curation.disputes import Disputing
from bot.web.curation.door import COOKIE
from bot.web.curation.site import CurationSite
from tests.conftest import Clock
from tests.delivery.conftest import one_database
from tests.domain.page.test_init_data import init_data
from tests.services.curation.curating import DANA, ERIC, document, person, stage

TOKEN = "42:TEST"
RUSSIAN = replace(DANA, language_code="ru")
ADDRESS = "https://quiz.example"


@dataclass
class Site:
    """The page, a browser that nobody is signed in with, and the services behind."""

    curation: Curation
    access: PageAccess
    http: httpx.AsyncClient
    clock: Clock
    dana: int

    def link(self, nonce: str = "abcdefghijklmnop", telegram_id: int = DANA.telegram_id) -> str:
        expires = int((self.clock() + LINK_LIFE).timestamp())
        return self.access.link(telegram_id, nonce, expires)

    async def enter(self, link: str) -> httpx.Response:
        return await self.http.post("/enter", data={"link": link})

    async def desk(self, query: str = "") -> str:
        """The page for somebody who was let in."""
        if COOKIE not in self.http.cookies:
            await self.enter(self.link())
        answer = await self.http.get(f"/{query}")
        assert answer.status_code == 200
        return answer.text

    async def act(self, act: str, draft: int, **fields: object) -> httpx.Response:
        """A form of the page, with the token that the page gave out."""
        text = await self.desk()
        (token,) = set(re.findall(r'name="token" value="([^"]+)"', text))
        found = (await self.curation.look(draft)).draft.revision
        data = {"token": token, "revision": found, **fields}
        return await self.http.post(f"/drafts/{draft}/{act}", data=data, follow_redirects=True)

    async def first(self) -> int:
        return (await self.curation.queue(Filter(state=None))).drafts[0].id


def disputing(database: Database) -> Disputing:
    """Nothing is disputed here, and nobody follows rulings up."""
    queue = DisputeQueue(database, {DANA.telegram_id})
    reading = DisputeReading(database, {DANA.telegram_id})
    return Disputing(queue, reading, lambda: None)


@pytest.fixture
async def site(database: Database, clock: Clock) -> AsyncIterator[Site]:
    """Eight drafts about a lighthouse; Dana is an instructor, Eric is none."""
    curation = await stage(database, clock())
    dana = await person(database, DANA, clock())
    await person(database, ERIC, clock())
    access = PageAccess(database, {DANA.telegram_id}, TOKEN, random.Random(3))
    publishing = DraftPublishing(database, random.Random(4))
    app = CurationSite(
        access,
        curation,
        publishing,
        disputing(database),
        address=ADDRESS,
        clock=clock,
        fault=lambda: "77",
        link=lambda code: f"https://t.me/quiz_bot?start=s_{code}",
    ).app()
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as http:
        yield Site(curation, access, http, clock, dana)


# -- coming in ---------------------------------------------------------------------------------


async def test_only_the_button_spends_the_link(site: Site) -> None:
    """What looks at addresses for previews asks for them again and again."""
    link = site.link()
    for _ in range(3):
        answer = await site.http.get(f"/enter?{link}")
        assert (answer.status_code, COOKIE in site.http.cookies) == (200, False)
        assert f'name="link" value="{link}"' in answer.text
    entered = await site.enter(link)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"].lower()
    assert {"httponly", "secure", "samesite=strict", "path=/"} <= set(cookie.split("; "))
    assert (await site.http.get("/")).status_code == 200
    for again in (await site.enter(link), await site.http.get(f"/enter?{link}")):
        assert (again.status_code, again.headers["location"]) == (303, "/"), "who is in, stays in"
    site.http.cookies.clear()
    for again in (await site.enter(link), await site.http.get(f"/enter?{link}")):
        assert again.status_code == 403
        assert "This link was used already" in again.text
        assert "/page" in again.text


@one_database
async def test_a_link_that_is_over_or_not_whole_says_so(site: Site) -> None:
    link = site.link()
    site.clock.advance(LINK_LIFE.total_seconds())
    for answer in (await site.http.get(f"/enter?{link}"), await site.enter(link)):
        assert (answer.status_code, "is over" in answer.text) == (403, True)
    for answer in (await site.http.get(f"/enter?{link[:-1]}"), await site.enter("")):
        assert (answer.status_code, "come in by the bot" in answer.text) == (403, True)
    assert COOKIE not in site.http.cookies


@one_database
async def test_others_are_not_let_in_though_their_link_is_whole(site: Site) -> None:
    answer = await site.enter(site.link(telegram_id=ERIC.telegram_id))
    assert (answer.status_code, "For instructors" in answer.text) == (403, True)
    answer = await site.enter(site.link(telegram_id=99))
    assert (answer.status_code, COOKIE in site.http.cookies) == (403, False)


@one_database
async def test_telegram_vouches_for_who_opens_the_mini_app(site: Site) -> None:
    assert (await site.http.get("/app")).status_code == 200
    told = init_data(TOKEN, site.clock(), DANA.telegram_id)
    entered = await site.http.post("/app", data={"init_data": told})
    assert entered.status_code == 303
    assert (await site.http.get("/")).status_code == 200
    again = await site.http.post("/app", data={"init_data": told})
    assert (again.status_code, "was used already" in again.text) == (403, True)
    forged = init_data("42:OTHER", site.clock(), DANA.telegram_id)
    assert (await site.http.post("/app", data={"init_data": forged})).status_code == 403


@one_database
async def test_rights_are_asked_at_each_request(site: Site) -> None:
    await site.desk()
    site.access.instructors = frozenset()
    answer = await site.http.get("/")
    assert (answer.status_code, "For instructors" in answer.text) == (403, True)


@one_database
async def test_a_visit_ends_by_itself_and_by_its_button(site: Site) -> None:
    text = await site.desk()
    cookie = site.http.cookies[COOKIE]
    (token,) = set(re.findall(r'name="token" value="([^"]+)"', text))
    assert "signed out" in (await site.http.post("/leave", data={"token": token})).text
    site.http.cookies.set(COOKIE, cookie)
    assert (await site.http.get("/")).status_code == 403
    site.http.cookies.clear()
    await site.enter(site.link("ponmlkjihgfedcba"))
    site.clock.advance(VISIT_LIFE.total_seconds())
    assert (await site.http.get("/")).status_code == 403


@one_database
async def test_a_link_is_no_cookie(site: Site) -> None:
    site.http.cookies.set(COOKIE, site.link())
    assert (await site.http.get("/")).status_code == 403


@one_database
async def test_the_page_may_stand_below_a_path(site: Site) -> None:
    publishing = DraftPublishing(site.curation.database, random.Random(4))
    rooms = (site.access, site.curation, publishing, disputing(site.curation.database))
    app = CurationSite(
        *rooms, address=f"{ADDRESS}/drafts", clock=site.clock, fault=str, link=str
    ).app()
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as http:
        entered = await http.post("/drafts/enter", data={"link": site.link()})
        assert entered.headers["location"] == "/drafts/"
        assert "path=/drafts;" in entered.headers["set-cookie"].lower()
        text = (await http.get("/drafts/")).text
        local = re.findall(r'(?:href|src|action)="([^"]+)"', text)
        assert [one for one in local if not one.startswith(("/drafts/", "#"))] == []
        assert (await http.get("/drafts/static/page.css")).status_code == 200
        assert (await http.get("/")).status_code == 404


# -- what other sites may do -------------------------------------------------------------------


@one_database
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_other_sites_change_nothing(site: Site, headers: dict[str, str]) -> None:
    link = site.link()
    refused = await site.http.post("/enter", data={"link": link}, headers=headers)
    assert refused.status_code == 403
    assert (await site.enter(link)).status_code == 303


@one_database
async def test_a_form_without_its_token_changes_nothing(site: Site) -> None:
    draft = await site.first()
    for token in ("", "x", "\N{CYRILLIC SMALL LETTER EM}"):
        answer = await site.act("approve", draft, token=token)
        assert answer.status_code == 403
    assert (await site.curation.look(draft)).draft.state is DraftState.WAITING


@one_database
@pytest.mark.parametrize(
    "path",
    [
        "/batch",
        "/publish",
        "/leave",
        "/undo",
        "/drafts/1/approve",
        "/drafts/1/edit",
        "/drafts/1/lint",
        "/disputes/rule",
        "/disputes/back",
    ],
)
async def test_nothing_is_done_for_those_outside(site: Site, path: str) -> None:
    assert (await site.http.post(path, data={"revision": "1"})).status_code == 403
    again = await site.http.get(path)
    assert (again.status_code, again.headers["location"]) == (303, "/")


@one_database
async def test_every_answer_keeps_the_browser_strict(site: Site) -> None:
    for path in ("/", "/enter", "/app", "/static/page.css", "/nowhere"):
        headers = (await site.http.get(path)).headers
        assert dict(
            rule.split(" ", 1) for rule in headers["content-security-policy"].split("; ")
        ) == {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self' data:",
            "connect-src": "'self'",
            "form-action": "'self'",
            "base-uri": "'none'",
            "frame-ancestors": "'none'",
        }
        assert headers["x-content-type-options"] == "nosniff"
    assert "no-store" in (await site.http.get("/")).headers["cache-control"]
    for name in ("..%2fdoor.py", "door.py", "%2e%2e", "none.css"):
        assert (await site.http.get(f"/static/{name}")).status_code == 404


@one_database
async def test_too_much_at_once_is_refused(site: Site) -> None:
    await site.desk()
    answer = await site.http.post("/batch", content=b"a=" + b"x" * 600_000)
    assert (answer.status_code, "Too much" in answer.text) == (413, True)


@one_database
async def test_a_fault_of_ours_is_numbered(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    await site.desk()
    monkeypatch.setattr(site.curation, "queue", None)
    answer = await site.http.get("/")
    assert (answer.status_code, "<code>77</code>" in answer.text) == (500, True)
    assert "script-src 'self'" in answer.headers["content-security-policy"]


# -- reading -----------------------------------------------------------------------------------


async def test_the_quote_is_marked_in_its_passage(site: Site) -> None:
    draft = await site.first()
    look = await site.curation.look(draft)
    text = await site.desk(f"?at={draft}")
    assert look.passages
    for passage in look.passages:
        assert passage is not None
        marked = f"{passage.before}<mark>{passage.quote}</mark>{passage.after}"
        assert marked in html.unescape(text)
    question = look.draft.question
    for part in (question.stem, *(option.text for option in question.options), "1 of 8"):
        assert part in html.unescape(text)


@one_database
async def test_the_list_is_narrowed_by_filters(site: Site) -> None:
    text = await site.desk("?template=timeline")
    assert text.count('class="row"') == 4
    assert '<option value="timeline" selected>timeline (4)' in text
    assert (await site.desk("?state=approved")).count('class="row"') == 0
    assert (await site.desk("?state=all&document=port-ansel")).count('class="row"') == 8
    for odd in ("?at=x", "?page=99", "?state=x&page=-1", f"?document={'x' * 99}"):
        assert (await site.desk(odd)).count('class="row"') == 8
    missing = await site.http.get("/?at=999999")
    assert (missing.status_code, "no such draft" in missing.text) == (404, True)


HOSTILE = "<script>alert(1)</script>\"'&amp;\u202e</textarea></title><!--"


@one_database
async def test_what_people_and_documents_say_is_text(site: Site, database: Database) -> None:
    made = source_document("1877: It is lit.", id="port-ansel", title=HOSTILE)
    evil = replace(made, version=2)
    async with database.write() as tx:
        await documents.add(tx, evil, format="text", dropped=(), now=site.clock())
        await people.recognise(tx, replace(DANA, first_name=HOSTILE), site.clock())
    draft = await site.first()
    changes = {"stem": HOSTILE, "rationale": HOSTILE * 60, "option.1": HOSTILE}
    await site.curation.edit(Seen(draft, 1), site.dana, site.clock(), changes)
    await site.curation.reject(Seen(draft, 2), site.dana, site.clock(), HOSTILE)
    for query in (f"?state=all&at={draft}", f"?state=all&at={draft}&edit=1"):
        text = await site.desk(query)
        assert "<script>alert" not in text
        assert "<!--" not in text
        assert html.escape(HOSTILE) in text
        assert text.count("</textarea>") == text.count("<textarea")
    long = await site.act("edit", draft, stem=HOSTILE * 200, state="all")
    assert (long.status_code, "<script>alert" in long.text) == (422, False)


@one_database
async def test_words_are_those_of_the_persons_language(site: Site, database: Database) -> None:
    assert '<html lang="en">' in await site.desk()
    async with database.write() as tx:
        await people.recognise(tx, RUSSIAN, site.clock())
    text = await site.desk()
    assert '<html lang="ru">' in text
    assert "Одобрить" in text
    door = await site.http.get(f"/enter?{site.link('b' * 16)}", headers={"Accept-Language": "en"})
    assert '<html lang="ru">' in door.text


# -- acting ------------------------------------------------------------------------------------


async def test_approving_leads_to_the_draft_behind(site: Site) -> None:
    page = await site.curation.queue(Filter())
    first, second = (one.id for one in page.drafts[:2])
    answer = await site.act("approve", first)
    assert answer.url.params["at"] == str(second)
    assert "Approved." in answer.text
    assert (await site.curation.look(first)).draft.state is DraftState.APPROVED
    (token,) = set(re.findall(r'name="token" value="([^"]+)"', answer.text))
    data = {"token": token, "at": second}
    undone = await site.http.post("/undo", data=data, follow_redirects=True)
    assert (undone.url.params["at"], "Undone." in undone.text) == (str(first), True)
    again = await site.http.post("/undo", data=data)
    assert (again.status_code, "nothing of yours to undo" in again.text) == (409, True)
    assert (await site.curation.look(first)).draft.state is DraftState.WAITING


async def test_a_stale_act_shows_how_it_stands(site: Site) -> None:
    draft = await site.first()
    await site.curation.reject(Seen(draft, 1), site.dana, site.clock(), "in my own words")
    for act in ("approve", "edit"):
        answer = await site.act(act, draft, revision=1, stem="What I typed?", state="all")
        assert (answer.status_code, "Somebody changed this draft" in answer.text) == (409, True)
        assert ("What I typed?" in answer.text) is (act == "edit")
    assert "in my own words" in await site.desk(f"?at={draft}&state=all")
    assert (await site.curation.look(draft)).draft.state is DraftState.REJECTED


async def test_an_edit_is_saved_and_told(site: Site) -> None:
    draft = await site.first()
    stem = (await site.curation.look(draft)).draft.question.stem
    answer = await site.act("edit", draft, stem=f"{stem} Please.")
    assert "Saved." in answer.text
    assert f'<del dir="auto">{html.escape(stem)}</del>' in answer.text
    assert (await site.curation.look(draft)).draft.question.stem == f"{stem} Please."
    same = await site.act("edit", draft, stem=f"{stem} Please.")
    assert "Nothing was changed" in same.text


@one_database
async def test_what_cannot_be_saved_stays_in_the_form(site: Site) -> None:
    draft = await site.first()
    answer = await site.act("edit", draft, stem=" ", rationale="Because I say so.")
    assert (answer.status_code, "“Stem”: This field cannot be empty." in answer.text) == (422, True)
    assert "Because I say so." in answer.text
    assert (await site.curation.look(draft)).draft.revision == 1


@one_database
async def test_another_key_takes_its_reason_along(site: Site) -> None:
    page = await site.curation.queue(Filter(state=None))
    draft = next(one for one in page.drafts if one.question.type is QuestionType.SINGLE)
    keys = [number for number, one in enumerate(draft.question.options, 1) if one.key]
    other = 1 if keys != [1] else 2
    told = await site.act(
        "edit", draft.id, **{"key": str(other), f"why.{keys[0]}": "It was another."}
    )
    was, now = ("ABCD"[number - 1] for number in (keys[0], other))
    assert f'<del dir="auto">{was}</del> → <ins dir="auto">{now}</ins>' in told.text
    options = (await site.curation.look(draft.id)).draft.question.options
    assert [number for number, one in enumerate(options, 1) if one.key] == [other]
    assert options[keys[0] - 1].rationale == "It was another."
    assert options[other - 1].rationale is None


@one_database
async def test_a_doubt_asks_for_a_note(site: Site) -> None:
    page = await site.curation.queue(Filter(state=None))
    draft = next(one for one in page.drafts if "Merrow" in one.question.stem)
    turned = {"key": "2", "why.1": "It was another."}
    await site.curation.edit(Seen(draft.id, 1), site.dana, site.clock(), turned)
    refused = await site.act("approve", draft.id)
    assert (refused.status_code, "say in a note why" in refused.text) == (409, True)
    assert '<textarea name="note"' in refused.text
    await site.curation.edit(Seen(draft.id, 2), site.dana, site.clock(), {"brief": "See www.x.eu"})
    refused = await site.act("approve", draft.id)
    said = (
        "G14 In polls: not plain English: a link, markup, a control, another language: www. → write"
    )
    assert said in refused.text, "where it stands, and the mend"
    approved = await site.act("approve", draft.id, note="The plaque says so.")
    assert "Approved." in approved.text
    assert "The plaque says so." in await site.desk(f"?at={draft.id}&state=all")


@one_database
async def test_lint_says_by_field_what_it_finds_and_saves_nothing(site: Site) -> None:
    draft = await site.first()
    answer = await site.act("lint", draft, stem="Is there no bridge?", **{"quote.1": "not there"})
    found = answer.json()["found"]
    [(_, told)] = found["quote.1"]
    assert "E406" in told, "one word on it is enough"
    assert found["stem"]
    assert (await site.act("lint", draft, stem="")).json()["unfit"] == "stem"
    assert (await site.curation.look(draft)).draft.revision == 1


@one_database
async def test_a_quote_that_is_not_there_leaves_its_paragraph_in_sight(site: Site) -> None:
    draft = await site.first()
    look = await site.curation.look(draft)
    passage = look.passages[0]
    assert passage is not None
    stands = html.escape(f"{passage.before}{passage.quote}{passage.after}", quote=False)
    edited = await site.act("edit", draft, **{"quote.1": "is not there"})
    for text in (edited.text, await site.desk(f"?at={draft}&edit=1")):
        assert "does not stand in this paragraph" in text
        assert f">{stands}</blockquote>" in text


async def test_a_batch_names_what_may_not_be_approved(site: Site) -> None:
    page = await site.curation.queue(Filter())
    one, spoiled, third = page.drafts[:3]
    at = site.clock()
    await site.curation.edit(Seen(spoiled.id, 1), site.dana, at, {"quote.1": "is not there"})
    text = await site.desk()
    (token,) = set(re.findall(r'name="token" value="([^"]+)"', text))
    picks = [f"{one.id}:1", f"{spoiled.id}:2", f"{third.id}:7", "x", "1:1:1"]
    answer = await site.http.post("/batch", data={"token": token, "pick": picks})
    assert "1 draft approved." in answer.text
    assert "2 drafts stay as they are" in answer.text
    assert "E406" in answer.text
    states = (await site.curation.states())[DraftState.APPROVED]
    assert states == 1


@one_database
async def test_a_filter_keeps_its_words_where_nothing_fits_any_more(site: Site) -> None:
    """As once all drafts of the document are approved."""
    text = await site.desk("?state=rejected&document=port-ansel&template=when&finding=G51")
    assert '<option value="port-ansel" selected>Port Ansel</option>' in text
    assert '<option value="when" selected>when</option>' in text
    assert '<option value="G51" selected>G51 a distractor' in text


@one_database
async def test_approvals_are_spoken_of_only_where_there_were_some(site: Site) -> None:
    draft = await site.first()
    assert ">Saved.</p>" in (await site.act("edit", draft, brief="It says so.")).text
    await site.act("approve", draft, note="It does.")
    after = await site.act("edit", draft, brief="It says it.")
    assert "Saved. Earlier approvals of this draft count no more." in after.text


@one_database
async def test_the_list_tells_the_keys(site: Site) -> None:
    [told] = re.findall(r'<p class="keyline.*?</p>', await site.desk())
    plain = re.sub(r"<[^>]*>", "", told)
    assert " ".join(plain.split()) == "j Next k Previous a Approve r Reject e Edit ? Keys"


@one_database
async def test_a_batch_leaves_out_what_was_rejected(site: Site) -> None:
    """It has no box, and whoever sends it all the same is told."""
    gone, waiting = [one.id for one in (await site.curation.queue(Filter())).drafts[:2]]
    await site.act("reject", gone, reason="trifle")
    boxes = re.findall(r'name="pick" value="(\d+):', await site.desk("?state=all"))
    assert str(waiting) in boxes
    assert str(gone) not in boxes
    assert 'id="batch"' not in await site.desk("?state=rejected")
    (token,) = set(re.findall(r'name="token" value="([^"]+)"', await site.desk()))
    picks = [f"{gone}:2", f"{waiting}:1"]
    answer = await site.http.post("/batch", data={"token": token, "pick": picks})
    assert "1 draft approved." in answer.text
    assert "It is rejected. To approve it all the same, open it." in answer.text
    assert (await site.curation.look(gone)).draft.state is DraftState.REJECTED


@one_database
async def test_the_list_says_in_words_what_was_found(site: Site) -> None:
    draft = await site.first()
    seen = Seen(draft, (await site.curation.look(draft)).draft.revision)
    longer = {"brief": "It says so. " * 12}
    edited = await site.curation.edit(seen, site.dana, site.clock(), longer)
    [found] = {one.code for one in edited.wording.remarks}
    text = await site.desk()
    [row] = [one for one in re.findall(r'<li class="row.*?</li>', text) if f"at={draft}" in one]
    [(told, shown)] = re.findall(r'<span title="([^"]*)" class="found[^>]*>([^<]*)<', row)
    assert told == f"{found} {shown}"
    assert shown == "“In polls” has 143 characters, at most 120 fit"
    assert found not in re.sub(r"<[^>]*>", "", row)


@one_database
async def test_an_undo_after_a_batch_is_on_all_of_it(site: Site) -> None:
    picks = [f"{one.id}:1" for one in (await site.curation.queue(Filter())).drafts[:3]]
    (token,) = set(re.findall(r'name="token" value="([^"]+)"', await site.desk()))
    await site.http.post("/batch", data={"token": token, "pick": picks})
    answer = await site.http.post("/undo", data={"token": token})
    assert "Undone: the approvals of 3 drafts, which were one act." in answer.text
    assert (await site.curation.states())[DraftState.APPROVED] == 0


async def test_what_is_approved_is_published(site: Site) -> None:
    draft = await site.first()
    text = (await site.act("approve", draft)).text
    assert "Publish 1 approved: Port Ansel" in text
    (token,) = set(re.findall(r'name="token" value="([^"]+)"', text))
    data = {"token": token, "publish": "port-ansel"}
    answer = await site.http.post("/publish", data=data)
    assert "version 1. Learners can play it now." in answer.text
    [(code, link)] = re.findall(r'by the code (\w+) or this link: <a href="([^"]+)"', answer.text)
    assert link == f"https://t.me/quiz_bot?start=s_{code}"
    assert (await site.curation.look(draft)).draft.state is DraftState.PUBLISHED
    again = await site.http.post("/publish", data=data)
    assert "Nothing approved of this document waits" in again.text


@one_database
async def test_the_history_of_a_question_goes_on_after_it_was_published(site: Site) -> None:
    """With rulings, each with the version that it made, and with versions that came otherwise."""
    draft = await site.first()
    await site.act("approve", draft)
    question = (await site.curation.look(draft)).draft.question
    database, clock = site.curation.database, site.clock
    await DraftPublishing(database, random.Random(1)).publish("port-ansel", site.dana, clock())
    clock.advance(60)
    async with database.write() as tx:
        row = (await tx.execute(select(tables.questions))).one()
        other = next(one.id for one in question.options if not one.key)
        wish = Wish(row.id, row.version_id, Verdict.KEY, other, "The plaque says so.")
        assert isinstance(await rule(tx, wish, site.dana, clock()), int)
        clock.advance(60)
        await versions.add(tx, row.id, replace(question, stem="Who was it?"), clock())
    _, told = (await site.desk(f"?at={draft}")).split('id="history"')
    parts = [told.index(one) for one in ("Version 3", "Ruled: another key", "Published", "Drafted")]
    assert parts == sorted(parts)
    assert "The plaque says so." in told[parts[1] : parts[2]]
    assert "Dana" in told[parts[1] : parts[2]]
    assert '<ins dir="auto">Who was it?</ins>' in told[: parts[1]]
    listed = await site.desk("?state=published")
    assert '<bdi class="stem">Who was it?</bdi>' in listed.partition('id="entry"')[0]
    assert "History: 5 events" in told


@one_database
async def test_a_published_question_is_shown_as_learners_have_it(site: Site) -> None:
    """With the key of a ruling and the quote for it; and nothing there is to be selected."""
    draft = await site.first()
    assert 'id="every"' in await site.desk()
    await site.act("approve", draft)
    was = (await site.curation.look(draft)).draft.question
    database, clock = site.curation.database, site.clock
    await DraftPublishing(database, random.Random(1)).publish("port-ansel", site.dana, clock())
    clock.advance(60)
    text = await site.desk(f"?at={draft}&state=published")
    assert "As learners have it now" not in text
    assert not {'id="every"', 'id="batch"', 'name="pick"'} & set(re.findall(r'\w+="\w+"', text))
    other = next(one for one in was.options if not one.key)
    async with database.write() as tx:
        row = (await tx.execute(select(tables.questions))).one()
        wish = Wish(row.id, row.version_id, Verdict.KEY, other.id, "The plaque says so.")
        made = renewed(
            was, ruled(was, standard_of(was), Verdict.KEY, other.id), "So.", clock().date()
        )
        assert not is_proven(made, was, ""), "that it was cited as wrong proves nothing"
        told = max(document().citable, key=lambda block: len(block.line))
        quote = " ".join(told.line.split()[-5:-1])
        assert isinstance(await rule(tx, replace(wish, proof=quote), site.dana, clock()), int)
    text = await site.desk(f"?at={draft}&state=published")
    assert "As learners have it now: version 2." in text
    assert f'<dd dir="auto">{was.rationale}</dd>' not in text.partition('id="history"')[0]
    [key] = re.findall(r'<li class="option key">.*?</li>', text)
    assert other.text in key
    assert f"<mark>{quote}</mark>" in text
