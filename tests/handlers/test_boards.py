"""/leaderboard in private and in groups, driven by updates."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, update

from bot.domain.people.person import Who
from bot.storage import tables
from bot.storage.boards import seasons
from bot.storage.database import Database
from bot.storage.people import people as people_rows
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.handlers.people_stage import ALMA, BORIS, CHLOE, GROUP, Stage
from tests.storage.people_rows import add_questions, response, round_of

VERSIONS = tables.question_versions.select().order_by(tables.question_versions.c.id)
CROWD = [Who(6_000_000_000 + n, f"Learner {n}") for n in range(11)]


@pytest.fixture
def stage(database: Database, clock: Clock) -> Stage:
    return Stage(database, clock)


async def play(stage: Stage, who: Who, marks: list[int], board: int, days_ago: int = 0) -> int:
    """A person's responses to as many questions; their surrogate id."""
    at = stage.clock() - timedelta(days=days_ago)
    async with stage.database.write() as tx:
        person = await people_rows.recognise(tx, who, at)
        questions = (await tx.execute(VERSIONS)).all()
        new = [
            response(person.id, (row.question_id, row.id), at, mark=mark, board=board)
            for row, mark in zip(questions, marks, strict=False)
        ]
        await record(tx, new, UTC)
    return person.id


async def set_up(stage: Stage) -> None:
    async with stage.database.write() as tx:
        await add_questions(tx, 12)
    await found(stage, {GROUP: "Tea <circle>"})


async def found(stage: Stage, titles: dict[int, str]) -> None:
    """Groups that the bot is in."""
    about = {
        "timezone": "UTC", "who_may_start": "everyone", "status": "member", "missing": "",
        "first_seen": stage.clock(),
    }  # fmt: skip
    async with stage.database.write() as tx:
        rows = [{"id": chat, "title": title, **about} for chat, title in titles.items()]
        await tx.execute(insert(tables.groups), rows)


async def test_a_private_board_shows_ranks_scores_accuracy_and_you(stage: Stage) -> None:
    await set_up(stage)
    await play(stage, ALMA, [100, 100, 50], 0)
    await play(stage, BORIS, [100, 100, 100], 0)
    board = await stage.writes(ALMA, "/leaderboard")
    assert board.text.splitlines() == [
        "This week · 2 people",
        "Points · wholly right/answered · share",
        "",
        "1  \u2068Борис\u2069 · 3 · 3/3 · 100%",
        "2  you · 2.5 · 2/3 · 67%",
    ]
    assert board.labels == ["Today", "Week\u00a0✓", "Month", "All", "Picture"]


async def test_a_tap_turns_the_period_in_place(stage: Stage) -> None:
    await set_up(stage)
    await play(stage, ALMA, [100], 0, days_ago=20)  # 3 November: this month, not this week
    first = await stage.writes(ALMA, "/leaderboard")
    assert "first place is free" in first.text
    await stage.taps(ALMA, "Month")
    month = stage.chat(ALMA.telegram_id).last
    assert month.edited and "1  you · 1 · 1/1 · 100%" in month.text
    assert "Month\u00a0✓" in month.labels
    await stage.taps(ALMA, "Today", first)
    assert stage.chat(ALMA.telegram_id).last.edited
    assert "This month" in (await stage.writes(ALMA, "/leaderboard month")).text
    assert "All time" in (await stage.writes(ALMA, "/leaderboard всё")).text
    assert "This week" in (await stage.writes(ALMA, "/leaderboard nonsense")).text


async def test_below_the_cut_you_see_where_you_stand(stage: Stage) -> None:
    await set_up(stage)
    for n, who in enumerate(CROWD):
        await play(stage, who, [100] * (12 - n) + [0] * n, 0)
    await play(stage, ALMA, [100] + [0] * 11, 0)
    board = await stage.writes(ALMA, "/leaderboard")
    lines = board.text.splitlines()
    assert lines[0] == "This week · 12 people"
    assert len(lines) == 3 + 10 + 2
    assert lines[-2:] == ["…", "12  you · 1 · 1/12 · 8% · 1 point to the next place"]


async def test_a_group_board_counts_that_group_only(stage: Stage) -> None:
    await set_up(stage)
    await play(stage, ALMA, [100], 0)
    async with stage.database.write() as tx:
        now = stage.clock()
        boris = (await people_rows.recognise(tx, BORIS, now)).id
        row = (await tx.execute(tables.question_versions.select())).first()
        assert row is not None
        question = (row.question_id, row.id)
        await round_of(tx, GROUP, "p1", question, at=now, state="stopped", person=boris)
        await round_of(tx, GROUP, "p2", question, at=now, state="finished", person=None)
    board = await stage.writes(BORIS, "/leaderboard", GROUP)
    assert board.html.splitlines()[0] == (
        "<b>This week in <i>\u2068Tea &lt;circle&gt;\u2069</i></b> · 1 person, 1 round"
    )
    assert "1  \u2068Борис\u2069 · 1 · 1/1 · 100%" in board.text
    assert "Alma" not in board.text


async def test_in_a_group_only_the_asker_keeps_the_own_line(stage: Stage) -> None:
    await set_up(stage)
    for n, who in enumerate(CROWD):
        await play(stage, who, [100] * (12 - n), GROUP)
    await play(stage, ALMA, [0], GROUP)
    board = await stage.writes(ALMA, "/leaderboard", GROUP)
    own = "12  \u2068Alma Kestrel\u2069 · 0 · 0/1 · 0% · 2 points to the next place"
    assert board.text.splitlines()[-1] == own
    await stage.taps(CHLOE, "Month", chat=GROUP)
    neutral = stage.chat(GROUP).last
    assert neutral.edited and "Alma" not in neutral.text
    await stage.taps(ALMA, "Today", chat=GROUP)
    assert stage.chat(GROUP).last.text.splitlines()[-1] == own


@pytest.mark.parametrize(("chosen", "alias"), [("alias", "Quiet owl"), ("hidden", None)])
async def test_asking_in_a_group_never_tells_whose_alias_it_is(
    stage: Stage, chosen: str, alias: str | None
) -> None:
    await set_up(stage)
    for n, who in enumerate(CROWD):
        await play(stage, who, [100] * (12 - n), GROUP)
    person = await play(stage, ALMA, [0], GROUP)
    async with stage.database.write() as tx:
        await tx.execute(
            update(tables.accounts)
            .where(tables.accounts.c.person_id == person)
            .values(board_name=chosen, alias=alias)
        )
    asked = await stage.writes(ALMA, "/leaderboard", GROUP)
    assert "…" not in asked.text and "owl" not in asked.text
    assert asked.text == (await stage.writes(CHLOE, "/leaderboard", GROUP)).text


async def test_a_hidden_learner_stands_on_the_board_without_a_name(stage: Stage) -> None:
    await set_up(stage)
    await play(stage, ALMA, [100], 0)
    await stage.writes(ALMA, "/settings")
    await stage.taps(ALMA, "Hidden")
    await play(stage, BORIS, [0], 0)
    board = await stage.writes(BORIS, "/leaderboard")
    assert "1  \u2068тихий участник\u2069 · 1 · 1/1 · 100 %" in board.text
    assert "2  вы · 0 · 0/1 · 0 %" in board.text


async def test_forged_board_buttons_are_harmless(stage: Stage) -> None:
    await set_up(stage)
    await play(stage, BORIS, [100], 0)
    boris = await play(stage, BORIS, [], 0)
    for data in ("b.", "b.open", "b.show", "b.show:century:1:1", "b.show:day:x:y",
                 f"b.show:week:1:{'9' * 30}"):  # fmt: skip
        assert (await stage.forges(ALMA, data)).text == ""
        assert stage.chat(ALMA.telegram_id).last.screen == "board"
    await stage.forges(ALMA, f"b.show:week:1:{boris}")
    assert "  you ·" not in stage.chat(ALMA.telegram_id).last.text


async def test_a_group_keeps_its_own_midnight(stage: Stage, clock: Clock) -> None:
    await set_up(stage)
    async with stage.database.write() as tx:
        await tx.execute(update(tables.groups).values(timezone="Asia/Tokyo"))
    clock.now = clock.now.replace(hour=14, minute=59)  # 23:59 in Tokyo
    async with stage.database.write() as tx:
        person = await people_rows.recognise(tx, ALMA, clock())
        row = (await tx.execute(tables.question_versions.select())).first()
        assert row is not None
        new = [response(person.id, (row.question_id, row.id), clock(), board=GROUP)]
        await record(tx, new, ZoneInfo("Asia/Tokyo"))
    assert "Alma" in (await stage.writes(ALMA, "/leaderboard today", GROUP)).text
    clock.advance(60)
    assert "Alma" not in (await stage.writes(ALMA, "/leaderboard today", GROUP)).text
    assert "Alma" in (await stage.writes(ALMA, "/leaderboard week", GROUP)).text


async def crowd(stage: Stage, people: int) -> None:
    """So many learners in the week, the first with the most right ones."""
    await set_up(stage)
    for n in range(people):
        who = Who(6_000_000_000 + n, f"Learner {n}", language_code="en")
        await play(stage, who, [100] * (12 - n // 2) + [0] * (n % 2), 0)


async def test_pages_turn_in_place_and_lead_to_ones_own(stage: Stage) -> None:
    await crowd(stage, 22)
    last = Who(6_000_000_000 + 21, "Learner 21", language_code="en")
    board = await stage.writes(last, "/leaderboard")
    assert board.labels[4:] == ["My place", "More ›", "Picture"]
    assert board.text.splitlines()[-1].startswith("22  you · 2 · 2/3")
    await stage.taps(last, "More ›")
    second = stage.chat(last.telegram_id).last
    assert second.edited
    rows = [line for line in second.text.splitlines() if "Learner" in line]
    assert [row.split("  ")[0] for row in rows] == [str(n) for n in range(11, 21)]
    await stage.taps(last, "My place", second)
    third = stage.chat(last.telegram_id).last
    assert third.labels[4:] == ["‹ Back", "Picture"]
    assert third.text.splitlines()[-2:] == [
        "21  \u2068Learner 20\u2069 · 2 · 2/2 · 100%", "22  you · 2 · 2/3 · 67%",
    ]  # fmt: skip
    await stage.taps(last, "‹ Back", third)
    assert stage.chat(last.telegram_id).last.text == second.text


async def test_a_page_that_is_no_more_is_the_last_one(stage: Stage) -> None:
    await crowd(stage, 11)
    await stage.forges(ALMA, "b.show:week:5:0:e:0:9:0")
    assert "11  \u2068Learner 10\u2069" in stage.chat(ALMA.telegram_id).last.text


async def named_topics(stage: Stage) -> None:
    """The questions' topic is called Leaves, and another topic has one of them."""
    async with stage.database.write() as tx:
        await tx.execute(
            update(tables.sets).values(topics={"t": "Leaves", "u": "Cups"}, title="Tea")
        )
        first = (await tx.execute(VERSIONS)).first()
        assert first is not None
        await tx.execute(
            update(tables.question_versions)
            .where(tables.question_versions.c.id == first.id)
            .values(topic="u")
        )


async def test_a_board_of_one_topic(stage: Stage) -> None:
    await set_up(stage)
    await named_topics(stage)
    await play(stage, ALMA, [100, 100, 0], 0)
    board = await stage.writes(ALMA, "/leaderboard month leaves")
    assert board.text.splitlines()[0] == "This month · \u2068Leaves\u2069 · 1 person"
    assert board.text.splitlines()[-1] == "1  you · 1 · 1/2 · 50%"
    await stage.taps(ALMA, "Week")
    week = stage.chat(ALMA.telegram_id).last
    assert week.text.splitlines()[0] == "This week · \u2068Leaves\u2069 · 1 person"
    await stage.taps(ALMA, "All topics")
    assert stage.chat(ALMA.telegram_id).last.text.splitlines()[-1] == "1  you · 2 · 2/3 · 67%"
    assert "Leaves" in (await stage.writes(ALMA, "/leaderboard Leaves today")).text


async def test_a_topic_that_nobody_knows_is_said_to_be_unknown(stage: Stage) -> None:
    await set_up(stage)
    await named_topics(stage)
    board = await stage.writes(ALMA, "/leaderboard week <b>coffee")
    assert "I know no topic called “\u2068<b>coffee\u2069”" in board.text
    board = await stage.writes(ALMA, "/leaderboard tea")
    assert "Did you mean one of these?" in board.text
    lines = board.text.splitlines()
    assert lines[1:3] == [
        "/leaderboard t · \u2068Leaves\u2069", "/leaderboard u · \u2068Cups\u2069",
    ]  # fmt: skip


async def test_in_private_one_chooses_among_ones_groups_and_everyone(stage: Stage) -> None:
    await set_up(stage)
    await play(stage, BORIS, [100, 100, 100], GROUP)
    alone = await stage.writes(ALMA, "/leaderboard")
    assert alone.labels == ["Today", "Week\u00a0✓", "Month", "All"]
    await play(stage, ALMA, [100, 100], GROUP)
    everyone = await stage.writes(ALMA, "/leaderboard")
    assert everyone.labels[4:] == ["Everyone\u00a0✓", "All my groups", "Tea <circle>"]
    await stage.taps(ALMA, "Tea <circle>")
    tea = stage.chat(ALMA.telegram_id).last
    assert tea.edited
    assert tea.text.splitlines()[0] == "This week in \u2068Tea <circle>\u2069 · 2 people"
    assert tea.text.splitlines()[-1] == "2  you · 2 · 2/2 · 100%"
    await stage.taps(ALMA, "All my groups", tea)
    mine = stage.chat(ALMA.telegram_id).last
    assert mine.text.splitlines() == [
        "This week in your groups", "", "\u2068Tea <circle>\u2069: place 2 of 2 people, points: 2",
    ]  # fmt: skip
    await stage.taps(ALMA, "Today", mine)
    assert "Today in your groups" in stage.chat(ALMA.telegram_id).last.text
    await stage.taps(ALMA, "Everyone", stage.chat(ALMA.telegram_id).last)
    assert "first place is free" in stage.chat(ALMA.telegram_id).last.text


async def test_more_groups_than_a_page_holds_are_turned_to(stage: Stage) -> None:
    await set_up(stage)
    await found(stage, {GROUP - n: f"Club {n}" for n in range(1, 10)})
    for n in range(10):
        await play(stage, ALMA, [100], GROUP - n)
    board = await stage.writes(ALMA, "/leaderboard")
    await stage.taps(ALMA, "All my groups", board)
    first = stage.chat(ALMA.telegram_id).last
    assert first.text.splitlines()[-1] == "Groups 1–8 of 10."
    assert "Tea" not in first.text
    assert "Tea <circle>" not in first.labels
    await stage.taps(ALMA, "More ›", first)
    rest = stage.chat(ALMA.telegram_id).last
    assert [text.split(":")[0] for text in rest.text.splitlines()[2:]] == [
        "\u2068Club 9\u2069", "\u2068Tea <circle>\u2069", "", "Groups 9–10 of 10.",
    ]  # fmt: skip
    assert rest.labels[4:] == [
        "‹ Back", "Everyone", "All my groups\u00a0✓", "Club 9", "Tea <circle>",
    ]  # fmt: skip
    await stage.taps(ALMA, "Tea <circle>", rest)
    tea = stage.chat(ALMA.telegram_id).last
    assert tea.text.splitlines()[0] == "This week in \u2068Tea <circle>\u2069 · 1 person"
    assert tea.labels[-2:] == ["Club 9", "Tea <circle>\u00a0✓"]


async def test_another_groups_board_cannot_be_forged(stage: Stage) -> None:
    await set_up(stage)
    await play(stage, BORIS, [100], GROUP)
    await stage.forges(ALMA, f"b.show:week:5:0:{-GROUP}:0:1:0")
    assert "Борис" not in stage.chat(ALMA.telegram_id).last.text
    await stage.forges(ALMA, "b.show:week:5:0:m:0:1:0")
    assert "You have not answered in a group yet" in stage.chat(ALMA.telegram_id).last.text


async def test_a_season_has_a_button_in_its_group(stage: Stage) -> None:
    await set_up(stage)
    board = await stage.writes(ALMA, "/leaderboard season", GROUP)
    assert "No season has been started here yet" in board.text
    async with stage.database.write() as tx:
        assert await seasons.start(tx, GROUP, "Tea & cake", stage.clock())
    await play(stage, ALMA, [100], GROUP)
    board = await stage.writes(ALMA, "/leaderboard", GROUP)
    assert board.labels == ["Today", "Week\u00a0✓", "Month", "Season", "All", "Picture"]
    await stage.taps(ALMA, "Season", chat=GROUP)
    shown = stage.chat(GROUP).last
    assert shown.text.splitlines()[0] == (
        "Season \u2068Tea & cake\u2069 in \u2068Tea <circle>\u2069 · 1 person"
    )
    async with stage.database.write() as tx:
        (first,) = (await seasons.of_chats(tx, {GROUP}))[GROUP]
        stage.clock.advance(60)
        await seasons.end(tx, first.id, stage.clock())
        await seasons.start(tx, GROUP, "Winter", stage.clock())
    await stage.writes(ALMA, "/leaderboard season", GROUP)
    assert "Season\u00a0✓" in stage.chat(GROUP).last.labels
    assert stage.chat(GROUP).last.labels[-2:] == ["Winter\u00a0✓", "Tea & cake"]
    await stage.taps(ALMA, "Tea & cake", chat=GROUP)
    over = stage.chat(GROUP).last.text.splitlines()
    assert over[0].startswith("Season \u2068Tea & cake\u2069, final table in")
    assert over[-1] == "1  \u2068Alma Kestrel\u2069 · 1 · 1/1 · 100%"
    named = await stage.writes(ALMA, "/leaderboard season tea & cake", GROUP)
    assert named.text == stage.chat(GROUP).last.text and "Alma" in named.text


async def test_the_picture_shows_what_moved_since_an_earlier_day(stage: Stage) -> None:
    await set_up(stage)
    await play(stage, ALMA, [100, 100], 0)
    await play(stage, BORIS, [100], 0)
    await stage.writes(ALMA, "/leaderboard month")
    await stage.taps(ALMA, "Picture")
    today = stage.chat(ALMA.telegram_id).last
    assert today.picture is not None and today.picture.startswith(b"\x89PNG")
    assert today.text.splitlines() == [
        "This month · 2 people", "1  \u2068Alma Kestrel\u2069 · 2", "2  \u2068Борис\u2069 · 1",
    ]  # fmt: skip
    stage.clock.now += timedelta(days=1)
    await play(stage, BORIS, [100, 100, 100], 0)
    await play(stage, CHLOE, [0], 0)
    await stage.writes(ALMA, "/leaderboard month")
    await stage.taps(ALMA, "Picture")
    assert stage.chat(ALMA.telegram_id).last.text.splitlines() == [
        "This month · 3 people",
        "since 23 November",
        "1  \u2068Борис\u2069 · 3 · up 1 place",
        "2  \u2068Alma Kestrel\u2069 · 2 · down 1 place",
        "3  \u2068Chloé\u2069 · 0 · new",
    ]


async def test_a_picture_that_fails_leaves_the_words(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_sheet: object) -> bytes:
        raise OSError("no font")

    monkeypatch.setattr("bot.views.boards.podium.draw", broken)
    await set_up(stage)
    await play(stage, ALMA, [100], 0)
    await stage.writes(ALMA, "/leaderboard")
    await stage.taps(ALMA, "Picture")
    shown = stage.chat(ALMA.telegram_id).last
    assert shown.picture is None
    assert shown.text.splitlines() == ["This week · 1 person", "1  \u2068Alma Kestrel\u2069 · 1"]


async def test_an_empty_board_has_no_picture(stage: Stage) -> None:
    board = await stage.writes(ALMA, "/leaderboard")
    assert "Picture" not in board.labels
    await stage.forges(ALMA, "b.picture:week:1:0:e:0:1:0")
    assert "nothing to draw" in stage.chat(ALMA.telegram_id).last.text
