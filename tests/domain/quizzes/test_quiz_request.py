"""What stands behind /quiz."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quizzes.attempt import LONGEST, Scope
from bot.domain.quizzes.quiz_request import (
    BadCount,
    NotACount,
    Topic,
    UnknownTopic,
    Wanted,
    read_request,
    topic_tag,
    word_for,
)


def topic(slug: str, title: str, set_id: int = 1, set_title: str = "Tea") -> Topic:
    return Topic(set_id, f"set-{set_id}", set_title, f"CODE{set_id}", slug, title, 10, "en")


LEAF = topic("leaf", "The leaf")
HISTORY = topic("history", "History of tea")
SUMMIT = topic("summit-2022", "Summit 2022", 2, "Summits")
SUMMIT_2024 = topic("summit-2024", "Summit 2024", 2, "Summits")
TOPICS = [LEAF, HISTORY, SUMMIT, SUMMIT_2024]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Wanted()),
        ("  ", Wanted()),
        ("10", Wanted(count=10)),
        ("1", Wanted(count=1)),
        ("50", Wanted(count=50)),
        ("leaf", Wanted(LEAF.scope)),
        ("LEAF 7", Wanted(LEAF.scope, 7)),
        ("7 leaf", Wanted(LEAF.scope, 7)),
        ("history of tea", Wanted(HISTORY.scope)),
        ("hist 3", Wanted(HISTORY.scope, 3)),
        ("summit 2022", Wanted(SUMMIT.scope)),
        ("summit-2022 4", Wanted(SUMMIT.scope, 4)),
        ("tea", Wanted(Scope(1))),
        ("code2 5", Wanted(Scope(2), 5)),
        ("summits", Wanted(Scope(2))),
    ],
)
def test_topics_sets_and_numbers_in_any_case_and_order(text: str, wanted: Wanted) -> None:
    assert read_request(text, TOPICS) == wanted


def test_a_number_counts_whatever_a_code_or_title_begins_with() -> None:
    coded = Topic(3, "set-3", "Exercises", "4KQ7ZM", "fourth", "4th of June", 10, "en")
    assert read_request("4", [coded, LEAF]) == Wanted(count=4)
    assert read_request("4kq7zm", [coded, LEAF]) == Wanted(Scope(3))
    assert read_request("4k", [coded, LEAF]) == UnknownTopic(())
    assert read_request("4th", [coded, LEAF]) == Wanted(coded.scope)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("0", BadCount(0)),
        ("-3", BadCount(-3)),
        ("leaf 51", BadCount(51, LEAF.scope)),
        ("leaf -3", BadCount(-3, LEAF.scope)),
        ("1000 summits", BadCount(1000, Scope(2))),
        ("99 x", BadCount(99)),
    ],
)
def test_a_number_out_of_range_is_named_with_what_it_was_for(text: str, refused: BadCount) -> None:
    assert read_request(text, TOPICS) == refused


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("leaf many", NotACount(LEAF.scope)),
        ("summit 2022 ten", NotACount(SUMMIT.scope)),
        ("lea many", UnknownTopic(())),  # only a whole name is sure to be one
        ("history of coffee", UnknownTopic(())),
        ("many", UnknownTopic(())),
    ],
)
def test_a_word_where_a_number_should_be_is_told_from_a_name(text: str, read: object) -> None:
    assert read_request(text, TOPICS) == read


def test_the_word_for_a_topic_or_set_leads_there_or_is_none() -> None:
    twins = [LEAF, topic("leaf", "The leaf", 2, "More tea")]
    assert word_for(SUMMIT.scope, TOPICS) == "summit-2022"
    assert word_for(Scope(2), TOPICS) == "set-2"
    assert word_for(LEAF.scope, twins) == "set-1/leaf", "the short name alone is another's too"
    assert read_request("Set-2/leaf 3", twins) == Wanted(twins[1].scope, 3)
    assert word_for(Scope(9, "leaf"), TOPICS) is None


def test_a_name_that_means_nothing_or_several_things_offers_what_is_near() -> None:
    assert read_request("coffee", TOPICS) == UnknownTopic(())
    assert read_request("summit-", TOPICS) == UnknownTopic((SUMMIT, SUMMIT_2024))
    twins = [LEAF, topic("leaf", "The leaf", 2, "More tea")]
    assert read_request("leaf", twins) == UnknownTopic(tuple(twins))
    other = topic("rolling", "Rolling", 2, "Leaf by leaf")
    assert read_request("leaf", [*twins, other]) == UnknownTopic(tuple(twins))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("histroy 3", UnknownTopic((HISTORY,), 3)),
        ("set-1/hsitory", UnknownTopic((HISTORY,))),
        ("summit-2023", UnknownTopic(())),  # another number is another thing
        ("history x", NotACount(HISTORY.scope)),
    ],
)
def test_a_slip_in_a_name_offers_what_was_meant(text: str, read: object) -> None:
    assert read_request(text, TOPICS) == read


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    result = read_request(text, TOPICS)
    if isinstance(result, Wanted) and result.count is not None:
        assert 1 <= result.count <= LONGEST


@given(st.from_regex(r"[a-z0-9][a-z0-9-]{1,39}", fullmatch=True))
def test_a_tag_is_short_whatever_the_slug(slug: str) -> None:
    assert len(topic_tag(slug)) == 8


def test_tags_differ() -> None:
    assert len({topic_tag(topic.slug) for topic in TOPICS}) == len(TOPICS)
