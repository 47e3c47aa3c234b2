"""L08, L14: options of different form, and words that all of them begin with."""

import pytest

from tests.bank.lint.asking import found, of_options, question


@pytest.mark.parametrize(
    ("options", "where"),
    [
        # A stop at the end.
        (("*It signed it", "It left it.", "It kept it"), ["2"]),
        (("*It signed it.", "It left it.", "It kept it"), ["3"]),
        (("*It signed it.", "It left it.", "It kept it."), []),
        (("*The U.S.", "Russia", "Iran"), []),
        (("*Smith Ltd.", "Jones", "Brown"), []),
        (("*It went on…", "It ended", "It began"), []),
        # Capitals.
        (("*drug trade", "Arms trade", "Piracy"), ["1"]),
        (("*drug trade", "arms trade", "piracy"), []),
        (("*iPhone", "Nokia", "Siemens"), []),
        (("*1992", "Never", "Later on"), []),
        # Words among dates and numbers.
        (("*1992", "1994", "Tashkent"), ["3"]),
        (("*Moscow", "1994", "Tashkent"), ["2"]),
        (("*14 May 1992", "20 April 1994", "In June 1999"), []),
        (("*5 years", "6 years", "None"), []),
        (("*5 years", "six years", "7 years"), []),
        (("*Interaction-2021", "Search-2021", "Echelon"), []),
        (("*201st Base", "102nd Base", "Joint Staff"), []),
        (("*Article 4", "Article 5", "Article 7"), []),
        (("*A meeting on 16 September 2021", "A seat", "A duty"), []),
        # Beginnings.
        (("*To sign it", "To leave it", "The renewal"), ["3"]),
        (("*To sign it", "The renewal", "Peace"), ["1"]),
        (("*Signing it", "Leaving it", "The renewal"), ["3"]),
        (("*By video", "In person", "Minutes"), ["3"]),
        (("*It signed", "It left", "Renewal"), ["3"]),
        (("*It signed", "A renewal", "Peace"), ["1"]),
        (("*By video link", "In person in Moscow", "In writing"), []),
        (("*Using force", "Threatening them", "Leaving it"), []),
        (("*As things change", "Since it has to", "Because it may"), []),
        (("*It left", "It came back", "Its parliament voted"), []),
        (("*The goals", "The forces", "Its dialogue"), []),
        (("*It met there", "It left", "Rules on it were approved"), []),
        (("*It left", "Rules were approved", "Ministers met"), []),
        (("*Training by NATO", "Loans from China", "Russian weapons"), []),
        (("*To Moscow", "Moscow", "Minsk"), []),
        (("*A fund", "The mission", "Aid"), []),
        (("*NATO", "The CIS", "The OSCE"), []),
    ],
)
def test_one_option_of_another_form(options: tuple[str, ...], where: list[str]) -> None:
    assert of_options("L08", *options) == where


def test_a_sentence_is_completed_by_small_words_and_names() -> None:
    made = question("The headquarters stood in", "*Moscow", "the capital", "a suburb")
    assert found("L08", made) == []


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("*Подписать договор", "Выйти из него", "Обновление договора"), ["3"]),
        (("*Область", "Часть", "Сеть"), []),
        (("*Она вышла", "Она осталась", "Выход"), ["3"]),
        (("*в Москве", "в Минске", "Ташкент"), ["3", "3"]),
        (("*1992 год", "1994 год", "Ташкент"), ["3"]),
        (("*в 70-х гг.", "в 80-х гг.", "в 90-х гг."), []),
    ],
)
def test_forms_in_russian(options: tuple[str, ...], where: list[str]) -> None:
    assert of_options("L08", *options, language="ru") == where


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("*The treaty was signed", "The treaty was left", "The treaty was kept"), ["1"]),
        (("*The treaty ended", "The treaty began", "The treaty stayed"), ["1"]),
        (("*Because of the war", "Because of the peace", "Because of the tax"), ["1"]),
        (("*It was signed", "It was left", "It was kept"), []),
        (("*To sign it", "To leave it", "To keep it"), []),
        (("*The treaty ended", "The treaty began", "A war"), []),
        # Names.
        (("*The Council of War", "The Council of Peace", "The Council of Aid"), []),
        (("*Sherali Mirzo", "Sherali Aslov", "Sherali Rahmon"), []),
        (("*The UN Charter", "The UN Council", "The UN Assembly"), []),
        # Dates and numbers.
        (("*In the year 1992", "In the year 1994", "In the year 1999"), []),
    ],
)
def test_words_that_belong_in_the_stem(options: tuple[str, ...], where: list[str]) -> None:
    assert of_options("L14", *options) == where


def test_a_repeated_opening_in_russian() -> None:
    options = ("*Из-за новой войны там", "Из-за новой войны здесь", "Из-за новой войны нигде")
    assert of_options("L14", *options, language="ru") == ["1"]
