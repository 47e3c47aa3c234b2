"""Typed texts: what is forgiven is a slip of the finger, never another name."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.domain.question import NearText, TextKey
from bot.domain.spelling import (
    folded,
    folded_words,
    is_slip,
    known_wrong,
    read_as,
    slips,
    tolerance,
)

LETTERS = st.text("abcdefghij", min_size=1, max_size=14)
TEXTS = st.text(min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Tashkent", "  tashkent. "),
        ("Almaty", "ALMATY"),
        ("Zürich", "zurich"),
        ("Straße", "STRASSE"),
        ("Tajik-Afghan border", "Tajik – Afghan border"),
        ("Сергей", "СЕРГЕИ"),
        ("№ 5", "no5"),
        ("St. Petersburg", "St Petersburg"),
    ],
)
def test_case_accents_punctuation_and_spaces_do_not_matter(text: str, same: str) -> None:
    assert folded(text) == folded(same)
    assert read_as(TextKey(text), same) == text
    assert not is_slip(text, same)


def test_vowel_signs_are_not_accents() -> None:
    assert folded("कि") != folded("कु")


@given(TEXTS)
def test_folding_leaves_nothing_more_to_fold(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("form", "edits"),
    [("rome", 0), ("minsk", 1), ("tashkent", 1), ("kyrgyzstan", 2), ("1234567890", 0)],
)
def test_longer_words_may_have_more_slips(form: str, edits: int) -> None:
    assert tolerance(form) == edits


@pytest.mark.parametrize(
    ("key", "typed", "right"),
    [
        ("Oslo", "Olso", False),  # four letters: nothing is forgiven
        ("Minsk", "Mnisk", True),
        ("Minsk", "Minks", True),
        ("Minsk", "Mins", True),
        ("Minsk", "Mynks", False),  # two slips in five letters
        ("Kyrgyzstan", "Kirgizstan", True),
        ("Kyrgyzstan", "Kirgistan", False),
        ("Yerevan", "Yerivan", True),
        ("Resolution 2254", "Resolution 2245", False),
        ("Resolution 2254", "Resolutoin 2254", True),
        ("Rubezh 2021", "Rubezh", False),
    ],
)
def test_a_slip_of_the_finger_is_forgiven_but_in_digits(key: str, typed: str, right: bool) -> None:
    assert (read_as(TextKey(key), typed) == key) is right


@pytest.mark.parametrize(
    ("key", "typed", "right"),
    [
        ("Stanislav Zas", "Stanislav Das", False),  # three letters: nothing is forgiven
        ("Stanislav Zas", "Stanislaw Zas", True),
        ("Stanislav Zas", "Sanislaw Zas", True),  # two slips in nine letters
        ("Stanislav Zas", "Stanislav", False),
        ("Stanislav Zas", "Stanislav Zas I", False),
        ("Tactical level", "Practical level", False),  # two slips in eight letters
        ("Tactical level", "Tatcical levle", True),  # one in each word
        ("Nagorno-Karabakh", "Nagorno Karabah", True),
        ("Nagorno-Karabakh", "Nagornokarabakh", True),  # nothing but letters is compared
        ("Conan O'Brien", "Conan OBrian", True),
        ("Генеральный штаб", "Генеральный шта", False),
    ],
)
def test_every_word_has_slips_of_its_own(key: str, typed: str, right: bool) -> None:
    assert (read_as(TextKey(key), typed) == key) is right


@pytest.mark.parametrize(
    ("key", "other", "slip"),
    [
        ("Geneva", "Genova", "Gneva"),
        ("Tokayev", "Tokarev", "Tokayew"),
        ("Kassym-Jomart Tokayev", "Kassym-Jomart Tokarev", "Kasym-Jomart Tokayew"),
    ],
)
def test_another_name_that_a_slip_would_make_is_wrong_as_a_near_value(
    key: str, other: str, slip: str
) -> None:
    known = TextKey(key, near=(NearText(other, "Another name."),))
    assert read_as(known, other) is None
    assert known_wrong(known, other) == 1
    assert read_as(known, slip) == key


def test_a_near_surname_is_wrong_also_behind_a_first_name() -> None:
    key = TextKey("Tokayev", ("Kassym-Jomart Tokayev",), (NearText("Tokarev", "Another name."),))
    assert read_as(key, "Kassym-Jomart Tokarev") is None
    assert read_as(key, "Kasym-Jomart Tokayev") == "Kassym-Jomart Tokayev"
    level = TextKey("Tactical level", near=(NearText("Level", "Of what?"),))
    assert read_as(level, "Tatical level") == "Tactical level", "the key has that word itself"


def test_a_text_in_words() -> None:
    assert folded_words("  St. Étienne–du O’Brien (№ 5) ") == (
        "st",
        "etienne",
        "du",
        "obrien",
        "no",
        "5",
    )
    assert folded_words("कि कु") == (folded("कि"), folded("कु"))


@given(TEXTS)
def test_words_have_the_letters_of_their_text(text: str) -> None:
    assert "".join(folded_words(text)) == folded(text)


def test_a_further_spelling_is_right_and_has_slips_of_its_own() -> None:
    key = TextKey("Tashkent", accept=("Toshkent", "Ташкент"))
    assert read_as(key, "toshkent") == "Toshkent"
    assert read_as(key, "Ташкетн") == "Ташкент"
    assert is_slip("Ташкент", "Ташкетн")


def test_a_near_value_and_what_is_as_near_to_it_are_wrong() -> None:
    key = TextKey("Marten", near=(NearText("Martin", "A name."),))
    assert read_as(key, "Marten") == "Marten"
    assert read_as(key, "Martin") is None
    assert read_as(key, "Martyn") is None  # one slip from either
    assert read_as(key, "Marden") == "Marten"
    assert read_as(TextKey("Marten"), "Martyn") == "Marten"


def test_the_near_value_that_was_meant_is_found_through_a_slip() -> None:
    key = TextKey("Minsk", near=(NearText("Moscow", "No."), NearText("Kazan", "No.")))
    assert known_wrong(key, "moskow") == 1
    assert known_wrong(key, "KAZAN") == 2
    assert known_wrong(key, "Yerevan") is None


@given(LETTERS, LETTERS)
def test_slips_are_counted_alike_from_both_sides(one: str, other: str) -> None:
    assume(tolerance(one) == tolerance(other))
    assert slips([one], [other]) == slips([other], [one])


@given(LETTERS, LETTERS, LETTERS)
def test_what_is_accepted_is_within_the_tolerance_and_nearer_than_any_near_value(
    value: str, near: str, typed: str
) -> None:
    assume(value != near)
    key = TextKey(value, near=(NearText(near, "No."),))
    if read_as(key, typed) is not None:
        edits = OSA.distance(value, typed)
        assert edits <= tolerance(value)
        assert edits < OSA.distance(near, typed)
    else:
        assert typed != value


@given(LETTERS, st.data())
def test_any_one_slip_in_a_word_of_five_letters_or_more_is_forgiven(
    value: str, data: st.DataObject
) -> None:
    assume(len(value) > 4)
    at = data.draw(st.integers(0, len(value) - 2))
    letter = data.draw(st.sampled_from("abcxyz"))
    slipped = data.draw(
        st.sampled_from(
            [
                value[:at] + value[at + 1 :],
                value[:at] + letter + value[at:],
                value[:at] + letter + value[at + 1 :],
                value[:at] + value[at + 1] + value[at] + value[at + 2 :],
            ]
        )
    )
    assert read_as(TextKey(value), slipped) == value
