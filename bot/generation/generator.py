"""The rules backend from documents to drafts: propose, find rivals, gate, rank, choose."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.bank.build import Name
from bot.domain.question import Question
from bot.domain.source_document import SourceDocument
from bot.generation.candidates import Candidate, Proposal
from bot.generation.corpus import Corpus, Text, read_corpus
from bot.generation.distractors import Told, rivals
from bot.generation.drafting import candidate, draft
from bot.generation.gate.findings import Finding, GateReport
from bot.generation.gate.ground import Ground, ground
from bot.generation.gate.hard import hard
from bot.generation.gate.soft import soft
from bot.generation.ranking import NOTHING_SEEN, Acceptance
from bot.generation.templates import acronym, count, named, role, timeline, when, where, which, who

TEMPLATES: tuple[Callable[[Text], Iterator[Proposal]], ...] = (
    when.propose,
    who.propose,
    where.propose,
    count.propose,
    role.propose,
    named.propose,
    acronym.propose,
    which.propose,
    timeline.propose,
)
LANGUAGES = frozenset({"en"})
"""The languages that the templates know."""

_MOST_PER_SENTENCE = 2


@dataclass(frozen=True)
class Drafted:
    """A draft, the candidate it was, and what the curator is told about it."""

    question: Question
    candidate: Candidate
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Generated:
    """The drafts of a corpus in the order of their documents, and what became of the others."""

    drafts: tuple[Drafted, ...]
    words: int
    proposed: Mapping[str, int]
    """Candidates by template."""

    refused: Mapping[str, int]
    """Hard findings by code; a candidate may have several."""

    @property
    def by_template(self) -> Mapping[str, int]:
        return Counter(one.candidate.provenance.template for one in self.drafts)

    @property
    def per_thousand(self) -> float:
        """Drafts per 1,000 words that may be cited."""
        return 1_000 * len(self.drafts) / self.words if self.words else 0.0


def generate(
    documents: Iterable[SourceDocument],
    *,
    glossary: Sequence[Name] = (),
    limit: int | None = None,
    acceptance: Acceptance = NOTHING_SEEN,
    topic: str = "drafts",
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Generated:
    """The drafts of documents in English, the same ones for the same input.

    ``limit``: only the best, by how drafts of their template fared so far. ``progress`` is told
    how many proposals of how many have been looked at.
    """
    found = [one for one in documents if one.source.language.partition("-")[0] in LANGUAGES]
    known = ground(found, glossary)
    corpus = read_corpus(found, known.small, glossary)
    proposals = [(t, tuple(_proposals(t))) for t in corpus.texts]
    conflicts = _conflicts(one for _, made in proposals for one in made)
    told = Told(tuple(one for _, made in proposals for one in made))
    drafts: list[Drafted] = []
    proposed: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    total, done = len(told.proposals), 0
    for _, made in proposals:
        for one in _candidates(made, corpus, told):
            proposed[one.provenance.template] += 1
            question = draft(one, topic)
            rate = acceptance.rate(one.provenance.template)
            report = _gate(one, question, known, conflicts, rate)
            refused.update(finding.code for finding in report.hard)
            if report.passed:
                drafts.append(Drafted(question, one, report.soft))
            done += 1
            progress(done, total)
    if done < total:
        progress(total, total)
    chosen = _chosen(drafts, acceptance, limit)
    return Generated(chosen, corpus.words, proposed, refused)


def _proposals(text: Text) -> Iterator[Proposal]:
    for template in TEMPLATES:
        yield from template(text)


def _candidates(proposals: Iterable[Proposal], corpus: Corpus, told: Told) -> Iterator[Candidate]:
    seen: set[tuple[str, tuple[str, str], str]] = set()
    for proposal in proposals:
        fact = proposal.fact
        mark = (fact.template, fact.claim, fact.value)
        if mark in seen:
            continue
        seen.add(mark)
        made = candidate(proposal, rivals(proposal, corpus, told))
        if made is not None:
            yield made


def _gate(
    one: Candidate,
    question: Question,
    known: Ground,
    conflicts: Mapping[tuple[str, str], frozenset[str]],
    rate: float | None,
) -> GateReport:
    broken = tuple(hard(one, known))
    told = () if broken else tuple(soft(one, question, known, conflicts, rate))
    return GateReport(broken, told)


def _conflicts(proposals: Iterable[Proposal]) -> dict[tuple[str, str], frozenset[str]]:
    """Claims that have more than one value."""
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in proposals:
        values[one.fact.claim].add(one.fact.value)
    return {claim: frozenset(found) for claim, found in values.items() if len(found) > 1}


def _chosen(
    drafts: Sequence[Drafted], acceptance: Acceptance, limit: int | None
) -> tuple[Drafted, ...]:
    """The best drafts, no two of one sentence that tell each other's key; in document order."""
    order = {id(one): place for place, one in enumerate(drafts)}
    ranked = sorted(drafts, key=lambda one: (-acceptance.score(one.candidate.provenance.template),
                                             len(one.findings), order[id(one)]))  # fmt: skip
    kept: list[Drafted] = []
    at: dict[tuple[str, int, int], list[Drafted]] = defaultdict(list)
    stems: set[str] = set()
    for one in ranked:
        beside = at[one.candidate.place]
        if len(beside) >= _MOST_PER_SENTENCE or one.candidate.stem in stems:
            continue
        if any(_tells(one, other) or _tells(other, one) for other in beside):
            continue
        beside.append(one)
        stems.add(one.candidate.stem)
        kept.append(one)
    return tuple(sorted(kept[:limit], key=lambda one: order[id(one)]))


def _tells(one: Drafted, other: Drafted) -> bool:
    """Whether a stem holds the key of another question about the same sentence."""
    parts = other.candidate.key.split()
    return other.candidate.key in one.candidate.stem or parts[-1] in one.candidate.stem.split()
