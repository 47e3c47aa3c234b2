"""The history of a draft, as the page tells it."""

import re
from datetime import UTC, datetime

from bot.domain.drafts.draft import Event, EventKind, Wording
from bot.views.words import Words
from bot.web.curation.history import history
from tests.storage.bank_rows import make_question

AT = datetime(2026, 5, 1, tzinfo=UTC)


def test_an_edit_after_an_undone_one_is_told_from_what_stood_before_both() -> None:
    first, second, third = (Wording(make_question("q", stem=one)) for one in "ABC")
    events = [
        Event(1, EventKind.MADE, None, AT, wording=first),
        Event(2, EventKind.EDITED, None, AT, wording=second),
        Event(3, EventKind.UNDONE, None, AT),
        Event(4, EventKind.EDITED, None, AT, wording=third),
    ]
    told = str(history(events, [], {}, Words("en")))
    changed = re.findall(r"<del[^>]*>(.*?)</del> → <ins[^>]*>(.*?)</ins>", told)
    assert changed == [("A", "C"), ("A", "B")], "newest first"
