# ruff: noqa: E501 - tables of what is wrong, one case a line
"""`bank check`: every rule of the files, each problem with its file and line, all at once."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bot.bank.files.schemas import schema
from bot.bank.problem import MOST_PROBLEMS
from bot.bank.problem_words import WORDS
from bot.bank.reading import read_bank
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Near, QuestionType, Release, State
from tests.bank.samples import FIRST, SET, checked, copy_bank, line_of

REPOSITORY = Path(__file__).parents[2]


def test_the_sample_bank_becomes_domain_values(tmp_path: Path) -> None:
    bank = read_bank(copy_bank(tmp_path))
    assert bank.problems == ()
    (file,) = bank.sets
    whole = file.set
    assert whole is not None
    assert (whole.slug, whole.language, whole.version) == ("lighthouse", "en", 1)
    assert whole.topics == {"wreck": "The wreck", "tower": "The tower"}
    lamp, wreck, service, horn = whole.questions
    assert [option.id for option in lamp.options] == ["a", "b", "c"]
    assert lamp.keys == {"b"}
    assert lamp.citations[0].sentences == (1, 2)
    assert lamp.tags == ("dates",)
    assert wreck.typed is not None
    assert wreck.typed.unit == "people"
    assert [wreck.typed.value, wreck.typed.tolerance] == [22, 0]
    assert wreck.typed.near == (Near(Decimal(18), "The light was seen for 18 miles."),)
    assert [(o.id, o.text, o.key) for o in service.options] == [
        ("true", "", False),
        ("false", "", True),
    ]
    assert (
        service.option("true").rationale == "The Harbour Board voted for it; the RLS came in 1936."
    )
    assert service.option("false").rationale is None
    assert (horn.type, horn.state) == (QuestionType.YEAR, State.DRAFT)
    (source,) = bank.sources.sources
    assert (source.id, source.date, len(source.paragraphs)) == ("ansel-mercury-1988", "1988", 7)


def test_an_answer_of_true_is_the_key(tmp_path: Path) -> None:
    bank = read_bank(copy_bank(tmp_path, {SET: ("answer: false", "answer: true")}))
    service = bank.questions[2].question
    assert service.keys == {"true"}
    assert service.option("false").rationale is not None


ENTRY = "  - {version: %d, on: 2026-11-29, changes: Words.}"

# what is wrong: (old text, new text, text on the line of the problem, code)
SPOILED = {
    "a key is missing": ("    brief: It was added in 1902.\n", "", "id: horn-year", "E201"),
    "a key is misspelt": ("    brief: It was", "    breif: It was", "breif", "E202"),
    "a key nobody knows": ("    brief: It was added in 1902.\n", "    brief: It was added.\n    colour: red\n", "colour", "E203"),
    "a key of another type": ("    answer: 1902\n", "    answer: 1902\n    refutation: No.\n", "refutation: No", "E204"),
    "options of a typed question": ("    answer: 1902\n", "    answer: 1902\n    options: []\n", "options: []", "E204"),
    "an empty value": ("title: The lighthouse", "title:", "title:", "E205"),
    "an empty text": ("title: The lighthouse", 'title: ""', "title:", "E205"),
    "a blank text": ("title: The lighthouse", 'title: "  "', "title:", "E205"),
    "yes as text": ("text: In June 1988", "text: yes", "text: yes", "E206"),
    "a number as text": ("text: In June 1988", "text: 1988", "text: 1988", "E206"),
    "false as text": ("brief: It was added in 1902.", "brief: false", "brief: false", "E206"),
    "a language that YAML takes for no": ("language: en", "language: no", "language: no", "E206"),
    "text as number": ("answer: 22", "answer: many", "answer: many", "E207"),
    "a quoted number": ("answer: 22", 'answer: "22"', "answer:", "E207"),
    "a year with a fraction": ("answer: 1902", "answer: 1902.5", "answer: 1902.5", "E207"),
    "a list for text": ("brief: It was added in 1902.", "brief: [It, was]", "brief: [", "E207"),
    "text for a list": ("tags: [dates]", "tags: dates", "tags:", "E207"),
    "a question that is text": ("  - id: horn-year", "  - nothing\n  - id: horn-year", "- nothing", "E207"),
    "a language too long": ("language: en", f"language: en{'-private' * 5}", "language:", "E208"),
    "a title too long": ("title: The lighthouse", f"title: {'x' * 61}", "title:", "E208"),
    "a brief rationale too long": ("brief: It was added in 1902.", f"brief: {'x' * 121}", "brief: xx", "E208"),
    "too few options": ("      - text: In June 1988\n        rationale: June 1988 is when the lamp turned electric.\n", "", "options:", "E209"),
    "no topics": ("topics:\n  wreck: The wreck\n  tower: The tower\n", "topics: {}\n", "topics:", "E209"),
    "too many sentences": ('sentences: [1], quote: "Since', f'sentences: {list(range(1, 52))}, quote: "Since', "Since", "E210"),
    "an id with capitals": ("id: horn-year", "id: Horn-Year", "Horn-Year", "E211"),
    "an id with a line break": ("id: horn-year", 'id: "horn-year\\n"', '"horn-year', "E211"),
    "a topic with a space": ("  wreck: The wreck", "  the wreck: The wreck", "the wreck:", "E211"),
    "a state nobody knows": ("state: draft   # not", "state: darft   # not", "darft", "E212"),
    "an unknown type": ("type: year", "type: date", "type: date", "E212"),
    "paragraph nought": ("paragraph: 7", "paragraph: 0", "paragraph: 0", "E213"),
    "a negative tolerance": ("answer: 22", "answer: 22\n    tolerance: -1", "tolerance: -1", "E213"),
    "a sentence twice": ('sentences: [1], quote: "Since', 'sentences: [1, 1], quote: "Since', "Since", "E214"),
    "a line break in an option": ("text: In June 1988", 'text: "In June\\n1988"', "In June", "E215"),
    "yes for true": ("        key: true", "        key: yes", "key: yes", "E216"),
    "a truth that is a number": ("answer: false", "answer: 0", "answer: 0", "E216"),
    "an id used twice": ("id: horn-year", "id: wreck-drowned", None, "E301"),
    "two keys": ("text: 14 May 1874", "text: 14 May 1874\n        key: true", "options:", "E303"),
    "no key": ("        key: true\n", "", "options:", "E303"),
    "one key where several belong": ("type: single", "type: multiple", "options:", "E304"),
    "no rationale of a distractor": ("        rationale: June 1988 is when the lamp turned electric.\n", "", "In June 1988", "E306"),
    "options that read the same": ("text: In June 1988", 'text: " 14  may 1874. "', "14  may", "E307"),
    "an unknown topic": ("topic: wreck", "topic: wrecks", "topic: wrecks", "E308"),
    "an unknown source": ("source: ansel-mercury-1988, paragraph: 7", "source: ansel, paragraph: 7", "source: ansel,", "E309"),
    "eleven words quoted": ('"Since June 1988"', '"a b c d e f g h i j k"', '"a b c', "E310"),
    "approved without review": ("state: draft   # not", "state: approved   # not", "state: approved", "E311"),
    "edited since approval": (
        "state: draft   # not",
        'state: approved\n    review: {on: 2026-11-23, fingerprint: "0123456789abcdef"}   # not',
        "review:",
        "E312",
    ),
    "a draft with a review": (
        "state: draft   # not",
        'state: draft\n    review: {on: 2026-11-23, fingerprint: "0123456789abcdef"}   # not',
        "review:",
        "E313",
    ),
    "a day no calendar has": (
        "state: draft   # not",
        'state: retired\n    review: {on: 2026-02-30, fingerprint: "0123456789abcdef"}   # not',
        "review:",
        "E314",
    ),
    "a picture that is not there": ("tags: [dates]", "picture: {file: map.png, alt: A map}", "picture:", "E315"),
    "a picture without words": ("tags: [dates]", "picture: {file: map.png}", "picture:", "E201"),
    "a picture elsewhere": ("tags: [dates]", "picture: {file: ../map.png, alt: A map}", "picture:", "E211"),
    "emoji count twice": ("text: In June 1988", f"text: In June {'🌊' * 50}", "🌊", "E318"),
    "emoji in a brief rationale": ("brief: It was added in 1902.", f"brief: It {'🌊' * 90}", "🌊", "E319"),
    "a near value that is right": ("value: 18", "value: 22.0", "value: 22", "E320"),
    "a near value twice": ("      - value: 18\n", "      - value: 18\n        rationale: No.\n      - value: 18.0\n", "value: 18.0", "E321"),
    "a paragraph the source does not have": ("paragraph: 7", "paragraph: 8", "paragraph: 8", "E324"),
    "a passage cited twice": ("paragraph: 7, sentences: [1]", "paragraph: 4, sentences: [1]", "paragraph: 4, sentences: [1], quote: \"Since", "E325"),
    "a version without changelog": (FIRST, "version: 2", "version: 2", "E351"),
    "a changelog that begins late": (FIRST, f"version: 3\nchangelog:\n{ENTRY % 2}", "version: 2", "E352"),
    "a changelog of a first version": (FIRST, f"version: 1\nchangelog:\n{ENTRY % 2}", "version: 2", "E352"),
    "a changelog upside down": (FIRST, f"version: 2\nchangelog:\n{ENTRY % 2}\n{ENTRY % 3}", "version: 3", "E353"),
    "a version twice": (FIRST, f"version: 2\nchangelog:\n{ENTRY % 2}\n{ENTRY.replace('Words', 'More') % 2}", "More", "E353"),
    "a changelog of no day": (FIRST, f"version: 2\nchangelog:\n{ENTRY % 2}".replace("11-29", "11-31"), "11-31", "E314"),
    "an empty changelog": (FIRST, "version: 2\nchangelog: []", "changelog:", "E209"),
    "a change without words": (FIRST, f"version: 2\nchangelog:\n{ENTRY % 2}".replace("Words.", '""'), "11-29", "E205"),
    "a text that shows nothing": ("brief: It was added in 1902.", 'brief: "\u2063\u2063"', "brief: \"\u2063", "E327"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "code"), SPOILED.values(), ids=SPOILED)
def test_a_spoiled_set_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, at: str | None, code: str
) -> None:
    folder = copy_bank(tmp_path, {SET: (old, new)})
    found = checked(folder)
    line = line_of(folder, at) if at else line_of(folder, "type: year") - 1
    assert (SET, line, code) in found
    assert len(found) <= 2, found


@pytest.mark.parametrize(
    ("key", "codes"),
    [("", ["E209", "E303"]), ("        key: perhaps\n", ["E209", "E216"])],
    ids=["none", "unreadable"],
)
def test_a_missing_key_is_told_with_what_else_is_wrong_with_its_question(
    tmp_path: Path, key: str, codes: list[str]
) -> None:
    """Where a key cannot be read, nobody knows yet how many there are."""
    folder = copy_bank(tmp_path, {SET: ("        key: true\n", key)})
    less = "      - text: In June 1988\n        rationale: June 1988 is when the lamp turned electric.\n"
    text = (folder / SET).read_text("utf-8")
    assert less in text
    (folder / SET).write_text(text.replace(less, ""), "utf-8")
    assert sorted(code for _, _, code in checked(folder)) == codes


@pytest.mark.parametrize(
    "case",
    [
        ("sources.yaml", 'date: "1988"', 'date: "1988-02-31"', "date:", "E314"),
        ("sources.yaml", 'date: "1988"', "date: 1988", "date:", "E206"),
        ("sources.yaml", 'date: "1988"', 'date: "May 1988"', "date:", "E211"),
        ("sources.yaml", "short: The lamp", f"short: {'x' * 30}", "short:", "E208"),
        ("sources.yaml", "file: lighthouse.txt", "file: ../lighthouse.txt", "file:", "E211"),
        ("sources.yaml", "publisher: null", "publisher:", "publisher:", None),
        ("glossary.yaml", "free: true", "free: on", "free: on", "E216"),
        ("glossary.yaml", "[the Board]", "[RLS]", "[RLS]}\n", None),
        ("glossary.yaml", "aliases: [the Board]", "aliases: [the board, rls.]", "rls.", "E326"),
    ],
)
def test_bibliography_and_glossary(
    tmp_path: Path, case: tuple[str, str, str, str, str | None]
) -> None:
    name, old, new, at, code = case
    folder = copy_bank(tmp_path, {name: (old, new)})
    if code:
        line = line_of(folder, at, name)
        assert [c for f, n, c in checked(folder) if f == name and abs(n - line) <= 1] == [code]


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path, {"glossary.yaml": ("free: true", "free: maybe")})
    text = (folder / SET).read_text(encoding="utf-8")
    text = text.replace("type: year", "type: yaer").replace("answer: 22", "answer: many")
    text = text.replace("topic: wreck", "topic: reef").replace(
        "topic: tower\n    tags", "topic: shore\n    tags"
    )
    (folder / SET).write_text(text, encoding="utf-8")
    (folder / "sets" / "broken.yaml").write_text("set: broken\n  title: x\n", encoding="utf-8")
    assert [(file, code) for file, _, code in checked(folder)] == [
        ("glossary.yaml", "E216"),
        ("sets/broken.yaml", "E106"),
        (SET, "E308"),
        (SET, "E207"),
        (SET, "E212"),
    ]


def test_keys_alone_leave_nothing_to_tell_apart(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path, {SET: ("type: single", "type: multiple")})
    text = (folder / SET).read_text(encoding="utf-8").replace("        key: true\n", "")
    head, options, tail = text.partition("    options:\n")
    body, end, rest = tail.partition("\n    rationale:")
    every = body.replace("\n        rationale", "\n        key: true\n        rationale")
    assert every.count("key: true") == every.count("- text:")
    (folder / SET).write_text(head + options + every + end + rest, encoding="utf-8")
    assert checked(folder) == [(SET, line_of(folder, "options:"), "E305")]


def test_short_names_of_documents_are_one_of_a_kind(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path)
    path = folder / "sources.yaml"
    text = path.read_text(encoding="utf-8")
    head, _, entry = text.partition("  - id: ansel-mercury-1988\n")
    path.write_text(f"{text}  - id: another\n{entry}", encoding="utf-8")
    second = text.count("\n") + line_of(folder, "    short:", "sources.yaml") - head.count("\n")
    assert checked(folder) == [("sources.yaml", second, "E323")]


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [("    tag: red\n" * 2, "E109"), ("\t\n", "E105")],
)
def test_a_thousand_problems_of_a_file_are_enough(tmp_path: Path, spoiled: str, code: str) -> None:
    folder = copy_bank(tmp_path)
    with (folder / SET).open("a", encoding="utf-8") as file:
        file.write(spoiled * (MOST_PROBLEMS + 5))
    found = [one for _, _, one in checked(folder)]
    assert found.count(code) == MOST_PROBLEMS
    assert found.count("E114") == 1


def test_a_thousand_flaws_of_a_shape_are_enough(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path)
    with (folder / SET).open("a", encoding="utf-8") as file:
        file.write("  - nothing\n" * (MOST_PROBLEMS + 1))
    found = [one for _, _, one in checked(folder)]
    assert (found.count("E207"), found.count("E114")) == (MOST_PROBLEMS, 1)
    (folder / SET).write_text(
        (folder / SET).read_text(encoding="utf-8").removesuffix("  - nothing\n"), encoding="utf-8"
    )
    assert "E114" not in [one for _, _, one in checked(folder)]


def test_ids_are_one_of_a_kind_over_the_bank(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path)
    twin = (folder / SET).read_text(encoding="utf-8")
    (folder / "sets" / "zwin.yaml").write_text(twin, encoding="utf-8")
    found = checked(folder)
    assert [code for file, _, code in found if file == "sets/zwin.yaml"] == ["E302"] + ["E301"] * 4
    assert ("sets/zwin.yaml", line_of(folder, "id: horn-year"), "E301") in found
    (second, *_) = (p for p in read_bank(folder).problems if p.code == "E302")
    assert second.values["first"] == 2


def test_a_changelog_becomes_domain_values(tmp_path: Path) -> None:
    entries = f"{ENTRY % 3}\n{ENTRY.replace('11-29', '11-23') % 1}"
    bank = read_bank(copy_bank(tmp_path, {SET: (FIRST, f"version: 3\nchangelog:\n{entries}")}))
    assert bank.problems == ()
    (file,) = bank.sets
    assert file.set is not None
    assert file.set.changelog == (
        Release(3, date(2026, 11, 29), "Words."),
        Release(1, date(2026, 11, 23), "Words."),
    )


def test_a_current_approval_is_accepted(tmp_path: Path) -> None:
    bank = read_bank(copy_bank(tmp_path))
    mark = fingerprint(bank.questions[0].question)
    approved = f'state: approved\n    review: {{on: 2026-11-23, fingerprint: "{mark}"}}   # not'
    bank = read_bank(copy_bank(tmp_path, {SET: ("state: draft   # not", approved)}))
    assert bank.problems == ()
    review = bank.questions[0].question.review
    assert review is not None
    assert (review.on, review.fingerprint) == (date(2026, 11, 23), mark)


def test_pictures_are_looked_at(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path, {SET: ("tags: [dates]", "picture: {file: map.png, alt: A map}")})
    pictures = folder / "pictures"
    pictures.mkdir()
    (pictures / "map.png").write_bytes(b"GIF89a")
    assert [code for *_, code in checked(folder)] == ["E316"]
    (pictures / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    assert checked(folder) == []


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert checked(tmp_path) == [("sets", 0, "E101"), ("sources.yaml", 0, "E101")]
    folder = copy_bank(tmp_path)
    (folder / "glossary.yaml").unlink()
    (folder / "sets" / "folder.yaml").mkdir()
    assert checked(folder) == [("sets/folder.yaml", 0, "E101")]


def test_a_single_set_is_checked_against_the_bibliography_around_it(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path)
    (folder / "sets" / "broken.yaml").write_text("nothing", encoding="utf-8")
    assert read_bank(folder / SET).problems == ()
    (folder / "sources.yaml").unlink()
    assert {p.code for p in read_bank(folder / SET).problems} == {"E309"}


def test_a_problem_says_where_what_and_how_to_mend_it(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path, {SET: ("    brief: It was added in 1902.\n", "")})
    (problem,) = read_bank(folder).problems
    where = f"{folder.as_posix()}/{SET}:{line_of(folder, 'id: horn-year')}"
    assert str(problem) == f"{where} E201 no brief → add a line `brief: …`"


def test_a_key_that_is_misspelt_is_not_missing_as_well(tmp_path: Path) -> None:
    spoiled = ("    brief: It was", "    breif: It was"), ("    answer: 1902\n", "")
    folder = copy_bank(tmp_path, {SET: spoiled[0]})
    (folder / SET).write_text(
        (folder / SET).read_text(encoding="utf-8").replace(*spoiled[1]), encoding="utf-8"
    )
    missing, unknown = sorted(read_bank(folder).problems, key=lambda p: p.code)
    assert (missing.code, missing.values["key"]) == ("E201", "answer")
    assert str(unknown).endswith('E202 unknown key "breif" → write brief')


def test_hostile_text_is_shown_short_and_on_one_line(tmp_path: Path) -> None:
    key = "x" * 500
    folder = copy_bank(tmp_path, {SET: (FIRST + "\n", f'version: 1\n"{key}\\n<b>": 1\n')})
    (problem,) = read_bank(folder).problems
    assert problem.code == "E203"
    assert len(problem.message) < 100
    assert "\n" not in str(problem)


@pytest.mark.parametrize("name", ["set", "sources", "glossary", "objectives", "contradictions"])
def test_published_schemas_are_valid_and_explain_each_key(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))

    def explained(part: object) -> None:
        if isinstance(part, dict):
            for key, inner in part.get("properties", {}).items():
                if isinstance(inner, dict) and "type" in inner:
                    assert inner.get("description") or "minimum" in inner, (name, key)
            for inner in part.values():
                explained(inner)

    explained(schema(name)["properties"])


def test_the_schema_file_is_the_one_published_beside_the_questions() -> None:
    published = REPOSITORY / "questions" / "schema" / "set.json"
    assert schema("set") == json.loads(published.read_text(encoding="utf-8"))


def test_every_code_has_words_and_a_mend() -> None:
    for code, (message, fix) in WORDS.items():
        assert re.fullmatch(r"E[1-6]\d\d|[LW]\d\d", code)
        assert message
        assert fix


def test_the_bank_that_ships_has_no_problem() -> None:
    bank = read_bank(REPOSITORY / "questions")
    assert [str(problem) for problem in bank.problems] == []
