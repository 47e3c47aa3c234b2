"""Names in running text: sets of one title are told apart by their codes."""

from bot.views.names import told_apart
from bot.views.words import Words


def test_sets_of_the_same_title_come_with_their_codes() -> None:
    titles = {1: ("Tea", "AAAA"), 2: ("Coffee", "BBBB"), 3: ("TEA", "CCCC")}
    assert told_apart(titles, Words("en")) == {1: "Tea (AAAA)", 2: "Coffee", 3: "TEA (CCCC)"}
