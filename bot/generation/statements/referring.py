"""What the pronouns of a sentence mean that has to stand alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.generation.reading.entities import Entity
from bot.generation.reading.mentions import singular
from bot.generation.reading.topics import topic
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import words
from bot.generation.statements.definites import Definites
from bot.generation.statements.going_on import gone_on
from bot.generation.statements.pronouns import PERSONAL, meant
from bot.generation.statements.standing import Piece
from bot.generation.words.saying import REPORTING
from bot.generation.words.table import listed, nouns

_GROUPS = listed(
    "family couple pair team people group government band company public police staff council"
    " committee party crowd majority army navy club population parents children men women"
)
_EXPLETIVES = tuple(
    f"{be} {word} to"
    for be in ("is", "was")
    for word in ("necessary", "possible", "difficult", "common", "easy", "hard", "important")
)
_IN_WHAT = listed("match game set round goal point meeting race bout fight appearance")
_JOINING = listed(
    "and but or that which who whom whose where when while because as after before until if since"
    " though although than what how why so once unless whether"
)


@dataclass(frozen=True)
class Referring(Definites):
    """A sentence whose pronouns are read: replaced, or left where the sentence itself tells."""

    def replaced(self, at: int, own: bool) -> Piece:
        """A pronoun by what it means, where nothing before it in the sentence can be meant."""
        if self.before and not self.goes_on(self.said[at].small):
            return None, 1
        found = meant(self.text, self.line, self.said[at].small)
        if found is None and self.opens(at):
            gone = gone_on(self.text, self.line, self.said[at].small, self.of_line)
            if gone is not None:
                self.leaning.extend([gone.noun] * gone.leans)
                return self.put(at, gone.said, own)
        main = self.text.entities.main
        apart = at > 0 and own and main is not None and found != main.said
        if found is None or (apart and self.said[0].small not in PREPOSITIONS):
            return None, 1
        return self.put(at, found, own)

    def put(self, at: int, found: str, own: bool) -> Piece:
        """What is meant in the place of a pronoun."""
        self.named.append(found)
        said = found if at else found[:1].upper() + found[1:]
        if not own:
            return said, 1
        return said + ("'" if said.endswith("s") else "'s"), 1

    def opens(self, at: int) -> bool:
        """Whether a pronoun is the subject of the sentence, or owns it."""
        if self.before and not self.line.text.lower().startswith(self.said[0].small):
            return False
        if at == 0:
            return True
        lead = not self.verb_before(at) and is_verb(self.said, at + 1)
        return lead and not self.text.entities.within(self.earlier(at))

    def goes_on(self, small: str) -> bool:
        """Whether what was cut off in front told of nobody but whom the document is about."""
        main = self.text.entities.main
        inside = self.text.entities.within(self.before)
        kinds = {Kind.PERSON, Kind.UNKNOWN} if small in PERSONAL else set(Kind)
        others = [one for one in inside if one is not main and one.kind in kinds]
        first = words(self.before)[0].small
        if first not in {"he", "she", "it"} and (not inside or inside[0] is not main):
            return False
        if any(word.small in REPORTING for word in words(self.before)):
            return False
        personal = small in PERSONAL
        return not others and main is not None and personal == (main.kind is Kind.PERSON)

    def personal(self, at: int) -> Piece:
        """*he*, *her*: replaced, or left where the sentence itself names whom it means."""
        small = self.said[at].small
        if small in {"he", "she"} and self.run_on(at):
            return None, 1
        own = small == "his" or (small == "her" and not self.is_object(at))
        kept: Piece = (self.said[at].text, 1)
        ranked = [word.small for word in self.said[at + 1 : at + 3]]
        if own and ranked[:1] in (["first"], ["second"], ["last"]) and ranked[-1] in _IN_WHAT:
            return None, 1  # "won his first match": at what?
        if own and at > 0 and not self.named and self.told_later(at):
            return kept
        people = self.people(at)
        somebody = any(w.text in nouns("first") or w.small in nouns("role") for w in self.said[:at])
        # "the museum was his only work": whose?
        things = own and not (people or somebody) and self.of_things()
        if not things and (self.named or small in {"himself", "herself"}):
            known = self.named or [one.said for one in people]
            told = bool(known) and (own or all(one.said in known[:1] for one in people))
            return kept if told else (None, 1)
        if not people:
            return (None, 1) if somebody else self.replaced(at, own)
        return self.beside(at, own, people)

    def of_things(self) -> bool:
        """Whether all that pronouns were replaced by so far are things."""
        put = [one for said in self.named for one in self.text.entities.within(said)]
        return bool(put) and all(one.kind is not Kind.PERSON for one in put)

    def run_on(self, at: int) -> bool:
        """Whether a clause begins here that nothing joins to the one before: "The band broke up he
        found success", of which *after* was cut off."""
        opens = words(self.line.text)[0].small
        cut = opens in _JOINING and self.said[0].small != opens
        before = self.said[at - 1]
        loose = before.is_word and before.small not in _JOINING | REPORTING
        return at > 0 and cut and loose and self.verb_before(at)

    def beside(self, at: int, own: bool, people: Sequence[Entity]) -> Piece:
        """A pronoun behind people who are named."""
        small = self.said[at].small
        main = self.text.entities.main
        if small in {"him", "her"} and not own:
            apart = main is not None and main not in people
            return self.replaced(at, False) if apart else (None, 1)
        another = main is not None and main.kind is Kind.PERSON and people[0] is not main
        if len(people) == 1 and not another:
            return self.said[at].text, 1
        lone = own and len(people) == 1 and self.text.entities.pronoun == PERSONAL[small]
        return (self.said[at].text if lone and people[0].kind is Kind.PERSON else None), 1

    def told_later(self, at: int) -> bool:
        """Whether *his* in front is said of whom the sentence names then: "For his book, he" """
        main = self.text.entities.main
        if main is None or main.kind is not Kind.PERSON or self.verb_before(at) or self.people(at):
            return False
        comma = next((i for i in range(at, len(self.said)) if self.said[i].text == ","), None)
        if comma is None or comma + 1 >= len(self.said):
            return False
        entity, _ = self.text.entities.at(self.said, comma + 1, self.phrase)
        return self.said[comma + 1].small in {"he", "she"} or entity is main

    def people(self, at: int) -> list[Entity]:
        """Who is named before."""
        main = self.text.entities.main
        unsure = main is None or main.kind is not Kind.PERSON
        return [
            one
            for one in self.text.entities.within(self.earlier(at))
            if one.kind is Kind.PERSON or (unsure and one.kind is Kind.UNKNOWN and " " in one.name)
        ]

    def thing(self, at: int) -> Piece:
        word = self.said[at]
        if word.small == "it" and self.expletive(at):
            return word.text, 1
        nothing = not self.text.entities.within(self.earlier(at))
        fronted = at == 0 or self.said[0].small in PREPOSITIONS or word.small == "it" or nothing
        if not self.verb_before(at) and fronted:
            return self.replaced(at, word.small == "its")
        if word.small == "it" and self.new_subject(at):
            return self.replaced(at, False)
        named = self.text.entities.within(self.earlier(at))
        things = any(one.kind is not Kind.PERSON for one in named)
        plain = any(
            w.small in {"the", "a", "an"} and not self.said[i + 1].capital
            for i, w in enumerate(self.said[:at])
        )
        return (word.text if things or plain else None), 1

    def new_subject(self, at: int) -> bool:
        """Whether *it* begins a clause, and what is told of before cannot be meant."""
        before, main = self.said[at - 1], self.text.entities.main
        if before.small in REPORTING:
            who = self.said[at - 2] if at > 1 else before
            return who.small.endswith("s") and not who.capital
        if before.text != "," or not is_verb(self.said, at + 1):
            return False
        about = topic(self.text.document.source.title)
        general = about is not None and singular(about.noun) in self.earlier(at).lower()
        return not general and main not in self.text.entities.within(self.earlier(at))

    def expletive(self, at: int) -> bool:
        """ "it is likely that": nothing is meant."""
        rest = " ".join(word.small for word in self.said[at + 1 : at + 6])
        apt = " that" in rest or rest.startswith(_EXPLETIVES)
        return apt and rest.startswith(("is ", "was ", "has been "))

    def many(self, at: int) -> Piece:
        word = self.said[at]
        opens = at < 2 or self.said[0].small in PREPOSITIONS or word.small == "they"  # noqa: PLR2004
        if opens and not self.verb_before(at):
            return self.replaced(at, word.small == "their")
        before = self.said[:at]
        plural = any(
            (w.small.endswith("s") and not w.small.endswith(("ss", "'s")) and len(w.small) > 3)  # noqa: PLR2004
            or w.small in _GROUPS
            or w.small == "and"
            for w in before
            if w.small not in {"was", "its", "his", "this", "has"}
        )
        return (word.text if plural else None), 1
