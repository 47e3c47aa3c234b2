"""How rounds look: polls within Telegram's limits, and the message that follows a round."""

import html
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.boards.board import Standing, Total
from bot.domain.question import Citation, Option, Question, QuestionType
from bot.domain.rounds.modes import Mode, TeamPlace
from bot.domain.rounds.quiz_poll import fits_poll, units
from bot.domain.rounds.round import (
    LobbyScene,
    Outcome,
    Phase,
    PollState,
    PollToSend,
    RoundKind,
    RoundState,
    Scene,
    TableLine,
)
from bot.services.rounds.reading import RIGHT_NAMED
from bot.views.fitting import length
from bot.views.message import Message
from bot.views.rounds.lobby import head
from bot.views.rounds.polls import explanation, poll
from bot.views.rounds.tables import result, table
from bot.views.rounds.why import why_list
from bot.views.words import Words, words
from tests.storage.bank_rows import TEA_BOOK, make_question

EN, RU = words("en"), words("ru")
SOURCES = {"tea-book": TEA_BOOK}
TRUE_FALSE = make_question(
    "q",
    QuestionType.TRUEFALSE,
    stem="Tea grows.",
    options=[Option("true", "", key=True), Option("false", "")],
)


def to_send(question: Question, language: str = "en", position: int = 3) -> PollToSend:
    order = tuple(option.id for option in question.options)
    return PollToSend(position, 5, 30, question, order, language, ("ru",), SOURCES)


def outcome(question: Question, answered: int = 14, right: int = 9) -> Outcome:
    return Outcome(4, PollState.CLOSED, question, "en", SOURCES, answered, right)


def line(rank: int, score: int, label: str | None) -> TableLine:
    return TableLine(Standing(rank, Total(rank, score, 0, 0)), label)


SCENE = Scene(
    round_id=1, chat=-1, state=RoundState.OPEN, position=1, total=8, seconds=30, wishes=("en",),
    outcome=None, lost=(), lines=(), people=0,
)  # fmt: skip


def text(scene: Scene, locale: str = "en") -> str:
    say = words(locale)
    if scene.over:
        markup = result(scene, say, "cite_bot").html
    elif scene.outcome is not None:
        markup = table(scene, say, "cite_bot").html
    else:
        markup = head(scene, say).html
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_a_round_in_another_language_says_so_when_it_begins() -> None:
    scene = replace(SCENE, languages=("en",))
    assert text(scene).splitlines()[-1].startswith("Answer in the polls below.")
    assert text(scene, "ru").splitlines()[-1] == "Язык вопросов: английский."


# --- polls ----------------------------------------------------------------------------------------


def test_a_poll_names_its_place_and_marks_every_key() -> None:
    several = make_question(
        "q",
        QuestionType.MULTIPLE,
        stem="Which <are> tea?",
        options=[Option("a", "White", key=True), Option("b", "Mint"), Option("c", "Red", key=True)],
    )
    drawn = poll(to_send(several))
    assert drawn.question == "3/5 · Which <are> tea?"
    assert (drawn.options, drawn.correct) == (("White", "Mint", "Red"), (0, 2))
    assert (drawn.seconds, drawn.shuffle) == (30, True)


def test_the_poll_of_a_question_of_the_day_says_what_it_is() -> None:
    of_day = replace(to_send(TRUE_FALSE, "ru"), kind=RoundKind.DAY)
    assert poll(of_day).question == "Вопрос дня · Tea grows."


def test_true_and_false_are_said_in_the_language_of_the_set_and_stay_in_order() -> None:
    drawn = poll(to_send(TRUE_FALSE, "ru"))
    assert (drawn.options, drawn.shuffle) == (("Верно", "Неверно"), False)


def test_years_are_not_shuffled() -> None:
    years = make_question("q", options=[Option("a", "1994", key=True), Option("b", "1992")])
    assert poll(to_send(years)).shuffle is False


def test_the_explanation_is_brief_rationale_and_citation_escaped() -> None:
    question = replace(make_question("q"), brief="Green <& good>\nalways.")
    assert explanation(question, SOURCES, EN) == (
        "Green &lt;&amp; good&gt; always.\n📖 Tea book (2021), ¶1"
    )


def test_what_is_cited_for_a_distractor_or_the_stem_proves_no_key() -> None:
    citations = [
        Citation("tea-book", 9, (1,), "x", stem=True),
        Citation("tea-book", 3, (1,), "x"),
        Citation("tea-book", 5, (1,), "x", refutes=(2,)),
    ]
    question = make_question("q", citations=citations)
    assert explanation(question, SOURCES, EN).endswith("\n📖 Tea book (2021), ¶3")
    told = table(replace(SCENE, outcome=outcome(question)), EN, "cite_bot")
    assert "📖 Tea book (2021), ¶3\n" in f"{told.html}\n"


def test_paragraphs_of_one_document_stand_together() -> None:
    places = [("tea-book", 3), ("other", 5), ("tea-book", 14), ("tea-book", 3)]
    citations = [Citation(slug, paragraph, (1,), "x") for slug, paragraph in places]
    sources = SOURCES | {"other": replace(TEA_BOOK, id="other", short="Tea in 2021")}
    assert explanation(make_question("q", citations=citations), sources, EN).endswith(
        "\n📖 Tea book (2021), ¶3, ¶14 · 📖 Tea in 2021, ¶5"
    )


def test_pages_are_named_once_each_and_only_where_they_fit() -> None:
    citations = [Citation("tea-book", paragraph, (1,), "x") for paragraph in (3, 4, 9)]
    pages = {(TEA_BOOK.sha256, number): page for number, page in ((3, 12), (4, 12), (9, 13))}
    question = make_question("q", citations=citations)
    told = explanation(question, SOURCES, EN, pages)
    assert told.endswith("\n📖 Tea book (2021), p. 12, ¶3, ¶4, p. 13, ¶9")
    assert explanation(question, SOURCES, RU, pages).endswith("с. 12, ¶3, ¶4, с. 13, ¶9")
    over = replace(outcome(question), pages=pages)
    assert (
        "📖 Tea book (2021), p. 12, ¶3, ¶4, p. 13, ¶9"
        in table(replace(SCENE, outcome=over), EN, "cite_bot").html
    )
    full = replace(question, brief="x" * 169)  # 169 + 1 + 30 are 200 characters
    assert explanation(full, SOURCES, EN, pages).endswith("x\n📖 Tea book (2021), ¶3, ¶4, ¶9")


def test_a_second_citation_comes_only_when_there_is_room() -> None:
    citations = [Citation("tea-book", 3, (1,), "x"), Citation("other", 14, (1,), "y")]
    long = replace(make_question("q", citations=citations), brief="x" * 120)
    wordy = {slug: replace(TEA_BOOK, short=slug[0] * 30) for slug in ("tea-book", "other")}
    # 120 + 1 + 43 is within 200 characters; with " · " and 44 more it is not.
    assert explanation(long, wordy, EN).count("📖") == 1


def test_an_undated_source_has_no_year_and_an_unknown_one_its_id() -> None:
    question = make_question("q")
    undated = {"tea-book": replace(TEA_BOOK, date=None)}
    assert explanation(question, undated, EN).endswith("📖 Tea book, ¶1")
    assert explanation(question, {}, EN).endswith("📖 tea-book, ¶1")


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=320)


@given(anything, anything, anything, st.text(max_size=30))
def test_what_fits_a_poll_keeps_every_limit(stem: str, choice: str, brief: str, short: str) -> None:
    question = make_question("q", stem=stem or "?", options=[
        Option("a", choice, key=True), Option("b", "Black"),
    ])  # fmt: skip
    question = replace(question, brief=brief)
    if not fits_poll(question):
        return
    asked = replace(
        to_send(question), position=20, total=20,
        sources={"tea-book": replace(TEA_BOOK, short=short)},
    )  # fmt: skip
    drawn = poll(asked)
    shown = html.unescape(drawn.explanation_html)
    assert 1 <= units(drawn.question) <= 300
    assert all(1 <= units(option) <= 100 for option in drawn.options)
    assert length(drawn.explanation_html) <= 200
    assert shown.count("\n") <= 2
    assert "📖" in shown


# --- the message ----------------------------------------------------------------------------------


def test_a_round_begins_by_saying_how_long_and_that_votes_are_seen() -> None:
    assert text(SCENE) == (
        "A quiz of 8 questions, 30\u00a0s for each.\n"
        "Answer in the polls below. Telegram shows everybody who chose what."
    )


def test_between_questions_it_shows_how_the_last_one_went_and_the_table() -> None:
    question = make_question("q", options=[Option("a", "20 <April>", key=True), Option("b", "May")])
    scene = replace(
        SCENE,
        position=5,
        outcome=outcome(question),
        lines=(line(1, 300, "Al<i>ma"), line(1, 300, "Boris"), line(3, 250, None)),
        people=12,
    )
    assert text(scene).split("\n\n") == [
        "Question 4 of 8 is over · 14 answered, 9 right\n"
        "✓ \u206820 <April>\u2069\n"
        "📖 Tea book (2021), ¶1",
        "12 people took part:\n"
        "1. \u2068Al<i>ma\u2069 · 3\n"
        "1. \u2068Boris\u2069 · 3\n"
        "3. \u2068a quiet learner\u2069 · 2.5\n"
        "… and 9 more",
    ]


def test_all_of_it_is_said_in_russian() -> None:
    scene = replace(
        SCENE, state=RoundState.FINISHED, position=8, outcome=outcome(TRUE_FALSE, 1, 1),
        lines=(line(1, 150, "Алма"),), people=1,
    )  # fmt: skip
    assert text(scene, "ru").split("\n\n") == [
        "Викторина окончена · 8 вопросов",
        "Вопрос 4 из 8 завершён · 1 ответ, верных: 1\n"
        "✓ \u2068True\u2069\n"  # the question's own language
        "📖 Tea book (2021), ¶1",
        "Участвовал 1 человек:\n1. \u2068Алма\u2069 · 1,5",
    ]


@pytest.mark.parametrize("state", [RoundState.FINISHED, RoundState.STOPPED])
def test_at_the_end_a_button_leads_to_the_private_chat(state: RoundState) -> None:
    scene = replace(SCENE, state=state, set_code="TEA7")
    (row,) = result(scene, EN, "cite_bot").keyboard
    assert row[0].url == "https://t.me/cite_bot?start=s_TEA7"
    (row,) = result(replace(scene, set_code=None), EN, "cite_bot").keyboard
    assert row[0].url == "https://t.me/cite_bot?start"
    assert head(SCENE, EN).keyboard == ()


@pytest.mark.parametrize(
    ("draw", "state", "total", "payload"),
    [
        (table, RoundState.OPEN, 8, "why_31_4"),
        (result, RoundState.FINISHED, 8, "why_31"),
        (result, RoundState.FINISHED, 1, "why_31_1"),
    ],
)
def test_why_leads_to_the_question_that_is_over_and_at_the_end_to_all(
    draw: Callable[[Scene, Words, str], Message], state: RoundState, total: int, payload: str
) -> None:
    done = replace(outcome(TRUE_FALSE), position=min(4, total))
    over = replace(SCENE, round_id=31, state=state, total=total, outcome=done)
    why = draw(over, EN, "cite_bot").keyboard[0][0]
    assert (why.text, why.url) == ("Why?", f"https://t.me/cite_bot?start={payload}")
    everything = tuple(range(1, done.position + 1))
    lost = replace(over, outcome=replace(done, state=PollState.LOST), lost=everything)
    assert "Why?" not in str(draw(lost, EN, "cite_bot").keyboard)


def test_why_stays_at_the_end_where_only_the_last_question_was_lost() -> None:
    lost = replace(outcome(TRUE_FALSE), state=PollState.LOST)
    over = replace(SCENE, round_id=31, state=RoundState.FINISHED, outcome=lost, lost=(4,))
    assert result(over, EN, "cite_bot").keyboard[0][0].text == "Why?"
    still = replace(over, state=RoundState.OPEN)
    assert table(still, EN, "cite_bot").keyboard == ()


def test_the_table_names_who_was_right() -> None:
    done = replace(outcome(TRUE_FALSE, right=2), named=("Alma", "B<b>"))
    lines = text(replace(SCENE, outcome=done)).splitlines()
    assert lines[-1] == "Right: \u2068Alma\u2069, \u2068B<b>\u2069"
    more = replace(done, right=1200)
    assert text(replace(SCENE, outcome=more)).splitlines()[-1].endswith(" … and 1198 more")
    void = replace(done, void=True)
    assert "Right:" not in text(replace(SCENE, outcome=void)), "it counts for nobody"
    nobody = replace(done, named=())
    assert "Right:" not in text(replace(SCENE, outcome=nobody))


@pytest.mark.parametrize("say", [EN, RU])
def test_the_list_of_twenty_questions_fits(say: Words) -> None:
    long = make_question("q", stem="& " * 300)
    drawn = why_list(2**31 - 1, [(n, long) for n in range(1, 21)], say, "cite_bot")
    assert length(drawn.html) <= 4096
    assert [len(row) for row in drawn.keyboard] == [5, 5, 5, 5]


def test_a_paused_round_says_how_it_goes_on() -> None:
    paused = replace(SCENE, outcome=outcome(TRUE_FALSE), phase=Phase.PAUSED)
    assert text(paused).endswith("\n\n⏸ Paused. /resume goes on, /stop ends the quiz.")


def test_a_round_that_counts_nowhere_says_so_at_both_ends() -> None:
    line = "Nothing of this counts for the leaderboard."
    practice = replace(SCENE, ranked=False, mode=Mode.PRACTICE)
    assert line in text(practice).splitlines()
    assert line in text(replace(practice, state=RoundState.FINISHED)).splitlines()
    assert "leaderboard" not in text(SCENE)


@pytest.mark.parametrize(
    ("state", "line"),
    [
        (RoundState.OPEN, "It counts for the leaderboard once 3 people have answered."),
        (
            RoundState.FINISHED,
            "Fewer than 3 people answered: nothing of this counts for the leaderboard.",
        ),
    ],
)
def test_a_round_says_how_many_people_it_takes_to_count(state: RoundState, line: str) -> None:
    few = replace(SCENE, ranked=False, ranked_from=3, state=state)
    assert line in text(few).splitlines()
    assert line not in text(replace(few, ranked=True))


# --- the lobby ------------------------------------------------------------------------------------

LOBBY = LobbyScene(("Alma", None), 2, 30)


def test_a_lobby_names_who_joined_what_is_missing_and_when_it_starts() -> None:
    few = replace(SCENE, ranked=False, ranked_from=3)
    scene = replace(few, phase=Phase.LOBBY, lobby=LOBBY, mode=Mode.KNOCKOUT)
    assert text(scene).split("\n\n") == [
        "A quiz of 8 questions, 30\u00a0s for each.\n"
        "Knock-out: who is wrong or silent is out, until one is left. "
        "Who is out may go on answering, for the leaderboard only.\n"
        "Answer in the polls below. Telegram shows everybody who chose what.",
        "2 have joined: \u2068Alma\u2069, \u2068a quiet learner\u2069\n"
        "It counts for the leaderboard once 3 people have answered.",
        "⏳ Starts in about 30\u00a0s.",
    ]
    buttons = [[one.data for one in row] for row in head(scene, EN).keyboard]
    assert buttons == [
        ["g.join:1"],
        ["g.mode:1:0", "g.mode:1:1"],
        ["g.mode:1:2", "g.mode:1:3"],
        ["g.mode:1:4"],
        ["g.go:1", "g.cancel:1"],
    ]
    labels = [one.text for row in head(scene, EN).keyboard for one in row]
    assert "Knock-out\u00a0✓" in labels
    assert "Classic" in labels


def test_teams_are_joined_by_their_buttons() -> None:
    lobby = replace(LOBBY, teams=(1, 0), sides=(0, None))
    scene = replace(SCENE, phase=Phase.LOBBY, lobby=lobby, mode=Mode.TEAMS)
    first = head(scene, EN).keyboard[0]
    assert [(one.text, one.data) for one in first] == [
        ("Team A · 1", "g.team:1:0"), ("Team B · 0", "g.team:1:1"),
    ]  # fmt: skip
    assert text(scene).split("\n\n")[1].splitlines() == [
        "2 have joined",
        "Team A: \u2068Alma\u2069",
        "No team yet, given one at the start: \u2068a quiet learner\u2069",
    ]
    assert "Команда А: \u2068Alma\u2069" in text(scene, "ru")
    nobody = replace(lobby, labels=(), people=0, teams=(0, 0), sides=())
    assert "Who plays? Tap your team." in text(replace(scene, lobby=nobody))


def test_teams_stand_above_people_and_who_is_out_is_marked() -> None:
    scene = replace(
        SCENE, state=RoundState.FINISHED, people=2, mode=Mode.TEAMS,
        teams=(TeamPlace(1, 1, 150, 2), TeamPlace(2, 0, 75, 1)),
        lines=(line(1, 300, "Alma"), replace(line(2, 100, "Boris"), out=3)),
    )  # fmt: skip
    assert text(scene).split("\n\n")[1:] == [
        "1. Team B · 1.5 · 2 people\n2. Team A · 0.75 · 1 person",
        "2 people took part:\n"
        "1. \u2068Alma\u2069 · 3\n"
        "2. \u2068Boris\u2069 · 1 · out at question 3",
    ]


def test_a_knock_out_says_who_has_just_fallen() -> None:
    lines = (line(1, 400, "Alma"), replace(line(2, 300, "B<b>"), out=4),
             replace(line(3, 0, "Chen"), out=1))  # fmt: skip
    scene = replace(
        SCENE, mode=Mode.KNOCKOUT, outcome=outcome(TRUE_FALSE), lines=lines, people=40, fell=3
    )
    assert "Out: \u2068B<b>\u2069 … and 2 more" in text(scene).splitlines()
    assert text(scene, "ru").splitlines()[-2].endswith("· 0 · выбыл(а) на вопросе 1")
    assert "Out:" not in text(replace(scene, fell=0))


def test_a_lobby_counts_whom_it_does_not_name() -> None:
    lobby = replace(LOBBY, labels=("Alma",), people=5)
    assert "… and 4 more" in text(replace(SCENE, phase=Phase.LOBBY, lobby=lobby))
    assert "counts for" not in text(replace(SCENE, phase=Phase.LOBBY, lobby=lobby))
    empty = replace(LOBBY, labels=(), people=0)
    assert "Who plays? Tap Join." in text(replace(SCENE, phase=Phase.LOBBY, lobby=empty))


def test_practice_promises_no_ranking() -> None:
    scene = replace(SCENE, phase=Phase.LOBBY, lobby=LOBBY, mode=Mode.PRACTICE, ranked=False)
    assert "once" not in text(scene)
    assert "once 3 people" in text(replace(scene, mode=Mode.CLASSIC, ranked_from=3))


def test_a_lobby_that_was_called_off_says_only_that() -> None:
    scene = replace(SCENE, phase=Phase.LOBBY, state=RoundState.STOPPED)
    assert head(scene, EN) == Message("The quiz was called off.")
    alone = replace(scene, nobody_came=True)
    assert head(alone, EN).html.startswith("Nobody joined, so there was no quiz. /round")
    assert "/schedule" in head(replace(alone, scheduled=True), EN).html


@pytest.mark.parametrize(
    ("state", "locale", "line"),
    [
        (RoundState.FINISHED, "en", "<b>The quiz is over</b>, see the result below."),
        (RoundState.STOPPED, "en", "<b>The quiz was stopped</b>, see the result below."),
        (RoundState.FINISHED, "ru", "<b>Викторина окончена</b>, результат ниже."),
        (RoundState.STOPPED, "ru", "<b>Викторина остановлена</b>, результат ниже."),
    ],
)
def test_above_the_polls_of_a_round_that_is_over_one_line_points_below(
    state: RoundState, locale: str, line: str
) -> None:
    over = replace(SCENE, state=state, outcome=outcome(make_question("q")), lost=(2,))
    assert head(over, words(locale)) == Message(line, only_edits=True)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (RoundKind.ROUND, "<b>The quiz could not be asked</b>, see below."),
        (RoundKind.DAY, "<b>The question of the day could not be asked</b>, see below."),
    ],
)
def test_what_telegram_refused_from_the_first_question_on_has_no_result(
    kind: RoundKind, line: str
) -> None:
    refused = replace(SCENE, state=RoundState.STOPPED, kind=kind, refused=True)
    assert head(refused, EN) == Message(line, only_edits=True)
    later = replace(refused, outcome=outcome(make_question("q")))
    assert "see the result below" in head(later, EN).html


def test_nobody_and_lost_questions_are_owned_up_to() -> None:
    scene = replace(SCENE, state=RoundState.STOPPED, position=3, lost=(2,))
    assert text(scene).split("\n\n") == [
        "The quiz was stopped at question 3 of 8",
        "Question 2 was lost on its way through Telegram. It counts for nobody.",
        "Nobody answered this time.",
    ]
    assert "Questions 2, 5 were lost" in text(replace(scene, lost=(2, 5)))


def test_partly_right_answers_are_named_where_none_is_wholly_right() -> None:
    done = replace(outcome(make_question("q"), 4, 0), partly=3)
    scene = replace(SCENE, outcome=done, lines=(line(1, 33, "Alma"),), people=1)
    assert text(scene).splitlines()[0].endswith("4 answered, partly right: 3")
    some = replace(scene, outcome=replace(done, right=1))
    assert text(some).splitlines()[0].endswith("4 answered, 1 right")


@pytest.mark.parametrize(
    ("came", "locale", "line"),
    [
        (True, "en", "The quiz was stopped after question 4 of 8"),
        (False, "en", "The quiz was stopped before its first question"),
        (True, "ru", "Викторина остановлена после вопроса 4 из 8"),
        (False, "ru", "Викторина остановлена до первого вопроса"),
    ],
)
def test_stopped_before_a_question_came_it_does_not_name_that_one(
    came: bool, locale: str, line: str
) -> None:
    done = outcome(make_question("q")) if came else None
    scene = replace(SCENE, state=RoundState.STOPPED, position=5, outcome=done)
    for never_seen in (replace(scene, between=True), replace(scene, refused=True)):
        assert text(never_seen, locale).splitlines()[0] == line


def test_a_lost_question_has_no_outcome() -> None:
    lost = replace(outcome(make_question("q")), state=PollState.LOST)
    assert "is over" not in text(replace(SCENE, outcome=lost, lost=(4,)))


def test_the_longest_message_fits() -> None:
    question = make_question(
        "q", QuestionType.MULTIPLE, options=[Option(c, c * 100, key=True) for c in "abcdefghij"],
        citations=[Citation("tea-book", n, (1,), "q") for n in range(1, 6)],
    )  # fmt: skip
    done = replace(outcome(question, 10_000, 10_000), named=("🍵" * 40,) * RIGHT_NAMED)
    scene = replace(
        SCENE, state=RoundState.FINISHED, outcome=done, lost=tuple(range(1, 21)),
        lines=tuple(line(n, 2000, "🍵" * 40) for n in range(10)), people=10_000,
    )  # fmt: skip
    for say in (EN, RU):
        assert length(result(scene, say, "cite_bot").html) <= 4096


# --- what comes by schedule -----------------------------------------------------------------------


def test_a_round_that_came_by_itself_says_so() -> None:
    lobby = LobbyScene(("Alma",), 1, 120)
    scene = replace(SCENE, phase=Phase.LOBBY, lobby=lobby, scheduled=True)
    assert "📅 This comes by schedule; /schedule shows what is planned." in text(scene)
    assert "/schedule" not in text(replace(scene, scheduled=False))


DAY = replace(SCENE, kind=RoundKind.DAY, total=1, seconds=8 * 3600, scheduled=True, ranked=True)


def test_a_question_of_the_day_says_for_how_many_hours_it_is_open() -> None:
    assert text(DAY).splitlines() == [
        "Question of the day, open for 8 hours.",
        "📅 This comes by schedule; /schedule shows what is planned.",
        "Answer below whenever you like until then. Telegram shows everybody who chose what.",
    ]
    assert text(DAY, "ru").startswith("Вопрос дня, открыт 8 часов.")


def test_the_result_of_a_question_of_the_day_says_again_what_was_asked() -> None:
    asked = replace(outcome(make_question("q", stem="What is <tea>?")), position=1)
    over = replace(DAY, state=RoundState.FINISHED, outcome=asked, lines=(line(1, 100, "Alma"),))
    assert text(replace(over, people=1)).splitlines()[:4] == [
        "The question of the day is over · 14 answered, 9 right", "",
        "\u2068What is <tea>?\u2069", "",
    ]  # fmt: skip
    assert "Question 1 of 1" not in text(over)
    nobody = replace(over, state=RoundState.STOPPED, outcome=replace(asked, answered=0), lines=())
    assert text(nobody).startswith("The question of the day was closed early · nobody answered")
    [head_over] = [html.unescape(head(over, EN).html)]
    assert head_over == "<b>The question of the day is over</b>, see the result below."


def test_a_result_leads_each_person_to_what_they_missed() -> None:
    played = replace(SCENE, round_id=31, state=RoundState.FINISHED, lines=(line(1, 100, "Al"),))
    message = result(replace(played, people=1), EN, "quiz_bot")
    assert [(b.text, b.url) for row in message.keyboard for b in row] == [
        ("Review what you missed", "https://t.me/quiz_bot?start=miss_31"),
        ("Practise in private", "https://t.me/quiz_bot?start"),
    ]
    nobody = result(replace(played, lines=()), EN, "quiz_bot")
    assert len(nobody.keyboard) == 1, "nobody was there who could have missed anything"
