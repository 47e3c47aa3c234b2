"""What a round owes, and what of it lets people go first."""

from bot.services.rounds import debts
from bot.storage.rounds import polls


def test_whatever_a_round_brings_by_itself_lets_who_asked_for_something_go_first() -> None:
    """Only the answers to what somebody just did do not."""
    named = {value for name, value in vars(debts).items() if name.isupper() and type(value) is str}
    assert {*named, polls.SCREEN} - debts.BY_THEMSELVES == {
        debts.STOPPED, debts.NOTE, debts.CHOSEN,
    }  # fmt: skip
