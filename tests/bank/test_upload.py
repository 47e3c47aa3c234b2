# ruff: noqa: E501 - a table of pieces
"""Sets that instructors send: the bank's checks on bytes, and nothing that can hurt."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bank.files.tree import read_tree
from bot.bank.problem import MOST_PROBLEMS
from bot.bank.reading import read_bank
from bot.bank.sample import SAMPLE_NAME, sample
from bot.bank.upload import MAX_BYTES, Report, check_upload
from bot.domain.question import QuestionType, State
from tests.bank.samples import DATA


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def test_the_sample_passes_on_its_own_and_shows_every_type() -> None:
    report = check_upload(SAMPLE_NAME, sample())
    assert report.problems == ()
    assert report.warnings == ()
    assert report.set is not None
    assert {question.type for question in report.set.questions} == set(QuestionType)
    assert {question.state for question in report.set.questions} == {State.DRAFT}
    assert [(s.id, s.short, s.file, s.sha256) for s in report.sources] == [
        ("tea-leaflet", "Tea leaflet", "", "")
    ]


def test_the_sample_explains_every_key_it_uses() -> None:
    text = sample().decode()
    comments = " ".join(line.partition("#")[2] for line in text.splitlines())
    for word in (
        "short name",
        "60 characters",
        "language",
        "raise it",
        "right option",
        "tolerance",
    ):
        assert word in comments


def test_problems_name_the_file_that_was_sent_and_its_lines() -> None:
    data = (
        sample()
        .replace(b"answer: 1987", b"answer: soon")
        .replace(b"    topic: leaf", b"    topic: laef", 1)
    )
    report = check_upload("../../my set.yaml", data)
    assert report.set is None
    lines = data.decode().splitlines()
    assert [(p.file, p.code, lines[p.line - 1].strip()) for p in report.problems] == [
        ("my set.yaml", "E308", "topic: laef"),
        ("my set.yaml", "E207", "answer: soon"),
    ]
    assert str(report.problems[0]).startswith("my set.yaml:")


def test_a_sent_set_may_cite_known_sources_and_not_hide_them() -> None:
    known = read_bank(DATA / "bank").sources.sources
    data = (DATA / "bank" / "sets" / "lighthouse.yaml").read_bytes()
    assert set(codes(check_upload("x.yaml", data))) == {"E309"}
    report = check_upload("x.yaml", data, known)
    assert report.problems == ()
    assert report.sources == ()
    hiding = sample().replace(b"tea-leaflet", b"ansel-mercury-1988")
    (problem,) = check_upload("x.yaml", hiding, known).problems
    line = hiding.decode().splitlines()[problem.line - 1]
    assert (problem.code, line.strip()) == ("E605", "- id: ansel-mercury-1988")


def test_an_approval_that_is_not_valid_is_explained_for_senders() -> None:
    data = sample().replace(b"state: draft ", b"state: approved ", 1)
    (problem,) = check_upload("x.yaml", data).problems
    assert (problem.code, "python" in str(problem)) == ("E328", False)


def test_an_unknown_source_is_mended_in_the_file_or_by_one_that_the_bank_lists() -> None:
    known = read_bank(DATA / "bank").sources.sources
    data = sample().replace(b"source: tea-leaflet", b"source: qqq", 1)
    (problem,) = check_upload("x.yaml", data, known).problems
    assert problem.code == "E309"
    for source in (*(source.id for source in known), "tea-leaflet"):
        assert source in problem.fix
    assert problem.fix.endswith("describe it in this file, under `sources:` (/sample shows how)")
    near = sample().replace(b"source: tea-leaflet", b"source: tea-leaflets", 1)
    (problem,) = check_upload("x.yaml", near, known).problems
    assert problem.fix.startswith("write tea-leaflet, or describe it in this file")


def test_no_mend_names_a_file_or_a_command_that_a_sender_does_not_have() -> None:
    short = b"    short: Tea leaflet\n"
    data = sample().replace(short, short + b"    sha256: abc\n")
    problems = check_upload("x.yaml", data).problems
    assert {"E309"} < {problem.code for problem in problems}
    for problem in problems:
        assert "sources.yaml" not in str(problem)
        assert "python" not in str(problem)


def test_flaws_warn_and_do_not_refuse() -> None:
    data = sample().replace(b"text: Withering", b"text: All of the above", 1)
    report = check_upload("x.yaml", data)
    assert report.set is not None
    lines = data.decode().splitlines()
    found = [(p.code, lines[p.line - 1].strip()) for p in report.warnings]
    assert ("L02", "- text: All of the above") in found
    assert {p.severity for p in report.warnings} == {"lint"}


def test_a_sender_waives_with_a_reason_and_not_for_nothing() -> None:
    flawed = sample().replace(b"text: Withering", b"text: Withering.", 1)
    waiver = b'    waive:\n      - {rule: L08, reason: "A stop."}\n'
    at = b"    rationale: Black tea is withered"
    assert check_upload("x.yaml", flawed.replace(at, waiver + at)).warnings == ()
    idle = check_upload("x.yaml", sample().replace(at, waiver + at))
    assert [problem.code for problem in idle.warnings] == ["L00"]
    assert idle.set is not None


def test_pictures_cannot_be_sent_along() -> None:
    data = sample().replace(b"    tags: [plants]", b"    picture: {file: a.png, alt: A bush}")
    assert codes(check_upload("x.yaml", data)) == ["E317"]


def test_ids_are_one_of_a_kind_in_the_file() -> None:
    data = sample().replace(b"id: tea-room-opened", b"id: tea-plant")
    assert codes(check_upload("x.yaml", data)) == ["E301"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E112"),
        (b"\x89PNG\r\n\x1a\n", "E103"),
        (b"PK\x03\x04\x00\x00", "E104"),
        ("set: чай".encode("cp1251"), "E103"),
        ("set: tea".encode("utf-16"), "E103"),
        (b"just a sentence", "E207"),
        (b"- a\n- b\n", "E207"),
        (b"42", "E207"),
        (b"null", "E112"),
        (b"x" * (MAX_BYTES + 1), "E102"),
        (b"{}", "E201"),
        (b"questions: []", "E209"),
        (b"topics: 5\nquestions: 7\nsources: no\n", "E207"),
    ],
)
def test_what_is_no_set_gets_a_clear_problem(data: bytes, code: str) -> None:
    report = check_upload("x.yaml", data)
    assert report.set is None
    assert code in codes(report)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.yaml", "a.yaml"),
        ("C:\\Users\\me\\a.yaml", "a.yaml"),
        ("/etc/passwd", "passwd"),
        ("evil\u202egnp.yaml", "evilgnp.yaml"),
        ("a\nb.yaml", "ab.yaml"),
        ("", "set.yaml"),
        ("x" * 300 + ".yaml", "x" * 59 + ".yaml"),
    ],
)
def test_the_sender_s_file_name_is_shown_tamed(name: str, shown: str) -> None:
    assert {problem.file for problem in check_upload(name, b"").problems} == {shown}


def question(number: int) -> str:
    return (
        f"  - {{id: q-{number}, type: year, stem: When?, answer: 1990, rationale: So., brief: So., "
        "citations: [{source: s-1, paragraph: 1, sentences: [1], quote: x}], topic: t-1, "
        "difficulty: easy, state: draft}\n"
    )


HEAD = (
    "set: big\ntitle: Big\nlanguage: en\nversion: 1\ntopics: {t-1: T}\n"
    "sources: [{id: s-1, title: S, short: S, language: en}]\nquestions:\n"
)


def test_the_largest_set_passes() -> None:
    data = (HEAD + "".join(map(question, range(2000)))).encode()
    report = check_upload("x.yaml", data)
    assert report.problems == ()
    assert report.set is not None
    assert len(report.set.questions) == 2000


@pytest.mark.parametrize(
    "hostile",
    [
        "- 1\n" * 200_000,
        "  - {id: a}\n" * 80_000,
        "  - x: &a [1]\n" * 50_000,
        "  - " + "{a: " * 9 + "1" + "}" * 9 + "\n",
        f"  - {{sentences: [{', '.join(['1', 'a'] * 100_000)}]}}\n",
        f"  - {{id: a, tags: [{', '.join(['1', 'a'] * 100_000)}]}}\n",
        f'  - {{brief: "{"a" * 400_000}\\n"}}\n',
        f'  - {{brief: "{" " * 900_000}"}}\n',
        f"  - {{{'x' * 900_000}: 1}}\n",
        "".join(f"  - {{k{n}: 1}}\n" for n in range(60_000)),
        f"  - {{topic: {'a-' * 400_000}}}\n",
    ],
    ids=range(11),
)
def test_hostile_files_are_refused_in_few_words(hostile: str) -> None:
    report = check_upload("x.yaml", (HEAD + hostile).encode()[:MAX_BYTES])
    assert report.set is None
    assert 0 < len(report.problems) <= MOST_PROBLEMS + 1
    assert max(len(str(problem)) for problem in report.problems) < 1_000


PIECES = st.sampled_from(
    ["", "\n", "  ", "- ", ": ", ":", "#", "'", '"', "{", "}", "[", "]", "null", "true", "no", "5",
     "-1.5", "1e9", "&a ", "*a", "!t ", "|", ">", "\t", "\x00", "é", "🌊", "? ", "---\n", "key: true",
     "type: year", "type: multiple", "answer: 3", "answer: true", "options: []", "topics:", "near: 5",
     "citations: [{}]", "review: {on: 2026-02-30, fingerprint: 0123456789abcdef}", "state: approved"]
)  # fmt: skip


@st.composite
def edited_samples(draw: st.DrawFn) -> bytes:
    """The sample with a few pieces cut out and others put in, as hasty people leave a file."""
    text = sample().decode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.sampled_from([0, 0, 1, 2, 5, 20, 200]))
        text = text[:start] + draw(PIECES) + text[end:]
    return text.encode()


STRANGE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | st.sampled_from(["", "x", "yes", "single"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "text"]), inner)
    ),
    max_leaves=3,
)


@st.composite
def twisted_samples(draw: st.DrawFn) -> bytes:
    """The sample with a few values of its tree replaced by values of any kind."""
    tree = read_tree("x.yaml", sample())
    for _ in range(draw(st.integers(1, 3))):
        holder: Any = tree.value
        path = draw(st.sampled_from([p for p in tree.lines if p]))
        for step in path[:-1]:
            try:
                holder = holder[step]
            except (KeyError, IndexError, TypeError):
                break
        last: Any = path[-1]
        if isinstance(holder, dict) or (isinstance(holder, list) and last in range(len(holder))):
            holder[last] = draw(STRANGE)
    return json.dumps(tree.value).encode()


def never_breaks(data: bytes) -> None:
    report = check_upload("x.yaml", data)
    assert (report.set is None) == bool(report.problems)
    last = data.count(b"\n") + 2
    for problem in (*report.problems, *report.warnings):
        assert 0 < problem.line <= last
        assert problem.message
        assert problem.fix


@settings(deadline=None, max_examples=60)
@given(edited_samples() | twisted_samples())
def test_no_edit_breaks_the_check(data: bytes) -> None:
    never_breaks(data)


@pytest.mark.prove
@settings(deadline=None, max_examples=5_000)
@given(edited_samples() | twisted_samples())
def test_no_edit_of_thousands_breaks_the_check(data: bytes) -> None:
    never_breaks(data)
