"""The report on a file: what it says in each state, and that the worst one fits."""

import pytest

from bot.domain.upload import Finding, Report, Upload, UploadState
from bot.sandbox.markup import parse_html
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.message import Message
from bot.views.uploads import link, report_message
from bot.views.words import LOCALES, Words, words

NAME = "citequiz_bot"
NASTY = '<b>&"🌊 '
FINDING = Finding(1_000_000, "E999", NASTY * 100, NASTY * 100)
LONGEST = Report(
    title=(NASTY * 60)[:60],
    slug="s" * 40,
    version=999_999,
    questions=999,
    added=("a" * 40,) * 500,
    changed=("c" * 40,) * 500,
    retired=("r" * 40,) * 500,
)


@pytest.fixture(params=LOCALES)
def say(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def upload(state: UploadState, report: Report, *, name: str = NASTY * 9) -> Upload:
    code = "ABCDEFGH" if state is UploadState.PUBLISHED else None
    return Upload(2**62, 1, 2**62, name, state, None, code, report)


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
    report = Report(**{**LONGEST.to_json(), "findings": (FINDING,) * found})
    text = text_of(report_message(upload(state, report), say, NAME))
    shown = text.count("→")
    assert shown == found or 5 <= shown < found


def test_what_is_left_out_is_counted() -> None:
    short = Report(findings=tuple(Finding(n, "E1", "wrong", "mend") for n in range(1, 15)))
    text = text_of(report_message(upload(UploadState.REFUSED, short), words("en"), NAME))
    assert "line 12: wrong. → mend" in text
    assert "line 13:" not in text
    assert "… and 2 more in the file." in text
    assert "14 problems" in text


def test_a_refused_file_says_nothing_about_questions_read() -> None:
    refused = upload(UploadState.REFUSED, Report(findings=(FINDING,)), name="tea.yaml")
    first = text_of(report_message(refused, words("en"), NAME)).splitlines()[0]
    assert first == "tea.yaml"


def test_only_a_checked_file_can_be_published() -> None:
    for state in UploadState:
        keyboard = report_message(upload(state, LONGEST), words("en"), NAME).keyboard
        verbs = [b.data.split(":")[0] for row in keyboard for b in row if b.data]
        wanted = ["k.preview", "k.publish", "k.cancel"] if state is UploadState.CHECKED else []
        assert verbs == wanted


def test_a_published_set_is_reached_by_code_and_link() -> None:
    message = report_message(upload(UploadState.PUBLISHED, LONGEST), words("en"), NAME)
    assert link(NAME, "ABCDEFGH") == "https://t.me/citequiz_bot?start=s_ABCDEFGH"
    assert "ABCDEFGH" in text_of(message)
    assert message.keyboard[0][0].url == link(NAME, "ABCDEFGH")


def test_changes_name_a_few_ids_and_all_of_their_number() -> None:
    report = Report("Tea", "tea", 2, 5, changed=tuple(f"q-{n}" for n in range(10)))
    text = text_of(report_message(upload(UploadState.CHECKED, report), words("en"), NAME))
    assert "10 changed: q-0, q-1, q-2, q-3, q-4, q-5, q-6, q-7, …" in text
