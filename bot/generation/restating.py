"""A whole sentence said so that it stands alone: each word that leans on the text is replaced,
left as harmless, or what makes the sentence be refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.generation.anchoring import ENDS, LEANING, LINKS, anchored
from bot.generation.entities import SAID_SHORT, Entity
from bot.generation.mentions import POSSESSIVES, SAID_AGAIN, first_of_its_kind, singular, within
from bot.generation.moments import MONTHS
from bot.generation.predicates import PREPOSITIONS, is_verb
from bot.generation.pronouns import PERSONAL, meant
from bot.generation.proper_names import Kind, demonym
from bot.generation.spans import Word, stands_in, words
from bot.generation.standing import UNIQUE, Piece, Reader
from bot.generation.topics import topic
from bot.generation.words.table import listed, names, nouns
from bot.generation.words.verbs import Form, verb

_THINGS = listed("it its itself")
_MANY = listed("they them their themselves")
_GROUPS = listed(
    "family couple pair team people group government band company public police staff council"
    " committee party crowd majority army navy club population parents children men women"
)
_ADDED = listed("later then now also too thus therefore hence currently recently again still")
"""Adverbs without which a sentence stays true."""

_AUXILIARY = listed("is are was were has have had be been")
_AMONG = listed("and or any many several most than among each all no some various")
_CAPITAL_PRONOUNS = frozenset({"US", "IT", "WE", "HE"})
_SITUATED = listed("above below outside inside following nearby")
_RANKS = listed("first second third fourth fifth last next final")
_PARTIAL = listed(
    "senior junior elder younger rest remainder latter former other same following previous said latest"
)
_NUMBERS = listed("two three four five six seven eight nine ten eleven twelve")
_BESIDE = frozenset({"who", "that", "which", "whose", "where", "when"})
_OF_WHAT = listed("of for in to at")
_BEHIND = listed("by in for from with at to on as of")
_PERIOD_PARTS = listed("early late mid beginning end middle")
_EVERYONES = listed(
    "poor rich elderly dead blind deaf homeless unemployed disabled wounded sick young old media"
    " internet universe human"
)
_MOST = 12
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_CALLED = listed("term word name title nickname phrase label slogan motto expression song album")
_MODALS = listed("can cannot could may might will would should must and or")
_REPORTING = listed("says said claims claimed told added argued reported believes insists")
_ANY_ONE = listed("war economy environment law press weather past future night day public")
_NOT_INSIDE = POSSESSIVES | listed("the a an he she it they we i there")
_OF_NATIONS = listed(
    "language languages alphabet coast army navy government parliament constitution economy border"
    " king queen president premier market population dynasty empire embassy press capital forces"
    " authorities police people peoples word name monarchy republic court church senate congress"
)
_POLITE = listed("Mr Mrs Ms Dr Captain Major Colonel Lieutenant General Prof Professor Judge Sir")
_PLACES = frozenset({Kind.COUNTRY, Kind.CITY, Kind.PLACE})
_OF_PLACES = listed(
    "population economy government capital constitution legislature coast interior climate currency"
    " premier president governor mayor monarch king queen parliament birthrate literacy territory"
)


@dataclass(frozen=True)
class Sentence(Reader):
    """A sentence on its way to stand alone; ``before``: what stood in front of it and was cut."""

    before: str = ""
    leaning: list[str] = field(default_factory=list)
    """The nouns that are clear only to who knows what the document is about."""

    named: list[str] = field(default_factory=list)
    """What pronouns were replaced by."""

    def piece(self, at: int) -> Piece:
        word = self.said[at]
        small = word.small
        if word.text in _CAPITAL_PRONOUNS or (word.capital and at and self.titled(at)):
            return self.name(at)
        if small in PERSONAL or small in {"himself", "herself"}:
            return self.personal(at)
        if small in _THINGS:
            return self.thing(at)
        if small in _MANY:
            return self.many(at)
        if small == "further" and at + 1 < len(self.said) and self.said[at - 1].small == "a":
            return None, 1
        if small in LEANING:
            if small in {"now", "today"} and at > 1 and self.said[at - 2].small == "what":
                return word.text, 1
            if small in _ADDED and self.added(at):
                return "", 1
            return (word.text if self.harmless(at) else None), 1
        if word.small == "the":
            return self.definite(at)
        return self.name(at) if word.capital else (word.text, 1)

    def titled(self, at: int) -> bool:
        """Whether a capital within a sentence shows that a word is part of a name."""
        return self.said[at].text != "I" and self.said[at - 1].text not in {".", '"', ":", ";"}

    def earlier(self, at: int) -> str:
        return self.phrase[: self.said[at].start]

    def verb_before(self, at: int) -> bool:
        return any(is_verb(self.said, i) for i in range(1, at))

    def replaced(self, at: int, own: bool) -> Piece:
        """A pronoun by what it means, where nothing before it in the sentence can be meant."""
        if self.before and not self.goes_on(self.said[at].small):
            return None, 1
        found = meant(self.text, self.line, self.said[at].small)
        main = self.text.entities.main
        apart = at > 0 and own and main is not None and found != main.said
        if found is None or (apart and self.said[0].small not in PREPOSITIONS):
            return None, 1
        self.named.append(found)
        said = found if at else found[:1].upper() + found[1:]
        if not own:
            return said, 1
        return said + ("'" if said.endswith("s") else "'s"), 1

    def goes_on(self, small: str) -> bool:
        """Whether what was cut off in front told of nobody but whom the document is about."""
        main = self.text.entities.main
        inside = self.text.entities.within(self.before)
        kinds = {Kind.PERSON, Kind.UNKNOWN} if small in PERSONAL else set(Kind)
        others = [one for one in inside if one is not main and one.kind in kinds]
        first = words(self.before)[0].small
        if first not in {"he", "she", "it"} and (not inside or inside[0] is not main):
            return False
        if any(word.small in _REPORTING for word in words(self.before)):
            return False
        personal = small in PERSONAL
        return not others and main is not None and personal == (main.kind is Kind.PERSON)

    def personal(self, at: int) -> Piece:
        small = self.said[at].small
        own = small == "his" or (small == "her" and not self.is_object(at))
        if own and 0 < at and not self.named and self.told_later(at):
            return self.said[at].text, 1
        people = self.people(at)
        first = any(w.text in nouns("first") for w in self.said[:at])
        if not people and first:
            return None, 1
        if self.named or small in {"himself", "herself"}:
            ok = bool(self.named or people) and len(people) <= 1
            return (self.said[at].text if ok else None), 1
        if not people:
            if any(w.small in nouns("role") for w in self.said[:at]):
                return None, 1
            return self.replaced(at, own)
        main = self.text.entities.main
        if small in {"him", "her"} and not own:
            apart = main is not None and main not in people
            return self.replaced(at, False) if apart else (None, 1)
        if len(people) > 1 or (main is not None and self.suits(main) and people[0] is not main):
            lone = own and len(people) == 1 and not self.suits_pronoun(small, people[0])
            return (self.said[at].text if lone else None), 1
        return self.said[at].text, 1

    def told_later(self, at: int) -> bool:
        """Whether a phrase in front says *his* of whom the sentence names then: "For his book, he" """
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

    def suits(self, main: Entity) -> bool:
        return main.kind is Kind.PERSON

    def suits_pronoun(self, small: str, one: Entity) -> bool:
        """Whether a pronoun may mean somebody else than the one person named."""
        return one.kind is not Kind.PERSON or self.text.entities.pronoun != PERSONAL[small]

    def thing(self, at: int) -> Piece:
        word = self.said[at]
        if word.small == "it" and self.expletive(at):
            return word.text, 1
        nothing = not self.text.entities.within(self.earlier(at))
        fronted = at == 0 or self.said[0].small in PREPOSITIONS or word.small == "it" or nothing
        if not self.verb_before(at) and fronted:
            return self.replaced(at, word.small == "its")
        named = self.text.entities.within(self.earlier(at))
        things = any(one.kind is not Kind.PERSON for one in named)
        plain = any(
            w.small in {"the", "a", "an"} and not self.said[i + 1].capital
            for i, w in enumerate(self.said[:at])
        )
        return (word.text if things or plain else None), 1

    def expletive(self, at: int) -> bool:
        """ "it is likely that": nothing is meant."""
        rest = " ".join(word.small for word in self.said[at + 1 : at + 6])
        return rest.startswith(("is ", "was ", "has been ")) and " that" in rest

    def many(self, at: int) -> Piece:
        word = self.said[at]
        if not self.verb_before(at):
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

    def added(self, at: int) -> bool:
        """Whether an adverb stands with the verb, so that it can be left out."""
        before = self.said[at - 1] if at else None
        after = self.said[at + 1] if at + 1 < len(self.said) else None
        if before is None or after is None or not before.is_word or before.text[0].isdigit():
            return False
        verbal = is_verb(self.said, at + 1) or verb(after.small, Form.PARTICIPLE) is not None
        return before.small in _AUXILIARY or (verbal and before.small not in _UNITS)

    def harmless(self, at: int) -> bool:
        said = self.said
        small = said[at].small
        after = said[at + 1] if at + 1 < len(said) else None
        before = said[at - 1] if at else None
        if small == "home" or small == "ours":
            return small == "home" and (before is not None and before.small != "returned")
        if small == "respectively":
            return sum(word.small == "and" for word in said[:at]) > 1
        if small == "ago":
            return any("," in w.text or w.small == "million" for w in said[max(0, at - 2) : at])
        if after is None:
            return False
        follows = after.small
        if small == "there":
            return follows in _AUXILIARY and not (before and before.small == "from")
        if small == "such":
            return follows == "as"
        if small == "so":
            return follows == "that" or any(w.small == "that" for w in said[at : at + 5])
        if small == "that":
            plain = before is not None and before.is_word and before.small not in PREPOSITIONS
            return plain and at > 1
        if small in _SITUATED:
            number = after.text[0].isdigit() or follows in _NUMBERS
            return follows in {"the", "a", "an"} or after.capital or number
        if small in {"other", "others"}:
            return before is not None and (before.small in _AMONG or at > _FAR)
        if small == "both":
            return any(word.small == "and" for word in said[at:])
        if small == "one":
            plain = after.is_word and not after.capital and not is_verb(said, at + 1)
            thing = plain and follows not in PREPOSITIONS | _MODALS and not after.text[0].isdigit()
            than = before is not None and before.small in {"at", "than"}
            return follows in {"of", "out"} or than or (thing and verb(follows, Form.PAST) is None)
        if small == "former":
            return after.capital or follows in nouns("role")
        if small == "later":
            return before is not None and before.small in POSSESSIVES
        if small in {"last", "next"}:
            return before is not None and before.small in POSSESSIVES
        if small == "those":
            return follows in {"who", "of", "with", "in"}
        if small == "same":
            return any(word.small == "as" for word in said[at : at + 5])
        return small == "each" or (small == "away" and follows == "from")

    def definite(self, at: int) -> Piece:
        said = self.said
        end = at + 1
        while end < len(said) and end - at < _MOST and self.inside(at, end):
            end += 1
        inside = said[at + 1 : end]
        owner = next((i for i, w in enumerate(inside) if w.text.endswith(("'s", "s'"))), None)
        if owner is not None and not any(w.capital for w in inside[: owner + 1]):
            return self.owning(at, owner)
        if inside and inside[0].small == "same" and self.counted_from_date(at, inside):
            return said[at].text, 1
        if not inside or inside[0].small in _PARTIAL:
            return self.beyond(at, end, inside)
        last = inside[-1]
        the = (said[at].text, 1)
        if last.capital and not demonym(last.text):
            return the
        if self.counted_from_date(at, inside):
            return the
        if any(w.small in LEANING and not w.capital for w in inside):
            return None, 1
        if self.period(inside) or (len(inside) == 1 and last.small in _EVERYONES):
            return the
        if any(w.capital and not demonym(w.text) for w in inside):
            return the
        if len(inside) > 1 and last.small in _OF_NATIONS and demonym(inside[-2].text):
            return the
        if len(inside) == 1 and last.small not in _RANKS:
            if last.small in UNIQUE - _ANY_ONE or self.told_by_rest(inside, end):
                return the
            made = self.resolved(last)
            if made[0] is not None:
                return made
        if self.of_topic(inside) or self.told_by_rest(inside, end):
            return the
        return (said[at].text if self.leans(inside, end) else None), 1

    def owning(self, at: int, owner: int) -> Piece:
        """ "the company's staff": whose stands if "the company" does."""
        bare = self.said[at + 1 + owner]
        noun = Word(bare.text.removesuffix("'s").removesuffix("'"), bare.start, bare.end, "")
        noun = Word(noun.text, bare.start, bare.end, noun.text.lower())
        if owner == 0:
            made, used = self.resolved(noun)
            if made is not None and used > 1:
                return made + ("'" if made.endswith("s") else "'s"), used
            if made is not None:
                return self.said[at].text, 1
        inside = (*self.said[at + 1 : at + 1 + owner], noun)
        return (self.said[at].text if self.leans(inside, at + 1 + owner) else None), 1

    def beyond(self, at: int, end: int, inside: Sequence[Word]) -> Piece:
        """ "the former President", "the following year": only the first can stand."""
        former = bool(inside) and inside[0].small == "former" and len(inside) > 1
        return (self.said[at].text if former else None), 1

    def inside(self, at: int, end: int) -> bool:
        word = self.said[end]
        if word.small in LINKS | ENDS or (not word.is_word and word.text not in {"'"}):
            return False
        verbal = end > at + 1 and is_verb(self.said, end)
        return not verbal and word.small not in _NOT_INSIDE

    def counted_from_date(self, at: int, inside: Sequence[Word]) -> bool:
        """ "the next three years", "the same year", behind the year that they are counted from."""
        counts = inside[0].small in {"next", "following", "same"} and inside[-1].small in _UNITS
        return counts and any(_YEAR.fullmatch(w.text) for w in self.said[:at])

    def period(self, inside: Sequence[Word]) -> bool:
        """ "the late 1990s", "the early 20th century" """
        last = inside[-1].small
        century = last == "century" and len(inside) > 1
        if last == "time" and len(inside) > 1 and self.rank(inside[0]):
            return True
        if last[:1].isdigit() and inside[0].small in {"year", "years", "age"}:
            return True
        return century or (last[:1].isdigit() and last.endswith("s")) or last.startswith("mid-")

    def rank(self, word: Word) -> bool:
        return word.small in _RANKS or re.fullmatch(r"\d+(?:st|nd|rd|th)", word.small) is not None

    def of_topic(self, inside: Sequence[Word]) -> bool:
        """Whether what the title names in general is named: "the aardvark" """
        about = topic(self.text.document.source.title)
        if about is None:
            return False
        said = " ".join(word.small for word in inside)
        return singular(said) == singular(about.noun) and self.text.entities.main is None

    def told_by_rest(self, inside: Sequence[Word], end: int) -> bool:
        """Whether what follows tells which one."""
        said = self.said
        after = said[end] if end < len(said) else None
        if after is None:
            return False
        if after.text == '"' and inside[-1].small in _CALLED:
            return True
        if after.small in LINKS and anchored(inside[-1], after, said[end + 1 :]):
            return True
        first = len(inside) == 1 and inside[0].small in {"first", "last"} and after.small == "to"
        if first or self.foremost(inside, end):
            return True
        behind = said[end + 1 : end + 5]
        named = any(w.capital and w.text not in MONTHS for w in behind)
        if inside[0].small in _RANKS:
            return len(inside) > 1 and after.small in _OF_WHAT and named
        if after.small in {"in", "for", "at"} and behind and behind[0].capital and named:
            return len(inside) > 1 or singular(inside[-1].small) not in SAID_AGAIN
        if after.small in _BESIDE:
            return True
        if after.small == "of" and inside[-1].small not in {"man", "woman", "owner", "driver"}:
            return end + 1 < len(said) and said[end + 1].small in {"a", "an"} and self.general()
        done = verb(after.small, Form.PARTICIPLE) is not None and end + 1 < len(said)
        if not done or said[end + 1].small not in _BEHIND:
            return False
        start = end - len(inside) - 1
        rest = range(end + 2, len(said))
        return self.verb_before(start) or any(
            is_verb(said, i) and said[i - 1].small not in {"and", "which", "who"} for i in rest
        )

    def general(self) -> bool:
        """Whether things in general are told of, in the present."""
        about = topic(self.text.document.source.title)
        if about is None or self.text.entities.main is not None:
            return False
        return not any(
            word.small in {"was", "were", "had", "did"}
            or (verb(word.small, Form.PAST) and not verb(word.small, Form.PARTICIPLE))
            for word in self.said
        )

    def leans(self, inside: Sequence[Word], end: int) -> bool:
        """Whether a thing is told of as known, though nothing before brought it up."""
        head = inside[-1]
        counted = inside[0].small in _NUMBERS or inside[0].text[0].isdigit()
        if self.of_place(head, end - len(inside) - 1):
            self.leaning.append(head.small)
            return True
        if counted or any(w.small in _RANKS or w.small == "latest" for w in inside):
            return False
        before = tuple(word.text for word in inside[:-1])
        earlier = list(self.text.mentions.get(singular(head.small), ()))
        at = (self.line.order, self.line.block.number)
        if self.before:
            cut = within(words(self.before), at[0] - 1, at[1])
            earlier += [one for noun, one in cut if noun == singular(head.small)]
        if not first_of_its_kind(head, before, at, earlier, self.general()):
            return False
        self.leaning.append(head.small)
        return True

    def of_place(self, head: Word, at: int) -> bool:
        """Whether every country and town has one, and the document is about one."""
        main = self.text.entities.main
        if main is None or main.kind not in _PLACES or head.small not in _OF_PLACES:
            return False
        before = self.text.lines[self.line.order - 1].text if self.line.order else ""
        other = self.text.entities.within(f"{before} {self.earlier(at)}")
        return all(one is main or one.kind not in _PLACES for one in other)

    def means(self, noun: str, entity: Entity) -> bool:
        """Whether "the NOUN" may well mean an entity, and nothing that was brought up since."""
        if entity.kind is Kind.PERSON and noun not in nouns("role"):
            return False
        if entity.name.lower() == noun:
            return False
        told = noun in entity.classes
        rivals = self.text.mentions.get(singular(noun), ())
        order = self.line.order
        return told or not any(one.determiner == "a" and one.order < order for one in rivals)

    def earlier_of(self, noun: Word) -> str:
        return self.phrase[: noun.start]

    def resolved(self, noun: Word) -> Piece:
        made = super().resolved(noun)
        main = self.text.entities.main
        at = self.line.order
        if made[1] > 1 and made[0] is not None:
            entity = self.text.entities.of_class(noun.small, at)
            if entity is not None and not self.means(noun.small, entity):
                return None, 1
            again = stands_in(made[0].removeprefix("the "), self.earlier_of(noun))
            return ("the", 1) if again else made
        if made[0] is None and main is not None and main.kind is Kind.COUNTRY:
            near = self.text.entities.nearest.get(Kind.COUNTRY)
            apart = near is None or all(one is main or not one.near(at) for one in near.around(at))
            if noun.small in {"country", "nation"} and apart:
                return main.said, 2
        return made

    def name(self, at: int) -> Piece:
        if self.said[at].text in _POLITE and at + 1 < len(self.said):
            after = self.said[at + 2] if at + 2 < len(self.said) else None
            if self.said[at + 1].capital and not (after is not None and after.capital):
                whole = self.text.entities.find(f"{self.said[at].text} {self.said[at + 1].text}")
                found = whole is not None and whole.name.split()[0] not in _POLITE
                return (whole.name if whole is not None and found else None), 2
        made = super().name(at)
        if made[0] is not None or made[1] > 1:
            return made
        word = self.said[at]
        follows = self.said[at + 1] if at + 1 < len(self.said) else None
        if word.text in names("countries.txt") or word.text in names("cities.txt"):
            return word.text, 1
        opens = at == 0 and follows is not None and not follows.capital
        if opens and (word.small.endswith(("ed", "ing")) or "-" in word.text):
            return word.text, 1
        entity = self.text.entities.by_form.get(word.text)
        known = entity is not None and entity.inside and word.small not in SAID_SHORT
        if known and entity is not None and entity.kind not in {Kind.PERSON, Kind.UNKNOWN}:
            return word.text, 1
        return made


_UNITS = listed("years year months month weeks week days day hours minutes decades century")
_FAR = 2
