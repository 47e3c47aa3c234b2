"""A parsed sentence as plain values: tokens with their heads, and who does what by them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_CORE = ("compound", "amod", "appos", "poss", "nummod", "nmod")


@dataclass(frozen=True, slots=True)
class Token:
    """A word. ``head`` is the index of the token that it depends on, its own for a root; tags are
    those of the Penn Treebank, dependencies those of ClearNLP, as spaCy's English models give them.
    """

    text: str
    lemma: str
    tag: str
    dep: str
    head: int

    @property
    def is_verb(self) -> bool:
        return self.tag.startswith("VB") or self.tag == "MD"

    @property
    def is_noun(self) -> bool:
        return self.tag.startswith("NN")


@dataclass(frozen=True)
class Tree:
    """The tokens of one sentence, in order."""

    tokens: tuple[Token, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(token.text for token in self.tokens)

    @cached_property
    def _below(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.tokens]
        for at, token in enumerate(self.tokens):
            if token.head != at:
                below[token.head].append(at)
        return tuple(map(tuple, below))

    def below(self, at: int, *deps: str) -> tuple[int, ...]:
        """The tokens that depend on one in some of these ways, in order."""
        return tuple(i for i in self._below[at] if self.tokens[i].dep in deps)

    def above(self, at: int) -> Iterator[int]:
        """What a token depends on, up to the root."""
        while self.tokens[at].head != at:
            at = self.tokens[at].head
            yield at

    @property
    def main_verb(self) -> int | None:
        """The verb of the main clause."""
        roots = (at for at, token in enumerate(self.tokens) if token.head == at)
        return next((at for at in roots if self.tokens[at].is_verb), None)

    def verbs(self, lemma: str) -> Iterator[int]:
        """Full verbs of that lemma, auxiliaries left out."""
        for at, token in enumerate(self.tokens):
            if token.is_verb and token.lemma == lemma and token.dep not in {"aux", "auxpass"}:
                yield at

    def core(self, at: int) -> frozenset[str]:
        """The words of a noun phrase without what prepositions and clauses add to it."""
        words = {self.tokens[at].text.casefold()}
        for i in self.below(at, *_CORE):
            words |= self.core(i)
        return frozenset(words)

    def phrase(self, at: int) -> frozenset[str]:
        """The words of a phrase with all that depends on it."""
        words = {self.tokens[at].text.casefold()}
        return frozenset(words.union(*map(self.phrase, self._below[at])))

    def passive(self, verb: int) -> bool:
        if self.below(verb, "auxpass", "nsubjpass"):
            return True
        token = self.tokens[verb]
        bare = token.tag == "VBN" and not self.below(verb, "aux")
        if token.dep == "conj" and bare:
            return self.passive(token.head)
        return token.dep == "acl" and bare

    def subject(self, verb: int) -> int | None:
        """The subject of a verb: its own, the noun that its relative clause describes, or that of
        the verb it is joined to; None where the parse gives none."""
        token = self.tokens[verb]
        own = self.below(verb, *SUBJECTS)
        if own:
            relative = token.dep == "relcl" and self.tokens[own[-1]].tag in {"WDT", "WP"}
            return token.head if relative else own[-1]
        if token.dep == "conj" and self.tokens[token.head].is_verb:
            return self.subject(token.head)
        return token.head if token.dep == "acl" and token.tag == "VBN" else None

    def doer(self, verb: int) -> int | None:
        """Who does what a verb tells: its subject, or what stands behind a passive's *by*."""
        if not self.passive(verb):
            return self.subject(verb)
        by = (noun for by in self.below(verb, "agent") for noun in self.below(by, "pobj"))
        return next(by, None)

    def patient(self, verb: int) -> int | None:
        """To whom or what it is done: a passive's subject, or the direct object."""
        if self.passive(verb):
            return self.subject(verb)
        return next(iter(self.below(verb, "dobj")), None)

    def joined(self, verb: int) -> frozenset[int]:
        """A verb with those that *and* or *or* joins to it."""
        while self.tokens[verb].dep == "conj":
            verb = self.tokens[verb].head
        found, new = {verb}, [verb]
        while new:
            new = [i for at in new for i in self.below(at, "conj")]
            found.update(new)
        return frozenset(found)

    def owners(self, preposition: str) -> dict[str, str]:
        """Nouns behind a preposition with the noun before it, those that stand there once."""
        found: list[tuple[str, str]] = []
        for at, token in enumerate(self.tokens):
            before = self.tokens[token.head]
            if token.dep == "prep" and token.text == preposition and before.is_noun:
                found += ((self.tokens[i].text, before.text) for i in self.below(at, "pobj"))
        return {noun: owner for noun, owner in found if self.texts.count(noun) == 1}

    def located(self, text: str) -> tuple[int, int] | None:
        """Where a text stands: the index of its first token, and the one behind its last."""
        wanted = "".join(text.split())
        for first in range(len(self.tokens)):
            found = ""
            for end, token in enumerate(self.tokens[first:], first + 1):
                found += token.text
                if found == wanted:
                    return first, end
                if not wanted.startswith(found):
                    break
        return None
