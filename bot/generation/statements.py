"""Sentences that stand alone as they are, whatever their build.

Where a clause cannot be read, its words can still be kept in their order and only what is asked be
replaced: "The treaty was signed by how many states?" So nothing has to be known of the verb; but
the sentence has to stand alone, and what leans on the text is named, cut off, or refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.source_document import BlockKind
from bot.generation.anchoring import ENDS, LEANING, LINKS
from bot.generation.corpus import Line, Text, singular
from bot.generation.predicates import PREPOSITIONS, is_verb
from bot.generation.proper_names import Kind
from bot.generation.spans import Word, tidy, words
from bot.generation.speech import quotes_speech
from bot.generation.standing import Piece, Reader
from bot.generation.words.table import listed, nouns

_FEWEST, _MOST = 5, 30
_OPENING = re.compile(
    r"(?:However|Also|In addition|Moreover|Furthermore|Meanwhile|Finally|Eventually|Additionally"
    r"|Nevertheless|Nonetheless|Indeed|In fact|Of course|For example|For instance|Similarly"
    r"|Unfortunately|Overall|Historically|Traditionally|In particular|As a result|Consequently"
    r"|Thus|Therefore|Hence|Notably|Interestingly|Importantly|Sadly|Fortunately|Surprisingly"
    r"|Subsequently|In the event|On the other hand|At last|By contrast|In contrast),? (?=\w)"
)
_BRACKETS = re.compile(r" ?\((?:[^()]|\([^()]*\))*\)")
_OPINION = listed(
    "may might could would should perhaps probably possibly likely apparently allegedly reportedly"
    " seems seem appears arguably supposedly presumably if unless whether hopefully believe"
    " believes think thinks feel feels hope hopes expect expects me my i we our us you your"
)
_STRANGE = re.compile(r"[;:?!\[\]{}|=<>*/\\_#@\"]|\.\.\.|…|--| [–—-] ")
_TAIL = re.compile(
    r", (?:which|who|whose|whom|where|when|while|although|though|but|so|as|because|since|with"
    r"|including|even|despite|and (?:also |then |later |he |she |it |they |the |his |her |its |is "
    r"|was |were |has |had |have )|[a-z]+ing\b|[a-z]+ed (?:by|in|on|from|as) )"
    r"| (?:because|although|though|whereas|while|despite) "
)
_ASIDE = re.compile(r"(?:who|which|whose|whom|where|when|[a-z]+ing|[a-z]+ed)\b")
_MENTIONED = listed(
    "group company firm man woman men women people person report study survey incident move"
    " decision deal plan plans attack attacks area family couple pair case change changes result"
    " results process problem problems issue issues situation event events project proposal meeting"
    " talks agreement accident crash fire operation team series book film novel work song album"
    " paper article author writer two three four five six latter former first second third rest"
    " others other same idea theory method system program programme practice term word name effect"
    " reason way time day year years month week period era age end beginning place region site"
    " building house ship vessel victim victims suspect suspects officer police court judge law"
    " act bill document letter statement speech claim claims matter figure figures number numbers"
    " total amount rate following measure measures organisation organization body association party"
    " club school church war battle conflict campaign election vote game match race tournament"
)
"""Nouns that take up again what other words said before."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence without its stop that stands alone.

    ``leans``: something in it is clear only to who knows what its document is about.
    """

    text: str
    leans: bool


def statements(text: Text, line: Line) -> tuple[Statement, ...]:
    """The beginnings of a line that are whole statements and stand alone, the shortest first."""
    if line.block.kind is not BlockKind.BODY or not line.text.endswith("."):
        return ()
    said = _OPENING.sub("", _BRACKETS.sub("", line.text), count=1).strip().removesuffix(".")
    if not said or _STRANGE.search(said) or quotes_speech(said):
        return ()
    said = said[:1].upper() + said[1:]
    return tuple(_standing(text, line, said))


def _standing(text: Text, line: Line, said: str) -> Iterator[Statement]:
    for end in (*(match.start() for match in _TAIL.finditer(said)), len(said)):
        part = tidy(said[:end])
        every = words(part)
        few = sum(word.is_word for word in every)
        if few > _MOST:
            return
        if few < _FEWEST or any(word.small in _OPINION for word in every):
            continue
        if not any(is_verb(every, at) for at in range(1, len(every))) or _in_aside(part, said):
            continue
        reader = _Sentence(text, line, part, every, None)
        found = reader.read()
        if found is not None:
            yield Statement(found, reader.leaning != [])


def _in_aside(part: str, said: str) -> bool:
    """Whether a part ends within what stands between two commas."""
    head, comma, last = part.rpartition(", ")
    follows = said[len(part) :].startswith(",")
    return bool(comma) and follows and _ASIDE.match(last) is not None and bool(head)


_PERSONAL = listed("he she him his her himself herself")
_OWN = listed("its their itself themselves")


@dataclass(frozen=True)
class _Sentence(Reader):
    """A whole sentence on its way to stand alone: what it names itself may be meant later in it."""

    leaning: list[str] = field(default_factory=list)

    def piece(self, at: int) -> Piece:
        word = self.said[at]
        small = word.small
        if small in {"it", "he", "she", "its", "his", "her"} and self.opens(at):
            return self.first(word, at)
        if small in _PERSONAL:
            return self.personal(at)
        if small in _OWN:
            return (word.text if self.owner(at) else None), 1
        if small in LEANING and self.harmless(at):
            return word.text, 1
        return super().piece(at)

    def opens(self, at: int) -> bool:
        """Whether a pronoun is the subject of the sentence: nothing before it can be meant."""
        before = self.phrase[: self.said[at].start]
        return not self.text.entities.within(before) and not any(
            is_verb(self.said, i) for i in range(at)
        )

    def first(self, word: Word, at: int) -> Piece:
        entity = self.text.meant(word.small, self.line)
        if entity is None:
            return None, 1
        said = entity.said if at else entity.said[:1].upper() + entity.said[1:]
        own = word.small in {"its", "his"} or (word.small == "her" and not self.is_object(at))
        if own:
            return said + ("'" if said.endswith("s") else "'s"), 1
        return said, 1

    def personal(self, at: int) -> Piece:
        before = self.phrase[: self.said[at].start]
        people = [e for e in self.text.entities.within(before) if e.kind is Kind.PERSON]
        if len(people) == 1:
            return self.said[at].text, 1
        return (None, 1) if people else super().piece(at)

    def owner(self, at: int) -> bool:
        """Whether something before in the sentence can be what *its* or *their* means."""
        return at > 1

    def harmless(self, at: int) -> bool:
        said = self.said
        small = said[at].small
        after = said[at + 1] if at + 1 < len(said) else None
        before = said[at - 1] if at else None
        if after is None:
            return False
        if small == "there":
            return after.small in {"is", "are", "was", "were", "has", "have"}
        if small == "such":
            return after.small == "as"
        if small == "that":
            plain = before is not None and before.is_word and before.small not in PREPOSITIONS
            return plain and at > 1
        if small in {"above", "below", "outside", "inside", "following"}:
            return after.small in {"the", "a", "an"} or after.capital or after.text[0].isdigit()
        if small in {"other", "others"}:
            return before is not None and before.small in listed(
                "and or any many several most than among each all no"
            )
        if small == "both":
            return any(word.small == "and" for word in said[at:])
        if small == "each":
            return True
        if small == "one":
            return after.small in {"of"} or (before is not None and before.small in {"at", "than"})
        if small == "former":
            return after.capital or after.small in nouns("role")
        if small == "those":
            return after.small in {"who", "of", "with", "in"}
        if small == "so":
            return after.small in {"that", "far"} and False
        if small == "away":
            return after.small == "from"
        return False

    def definite(self, at: int) -> Piece:
        made = super().definite(at)
        if made[0] is not None:
            return made
        said = self.said
        end = at + 1
        while end < len(said) and said[end].small not in LINKS | ENDS:
            if not said[end].is_word or is_verb(said, end):
                break
            end += 1
        inside = said[at + 1 : end]
        if not inside or any(w.small in LEANING for w in inside):
            return made
        head = inside[-1]
        if head.small in _MENTIONED or inside[0].small in _MENTIONED:
            return made
        first = self.text.first_said.get(singular(head.small), 0)
        if first < self.line.order:
            return made
        self.leaning.append(head.small)
        return said[at].text, 1
