"""The language of questions: told where it is not the reader's, in the reader's words."""

import pytest

from bot.views.languages import language_name, languages_told, with_language
from bot.views.words import Raw, Words

EN, RU = Words("en"), Words("ru")


@pytest.mark.parametrize(
    ("tag", "english", "russian"),
    [
        ("en", "English", "английский"),
        ("ru", "Russian", "русский"),
        ("pt-BR", "Portuguese", "португальский"),
        ("qaa", "qaa", "qaa"),  # reserved for private use: nobody knows its name
    ],
)
def test_a_language_has_its_name_in_the_readers_own(tag: str, english: str, russian: str) -> None:
    assert (language_name(tag, EN), language_name(tag, RU)) == (english, russian)


def test_a_line_names_only_another_language() -> None:
    line = Raw("<i>Tea</i>")
    assert with_language(line, "ru", EN) == "<i>Tea</i> · in Russian"
    assert with_language(line, "en", RU) == "<i>Tea</i> · язык: английский"
    assert with_language(line, "en", EN) == with_language(line, "en-GB", EN) == line


@pytest.mark.parametrize(
    ("tags", "english", "russian"),
    [
        ((), None, None),
        (("en", "en-GB"), None, "Язык вопросов: английский."),
        (("ru", "ru"), "The questions are in Russian.", None),
        (
            ("en", "ru", "en"),
            "The questions are in several languages: English and Russian.",
            "Вопросы на разных языках: английский и русский.",
        ),
    ],
)
def test_a_sentence_names_every_language_unless_all_is_in_the_readers(
    tags: tuple[str, ...], english: str | None, russian: str | None
) -> None:
    assert (languages_told(tags, EN), languages_told(tags, RU)) == (english, russian)
