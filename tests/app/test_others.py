"""Buttons that lead to what is somebody else's, forged in every detail: refused kindly, nothing
changes, nothing is shown.

A verb belongs into exactly one of the tables below, by what its data can name.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.bank.sample import sample
from bot.domain.people.group import Actor, GroupChat
from bot.domain.people.person import Who
from bot.sandbox.humans import Human
from bot.storage.bank import published
from bot.storage.tables import disputes
from tests.app.conftest import one_database
from tests.app.desk import Desk, screens, toasts
from tests.app.verbs import verbs
from tests.services.curation.curating import stage
from tests.services.drafting.stage import kept
from tests.services.drafting.test_model import MODEL

ATTEMPT = {
    "q.a": "{attempt}:{position}:0",
    "q.put": "{attempt}:{position}:0:0",
    "q.undo": "{attempt}:{position}:1",
    "q.ok": "{attempt}:{position}",
    "q.pass": "{attempt}:{position}",
    "q.next": "{attempt}:{position}:0",
    "q.source": "{attempt}:{position}",
    "q.hide": "{attempt}:{position}",
    "q.appeal": "{attempt}:{position}:0",
    "q.answers": "{attempt}",
    "q.end": "{attempt}",
    "q.page": "answers:{attempt}:1",
    "q.retake": "{attempt}",
    "q.again": "0:{attempt}",
    "q.anew": "{attempt}:0::5",
}
RESPONSE = {"o.ask": "{response}", "o.kind": "{response}:key", "o.enough": "{response}"}
DISPUTED = {
    "u.show": "{question}",
    "u.next": "{question}",
    "u.rule": "{question}:{version}:void",
    "u.pick": "{question}:{version}:wording:s",
    "u.sure": "{question}:{version}",
    "u.back": "{ruling}",
}
LINK = {"q.link": "{attempt}:q_1"}
FILE = {
    "k.report": "{upload}",
    "k.preview": "{upload}:1",
    "k.changes": "{upload}:1",
    "k.publish": "{upload}",
    "k.sure": "{upload}",
    "k.cancel": "{upload}",
}
SET = {
    "k.back": "{set}:1:{upload}:1",
    "k.off": "{set}:1:{upload}:1",
    "k.again": "{set}:1:{upload}:1",
    "k.sets": "1",
}
DOCUMENT = {
    "d.named": "{sent}",
    "d.undated": "{sent}",
    "d.keep": "{sent}",
    "d.apart": "{sent}:1",
    "d.list": "{sent}:1",
    "d.edition": "{sent}:1",
    "d.cancel": "{sent}",
}
REVIEW = {
    "v.mode": "{draft}:1:0:entry",
    "v.next": "{draft}:1:0",
    "v.ask": "{draft}:1:0:stem",
    "v.put": "{draft}:1:0:difficulty:hard",
    "v.reject": "{draft}:2:0:0",
    "v.undo": "{draft}:3:0",
    "v.approve": "{draft}:4:0",
    "v.publish": "{draft}:5:0:1",
    "v.sure": "{draft}:5:0:1",
    "v.yes": "{draft}:5:0:1:1",
    "v.issue": "0:0:1:1:1",
}
ASKED = {"j.all": "{version}", "j.best": "{version}"}
BY_MODEL = {"j.model": "{version}", "j.send": "{version}", "j.unsent": "{version}"}
JOB = {"j.job": "{job}", "j.gate": "{job}", "j.stop": "{job}"}
LIBRARY = {"j.doc": "{version}:1", "j.list": "1", "v.go": "0:0:1"}
CORRECTION = {"j.correct": "{version}:1", "j.away": "{version}:1", "j.gone": "{version}:1"}
GROUP = {
    "r.page": "language",
    "r.locale": "ru",
    "r.zone": "Europe/Berlin",
    "r.start": "admins",
    "r.ranked": "5",
}
DIRECTED = {"g.go": "{round}", "g.cancel": "{round}", "g.mode": "{round}:1"}
ROUND = DIRECTED | {"g.join": "{round}", "g.team": "{round}:1", "g.v": "{round}:{position}:0"}
SCHEDULE = {"h.pause": "1", "h.go": "1", "h.remove": "1"}
SEASON = {"s.end": "1", "s.keep": "1"}
ACCOUNT = {"p.forget": "{person}:{until}"}
ONES_OWN = {
    "q.topic", "q.topics", "q.score", "q.quick", "q.resume", "b.board", "b.show", "b.picture",
    "p.name", "p.lang", "p.zone", "p.page", "p.open", "p.export", "p.ask", "p.keep",
    "w.open",
}  # fmt: skip
"""These name nothing that is another's."""

REFUSED = {"quiz.toast.foreign", "quiz.toast.stale"}
NO_FILE = {"bank.toast.gone"}
NO_SET = {"bank.toast.gone", "bank.toast.stands"}


def test_every_verb_is_in_one_table() -> None:
    named = [
        *ATTEMPT,
        *RESPONSE,
        *DISPUTED,
        *DOCUMENT,
        *ASKED,
        *BY_MODEL,
        *JOB,
        *LIBRARY,
        *CORRECTION,
        *LINK,
        *FILE,
        *SET,
        *REVIEW,
        *GROUP,
        *ROUND,
        *SCHEDULE,
        *SEASON,
        *ACCOUNT,
        *ONES_OWN,
    ]
    assert sorted(named) == sorted(verbs())


def drawn(table: dict[str, str], **values: int) -> list[str]:
    """The data of a table's buttons as the bot itself would draw it."""
    return [f"{verb}:{about.format(**values)}" for verb, about in table.items()]


async def forges(
    desk: Desk, person: Human, data: Iterable[str], chat: int | None = None, shown: str = ""
) -> set[str | None]:
    """Tap them all: nothing changes, and nothing but ``shown`` comes of it. The answers' words."""
    before = await desk.world()
    debts = await desk.taps(person, *data, chat=chat)
    after = await desk.world()
    assert [name for name in before if before[name] != after[name]] == []
    assert set(screens(debts)) <= {(person.id, shown)}
    return set(toasts(debts).values())


# --- attempts ------------------------------------------------------------------------------------


@one_database
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
async def test_nobody_acts_on_anothers_attempt(desk: Desk, busy: bool) -> None:
    """A finished attempt with something to retake, and an open one, before and after its answer."""
    alma, boris = desk.person("Alma"), desk.person("Boris")
    await desk.says(alma, "/quiz 1")
    await desk.taps(alma, "q.pass:1:1")
    await desk.says(alma, "/quiz 2")
    await desk.says(boris, "/quiz 2" if busy else "/score")
    finished, waiting = (drawn(ATTEMPT, attempt=n, position=1) for n in (1, 2))
    assert await forges(desk, boris, [*finished, *waiting]) <= REFUSED
    await desk.taps(alma, "q.pass:2:1")
    assert await forges(desk, boris, waiting) <= REFUSED
    # What waits first: the finished one's result brings the next question down.
    own = toasts(await desk.taps(alma, *waiting, *finished))
    assert not REFUSED & {own[data] for data in (*finished[:-1], *waiting)}, "they are live"


@one_database
async def test_nobody_stops_anothers_attempt_by_a_link_or_sees_what_they_missed(desk: Desk) -> None:
    alma, boris = desk.person("Alma"), desk.person("Boris")
    await desk.says(alma, "/quiz 2")
    await desk.says(boris, "/score")
    data = drawn(LINK, attempt=1)
    assert await forges(desk, boris, data) == {"quiz.toast.stale"}
    missed = await forges(desk, boris, ["q.link:1:miss_1"], shown="quiz.nowhere")
    assert missed == {None}
    before = await desk.world()
    await desk.taps(alma, *data)
    assert (await desk.world())["attempts"] != before["attempts"], "it is live"


@one_database
async def test_nobody_reports_on_anothers_response_and_no_learner_rules(desk: Desk) -> None:
    alma, boris, dana = desk.person("Alma"), desk.person("Boris"), desk.person("Dana")
    await desk.says(alma, "/quiz 1")
    await desk.taps(alma, "q.pass:1:1")
    await desk.says(boris, "/score")
    data = drawn(RESPONSE, response=1)
    assert await forges(desk, boris, data) == {"quiz.toast.foreign"}
    assert await forges(desk, boris, drawn(RESPONSE, response=7)) == {"quiz.toast.gone"}
    assert screens(await desk.taps(alma, *data)) == [(alma.id, "dispute")] * 3
    async with desk.app.database.read() as tx:
        (one,) = await tx.execute(select(disputes))
    ruling = drawn(DISPUTED, question=one.question_id, version=one.version_id, ruling=1)
    assert await forges(desk, boris, ruling) == {"bank.toast.gone"}
    assert screens(await desk.says(boris, "/review")) == [(boris.id, "review.word")]
    for live in ("u.sure", "u.back"):
        before = await desk.world()
        await desk.taps(dana, *(data for data in ruling if data.startswith(live)))
        assert (await desk.world())["rulings"] != before["rulings"], "it is live"


# --- files and sets ------------------------------------------------------------------------------


@contextmanager
def instructors(desk: Desk, *people: Human) -> Iterator[None]:
    """Only these are instructors meanwhile, as if the settings had been changed."""
    uploads = desk.app.services.uploads
    before, uploads.instructors = uploads.instructors, {person.id for person in people}
    yield
    uploads.instructors = before


async def sends(desk: Desk, dana: Human) -> None:
    """The sample, as upload 1."""
    who, now = Who(dana.id, dana.name, language_code=dana.language), desk.app.clock()
    await desk.app.services.uploads.receive(who, "tea.yaml", sample(), now)
    await desk.says(dana, "/score")


@one_database
async def test_who_is_no_instructor_gets_a_word_for_a_file(desk: Desk) -> None:
    alma, now = desk.person("Alma"), desk.app.clock()
    await desk.says(alma, "/score")
    before = await desk.world()
    refused = [(alma.id, "upload.refused")]
    assert screens(await desk.says(alma, "/sample")) == refused
    assert screens(await desk.says(alma, "/sets")) == refused
    assert screens(await desk.sends_file(alma, "tea.yaml")) == refused
    assert await desk.sandbox.calls("getFile") == [], "it is not even fetched"
    who = Who(alma.id, alma.name, language_code=alma.language)
    await desk.app.services.uploads.receive(who, "tea.yaml", sample(), now)
    assert screens(await desk.says(alma, "/sets")) == refused * 2
    assert await desk.world() == before


@one_database
@pytest.mark.parametrize("name", ["Alma", "Dana", "Eric"])
async def test_nobody_else_decides_about_a_file(desk: Desk, name: str) -> None:
    """Not a stranger, not its sender once the settings name her no more, no other instructor."""
    dana, eric = desk.person("Dana"), await desk.sandbox.add_person("Eric")
    await sends(desk, dana)
    forger = desk.person(name)
    await desk.says(forger, "/score")
    with instructors(desk, eric):
        # Who sent it is shown how it stands, which decides nothing.
        shown = "upload" if forger is dana else ""
        assert await forges(desk, forger, drawn(FILE, upload=1), shown=shown) == NO_FILE
    assert not NO_FILE & set(toasts(await desk.taps(dana, *drawn(FILE, upload=1)[:-1])).values())


async def publishes(desk: Desk, dana: Human) -> int:
    """The sample, from upload 1; the id of its set."""
    await sends(desk, dana)
    await desk.taps(dana, "k.sure:1")
    async with desk.app.database.read() as tx:
        tea = await published.with_slug(tx, "tea")
    assert tea is not None
    return tea.set_id


@one_database
@pytest.mark.parametrize("name", ["Alma", "Dana"])
async def test_who_is_no_instructor_turns_no_set(desk: Desk, name: str) -> None:
    """Not a stranger, nor who published it, once the settings name her no more."""
    dana, forger = desk.person("Dana"), desk.person(name)
    tea = await publishes(desk, dana)
    await desk.says(forger, "/score")
    for turn in ("k.off", "k.again"):
        with instructors(desk):
            for upload in (0, 1):
                data = drawn(SET, set=tea, upload=upload)
                assert await forges(desk, forger, data) == NO_SET
        before = await desk.world()
        [live] = drawn({turn: SET[turn]}, set=tea, upload=0)
        await desk.taps(dana, live)
        assert (await desk.world())["sets"] != before["sets"]


@one_database
async def test_another_instructor_turns_a_set_and_is_not_shown_the_file(desk: Desk) -> None:
    dana, eric = desk.person("Dana"), await desk.sandbox.add_person("Eric")
    tea = await publishes(desk, dana)
    with instructors(desk, dana, eric):
        debts = await desk.taps(eric, f"k.off:{tea}:1:1:1")
        assert set(toasts(debts).values()) == {"bank.toast.taken_back"}
        assert screens(debts) == []
        assert screens(await desk.taps(dana, f"k.again:{tea}:1:1:1")) == [(dana.id, "upload")]


@one_database
@pytest.mark.parametrize("name", ["Alma", "Eric"])
async def test_nobody_else_decides_about_a_document(desk: Desk, name: str) -> None:
    """Not a stranger, and no other instructor."""
    dana, eric, now = desk.person("Dana"), await desk.sandbox.add_person("Eric"), desk.app.clock()
    sent = desk.app.services.sent_documents
    sent.instructors = {dana.id, eric.id}
    who = Who(dana.id, dana.name, language_code=dana.language)
    await sent.receive(
        who, "mill.txt", b"The mill by the weir has ground rye for ninety years.", now
    )
    assert await sent.read_next(now)
    await desk.says(dana, "/score")
    forger = desk.person(name)
    await desk.says(forger, "/score")
    assert await forges(desk, forger, drawn(DOCUMENT, sent=1)) == {"document.toast.gone"}
    own = toasts(await desk.taps(dana, *drawn(DOCUMENT, sent=1)))
    assert "document.toast.gone" not in [own["d.named:1"], own["d.undated:1"], own["d.keep:1"]]


@one_database
async def test_who_is_no_instructor_reviews_nothing(desk: Desk) -> None:
    dana, alma = desk.person("Dana"), desk.person("Alma")
    await stage(desk.app.database, desk.app.clock())
    await desk.says(alma, "/score")
    data = drawn(REVIEW, draft=1)
    assert await forges(desk, alma, data) == {"review.toast.not_yours"}
    refused = screens(await desk.says(alma, "/review"))
    assert refused == [(alma.id, "review.word")]
    own = toasts(await desk.taps(dana, *data))
    assert [own[one] for one in data] == [
        None, None, None, "review.toast.edited", "review.toast.rejected", "review.toast.undone",
        "review.toast.approved", None, None, "review.toast.published",
        "review.toast.nothing_approved",
    ]  # fmt: skip


@one_database
async def test_nobody_else_drafts_or_decides_about_a_job(desk: Desk) -> None:
    """A stranger does nothing with documents; of another instructor's job nobody sees a thing."""
    dana, alma = desk.person("Dana"), desk.person("Alma")
    eric = await desk.sandbox.add_person("Eric")
    services = desk.app.services
    services.drafting.instructors = services.library.instructors = {dana.id, eric.id}
    services.drafting.model = MODEL
    version = await kept(desk.app.database, desk.app.clock)
    await desk.taps(dana, *drawn({"j.all": ASKED["j.all"]}, version=version))
    for forger in (alma, eric):
        await desk.says(forger, "/score")
    jobs = drawn(JOB, job=1)
    stranger = [*drawn(ASKED | BY_MODEL | LIBRARY | CORRECTION, version=version), *jobs]
    assert await forges(desk, alma, stranger) == {
        "drafting.toast.not_yours",
        "drafting.toast.gone",
        "review.toast.not_yours",
    }
    assert screens(await desk.says(alma, "/documents")) == [(alma.id, "upload.refused")]
    assert await forges(desk, eric, jobs) == {"drafting.toast.gone"}
    assert await forges(desk, eric, drawn(ASKED, version=version)) == {"drafting.toast.already"}
    by_model = drawn(BY_MODEL, version=version)
    answers = {"drafting.toast.already", "drafting.toast.unsent"}
    assert await forges(desk, eric, by_model, shown="drafting.offer") == answers
    assert set(toasts(await desk.taps(dana, *jobs)).values()) == {None, "drafting.toast.cancelled"}


# --- groups and accounts -------------------------------------------------------------------------


@one_database
async def test_only_admins_set_a_group(desk: Desk) -> None:
    dana, chen = desk.person("Dana"), desk.person("Chen")
    group = (await desk.group()).id
    await desk.taps(dana, "r.page:main", chat=group)
    admins_own = drawn(GROUP) + drawn(SEASON)
    assert await forges(desk, chen, admins_own, group) == {"group.toast.admins_only"}
    for data in drawn(GROUP)[1:]:
        before = await desk.world()
        await desk.taps(dana, data, chat=group)
        assert (await desk.world())["groups"] != before["groups"]


@one_database
async def test_nobody_turns_a_round_of_another_group(desk: Desk) -> None:
    """Not from a group that it is not in, and not from a private chat; it takes who directs it."""
    dana, chen, now = desk.person("Dana"), desk.person("Chen"), desk.app.clock()
    group = GroupChat((await desk.group()).id, "Security studies")
    who = Who(dana.id, dana.name, language_code=dana.language)
    rounds = desk.app.services.rounds.rounds
    await rounds.open_lobby(Actor(who, admin=True), group, "3", now)
    await desk.says(dana, "/score")  # the lobby's message goes out
    data = drawn(ROUND, round=1, position=1)
    for elsewhere in (None, group.id - 1):
        assert await forges(desk, dana, data, elsewhere) == {"round.toast.over"}
    directed = drawn(DIRECTED, round=1)
    assert await forges(desk, chen, directed, group.id) == {"round.toast.not_yours"}
    toasted = toasts(await desk.taps(dana, "g.join:1", "g.mode:1:1", "g.go:1", chat=group.id))
    assert toasted == {
        "g.join:1": "round.toast.joined",
        "g.mode:1:1": None,
        "g.go:1": "round.toast.starting",
    }


@one_database
async def test_nobody_turns_a_schedule_of_another_group(desk: Desk) -> None:
    """Not an admin of another group, nor who may not schedule in this one."""
    dana, chen, now = desk.person("Dana"), desk.person("Chen"), desk.app.clock()
    group = GroupChat((await desk.group()).id, "Security studies")
    who = Who(dana.id, dana.name, language_code=dana.language)
    await desk.app.services.schedules.add(Actor(who, admin=True), group, "daily 18:00", now)
    await desk.says(chen, "/score")
    data = drawn(SCHEDULE)
    before = await desk.world()
    elsewhere = await desk.taps(dana, *data, chat=group.id - 1)  # is shown what that one has
    assert set(toasts(elsewhere).values()) == {"schedule.toast.gone"}
    assert await desk.world() == before
    assert await forges(desk, chen, data, group.id) == {"schedule.toast.not_allowed"}
    for live in data:
        before = await desk.world()
        await desk.taps(dana, live, chat=group.id)
        assert (await desk.world())["schedules"] != before["schedules"]


@one_database
@pytest.mark.parametrize("known", [False, True], ids=["stranger", "known"])
async def test_nobody_forgets_somebody_else(desk: Desk, known: bool) -> None:
    alma, boris = desk.person("Alma"), desk.person("Boris")
    await desk.says(alma, "/score")
    [account] = (await desk.world())["accounts"]
    if known:
        await desk.says(boris, "/score")
    until = int((desk.app.clock() + timedelta(minutes=5)).timestamp())
    data = drawn(ACCOUNT, person=account.person_id, until=until)
    [word] = await forges(desk, boris, data)
    assert word == ("people.toast.forget_late" if known else "people.toast.forgotten")
    await desk.taps(alma, *data)
    assert account.telegram_id not in {row.telegram_id for row in (await desk.world())["accounts"]}
