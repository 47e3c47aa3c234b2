"""The codes of the gate, and what a candidate's way through it brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.drafts.draft import Place


class Hard(StrEnum):
    """Why a candidate does not become a draft."""

    QUOTE = "G01"
    KEY = "G02"
    FOREIGN = "G03"
    LEAK = "G04"
    ALIKE = "G05"
    FORM = "G06"
    RIVAL = "G07"
    LENGTH = "G08"
    STEM = "G09"
    POLARITY = "G10"
    OUTSIDE = "G11"
    ANSWERED = "G12"
    UNANSWERABLE = "G13"
    PLAIN = "G14"
    ADDRESSED = "G15"
    MALFORMED = "G16"
    SUBJECT = "G17"
    CUT = "G18"
    ELSEWHERE = "G19"
    SUPPOSED = "G20"
    EDITION = "G21"
    DATED = "G22"
    FAULTED = "G23"


class Soft(StrEnum):
    """What the curator is told beside a draft."""

    NEAR_QUOTE = "G51"
    CONFLICT = "G52"
    LEANING = "G53"
    ACRONYM = "G54"
    AGES = "G55"
    RANK = "G56"
    WORDING = "G57"
    UNPROVEN = "G58"
    EDITION = "G59"


WORDS: Mapping[str, str] = {
    Hard.QUOTE: "the quote does not stand in the sentence cited",
    Hard.KEY: "the key does not follow from what is cited",
    Hard.FOREIGN: "a number, date or name stands neither in the sources nor in the glossary",
    Hard.LEAK: "the stem tells the key",
    Hard.ALIKE: "two options say the same, or nearly",
    Hard.FORM: "the options differ in kind, precision or form",
    Hard.RIVAL: "the sources bear a distractor out as well",
    Hard.LENGTH: "longer than Telegram or the bank takes",
    Hard.STEM: "what is cited does not say what the stem says",
    Hard.POLARITY: "the stem denies what is cited, or affirms what it denies",
    Hard.OUTSIDE: "the sources may count in what the key leaves out",
    Hard.ANSWERED: "a second answer from the passage is another option",
    Hard.UNANSWERABLE: "the passage does not answer it",
    Hard.PLAIN: "not plain English: a link, markup, a control, another language",
    Hard.ADDRESSED: "the passage cited, or the question, gives orders to a machine",
    Hard.MALFORMED: "parsed, the stem is no whole question",
    Hard.SUBJECT: "parsed, the verb has another subject",
    Hard.CUT: "parsed, the key is a part of a name or of a list",
    Hard.ELSEWHERE: "parsed, the date belongs to another verb",
    Hard.SUPPOSED: "parsed, what is asked is denied or only meant",
    Hard.EDITION: "another edition's draft asks the same and has another key",
    Hard.DATED: "a date of the question stands in no sentence that proves it",
    Hard.FAULTED: "a second reader would mend it first",
    Soft.NEAR_QUOTE: "a distractor stands in the sentence cited",
    Soft.CONFLICT: "another passage says otherwise",
    Soft.LEANING: "a phrase may lean on the text around it",
    Soft.ACRONYM: "an acronym is spelled out nowhere",
    Soft.AGES: "a fact that ages, without its date",
    Soft.RANK: "few drafts of this kind were usable so far",
    Soft.WORDING: "item writing",
    Soft.UNPROVEN: "a claim stands elsewhere than in the sentences cited",
    Soft.EDITION: "another edition's draft asks nearly the same",
}
"""The codes in words; a finding may add its own detail."""


MENDS: Mapping[str, str] = {
    Hard.QUOTE: "copy the quote from the passage, ten words at most",
    Hard.KEY: "choose another key, or quote the words that have it",
    Hard.FOREIGN: "correct it as the passage has it, or leave it out",
    Hard.LEAK: "take the key out of the stem",
    Hard.ALIKE: "reword one of them; three to six options are asked",
    Hard.FORM: "write all options as exactly as the key",
    Hard.RIVAL: "put another wrong option in its place",
    Hard.LENGTH: "shorten it, and leave nothing empty",
    Hard.STEM: "ask what the passage says, in its words",
    Hard.POLARITY: "ask it as the passage says it",
    Hard.OUTSIDE: "put another key in its place",
    Hard.PLAIN: "write it in plain English words",
    Hard.ADDRESSED: "take the order out, or reject the draft",
    Hard.EDITION: "reject or correct the one that no longer holds; a note says why this holds",
    Hard.DATED: "give the date of the sentence cited, or cite the one that has it",
}
"""What helps against hard findings in a question that people reword."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A code, what it was found in and, where one field is at fault, where that stands."""

    code: str
    detail: str = ""
    place: Place = ()

    def __str__(self) -> str:
        words = WORDS[Hard(self.code) if self.code < "G5" else Soft(self.code)]
        return f"{self.code} {words}" + (f": {self.detail}" if self.detail else "")
