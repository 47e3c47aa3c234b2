"""Every screen that the quiz's services owe has somebody who draws it."""

import re
from pathlib import Path
from typing import cast

import bot.services.quiz
from bot.services.quiz.links import Nowhere
from bot.services.quiz.reading import QuizReading
from bot.views.quiz.screens import QuizScreens
from bot.views.words import LOCALES, catalogue

SERVICES = Path(bot.services.quiz.__file__).parent


def code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(SERVICES.glob("*.py")))


def test_every_screen_owed_is_drawn_and_every_drawing_is_owed() -> None:
    named = set(re.findall(r'screen\(\s*[\w.]+,\s*"(\w+)"', code()))
    owed = {f"quiz.{name}" for name in named} | set(re.findall(r'"(quiz\.[a-z_]+)"', code()))
    shown_by_name = {"quiz.topics", "quiz.score", "quiz.sources"}
    drawn = set(QuizScreens(cast(QuizReading, None)).renderers())
    assert drawn == owed | shown_by_name


def test_every_word_that_services_name_is_in_the_catalogues() -> None:
    named = set(re.findall(r'"(quiz\.(?:note|toast)\.\w+)"', code()))
    assert named
    reasons = {f"quiz.nowhere.{why.value}" for why in Nowhere}
    for locale in LOCALES:
        assert named | reasons <= catalogue(locale).keys()
