"""A disputed question of every type on the page: its verdicts, what each asks for, and escaped."""

import html
import re
from html.parser import HTMLParser

import pytest

from bot.domain.disputes.ruling import Verdict
from bot.domain.question import ASSEMBLED, TYPED, Question, QuestionType
from bot.services.disputes.reading import WaitingPage
from bot.services.disputes.rulings import fits
from bot.views.instructors.rulings import OFFERED
from bot.views.words import LOCALES, words
from bot.web.curation.dispute_view import VERDICT_KEYS, DisputeView
from bot.web.curation.forms import Form
from bot.web.curation.shell import Shell
from tests.views.instructors.test_rulings import ALL, entry


class Tags(HTMLParser):
    """The names of the elements of a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.add(tag)


def drawn(question: Question, locale: str = "en", typed: Form | None = None) -> str:
    may = [one for one in OFFERED if fits(question, one)]
    view = DisputeView(Shell(""), words(locale), "token", typed or Form())
    return str(view.entry(entry(question, may=may), WaitingPage(())))


def forms(text: str) -> dict[str, str]:
    """The form of each verdict."""
    found = re.findall(r"<form.*?</form>", text, re.DOTALL)
    named = (re.search(r'name="verdict" value="(\w+)"', one) for one in found)
    return {match[1]: one for one, match in zip(found, named, strict=True) if match}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_every_type_has_its_verdicts(question: Question, locale: str) -> None:
    text = drawn(question, locale)
    made = forms(text)
    assert set(made) == {one.value for one in OFFERED if fits(question, one)}
    for verdict in made:
        assert f'data-key="{VERDICT_KEYS[Verdict(verdict)]}"' in text
    for verdict, form in made.items():
        asks_words = verdict in {"key", "wording", "rejected"}
        assert ('name="words"' in form) is asks_words
        assert ('name="choice"' in form) is (verdict in {"key", "both", "wording"})
        assert ('name="proof"' in form) is (verdict == "key")
    assert question.rationale in html.unescape(text)
    assert 'name="choice" value="told"' in made["wording"]
    if question.type in TYPED:
        assert 'type="text" name="choice"' in made["key"]
    elif question.type not in ASSEMBLED:
        several = question.type is QuestionType.MULTIPLE
        offered = len(question.options) - (0 if several else 1)
        assert made["key"].count('type="radio"') == offered
        assert made["both"].count('type="radio"') == len(question.options) - len(question.keys)
    # Questions and reports of these tests hold tags, such as <tea> and <x>: what they say is text.
    assert Tags(text).names & {"tea", "x", "a", "c"} <= {"a"}


def test_what_was_refused_stands_open_as_it_was_typed() -> None:
    held = Form({"verdict": ("key",), "choice": ("b",), "words": ('<"so">',)})
    text = drawn(ALL[-1], typed=held)
    assert text.count(" open") == 1
    made = forms(text)
    assert 'value="b" required checked' in made["key"]
    assert 'value="&lt;&quot;so&quot;&gt;"' in made["key"]
    assert "so&quot;" not in made["rejected"]
