"""The report on a file: what it says in each state, and that the worst one fits."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.files.keywords import FORMS
from bot.bank.files.schemas import schema
from bot.bank.sample import sample
from bot.bank.upload import check_upload
from bot.domain.finding import Finding, Phrase, Value
from bot.domain.question import Release
from bot.domain.sets.changes import Detail, Kind, QuestionChange, SetChange
from bot.domain.sets.upload import Report, Standing, Upload, UploadState
from bot.sandbox.markup import parse_html
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.instructors.published import SETS_PER_PAGE, link, sets_message, take_back_message
from bot.views.instructors.uploads import confirm_message, preview_keyboard, report_message
from bot.views.message import Message
from bot.views.words import LOCALES, Words, words

NAME = "citequiz_bot"
NASTY = '<b>&"🌊 '
FINDING = Finding(1_000_000, "E202", {"key": NASTY * 100, "guess": NASTY * 100})
LONGEST = Report(
    title=(NASTY * 60)[:60],
    slug="s" * 40,
    version=999_999,
    questions=999,
    change=SetChange(
        "s" * 40,
        (NASTY * 60)[:60],
        999_998,
        999_999,
        tuple(
            QuestionChange(
                "q" * 60,
                tuple(Kind)[n % len(Kind) :],
                NASTY * 60,
                (Detail("stem", NASTY * 60, NASTY * 60), Detail("option", NASTY * 20, "")) * 4,
            )
            for n in range(len(Kind) * 9)
        ),
        (Detail("title", NASTY * 10, NASTY * 10),) * 9,
        (Release(999_999, date(2026, 11, 29), (NASTY * 60)[:300]),) * 9,
    ),
    unchecked=((NASTY * 30)[:30],) * 500,
    warnings=(FINDING,) * 500,
)
STANDING = Standing(2**62, "ABCDEFGH", 999_999, (NASTY * 60)[:60], 999, later=1_000_000)


def reworded(*ids: str) -> SetChange:
    changes = tuple(QuestionChange(name, (Kind.WORDING,), "Which?") for name in ids)
    return SetChange("tea", "Tea", 1, 2, changes)


@pytest.fixture(params=LOCALES)
def say(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def upload(state: UploadState, report: Report, *, name: str = NASTY * 9) -> Upload:
    set_id = 2**62 if state is UploadState.PUBLISHED else None
    return Upload(2**62, 1, 2**62, name, state, None, set_id, report)


def text_of(message: Message) -> str:
    assert length(message.html) <= TEXT_LIMIT
    text, _ = parse_html(message.html)  # raises where Telegram would refuse
    for row in message.keyboard:
        for button in row:
            assert len((button.data or "").encode()) <= 64
    return text


@pytest.mark.parametrize("state", list(UploadState))
@pytest.mark.parametrize("findings", [0, 1, 12, 101])
def test_the_worst_report_fits(say: Words, state: UploadState, findings: int) -> None:
    found = findings if state is UploadState.REFUSED else 0
    report = Report.from_json({**LONGEST.to_json(), "findings": [FINDING.to_json()] * found})
    text = text_of(report_message(upload(state, report), say, NAME, STANDING))
    shown = text.count("→")
    if state in {UploadState.REFUSED, UploadState.CHECKED}:
        assert 1 <= shown < found + 500
    else:
        assert shown == 0


def test_warnings_come_after_what_refuses_and_do_not_stand_in_the_way() -> None:
    flaw = Finding(77, "L01", {"number": 2, "percent": 40})
    clean = Report("Tea", "tea", 1, 5, warnings=(flaw,) * 2)
    checked = text_of(report_message(upload(UploadState.CHECKED, clean), words("en"), NAME))
    assert (
        "line 77, warning: the key (option 2) is 40 % longer than the longest distractor. "
        "→ shorten the key, or let a distractor be as long" in checked.splitlines()
    )
    assert "2 warnings. The set can be published as it is" in checked
    mixed = replace(clean, findings=(Finding(99, "E105"),))
    refused = text_of(report_message(upload(UploadState.REFUSED, mixed), words("en"), NAME))
    assert "Not accepted yet: 1 problem." in refused
    assert refused.index("line 99") < refused.index("line 77")
    assert "can be published" not in refused
    published = upload(UploadState.PUBLISHED, clean)
    told = text_of(report_message(published, words("en"), NAME, STANDING))
    assert "warning" not in told


def test_a_report_of_earlier_days_had_no_warnings() -> None:
    content = LONGEST.to_json()
    del content["warnings"]
    assert Report.from_json(content) == replace(LONGEST, warnings=())


def test_what_is_left_out_is_counted() -> None:
    short = Report(findings=tuple(Finding(n, "E105") for n in range(1, 15)))
    text = text_of(report_message(upload(UploadState.REFUSED, short), words("en"), NAME))
    assert "line 12: a tab. → indent and separate with spaces" in text
    assert "line 13:" not in text
    assert "… and 2 more in the file." in text
    assert "14 problems" in text


def test_what_is_to_be_written_can_be_copied_and_nothing_of_the_file_is_markup() -> None:
    found = (
        Finding(3, "E201", {"key": "brief"}),
        Finding(4, "E202", {"key": "<b>`", "guess": "x"}),
    )
    report = upload(UploadState.REFUSED, Report(findings=found))
    lines = report_message(report, words("en"), NAME).html.splitlines()
    assert lines[2].endswith("add a line <code>brief: …</code>")
    assert "unknown key &lt;b&gt;`. → write x" in lines[3]


def test_a_refused_file_says_nothing_about_questions_read() -> None:
    refused = upload(UploadState.REFUSED, Report(findings=(FINDING,)), name="tea.yaml")
    first = text_of(report_message(refused, words("en"), NAME)).splitlines()[0]
    assert first == "tea.yaml"


def test_only_a_checked_file_can_be_published() -> None:
    for state in UploadState:
        keyboard = report_message(upload(state, LONGEST), words("en"), NAME, STANDING).keyboard
        verbs = [b.data.split(":")[0] for row in keyboard for b in row if b.data]
        decide = ["k.preview", "k.changes", "k.publish", "k.cancel"]
        wanted = decide if state is UploadState.CHECKED else []
        wanted = ["k.back"] if state is UploadState.PUBLISHED else wanted
        assert verbs == wanted


def test_a_published_set_is_reached_by_code_and_link() -> None:
    message = report_message(upload(UploadState.PUBLISHED, LONGEST), words("en"), NAME, STANDING)
    assert link(NAME, "ABCDEFGH") == "https://t.me/citequiz_bot?start=s_ABCDEFGH"
    assert "ABCDEFGH" in text_of(message)
    assert message.keyboard[0][0].url == link(NAME, "ABCDEFGH")


def test_changes_name_a_few_ids_and_all_of_their_number() -> None:
    report = Report("Tea", "tea", 2, 5, change=reworded(*(f"q-{n}" for n in range(10))))
    text = text_of(report_message(upload(UploadState.CHECKED, report), words("en"), NAME))
    assert "10 reworded: q-0, q-1, q-2, q-3, q-4, q-5, q-6, q-7, …" in text


@pytest.mark.parametrize("before", [None, STANDING, replace(STANDING, withdrawn=True)])
def test_the_question_before_publishing_fits(say: Words, before: Standing | None) -> None:
    message = confirm_message(upload(UploadState.CHECKED, LONGEST), before, say)
    assert str(LONGEST.title) in text_of(message)
    assert [row[0].data.split(":")[0] for row in message.keyboard if row[0].data] == [
        "k.sure",
        "k.report",
    ]


def test_the_question_before_publishing_says_what_changes_and_what_is_not_compared() -> None:
    report = Report("Tea", "tea", 2, 5, unchecked=("Tea leaflet",), change=reworded("tea-plant"))
    asked = upload(UploadState.CHECKED, report)
    first = text_of(confirm_message(asked, None, words("en")))
    assert "A new set of 5 questions." in first
    assert "Not checked against the document: Tea leaflet." in first
    before = Standing(1, "ABCDEFGH", 1, "Tea", 5)
    newer = text_of(confirm_message(asked, before, words("en")))
    assert "Version 2, 5 questions, takes the place of version 1 for all learners." in newer
    assert "1 reworded: tea-plant" in newer
    proven = replace(asked, report=replace(report, unchecked=()))
    assert "Every quotation stands in its document." in text_of(
        confirm_message(proven, before, words("en"))
    )


GONE = {
    "en": "You can take it back later. Learners are then not offered this set any more.",
    "ru": "Позже набор можно снять. Тогда учащимся его больше не предложат.",
}
EARLIER = {
    "en": "You can take it back later. Learners are then offered version 1 again.",
    "ru": "Позже её можно снять. Тогда учащимся снова предложат версию 1.",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_question_before_publishing_says_what_taking_back_will_do(locale: str) -> None:
    asked = upload(UploadState.CHECKED, Report("Tea", "tea", 2, 5))
    before = Standing(1, "ABCDEFGH", 1, "Tea", 5)

    def last(before: Standing | None) -> str:
        return text_of(confirm_message(asked, before, words(locale))).splitlines()[-1]

    assert last(None) == GONE[locale]
    assert last(before) == EARLIER[locale]
    assert last(replace(before, withdrawn=True)) == GONE[locale]


IDS = {
    "E603": {
        "en": "line 4: the set id tea belongs to a set that came with the bot."
        " → write another id after set:",
        "ru": "строка 4: имя набора tea занято набором, который поставляется с ботом."
        " → напишите после set: другое имя",
    },
    "E604": {
        "en": "line 4: the set id tea belongs to a set of another instructor."
        " → write another id after set:",
        "ru": "строка 4: имя набора tea занято набором другого преподавателя."
        " → напишите после set: другое имя",
    },
    "E605": {
        "en": "line 4: the source id tea belongs to a document that came with the bot."
        " → give this source another id, or take it out to cite that document",
        "ru": "строка 4: имя источника tea занято документом, который поставляется с ботом."
        " → дайте этому источнику другое имя или уберите его, чтобы ссылаться на тот документ",
    },
}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("code", IDS)
def test_a_taken_id_is_said_with_the_mend(code: str, locale: str) -> None:
    refused = upload(UploadState.REFUSED, Report(findings=(Finding(4, code, {"id": "tea"}),)))
    line = text_of(report_message(refused, words(locale), NAME)).splitlines()[2]
    assert line == IDS[code][locale]


def test_a_published_file_can_be_taken_back_and_offered_again_until_it_is_replaced() -> None:
    report = Report("Tea", "tea", 1, 5)
    done, standing = upload(UploadState.PUBLISHED, report), Standing(7, "ABCDEFGH", 1, "Tea", 5)

    def data(standing: Standing) -> list[str]:
        message = report_message(done, words("en"), NAME, standing)
        return [b.data for row in message.keyboard for b in row if b.data]

    assert data(standing) == [f"k.back:7:1:{done.id}:1"]
    assert data(replace(standing, withdrawn=True)) == [f"k.again:7:1:{done.id}:1"]
    assert data(replace(standing, version=2)) == []


@pytest.mark.parametrize(
    ("withdrawn", "said"),
    [
        (False, "Taken back. Learners are offered version 1 again."),
        (True, "Taken back. Learners are not offered this set any more."),
    ],
)
def test_a_version_below_which_another_stands_can_be_offered_again(
    withdrawn: bool, said: str
) -> None:
    second = upload(UploadState.PUBLISHED, Report("Tea", "tea", 2, 5))
    first = Standing(7, "ABCDEFGH", 1, "Tea", 5, withdrawn, later=2)
    message = report_message(second, words("en"), NAME, first)
    assert said in text_of(message)
    assert [[b.data for b in row] for row in message.keyboard] == [[f"k.again:7:2:{second.id}:1"]]


@pytest.mark.parametrize(
    ("earlier", "then"),
    [
        (None, "Learners are then not offered this set any more"),
        (2, "Learners are then offered version 2 again."),
    ],
)
@pytest.mark.parametrize(
    ("upload_id", "back"),
    [(0, ["k.off:7:3:0:4", "k.sets:4"]), (9, ["k.off:7:3:9:4", "k.report:9"])],
)
def test_before_taking_back_it_is_said_what_learners_are_offered_then(
    earlier: int | None, then: str, upload_id: int, back: list[str]
) -> None:
    standing = Standing(7, "ABCDEFGH", 3, "Tea <b>", 5, earlier=earlier)
    message = take_back_message(standing, words("en"), upload_id, 4)
    text = text_of(message)
    assert text.startswith("Take back “Tea <b>”, version 3?")
    assert then in text
    assert [b.data for row in message.keyboard for b in row] == back


@pytest.mark.parametrize("withdrawn", [False, True])
@pytest.mark.parametrize("number", [-1, 1, 2, 3, 9])
def test_every_set_is_on_one_page_of_the_list(say: Words, number: int, withdrawn: bool) -> None:
    sets = [
        replace(STANDING, set_id=n, title=f"{n} {STANDING.title}"[:60], withdrawn=withdrawn)
        for n in range(2 * SETS_PER_PAGE + 1)
    ]
    message = sets_message(sets, number, say, NAME)
    text_of(message)
    data = [b.data.split(":") for row in message.keyboard for b in row if b.data]
    page = min(max(number, 1), 3)
    turned = [int(about[0]) for verb, *about in data if verb == "k.sets"]
    assert turned == {1: [2], 2: [1, 3], 3: [2]}[page]
    verb = "k.again" if withdrawn else "k.back"
    shown = [about for name, *about in data if name == verb and int(about[1]) == 999_999]
    later = [about for name, *about in data if name == "k.again" and int(about[1]) == 1_000_000]
    first = (page - 1) * SETS_PER_PAGE
    assert [int(about[0]) for about in shown] == list(range(len(sets)))[first:][:SETS_PER_PAGE]
    assert [about[0] for about in later] == [about[0] for about in shown]
    assert {about[3] for about in shown + later} == {str(page)}


@pytest.mark.parametrize("withdrawn", [False, True])
def test_sets_of_one_title_are_told_apart(say: Words, withdrawn: bool) -> None:
    """Also on buttons, where titles that begin alike are cut to the same words."""
    long = "The treaty, its charter and "
    titles = ["Tea", "Tea", f"{long}its members", f"{long}its bodies", "Coffee"]
    sets = [
        Standing(n, f"CODE{n}", 1, title, 5, withdrawn=withdrawn) for n, title in enumerate(titles)
    ]
    message = sets_message(sets, 1, say, NAME)
    _, *told = text_of(message).split("\n\n")
    assert [f"Tea (CODE{n})" in told[n] for n in (0, 1)] == [True, True]
    assert not any("(CODE" in lines for lines in told[2:])
    labels = [button.text for row in message.keyboard for button in row]
    assert len(set(labels)) == len(sets)
    assert ["(CODE" in label for label in labels] == [True, True, True, True, False]


def test_pages_of_the_preview_end_where_it_is_decided() -> None:
    def verbs(position: int, total: int) -> list[list[str]]:
        rows = preview_keyboard(1, position, total, words("en"))
        return [[button.data or "" for button in row] for row in rows]

    decide, report = ["k.publish:1", "k.cancel:1"], ["k.report:1"]
    assert verbs(1, 1) == [decide, report]
    assert verbs(1, 3) == [["k.preview:1:2"], report]
    assert verbs(2, 3) == [["k.preview:1:1", "k.preview:1:3"], report]
    assert verbs(3, 3) == [["k.preview:1:2"], decide, report]


# What stands in the file itself, or has to: keys of the schemas, and words of YAML.
OF_THE_FILE = frozenset(
    re.findall(
        r"\w+",
        """yaml utf key set title language version topics sources questions id type single multiple
        truefalse number year stem options text rationale brief citations source paragraph sentences
        quote topic tags difficulty easy medium hard state draft approved retired review answer true
        false refutation near accept pairs extra match ordering matching value tolerance unit sample
        date short publisher date_note sha256 png file paragraphs fingerprint null note picture
        python bot bank en ru no leaf cup yes objective changelog changes on waive
        treats rule reason blind
        outcome unseen why""",
    )
)
CHANGELOG = b"""version: %d
changelog:
  - {version: %d, on: 2026-11-30, changes: New.}
  - {version: %d, on: 2026-11-23, changes: New.}
#"""
BREAKS: list[tuple[bytes, bytes]] = [
    (b"type: single", b"type: sigle"),
    (b"answer: 1987", b"answer: soon"),
    (b"    brief: It opened in 1987.\n", b""),
    (b"    state: draft", b"    statte: draft"),
    (b"    note: ", b"    oddity: "),
    (b"title: How tea is made ", b"title: 2026 "),
    (b"title: How tea is made ", b"title: [1, 2] "),
    (b"title: How tea is made ", b"title: "),
    (b"title: How tea is made ", b"title: yes "),
    (b"language: en  ", b"language: 5 "),
    (b"language: en  ", b"language: ENGLISH! "),
    (b"version: 1  ", b"version: 2  "),
    (b"version: 1  ", CHANGELOG % (2, 3, 1)),
    (b"version: 1  ", CHANGELOG % (2, 2, 2)),
    (b"set: tea ", b"set: Tea! "),
    (b"  leaf: From", b"  Leaf!: From"),
    (b"answer: false", b"answer: perhaps"),
    (b"        key: true\n", b""),
    (b'quote: "since 1987"', b'quote: "a b c d e f g h i j k"'),
    (b"source: tea-leaflet, paragraph: 1", b"source: tea-leaf, paragraph: 1"),
    (b"source: tea-leaflet, paragraph: 1", b"source: tea-leaflet, paragraph: 0"),
    (b'sentences: [1], quote: "since', b'sentences: [1, 1, one], quote: "since'),
    (b'sentences: [1], quote: "since', b'sentences: [], quote: "since'),
    (b"    topic: cup", b"    topic: cap"),
    (b"id: tea-room-opened", b"id: tea-plant"),
    (b"value: 100", b"value: 80"),
    (b"difficulty: hard", b"difficulty: impossible"),
    (b"      - text: Rolling", b"      - text: Withering"),
    (b"        rationale: Steam stops", b"        note: Steam stops"),
    (b"state: draft", b"state: approved"),
    (b"stem: In which year", b"stem: " + b"long " * 70 + b"In which year"),
    (b'date: "2024-05"', b'date: "May"'),
    (b'date: "2024-05"', b"date: 2024"),
    (b"    stem: Which teas", b"    stem: Which: teas"),
    (b"    stem: Which teas", b"   stem: Which teas"),
    (b"    stem: Which teas", b"    stem: *Which teas"),
    (b"    stem: Which teas", b"    stem: @Which teas"),
    (b"    stem: Which teas", b'    stem: "Which \\q teas'),
    (b"    stem: Which teas", b'    stem: "Which teas'),
    (b"    stem: Which teas", b"    stem Which teas"),
    (b"tags: [plants]", b"tags: [plants"),
    (b"{source: tea-leaflet, paragraph: 1", b"{source: tea-leaflet paragraph: 1"),
    (b"questions:\n", b"questions: {}\nmore:\n"),
]


FLAWS: list[tuple[bytes, bytes, str]] = [
    (b"text: Withering", b"text: Withering.", "L08"),
    (b"text: Withering", b"text: All of the above", "L02"),
    (b"text: Withering", b"text: It is always withered", "L04"),
    (b"text: Rolling", b"text: Withering and oxidising", "L11"),
    (b"Which steps belong", b"Which steps do not belong", "L03"),
    (b"Which steps belong", b"According to the text, which steps belong", "L16"),
    (b"Which steps belong", b"Which steps currently belong", "L17"),
    (b"Which steps belong to the making of black tea?", b"Steps?", "L12"),
    (b"Which steps belong", b"Which ____ belong", "L13"),
    (b"text: Green and black tea", b"text: Green tea and black tea of one plant", "L01"),
]


@pytest.mark.parametrize("number", range(len(FLAWS)))
def test_a_warning_is_said_in_the_instructor_s_language(number: int) -> None:
    before, after, code = FLAWS[number]
    assert before in sample()
    checked = check_upload("tea.yaml", sample().replace(before, after, 1))
    assert checked.problems == ()
    assert checked.set is not None
    assert code in {problem.code for problem in checked.warnings}
    for problem in checked.warnings:
        report = Report(warnings=(Finding(problem.line, problem.code, problem.values),))
        told = Report.from_json(json.loads(json.dumps(report.to_json())))
        shown = upload(UploadState.CHECKED, told, name="tea.yaml")
        english = text_of(report_message(shown, words("en"), NAME)).splitlines()[1]
        plain = f"line {problem.line}, warning: {problem.message}. → {problem.fix}"
        assert english == plain.replace("`", "")
        line = text_of(report_message(shown, words("ru"), NAME)).splitlines()[1]
        said = re.sub(r'"[^"]*"', "", line)
        assert {word.lower() for word in re.findall(r"[A-Za-z]{2,}", said)} <= OF_THE_FILE, line
        assert re.search("[а-яё]", said)


@pytest.mark.parametrize("number", range(len(BREAKS)))
def test_a_russian_report_has_no_english_line(number: int) -> None:
    before, after = BREAKS[number]
    assert before in sample()
    found = check_upload("tea.yaml", sample().replace(before, after)).problems
    assert found
    for problem in found:
        report = Report(findings=(Finding(problem.line, problem.code, problem.values),))
        told = Report.from_json(json.loads(json.dumps(report.to_json())))
        refused = upload(UploadState.REFUSED, told, name="tea.yaml")
        english = text_of(report_message(refused, words("en"), NAME)).splitlines()[2]
        plain = f"line {problem.line}: {problem.message}. → {problem.fix}"
        assert english == plain.replace("`", "")
        line = text_of(report_message(refused, words("ru"), NAME)).splitlines()[2]
        said = re.sub(r'"[^"]*"|tea[-\w.]*', "", line)  # what the file itself says
        assert {word.lower() for word in re.findall(r"[A-Za-z]{2,}", said)} <= OF_THE_FILE, line
        assert re.search("[а-яё]", said)


def test_a_form_that_the_schemas_ask_for_has_words() -> None:
    asked = {
        rule["pattern"]
        for name in ("set", "sources", "glossary", "objectives", "contradictions")
        for rule in _rules(schema(name))
        if "\\S" not in rule["pattern"]  # visible text: reported as empty, or as several lines
    }
    assert asked == set(FORMS)


def _rules(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if isinstance(part.get("pattern"), str):
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _rules(inner)


VALUES = st.recursive(
    st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.tuples(inner, inner)
        | st.builds(Phrase, st.text(max_size=5), st.dictionaries(st.text(max_size=3), inner))
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.text(max_size=3), VALUES))
def test_a_finding_comes_back_from_json(values: dict[str, Value]) -> None:
    finding = Finding(7, "E201", values)
    assert Finding.from_json(json.loads(json.dumps(finding.to_json()))) == finding
