"""What something is called, as a question: the shape that several templates end in."""

from bot.generation.asking.phrasing import fits
from bot.generation.candidates import Fact, KeyKind, Proposal, Rival
from bot.generation.sentences.name_kinds import Kind


def what_called(
    fact: Fact,
    stem: str,
    said: str,
    otherwise: str,
    *,
    kind: Kind = Kind.UNKNOWN,
    accept: tuple[str, ...] = (),
    rivals: tuple[Rival, ...] = (),
) -> Proposal:
    """A question for the name that is the value of a fact, typed or with the template's own
    rivals. ``otherwise`` is the brief where ``said`` is too long for one."""
    return Proposal(
        fact,
        stem,
        fact.value,
        KeyKind.TOLD,
        said,
        said if fits(said) else otherwise,
        name_kind=kind,
        rivals=rivals,
        typed_stem=stem,
        accept=accept,
    )
