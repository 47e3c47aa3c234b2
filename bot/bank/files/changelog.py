"""A set's changelog: newest first, and it begins with the version that the set has."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.bank.files.tree import Path
from bot.domain.finding import Value

Finding = tuple[Path, str, dict[str, Value]]


def changelog_problems(plain: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong with the changelog of a set whose shape is right."""
    version, entries = plain["version"], plain.get("changelog", ())
    if not entries:
        if version > 1:
            yield ("version",), "E351", {"version": version}
        return
    if entries[0]["version"] != version:
        values: dict[str, Value] = {"version": version, "newest": entries[0]["version"]}
        yield ("changelog", 0, "version"), "E352", values
    for index in range(1, len(entries)):
        above, here = entries[index - 1]["version"], entries[index]["version"]
        if here >= above:
            yield ("changelog", index, "version"), "E353", {"version": here, "above": above}
