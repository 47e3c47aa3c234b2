"""Every locale has the same entries with the same placeholders, and the plurals its rules need."""

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml
from babel import Locale

from bot.views.words import CATALOGUES, LOCALES, Entry, Words, catalogue, nearest_locale

TAGS = frozenset({"b", "i", "u", "s", "code", "a", "blockquote"})
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


def forms(entry: Entry) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def tags(text: str) -> list[str]:
    """Tags in order, checked to be Telegram's and properly nested."""
    open_tags: list[str] = []
    found = []
    for closing, name in re.findall(r"<(/?)([a-z]+)[^>]*>", text):
        assert name in TAGS, text
        if closing:
            assert open_tags.pop() == name, text
        else:
            open_tags.append(name)
            found.append(name)
    assert not open_tags, text
    return sorted(found)


def test_locales_hold_the_same_files() -> None:
    english, russian = (
        {path.name for path in (CATALOGUES / locale).glob("*.yaml")} for locale in LOCALES
    )
    problems = {"problems.yaml", "lint.yaml"}
    assert english == russian - problems, "problems speak English in the bank itself"


def test_locales_hold_the_same_entries() -> None:
    english, russian = (catalogue(locale).keys() for locale in LOCALES)
    assert english - russian == set()
    assert russian - english == set()


def test_entries_have_the_same_placeholders_and_tags() -> None:
    wrong = []
    english = catalogue("en")
    for locale in LOCALES:
        for key, entry in catalogue(locale).items():
            wanted = placeholders(forms(english[key])[-1])
            for form in forms(entry):
                same = placeholders(form) == wanted
                if not same or tags(form) != tags(forms(english[key])[-1]):
                    wrong.append(f"{locale}: {key}: {form}")
    assert wrong == []


def test_plural_entries_have_exactly_the_forms_of_their_language() -> None:
    for locale in LOCALES:
        wanted = Locale.parse(locale).plural_form.tags | {"other"}
        for key, entry in catalogue(locale).items():
            if isinstance(entry, dict):
                assert set(entry) == wanted, f"{locale}: {key}"
                assert all("{n}" in form for form in entry.values()), f"{locale}: {key}"


def own(key: str) -> bool:
    """A language's own name, and the name of a file, are the same everywhere."""
    return ".language." in key or key.endswith(".file")


def test_nothing_is_left_untranslated() -> None:
    same = [
        key
        for key, entry in catalogue("ru").items()
        if not own(key)
        and entry == catalogue("en")[key]
        and re.search(r"[a-z]{2}", re.sub(r"\{\w+\}|<[^>]*>", "", str(entry)))
    ]
    assert same == []
    english = [key for key, entry in catalogue("en").items() if CYRILLIC.search(str(entry))]
    assert [key for key in english if not own(key)] == []


def test_toasts_fit_into_a_callback_answer() -> None:
    for locale in LOCALES:
        for key, entry in catalogue(locale).items():
            if ".toast." in key:
                assert all(len(form) <= 200 for form in forms(entry)), f"{locale}: {key}"
                assert all("<" not in form for form in forms(entry)), f"{locale}: {key}"


def test_every_entry_is_text_and_stands_once_in_its_file() -> None:
    """YAML reads ``key: yes`` as a boolean, and lets a later key win silently."""
    for path in CATALOGUES.glob("*/*.yaml"):
        keys = re.findall(r"^([\w.]+):", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert sorted(keys) == sorted(set(keys)), path.name
        for key, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            assert all(isinstance(form, str) for form in forms(entry)), f"{path.name}: {key}"


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (0, "0 questions", "0 вопросов"),
        (1, "1 question", "1 вопрос"),
        (2, "2 questions", "2 вопроса"),
        (5, "5 questions", "5 вопросов"),
        (11, "11 questions", "11 вопросов"),
        (21, "21 questions", "21 вопрос"),
        (112, "112 questions", "112 вопросов"),
    ],
)
def test_plurals(number: int, english: str, russian: str) -> None:
    assert Words("en")("quiz.n_questions", n=number) == english
    assert Words("ru")("quiz.n_questions", n=number) == russian


def test_values_are_escaped_once() -> None:
    assert Words("en")("quiz.quote", quote="<b> & co") == "“&lt;b&gt; &amp; co”"
    assert Words("en").plain("quiz.quote", quote="<b> & co") == "“<b> & co”"
    nested = Words("en")("quiz.quote", quote=Words("en")("quiz.quote", quote="<"))
    assert nested == "““&lt;””"


@pytest.mark.parametrize(
    ("wishes", "locale"),
    [
        ((), "en"),
        (("ru-RU",), "ru"),
        ((None, "ru"), "ru"),
        (("de", "ru"), "ru"),
        (("EN_us",), "en"),
    ],
)
def test_the_first_wish_that_we_speak_wins(wishes: tuple[str | None, ...], locale: str) -> None:
    assert nearest_locale(*wishes) == locale


def test_catalogues_are_shipped_with_the_package() -> None:
    assert Path(CATALOGUES).is_dir()
