"""L02, L04, L11: options that stand for others, absolutes, combinations."""

import pytest

from tests.bank.lint.asking import found, of_options, question, statement


@pytest.mark.parametrize(
    ("language", "text", "flawed"),
    [
        ("en", "All of the above", True),
        ("en", "None of the above.", True),
        ("en", "none of these", True),
        ("en", "Both of them", True),
        ("en", "All of these answers are correct", True),
        ("en", "Neither of the options", True),
        ("en", "All are true", True),
        ("en", "None of the other answers", True),
        ("en", "Any of the above dates", True),
        ("en", "All of the member states", False),
        ("en", "None", False),
        ("en", "All of Armenia", False),
        ("en", "Above all, Russia", False),
        ("en", "All above 5,000 metres", False),
        ("en", "Each other", False),
        ("en", "Both Armenia and Iran", False),
        ("en", "The state above it", False),
        ("en", "None of the treaties", False),
        ("ru", "Все перечисленные", True),
        ("ru", "Всё вышеперечисленное", True),
        ("ru", "Ничего из перечисленного", True),
        ("ru", "Ни один из них", True),
        ("ru", "Все ответы верны", True),
        ("ru", "Нет правильного ответа", True),
        ("ru", "Ни один из вариантов", True),
        ("ru", "Все государства-члены", False),
        ("ru", "Ничего", False),
        ("ru", "Оба президента", False),
        ("ru", "Все члены организации", False),
        ("de", "All of the above", False),
    ],
)
def test_an_option_that_stands_for_others(language: str, text: str, flawed: bool) -> None:
    made = question("Wer?", "*X y", text, "Z w")
    assert found("L02", made, language) == (["2"] if flawed else [])


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("*It voted", "It always voted", "It never voted"), ["2", "3"]),
        (("*It never voted", "It spoke", "It left"), ["1"]),
        (("*It left", "It stayed under all circumstances", "It spoke"), ["2"]),
        (("*It left", "It often spoke", "It usually stayed"), ["2", "3"]),
        (("*It sometimes left", "It spoke", "It stayed"), ["1"]),
        (("*It left", "It spoke as a rule", "It stayed"), ["2"]),
        # A scale: absolutes at both ends are fine where every option has one, "sometimes" is not.
        (("*Always", "Never", "Completely"), []),
        (("*Always", "Sometimes", "Never"), ["1", "2", "3"]),
        # Quantities tell where one side alone has them.
        (("*A force of some", "A force of all members", "A guard"), ["2"]),
        (("*A force of all members", "A staff", "A guard"), ["1"]),
        (("*A force of all members", "A staff of all members", "A guard"), []),
        (("*A staff", "Every member's staff", "A guard"), ["2"]),
        # Exact numbers and idioms are no absolutes, nor are names and parts of words.
        (("*A force", "All five states", "A guard"), []),
        (("*A force", "No force at all", "A guard"), []),
        (("*A force", "Taking an attack on one as one on all", "A guard"), []),
        (("*A force", "Above all, a staff", "A guard"), []),
        (("*A force", "An all-party staff", "A guard"), []),
        (("*A force", "The Soviet Union of All Writers", "A guard"), []),
        (("*A force", "An overall plan", "A guard"), []),
        (("*General Staff", "A normal staff", "A usual guard"), []),
        (("*A force", "No date", "None"), []),
        # What L02 has said already.
        (("*A force", "All of the above", "A guard"), []),
    ],
)
def test_absolutes_and_vague_frequencies(options: tuple[str, ...], where: list[str]) -> None:
    assert of_options("L04", *options) == where


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("*Он голосует", "Он всегда голосует", "Он никогда не спорит"), ["2", "3"]),
        (("*Он голосует", "Он обычно молчит", "Он спорит"), ["2"]),
        (("*Он голосует", "Он молчит, как правило", "Он спорит"), ["2"]),
        (("*Силы", "Силы всех членов", "Штаб"), ["2"]),
        (("*Силы", "Все пять стран", "Штаб"), []),
        (("*Силы", "Всё ещё штаб", "Отряд"), []),
        (("*Силы", "Всего один штаб", "Отряд"), []),
        (("*Силы", "Обычный штаб", "Отряд"), []),
    ],
)
def test_absolutes_in_russian(options: tuple[str, ...], where: list[str]) -> None:
    assert of_options("L04", *options, language="ru") == where


def test_a_statement_has_no_options_to_compare() -> None:
    assert found("L04", statement("The council always votes in secret.")) == []


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("*A and B", "B and C", "A only"), ["1", "2"]),
        (("*A, B and C", "A", "B"), ["1"]),
        (("*I and II only", "II and III", "Neither"), ["1", "2"]),
        (("*Armenia", "Belarus", "Both Armenia and Belarus"), ["3"]),
        (("*Armenia", "Belarus", "Armenia and Belarus"), ["3"]),
        (("*The court", "The duma", "The duma and the court"), ["3"]),
        # Several in one option, but none of them alone elsewhere.
        (("*Armenia and Iran", "Belarus and Iran", "Georgia"), []),
        (("*Both Armenia and Iran", "Belarus", "Georgia"), []),
        (("*Armenia", "Belarus", "Armenia and Iran"), []),
        (("*Bosnia and Herzegovina", "Bosnia", "Serbia"), []),
        (("*A", "B", "C"), []),
        (("*2 and 4", "3 and 5", "7"), []),
        (("*I", "You and I", "We"), []),
    ],
)
def test_an_option_that_combines_others(options: tuple[str, ...], where: list[str]) -> None:
    assert of_options("L11", *options) == where


def test_numbers_combine_where_the_stem_numbers_its_statements() -> None:
    stem = "1) It was signed. 2) It was renewed. 3) It ended. Which of these hold for 1999?"
    assert found("L11", question(stem, "*1 and 2", "2 and 3", "3")) == ["1", "2"]


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("*А и Б", "Б и В", "Только А"), ["1", "2"]),
        (("*Армения", "Россия", "Армения и Россия"), ["3"]),
        (("*Армения и Иран", "Россия", "Китай"), []),
        (("*Тринидад и Тобаго", "Куба", "Гаити"), []),
    ],
)
def test_combinations_in_russian(options: tuple[str, ...], where: list[str]) -> None:
    assert of_options("L11", *options, language="ru") == where
