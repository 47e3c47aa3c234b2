"""A question version as the database keeps it."""

import json

from hypothesis import given

from bot.domain.question import Question
from bot.storage.bank.question_json import from_json, to_json
from tests.bank.files.test_writing import questions


@given(questions())
def test_what_is_kept_comes_back(question: Question) -> None:
    assert from_json(json.loads(json.dumps(to_json(question)))) == question


@given(questions())
def test_versions_of_earlier_days_had_no_waivers_and_no_second_readers(question: Question) -> None:
    content = to_json(question)
    content.pop("waive", None)
    if content["review"]:
        content["review"].pop("blind", None)
    old = from_json(json.loads(json.dumps(content)))
    assert old.waivers == ()
    assert old.review is None or old.review.blind is None
