"""Telegram's user as the domain's value."""

from telegram import User

from bot.domain.people.person import Who


def who(user: User) -> Who:
    """What an update shows of its sender."""
    return Who(user.id, user.first_name, user.last_name, user.username, user.language_code)
