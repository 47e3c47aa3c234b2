"""What "the NOUN" means in a sentence that has to stand alone: named, told by the sentence itself,
or clear to who knows what the document is about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.generation.reading.anchoring import ENDS, LEANING, LINKS, anchored
from bot.generation.reading.mentions import (
    POSSESSIVES,
    SAID_AGAIN,
    first_of_its_kind,
    singular,
    within,
)
from bot.generation.reading.topics import topic
from bot.generation.sentences.moments import MONTHS
from bot.generation.sentences.name_kinds import Kind, demonym
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import Word, stands_in, words
from bot.generation.statements.harmless import NUMBERS, UNITS
from bot.generation.statements.standing import UNIQUE, Piece
from bot.generation.statements.taking_up import RANKS, TakingUp
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_PARTIAL = listed(
    "senior junior elder younger rest remainder latter former other same following previous said"
    " latest last-named first-named above-named"
)
_BESIDE = frozenset({"who", "that", "which", "whose", "where", "when"})
_OF_WHAT = listed("of for in to at")
_BEHIND = listed("by in for from with at to on as of")
_EVERYONES = listed(
    "poor rich elderly dead blind deaf homeless unemployed disabled wounded sick young old media"
    " internet universe human"
)
_OF_SOMEBODY = listed("man woman owner driver")
_MOST = 12
_DECADE = re.compile(r"\d{3,4}s")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_CALLED = listed("term word name title nickname phrase label slogan motto expression song album")
_ANY_ONE = listed("war economy environment law press weather past future night day public")
_TIMES = listed("since during till via per despite")
_NOT_INSIDE = POSSESSIVES | listed("the a an he she it they we i there")
_EVERYBODY_S = listed("women's men's children's girls' boys' people's workers' teachers' students'")
_HIGH_RANK = re.compile(r"\d{2,}(?:st|nd|rd|th)")
_OF_NATIONS = listed(
    "language languages alphabet coast army navy government parliament constitution economy border"
    " king queen president premier market population dynasty empire embassy press capital forces"
    " authorities police people peoples word name monarchy republic court church senate congress"
)
_PLACES = frozenset({Kind.COUNTRY, Kind.CITY, Kind.REGION, Kind.PLACE})
_OF_PLACES = listed(
    "population economy government capital constitution legislature coast interior climate currency"
    " premier president governor mayor monarch king queen parliament birthrate literacy territory"
)


@dataclass(frozen=True)
class Definites(TakingUp):
    """A sentence whose definite phrases are read."""

    def definite(self, at: int) -> Piece:
        """The noun phrase that *the* begins."""
        said = self.said
        end = at + 1
        while end < len(said) and end - at < _MOST and self.inside(at, end):
            end += 1
        inside = said[at + 1 : end]
        owner = next((i for i, w in enumerate(inside) if w.text.endswith(("'s", "s'"))), None)
        if owner is not None and inside[owner].small in _EVERYBODY_S:
            owner = None
        if owner is not None and not any(w.capital for w in inside[: owner + 1]):
            return self.owning(at, owner)
        if not inside and end < len(said) and said[end].text == '"' and self.quoted(end):
            return said[at].text, 1
        if inside and self.counted_from_date(at, inside):
            return self.phrase[said[at].start : inside[-1].end], 1 + len(inside)
        if not inside or inside[0].small in _PARTIAL:
            former = len(inside) > 1 and inside[0].small == "former"
            return (said[at].text if former else None), 1
        return self.meant_by(at, inside, end)

    def meant_by(self, at: int, inside: Sequence[Word], end: int) -> Piece:
        """What a phrase means: it is named, resolved, told by the sentence, or it leans."""
        the: Piece = (self.said[at].text, 1)
        last = inside[-1]
        named = last.capital and not demonym(last.text)
        if not named and any(w.small in LEANING and not w.capital for w in inside):
            return None, 1
        if named or self.named_by(inside) or self.named_beside(last, end):
            return the
        if len(inside) == 1 and last.small not in RANKS:
            if last.small in UNIQUE - _ANY_ONE or self.told_by_rest(inside, end):
                return the
            made = self.resolved(last)
            which = end < len(self.said) and self.said[end].small == "for"
            if made[1] > 1 and self.narrowed(end):
                return None, 1
            if made[0] is not None and not which:
                return made
        stands = self.of_topic(inside) or self.told_by_rest(inside, end) or self.leans(inside, end)
        after = self.said[end] if end < len(self.said) else None
        return the if stands else self.taken_up(inside, after)

    def named_by(self, inside: Sequence[Word]) -> bool:
        """Whether the phrase itself tells which: "the late 1990s", "the Apollo crew"."""
        last = inside[-1]
        of_nation = len(inside) > 1 and last.small in _OF_NATIONS and demonym(inside[-2].text)
        alone = len(inside) == 1 and last.small in _EVERYONES
        named = any(w.capital and not demonym(w.text) for w in inside)
        return self.period(inside) or alone or named or of_nation

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
        if self.leans(inside, at + 1 + owner):
            return self.said[at].text, 1
        taken, used = self.taken_up(inside, None)
        if taken is None:
            return None, 1
        return taken + ("'" if taken.endswith("s") else "'s"), used

    def inside(self, at: int, end: int) -> bool:
        word = self.said[end]
        if word.small in LINKS | ENDS or (not word.is_word and word.text not in {"'"}):
            return False
        if word.small in _TIMES:
            return False  # "the metal since 2005"
        if end > at + 1 and _DECADE.fullmatch(self.said[end - 1].text):
            return False  # "in the 1990s nobody"
        verbal = end > at + 1 and end in self.verbs
        return not verbal and word.small not in _NOT_INSIDE

    def counted_from_date(self, at: int, inside: Sequence[Word]) -> bool:
        """ "the next three years", "the same year", behind the year that they are counted from."""
        counts = inside[0].small in {"next", "following", "same"} and inside[-1].small in UNITS
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
        return word.small in RANKS or re.fullmatch(r"\d+(?:st|nd|rd|th)", word.small) is not None

    def of_topic(self, inside: Sequence[Word]) -> bool:
        """Whether what the title names in general is named: "the aardvark" """
        about = topic(self.text.document.source.title)
        if about is None:
            return False
        said = " ".join(word.small for word in inside)
        return singular(said) == singular(about.noun) and self.text.entities.main is None

    def told_by_rest(self, inside: Sequence[Word], end: int) -> bool:
        """Whether what follows tells which one."""
        if end >= len(self.said):
            return False
        after, behind = self.said[end], self.said[end + 1 : end + 5]
        called = after.text == '"' and inside[-1].small in _CALLED
        apt = after.small in LINKS and anchored(inside[-1], after, self.said[end + 1 :])
        first = len(inside) == 1 and inside[0].small in {"first", "last"} and after.small == "to"
        if called or apt or first or self.foremost(inside, end):
            return True
        named = any(w.capital and w.text not in MONTHS for w in behind)
        if inside[0].small in RANKS:
            return len(inside) > 1 and after.small in _OF_WHAT and named
        if after.small in {"in", "for", "at"} and named and behind[0].capital:
            return len(inside) > 1 or singular(inside[-1].small) not in SAID_AGAIN
        return after.small in _BESIDE or self.of_any(inside, end) or self.done(inside, end)

    def of_any(self, inside: Sequence[Word], end: int) -> bool:
        """ "the transfer of a proton", in a text on things in general."""
        of = [word.small for word in self.said[end : end + 2]]
        apt = of in (["of", "a"], ["of", "an"]) and inside[-1].small not in _OF_SOMEBODY
        return apt and self.general()

    def done(self, inside: Sequence[Word], end: int) -> bool:
        """ "the alphabets used in": a participle, since another word is the verb."""
        said = self.said
        if end + 1 >= len(said) or verb(said[end].small, Form.PARTICIPLE) is None:
            return False
        if said[end + 1].small not in _BEHIND:
            return False
        return self.verb_before(end - len(inside) - 1) or any(
            i >= end + 2 and said[i - 1].small not in {"and", "which", "who"} for i in self.verbs
        )

    def narrowed(self, end: int) -> bool:
        """Whether a bare participle tells which: "the lamp tested burned for a day" """
        if end + 1 >= len(self.said) or verb(self.said[end].small, Form.PARTICIPLE) is None:
            return False
        return is_verb(self.said, end + 1) or self.said[end + 1].small.endswith("ed")

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
        counted = inside[0].small in NUMBERS or inside[0].text[0].isdigit()
        if self.of_place(head, end - len(inside) - 1):
            self.leaning.append(head.small)
            return True
        if counted and _HIGH_RANK.fullmatch(inside[0].small) and len(inside) == 2:  # noqa: PLR2004
            self.leaning.append(head.small)
            return True
        if counted or any(w.small in RANKS or w.small == "latest" for w in inside):
            return False
        before = tuple(word.text for word in inside[:-1])
        noun = singular(head.small)
        earlier = list(self.text.mentions.of(noun))
        at = (self.line.order, self.line.block.number)
        if self.before:
            earlier += within(words(self.before), noun, at[0] - 1, at[1])
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
