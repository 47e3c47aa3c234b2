"""What Telegram tells a Mini App, verified as the Bot API's documents say."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest

from bot.domain.page.init_data import opened_by
from bot.domain.page.page_pass import PassRefused, Refusal

TOKEN = "42:TEST"
AT = datetime(2022, 4, 19, 16, 22, 22, tzinfo=UTC)


def init_data(token: str = TOKEN, at: datetime = AT, person: int = 42, **changes: str) -> str:
    """As Telegram makes it."""
    fields = {
        "auth_date": str(int(at.timestamp())),
        "query_id": "q",
        "user": json.dumps({"id": person, "first_name": "Ада & Ко"}),
        "signature": "abc",
        **changes,
    }
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    seal = hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()
    return urlencode({**fields, "hash": seal}, quote_via=quote)


def refused(text: str, now: datetime = AT) -> Refusal:
    with pytest.raises(PassRefused) as caught:
        opened_by(text, TOKEN, now)
    return caught.value.why


def test_who_opened_it_is_known() -> None:
    assert opened_by(init_data(), TOKEN, AT)[0] == 42


def test_a_vector_made_by_others() -> None:
    """From the tests of another library."""
    seal = "46d2ea5e32911ec8d30999b56247654460c0d20949b6277af519e76271182803"
    user = "%7B%22id%22%3A42%2C%22first_name%22%3A%22Test%22%7D"
    text = f"auth_date=1650385342&user={user}&query_id=test&hash={seal}"
    assert opened_by(text, TOKEN, datetime.fromtimestamp(1650385342, UTC)) == (42, seal)


@pytest.mark.parametrize("age", [-60, 0, 599])
def test_fresh_is_taken(age: int) -> None:
    assert opened_by(init_data(), TOKEN, AT + timedelta(seconds=age))[0] == 42


@pytest.mark.parametrize("age", [-61, 600, 10**6])
def test_old_and_future_are_refused(age: int) -> None:
    assert refused(init_data(), AT + timedelta(seconds=age)) is Refusal.EXPIRED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hash=",
        "&&&",
        "a=b",
        init_data("42:OTHER"),
        init_data().replace("42", "43", 1),
        init_data() + "&user=%7B%22id%22%3A43%7D",
        init_data() + "&hash=00",
        init_data(user="[]"),
        init_data(user="null"),
        init_data(user='{"id": "42"}'),
        init_data(user="[" * 3_000),
        init_data(auth_date="soon"),
        init_data(auth_date="9" * 5_000),
        init_data(query_id="x" * 9_000),
        "hash=\u20ac",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    assert refused(text) is Refusal.WRONG
