"""A question version as the database keeps it."""

import json

from hypothesis import given

from bot.domain.question import Question
from bot.storage.bank.question_json import from_json, to_json
from tests.bank.files.test_writing import questions


@given(questions())
def test_what_is_kept_comes_back(question: Question) -> None:
    """As versions of earlier days do, which had no waivers and no second readers."""
    content = to_json(question)
    assert from_json(json.loads(json.dumps(content))) == question
    content.pop("waive", None)
    if content["review"]:
        content["review"].pop("blind", None)
    old = from_json(json.loads(json.dumps(content)))
    assert old.waivers == ()
    assert old.review is None or old.review.blind is None
