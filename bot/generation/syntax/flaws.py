"""What is wrong with a question by the parses of its stem, of its fact, and of what it cites.

Statements are parsed far better than questions. So the fact as a sentence of its own, which is the
question's rationale, is compared with the sentence cited; of the stem only small words are judged.
Where the fact's verb does not stand in the sentence, where its subject there is a pronoun, or where
the fact has a name that the sentence has not, nothing can be compared and nothing is found.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.generation.gate.findings import Finding, Hard
from bot.generation.syntax.tree import SUBJECTS, Tree
from bot.generation.words.table import listed

Parse = Callable[[str], Tree]

_MEANT = listed(
    "plan intend hope want wish refuse fail decline expect promise propose threaten try attempt"
    " agree decide offer aim seem appear deny doubt"
)
"""Verbs that do not say that what depends on them came about."""

_OPEN = listed("if whether unless")
_MODALS = listed("will would can could may might must shall should ought")
_STANDS_FOR = frozenset({"PRP", "WP", "WDT", "DT", "EX"})
_CLAUSES = frozenset({"relcl", "advcl", "ccomp"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A question's stem, its fact as a statement, and the sentence that proves it."""

    stem: Tree
    fact: Tree
    sentence: Tree


def flaws(of: Parsed, key: str) -> Iterator[Finding]:
    """Each flaw that the parses show, each code once."""
    verb, said = of.fact.main_verb, of.sentence
    if (detail := _malformed(of)) is not None:
        yield Finding(Hard.MALFORMED, detail)
    if (detail := _cut(of, key)) is not None:
        yield Finding(Hard.CUT, detail)
    if verb is None or of.fact.tokens[verb].lemma == "be":
        return
    there = list(said.verbs(of.fact.tokens[verb].lemma))
    others = {at: _other_subject(of.fact, verb, said, at) for at in there}
    fitting = [at for at, other in others.items() if other is None]
    if there and not fitting:
        yield Finding(Hard.SUBJECT, f"{others[there[0]]} {said.tokens[there[0]].text}")
    if not fitting:
        return
    if all(said.tokens[at].tag == "VBP" for at in fitting) and "does" in of.stem.texts:
        yield Finding(Hard.MALFORMED, f"does … {said.tokens[fitting[0]].text}")
    if all(_elsewhere(key, said, at) for at in fitting):
        yield Finding(Hard.ELSEWHERE, key)
    if not _supposed(of.fact, verb) and all(_supposed(said, at) for at in fitting):
        yield Finding(Hard.SUPPOSED, said.tokens[fitting[0]].text)


def _malformed(of: Parsed) -> str | None:
    """A stem without any verb, or with an *and* that joins nothing, or with a *'s* that belongs to
    nothing and is not the sentence's own (*Sotheby's*)."""
    words = of.stem.tokens
    if not any(token.is_verb for token in words):
        return " ".join(of.stem.texts)
    for before, token, after in zip(words, words[1:], words[2:], strict=False):
        if token.tag == "CC" and after.tag in {".", ","}:
            return f"{token.text} {after.text}"
        owner = f"{before.text}{token.text}"
        if token.tag == "POS" and after.tag in {"IN", "TO", "."} and not of.sentence.located(owner):
            return f"{owner} {after.text}"
    return None


def _cut(of: Parsed, key: str) -> str | None:
    """A name that ends within a compound (*Norvik* of *Norvik Glass*), one of several that *and*
    joins, a phrase with *of* behind another noun than in the sentence."""
    said = of.sentence
    first, end = (None if key[:1].isdigit() else said.located(key)) or (0, 0)
    for at in range(first, end):
        token = said.tokens[at]
        if token.dep == "compound" and token.head == end and said.tokens[end].is_noun:
            return f"{key} {said.tokens[end].text}"
    return _listed(of, key) or _moved(of)


def _listed(of: Parsed, key: str) -> str | None:
    """A noun behind a preposition that the sentence joins to another, which the fact leaves out."""
    said, told = of.sentence, {*of.fact.texts, *key.split()}
    for text in of.fact.texts:
        places = [at for at, token in enumerate(said.tokens) if token.text == text]
        if len(places) != 1 or said.tokens[places[0]].dep != "pobj":
            continue
        for other in said.below(places[0], "conj"):
            names = {said.tokens[i].text for i in (other, *said.below(other, "appos"))}
            if said.tokens[other].is_noun and not told & names:
                return f"{text}, {said.tokens[other].text}"
    return None


def _moved(of: Parsed) -> str | None:
    """A noun that *of* joins to one noun of the sentence, and in the fact to another of them."""
    there = of.sentence.owners("of")
    for noun, owner in of.fact.owners("of").items():
        real = there.get(noun)
        if real is not None and real != owner and owner in of.sentence.texts:
            return f"{real} of {noun}"
    return None


def _other_subject(fact: Tree, verb: int, said: Tree, at: int) -> str | None:
    """The noun that the sentence gives to the verb as what the fact's subject is to it, where that
    subject stands in the sentence elsewhere. Passive and active are told apart."""
    subject = fact.subject(verb)
    if subject is None:
        return None
    real = said.patient(at) if fact.passive(verb) else said.doer(at)
    if real is None and fact.passive(verb):  # no object, as of a verb that has none
        real = said.subject(at)
    if real is None or said.tokens[real].tag in _STANDS_FOR:
        return None
    head = fact.tokens[subject].text.casefold()
    there = head in {text.casefold() for text in said.texts}
    parts = fact.below(verb, *SUBJECTS) or (subject,)  # a long one may be parsed into two
    same = any(fact.phrase(part) & said.core(real) for part in parts)
    return said.tokens[real].text if there and not same else None


def _elsewhere(key: str, said: Tree, verb: int) -> bool:
    """Whether a date hangs on a verb of another clause."""
    year = re.search(r"\b[12]\d{3}$", key)
    places = [at for at, text in enumerate(said.texts) if year and text == year[0]]
    if len(places) != 1:
        return False
    over = next((at for at in said.above(places[0]) if said.tokens[at].is_verb), None)
    if over is None or over in said.joined(verb):
        return False
    for low, high in ((over, verb), (verb, over)):
        up = [low, *said.above(low)]
        if high in up:
            return any(said.tokens[at].dep in _CLAUSES for at in up[: up.index(high)])
    return True


def _supposed(said: Tree, verb: int) -> bool:
    """Whether a verb is denied, modal, conditional, or depends on one that leaves it open."""
    aux = {said.tokens[i].text.casefold() for i in said.below(verb, "aux")}
    mark = {said.tokens[i].text.casefold() for i in said.below(verb, "mark")}
    if said.below(verb, "neg") or aux & _MODALS or mark & _OPEN:
        return True
    token = said.tokens[verb]
    return token.dep in {"xcomp", "ccomp"} and said.tokens[token.head].lemma in _MEANT
