"""How the drafts of each template fared, here and in the project's own sheets."""

from collections.abc import Mapping

from bot.generation.ranking import Acceptance, shipped_acceptance


def acceptance(tally: Mapping[str, tuple[int, int]]) -> Acceptance:
    """By template: approved as drafted, of decided, on top of the shipped sheets' figures.

    :meth:`Acceptance.score` is then the mean of a Beta distribution: with s of n usable in the
    sheets and k of d approved unedited here, (1 + s + k) / (2 + n + d).
    """
    seen = dict(shipped_acceptance().seen)
    for template, (kept, decided) in tally.items():
        usable, total = seen.get(template, (0, 0))
        seen[template] = (usable + kept, total + decided)
    return Acceptance(seen)
