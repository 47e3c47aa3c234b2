"""The rules backend from documents to drafts: propose, find rivals, and sieve."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from bot.bank.files.build import Name
from bot.domain.documents.source_document import SourceDocument
from bot.domain.drafts.draft_job import SOUGHT
from bot.domain.question import QuestionType
from bot.generation.asking.clarity import clear
from bot.generation.asking.distractors import rivals
from bot.generation.asking.introducing import introduced
from bot.generation.asking.leftovers import without_leftovers
from bot.generation.asking.teaching import Told
from bot.generation.backends import RULES, knows
from bot.generation.candidates import Candidate, Proposal
from bot.generation.combining.combined import combined
from bot.generation.drafting import candidate
from bot.generation.gate.ground import ground
from bot.generation.generated import Drafted, Generated, IsAsked, not_asked
from bot.generation.ranking import NOTHING_SEEN, Acceptance
from bot.generation.reading.corpus import Corpus, read_corpus
from bot.generation.reading.texts import Text
from bot.generation.sieve import Rules, Sieve, no_more
from bot.generation.stating.exchanging import stated
from bot.generation.templates import (
    acronym,
    aside,
    called,
    count,
    definition,
    gap,
    inplace,
    limit,
    member,
    named,
    names,
    role,
    term,
    timeline,
    truefalse,
    when,
    where,
    which,
    who,
)
from bot.generation.uncollected import uncollected

_READ = 10
"""Per cent at which the texts are read."""

TEMPLATES: tuple[Callable[[Text], Iterator[Proposal]], ...] = (
    when.propose,
    who.propose,
    where.propose,
    count.propose,
    role.propose,
    named.propose,
    acronym.propose,
    which.propose,
    term.propose,
    called.propose,
    definition.propose,
    limit.propose,
    member.propose,
    gap.propose,
    timeline.propose,
    inplace.propose,
    aside.propose,
    names.propose,
)

_LATE = frozenset({inplace.propose, aside.propose, names.propose})
"""They ask for what no other template has read."""


@uncollected()
def generate(
    documents: Iterable[SourceDocument],
    *,
    glossary: Sequence[Name] = (),
    limit: int | None = None,
    asked: IsAsked = not_asked,
    acceptance: Acceptance = NOTHING_SEEN,
    topic: str = "drafts",
    rules: Rules = no_more,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Generated:
    """The drafts of documents in English, the same ones for the same input.

    ``limit``: only the best, by how drafts of their template fared so far, beside those that are
    ``asked`` already. ``rules``: further hard
    ones, such as those of a parse. ``progress`` is told how many per cent of the work are done.
    """
    found = [one for one in documents if knows(RULES, one.source.language)]
    known = ground(found, glossary)
    corpus = read_corpus(found, known.small, glossary)
    progress(_READ, 100)
    proposals = list(_proposed(corpus.texts, known.acronyms, progress))
    conflicts = _conflicts(one for _, made in proposals for one in made)
    told = Told(tuple(one for _, made in proposals for one in made))
    sieve = Sieve(known, acceptance, topic, conflicts=conflicts, rules=rules)
    total, done = len(told.proposals), 0
    for _, made in proposals:
        for one, proposal in _candidates(made, corpus, told):
            if drafted := sieve.judge(one, partial(_typed, one, proposal)):
                sieve.keep(drafted)
            done += 1
            progress(SOUGHT + (100 - SOUGHT) * done // total, 100)
    for text, _ in proposals:
        for drafted in _stated(text, corpus, told, sieve):
            sieve.keep(drafted)
    progress(100, 100)
    return sieve.generated(corpus.words, limit, asked)


def _proposed(
    texts: Sequence[Text], spelled: Collection[str], progress: Callable[[int, int], None]
) -> Iterator[tuple[Text, tuple[Proposal, ...]]]:
    """What the templates find in each text, as far as it can be understood without the text."""
    steps = len(texts) * len(TEMPLATES)
    for place, text in enumerate(texts):
        made: list[Proposal] = []
        for step, template in enumerate(TEMPLATES, 1 + place * len(TEMPLATES)):
            told = {(one.fact.line.order, one.fact.span) for one in made}
            plain = template not in _LATE
            made += (
                introduced(text, without_leftovers(one))
                for one in template(text)
                if (plain or (one.fact.line.order, one.fact.span) not in told)
                and clear(text, one, spelled)
            )
            progress(_READ + (SOUGHT - _READ) * step // steps, 100)
        yield text, (*made, *combined(text, made))


def _candidates(
    proposals: Iterable[Proposal], corpus: Corpus, told: Told
) -> Iterator[tuple[Candidate, Proposal]]:
    """Each fact once, as it is best asked."""
    seen: set[tuple[str, tuple[str, str], str]] = set()
    for proposal in proposals:
        fact = proposal.fact
        mark = (fact.template, fact.claim, fact.value)
        if mark in seen:
            continue
        seen.add(mark)
        made = candidate(proposal, rivals(proposal, corpus, told))
        if made is not None:
            yield made, proposal


def _stated(text: Text, corpus: Corpus, told: Told, sieve: Sieve) -> Iterator[Drafted]:
    """A statement, true or false, of each sentence of which nothing else that passed is asked, if
    it was read for a number or a name in place: others have no value to exchange."""
    asked = sieve.asked
    for line in text.lines:
        place = (line.document.source.id, line.block.number, line.sentence.number)
        if place not in asked and line.order in text.stated:
            made = (one for proposal in truefalse.propose(text, line)
                    for one in stated(proposal, corpus, told))  # fmt: skip
            drafted = next(filter(None, map(sieve.judge, made)), None)
            if drafted is not None:
                yield drafted


def _typed(made: Candidate, proposal: Proposal) -> Candidate | None:
    """A choice as a typed question, where it can be one."""
    return candidate(proposal, ()) if made.type is QuestionType.SINGLE else None


def _conflicts(proposals: Iterable[Proposal]) -> dict[tuple[str, str], frozenset[str]]:
    """Claims that have more than one value."""
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in proposals:
        values[one.fact.claim].add(one.fact.value)
    return {claim: frozenset(found) for claim, found in values.items() if len(found) > 1}
