"""Settings, /privacy, /export and /forget, driven by updates."""

import json
from datetime import UTC, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot.domain.owed import Owed, Timer
from bot.domain.people.person import BoardName
from bot.handlers.people import PRIVATE_ONLY
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.delivery.owing import owe, set_timer
from bot.storage.people import people as people_rows
from bot.storage.quiz.responses import record
from bot.views.menu import Audience, menu
from bot.views.words import words
from tests.conftest import Clock
from tests.handlers.people_stage import ALMA, BORIS, CHLOE, GROUP, TEACHER, Stage
from tests.storage.bank_rows import add_set
from tests.storage.people_rows import response


@pytest.fixture
def stage(database: Database, clock: Clock) -> Stage:
    return Stage(database, clock)


async def test_settings_show_what_holds_and_change_in_place(stage: Stage) -> None:
    opened = await stage.writes(ALMA, "/settings")
    assert "Name on leaderboards: \u2068Alma Kestrel\u2069" in opened.text
    assert "Language: automatic, as in Telegram" in opened.text
    assert "My name\u00a0✓" in opened.labels and "Automatic\u00a0✓" in opened.labels
    assert not opened.edited

    assert (await stage.taps(ALMA, "Hidden")).text == "Saved"
    hidden = stage.chat(ALMA.telegram_id).last
    assert hidden.edited
    assert "others read “a quiet learner”" in hidden.text
    assert "Hidden\u00a0✓" in hidden.labels

    await stage.taps(ALMA, "Русский")
    assert "Имя в таблицах: скрыто" in stage.chat(ALMA.telegram_id).last.text
    await stage.taps(ALMA, "Авто")
    assert "Name on leaderboards: hidden" in stage.chat(ALMA.telegram_id).last.text


async def test_a_time_zone_is_chosen_by_button_or_by_name(stage: Stage) -> None:
    await stage.writes(BORIS, "/settings")
    await stage.taps(BORIS, "Часовой пояс")
    zones = stage.chat(BORIS.telegram_id).last
    assert zones.edited
    assert "Москва" in zones.labels
    await stage.taps(BORIS, "Ереван")
    assert "Часовой пояс: Ереван" in stage.chat(BORIS.telegram_id).last.text

    named = await stage.writes(BORIS, "/timezone europe/berlin")
    assert "Часовой пояс: Берлин" in named.text
    assert "Часовой пояс: Ташкент" in (await stage.writes(BORIS, "/timezone Ташкент")).text
    assert "Москва" in (await stage.writes(BORIS, "/timezone")).labels


async def test_a_mistyped_zone_gets_suggestions_that_can_be_tapped(stage: Stage) -> None:
    asked = await stage.writes(ALMA, "/timezone Europ/Berln")
    assert "Did you mean" in asked.text
    assert "Berlin" in asked.labels
    await stage.taps(ALMA, "Berlin")
    assert "Time zone: Berlin" in stage.chat(ALMA.telegram_id).last.text
    lost = await stage.writes(ALMA, "/timezone <b>zzzzzzz</b>")
    assert "I know no time zone" in lost.text and "zzz" not in lost.text
    await stage.taps(ALMA, "Time zone")
    assert "Berlin\u00a0✓" in stage.chat(ALMA.telegram_id).last.labels


async def test_an_alias_is_shown_escaped_and_used_at_once(stage: Stage) -> None:
    saved = await stage.writes(ALMA, "/alias <b>Quiet</b> owl & co")
    assert "&lt;b&gt;Quiet&lt;/b&gt; owl &amp; co" in saved.html
    assert "Alias\u00a0✓" in saved.labels
    async with stage.database.read() as tx:
        alma = await people_rows.find(tx, ALMA.telegram_id)
    assert alma is not None
    assert (alma.board_name, alma.alias) == (BoardName.ALIAS, "<b>Quiet</b> owl & co")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("/alias", "Write the alias after the command"),
        ("/alias " + "x" * 41, "a little long"),
        ("/alias two\nlines", "a line break"),
        ("/alias \u202eamla", "a line break or an invisible sign"),
    ],
)
async def test_a_refused_alias_is_explained_and_changes_nothing(
    stage: Stage, typed: str, words: str
) -> None:
    assert words in (await stage.writes(ALMA, typed)).text
    async with stage.database.read() as tx:
        alma = await people_rows.find(tx, ALMA.telegram_id)
    assert alma is not None
    assert (alma.board_name, alma.alias) == (BoardName.NAME, None)


async def test_the_alias_button_waits_for_an_alias(stage: Stage) -> None:
    await stage.writes(ALMA, "/settings")
    toast = await stage.taps(ALMA, "Alias")
    assert toast.alert and "/alias Quiet owl" in toast.text
    assert "My name\u00a0✓" in stage.chat(ALMA.telegram_id).last.labels


@pytest.mark.parametrize(
    "data",
    ["p.", "p.name:king", "p.lang:xx", "p.zone:Moon/Base", "p.forget:1", "p.forget:a:b", "p.nope",
     "p.forget:" + "9" * 40 + ":1"],
)  # fmt: skip
async def test_forged_buttons_change_nothing(stage: Stage, data: str) -> None:
    await stage.writes(ALMA, "/settings")
    before = len(stage.chat(ALMA.telegram_id).sent)
    assert (await stage.forges(ALMA, data)).text.startswith("That button is from earlier")
    assert len(stage.chat(ALMA.telegram_id).sent) == before


async def test_settings_buttons_do_nothing_in_a_group(stage: Stage) -> None:
    assert "earlier" in (await stage.forges(ALMA, "p.name:hidden", GROUP)).text
    async with stage.database.read() as tx:
        assert await people_rows.find(tx, ALMA.telegram_id) is None


async def test_privacy_help_and_hints_make_no_account(stage: Stage) -> None:
    assert "/forget" in (await stage.writes(BORIS, "/privacy")).text
    assert stage.chat(BORIS.telegram_id).last.labels == ["Мои данные файлом", "Забыть меня"]
    assert "Что мы можем делать" in (await stage.writes(BORIS, "/help")).text
    assert "Такой команды" in (await stage.writes(BORIS, "/nonsense")).text
    for command in ("round", "schedule", "season", "skip", "pause"):
        assert "работает в группе" in (await stage.writes(BORIS, f"/{command}")).text
    await stage.sends(BORIS, dice={"emoji": "🎲", "value": 3})
    assert "прочесть не могу" in stage.chat(BORIS.telegram_id).last.text
    assert "Я ничего о вас не храню" in (await stage.writes(BORIS, "/export")).text
    assert "Я ничего о вас не храню" in (await stage.writes(BORIS, "/forget")).text
    assert "прочесть не могу" not in (await stage.writes(CHLOE, "/help")).text
    assert "What we can do together" in stage.chat(CHLOE.telegram_id).last.text
    async with stage.database.read() as tx:
        assert (await tx.execute(select(tables.accounts))).all() == []


async def test_help_has_lines_for_instructors_and_a_short_form_for_groups(stage: Stage) -> None:
    assert "For instructors" not in (await stage.writes(ALMA, "/help")).text
    assert "/sample" in (await stage.writes(TEACHER, "/help")).text
    group = await stage.writes(ALMA, "/help", GROUP)
    assert "/leaderboard shows who is ahead here" in group.text
    assert "/export" not in group.text


async def test_unknown_commands_in_groups_are_left_alone(stage: Stage) -> None:
    await stage.writes(ALMA, "/help", GROUP)
    await stage.writes(ALMA, "/weather", GROUP)
    assert len(stage.chat(GROUP).sent) == 1


@pytest.mark.parametrize("command", PRIVATE_ONLY)
async def test_what_is_about_one_person_is_pointed_out_of_the_group(
    stage: Stage, command: str
) -> None:
    told = await stage.writes(ALMA, f"/{command.upper()}@quiz_bot now", GROUP)
    assert told.text.startswith(f"/{command} works in a private chat")
    assert [[b.url for b in row] for row in told.keyboard] == [["https://t.me/quiz_bot?start"]]
    async with stage.database.read() as tx:
        assert await people_rows.find(tx, ALMA.telegram_id) is None


async def test_commands_to_another_bot_are_left_alone(stage: Stage) -> None:
    await stage.writes(ALMA, "/score", GROUP)
    await stage.writes(ALMA, "/score@tea_bot", GROUP)
    assert len(stage.chat(GROUP).sent) == 1


def test_every_command_of_the_menus_is_answered_in_groups() -> None:
    everywhere = {name for name, _ in menu(Audience.INSTRUCTOR, words("en"))}
    of_groups = {name for name, _ in menu(Audience.GROUP_ADMIN, words("en"))}
    assert everywhere - of_groups <= {*PRIVATE_ONLY}
    assert not of_groups & {*PRIVATE_ONLY}


async def test_unknown_buttons_get_a_kind_word_everywhere(stage: Stage) -> None:
    assert "does nothing any more" in (await stage.forges(ALMA, "zzz:1")).text
    assert "does nothing any more" in (await stage.forges(ALMA, "zzz:1", GROUP)).text


# --- /export and /forget -------------------------------------------------------------------------


async def everything_about(stage: Stage, clock: Clock) -> int:
    """Alma has been everywhere: every table that can name her does. Her surrogate id."""
    now = clock()
    async with stage.database.write() as tx:
        alma = await people_rows.recognise(tx, ALMA, now)
        boris = await people_rows.recognise(tx, BORIS, now)
        tea = await add_set(tx)
        question = tea.questions["tea-colour"], tea.versions["tea-colour"]
        attempt = (
            await tx.execute(
                insert(tables.attempts)
                .values(
                    person_id=alma.id,
                    kind="quiz",
                    set_id=tea.id,
                    topic="leaf",
                    state="open",
                    position=1,
                    total=2,
                    started_at=now,
                )
                .returning(tables.attempts.c.id)
            )
        ).scalar_one()
        await tx.execute(
            insert(tables.attempt_questions).values(
                attempt_id=attempt,
                position=1,
                version_id=question[1],
                option_order=["b", "a"],
                selected=[],
                asked_at=now,
            )
        )
        await tx.execute(
            insert(tables.groups).values(
                id=GROUP,
                title="Tea circle",
                timezone="UTC",
                who_may_start="everyone",
                status="member",
                missing="",
                first_seen=now,
            )
        )
        await record(
            tx,
            [
                response(alma.id, question, now),
                response(alma.id, question, now, board=GROUP, mark=0, options=["b"]),
                response(boris.id, question, now),
            ],
            UTC,
        )
        await tx.execute(
            insert(tables.rounds).values(
                chat=GROUP,
                started_by=alma.id,
                state="finished",
                seconds=20,
                position=1,
                total=1,
                started_at=now,
            )
        )
        await tx.execute(
            insert(tables.uploads).values(
                person_id=alma.id,
                chat=ALMA.telegram_id,
                file_name="alma_k.yaml",
                content="by Kestrel",
                report={},
                state="checked",
                at=now,
            )
        )
        await tx.execute(
            insert(tables.shown).values(
                chat=ALMA.telegram_id, place="step:1:1", message_id=5, at=now
            )
        )
        await set_timer(tx, Timer("t", now, ALMA.telegram_id, "any"))
        await owe(tx, [Owed(ALMA.telegram_id, "hint"), Owed(BORIS.telegram_id, "hint")], now)
        letters = {"sender": ALMA.telegram_id, "received_at": now, "kind": "message"}
        for update_id, lane, state in (
            (1, str(ALMA.telegram_id), "dead"), (2, "poll:9", "waiting"),
            (3, str(ALMA.telegram_id), "done"), (10**6, str(ALMA.telegram_id), "waiting"),
        ):  # fmt: skip
            await tx.execute(
                insert(tables.inbox).values(
                    update_id=update_id,
                    lane=lane,
                    state=state,
                    **letters,
                    raw='{"from": "Alma Kestrel"}',
                    reason="ValueError: Kestrel",
                )
            )
        await tx.execute(
            insert(tables.inbox).values(
                update_id=4,
                lane="1",
                state="waiting",
                sender=BORIS.telegram_id,
                received_at=now,
                kind="message",
                raw="{}",
            )
        )
    return alma.id  # fmt: skip


async def every_row(database: Database) -> dict[str, list[dict[str, Any]]]:
    async with database.read() as tx:
        return {
            table.name: [dict(row._mapping) for row in await tx.execute(select(table))]
            for table in tables.metadata.sorted_tables
        }


async def test_export_is_complete_and_machine_readable(stage: Stage, clock: Clock) -> None:
    person = await everything_about(stage, clock)
    sent = await stage.writes(ALMA, "/export")
    assert sent.file is not None and sent.file.name.endswith(".json")
    data = json.loads(sent.file.content)
    assert data["account"]["telegram_id"] == ALMA.telegram_id
    assert data["account"]["first_name"] == "Alma"
    assert data["account"]["person_id"] == person
    assert data["settings"]["name_on_boards"] == "name"
    (attempt,) = data["attempts"]
    assert (attempt["set"], attempt["topic"], attempt["state"]) == ("tea", "leaf", "open")
    assert attempt["questions"][0]["question"] == "tea-colour"
    private, group = data["responses"]
    assert private["stem"] == "Which tea is not oxidised?"
    assert private["chosen"] == [{"option": "a", "text": "Green"}]
    assert (private["mark"], private["where"]) == (1.0, {"board": "private"})
    assert group["where"] == {"board": "group", "id": GROUP, "title": "Tea circle"}
    assert (group["mark"], group["at"]) == (0.0, clock().isoformat())
    assert {total["period"] for total in data["totals"]} == {"day", "week", "month", "all"}
    assert len(data["rounds_started"]) == 1
    assert data["uploads"][0]["file_name"] == "alma_k.yaml"
    assert "Борис" not in sent.file.content.decode()


async def test_forget_leaves_no_trace_of_the_person(stage: Stage, clock: Clock) -> None:
    person = await everything_about(stage, clock)
    await stage.writes(ALMA, "/forget")
    await stage.taps(ALMA, "Yes, forget me")
    farewell = stage.chat(ALMA.telegram_id).last
    assert farewell.screen == "people.farewell" and "I have forgotten you" in farewell.text
    assert farewell.edited and not farewell.keyboard, "its buttons are gone"

    rows = await every_row(stage.database)
    # What she sent after the confirmation is a new beginning and still waits.
    waiting = {row["update_id"] for row in rows["inbox"] if row["state"] == "waiting"}
    assert waiting == {4, 10**6}
    rows["inbox"] = [row for row in rows["inbox"] if row["update_id"] != 10**6]
    left = json.dumps(rows, default=str, ensure_ascii=False)
    for trace in (str(ALMA.telegram_id), "Alma", "Kestrel", "alma_k"):
        assert trace not in left
    mine = [row for row in rows["responses"] if row["person_id"] == person]
    assert len(mine) == 2
    assert not [row for row in rows["totals"] if row["person_id"] == person]
    assert rows["attempts"][0]["state"] == "stopped"
    assert rows["uploads"][0]["state"] == "cancelled"
    assert [row["telegram_id"] for row in rows["accounts"]] == [BORIS.telegram_id]


async def test_a_forgotten_person_begins_from_zero(stage: Stage, clock: Clock) -> None:
    before = await everything_about(stage, clock)
    await stage.writes(ALMA, "/forget")
    await stage.taps(ALMA, "Yes, forget me")
    await stage.writes(ALMA, "/settings")
    async with stage.database.read() as tx:
        alma = await people_rows.find(tx, ALMA.telegram_id)
    assert alma is not None and alma.id != before
    sent = await stage.writes(ALMA, "/export")
    assert sent.file is not None
    data = json.loads(sent.file.content)
    assert data["responses"] == data["attempts"] == data["uploads"] == []


async def test_the_button_that_forgets_works_once_and_for_ten_minutes(
    stage: Stage, clock: Clock
) -> None:
    await stage.writes(ALMA, "/settings")
    asked = await stage.writes(ALMA, "/forget")
    clock.now += timedelta(minutes=10, seconds=1)
    late = await stage.taps(ALMA, "Yes, forget me", asked)
    assert late.alert and "nothing was deleted" in late.text

    asked = await stage.writes(ALMA, "/forget")
    await stage.taps(ALMA, "Yes, forget me", asked)
    sent = len(stage.chat(ALMA.telegram_id).sent)
    again = await stage.taps(ALMA, "Yes, forget me", asked)
    assert again.text == "Already done: I know nothing about you."
    keep = await stage.taps(ALMA, "No, keep everything", asked)
    assert keep.text == "Already done: I know nothing about you."
    assert len(stage.chat(ALMA.telegram_id).sent) == sent
    await stage.writes(ALMA, "/settings")
    again = await stage.taps(ALMA, "Yes, forget me", asked)
    assert again.alert and "what I knew then is deleted" in again.text
    async with stage.database.read() as tx:
        assert await people_rows.find(tx, ALMA.telegram_id) is not None


async def test_nobody_forgets_somebody_else(stage: Stage) -> None:
    await stage.writes(ALMA, "/settings")
    await stage.writes(BORIS, "/settings")
    asked = await stage.writes(ALMA, "/forget")
    toast = await stage.forges(BORIS, asked.data("Yes, forget me"))
    assert "ничего не удалено" in toast.text
    async with stage.database.read() as tx:
        assert await people_rows.find(tx, ALMA.telegram_id) is not None
        assert await people_rows.find(tx, BORIS.telegram_id) is not None


async def test_keeping_everything_keeps_everything(stage: Stage) -> None:
    await stage.writes(ALMA, "/settings")
    await stage.writes(ALMA, "/forget")
    await stage.taps(ALMA, "No, keep everything")
    kept = stage.chat(ALMA.telegram_id).last
    assert kept.edited and "Nothing was deleted" in kept.text and kept.labels == []
    async with stage.database.read() as tx:
        assert await people_rows.find(tx, ALMA.telegram_id) is not None


async def test_the_farewell_speaks_the_chosen_language(stage: Stage) -> None:
    await stage.writes(ALMA, "/settings")
    await stage.taps(ALMA, "Русский")
    await stage.writes(ALMA, "/forget")
    await stage.taps(ALMA, "Да, забыть меня")
    assert "я вас больше не помню" in stage.chat(ALMA.telegram_id).last.text


async def test_privacy_leads_to_the_file_and_to_the_farewell(stage: Stage) -> None:
    await stage.writes(ALMA, "/settings")
    privacy = await stage.writes(ALMA, "/privacy")
    await stage.taps(ALMA, "My data as a file", privacy)
    assert stage.chat(ALMA.telegram_id).last.file is not None
    await stage.taps(ALMA, "Forget me", privacy)
    assert "Shall I forget you?" in stage.chat(ALMA.telegram_id).last.text


async def test_the_examples_of_help_call_a_topic_that_there_is(stage: Stage) -> None:
    assert "/quiz TOPIC 10" in (await stage.writes(ALMA, "/help")).text
    async with stage.database.write() as tx:
        await add_set(tx)
    assert "/quiz leaf 10" in (await stage.writes(ALMA, "/help")).text


async def test_instructors_are_told_that_files_are_read(stage: Stage) -> None:
    await stage.sends(TEACHER, location={"latitude": 1.0, "longitude": 2.0})
    assert ".yaml" in stage.chat(TEACHER.telegram_id).last.text
