"""What people write of a document: taken in one form, or refused with the reason."""

import datetime

import pytest

from bot.generation.documents.written import UNKNOWN, Unfit, Wrong, written, written_value

TODAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("date", "29.02.2020", "2020-02-29"),
        ("date", "May 2019", "2019-05"),
        ("date", "24.11.2026", "2026-11-24"),
        ("date", "2026", "2026"),
        ("date", "Unknown", UNKNOWN),
        ("date", "31.02.2020", Wrong.NO_DAY),
        ("date", "2020-13-40", Wrong.NO_DAY),
        ("date", "2026-11-25", Wrong.AHEAD),
        ("date", "2031-01-01", Wrong.AHEAD),
        ("date", "yesterday", Wrong.UNCLEAR),
        ("language", "en_gb", "en-GB"),
        ("language", "English", "en"),
        ("language", "русский", "ru"),
        ("language", "xx", Wrong.LANGUAGE),
        ("title", "31.02.2020", "31.02.2020"),
    ],
)
def test_a_value_is_kept_in_one_form_or_refused(name: str, value: str, kept: str) -> None:
    if isinstance(kept, Wrong):
        with pytest.raises(Unfit) as error:
            written_value(name, value, TODAY)
        assert error.value.why is kept
    else:
        assert written_value(name, value, TODAY) == kept


def test_of_several_lines_each_wrong_one_is_told() -> None:
    found = written("Title: Two ferries\nDate: 30.02.2020\n\nDate: soon\n2019-05-15", TODAY)
    assert found.said == {"title": "Two ferries"}
    assert found.refused == (
        ("Date: 30.02.2020", Wrong.NO_DAY),
        ("Date: soon", Wrong.UNCLEAR),
        ("2019-05-15", Wrong.UNNAMED),
    )


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2019-05-15", "2019-05-15"),
        ("15.05.2019", "2019-05-15"),
        ("May 2019", "2019-05"),
        ("15 мая 2019 г.", "2019-05-15"),
        ("It came in May 2019", None),
    ],
)
def test_a_line_that_is_only_a_date_is_the_date_where_it_is_asked_for(
    line: str, date: str | None
) -> None:
    found = written(f"Title: Two ferries\n{line}", TODAY, asked=("date",))
    assert found.said.get("date") == date
    assert found.refused == (() if date else ((line, Wrong.UNNAMED),))
