"""The words of lint in English: flaws of questions (L), and figures of a bank worth a look (W).

With them those of what else a bank's own folder has to have: waivers in order, second readers,
what questions say of contradicted passages (E37, E38).

Another language has a catalogue of its own with the same codes, phrases and placeholders.
"""

from collections.abc import Mapping

# code: (what is wrong, what to do). L0 and L1 one question, L3 the whole bank.
LINT_WORDS: Mapping[str, tuple[str, str]] = {
    "E371": ("no rule {rule} that could be waived", "{mend}"),
    "E372": (
        "approved without a second reader",
        "let somebody answer it blind (`python -m bot bank blind {id} …`), then record that",
    ),
    "E373": (
        "{count} of {total} questions have a waiver, {percent} %; it must be under {limit} %",
        "mend questions instead of waiving",
    ),
    "E374": (
        "cites {source}, paragraph {number}, of which contradictions.yaml says {id}, and does not "
        "say that it treats that",
        "deal with it, add it to `treats: […]`, and say how in `note:`",
    ),
    "E375": (
        "the contradiction {id} stands twice, first in line {first}",
        "give this contradiction another id",
    ),
    "E376": ("{source}, paragraph {number}, stands twice in one contradiction", "remove one"),
    "E377": (
        "{id} lies between documents and names one of them only",
        "name the passage of the other document, or choose another kind",
    ),
    "E378": (
        "approved, and nobody has tried it without the passages",
        "let somebody answer it (`python -m bot bank blind {id} --without-passage …`), record that",
    ),
    "E379": (
        "{told} gave the key away to a reader without the passages",
        "rewrite and approve it anew, or add `why:` to `blind:` with the reason to leave it",
    ),
    "E380": (
        "treats contradictions and has no note",
        "add `note:` how the question deals with them",
    ),
    "E381": (
        "treats {id}, which is no contradiction of a passage that it cites",
        "correct the id (see contradictions.yaml), or remove it",
    ),
    "E382": (
        "{id} lies within a document and names several",
        "keep the passages of one document, or choose another kind",
    ),
    "L00": ("the waiver of {rule} waives nothing", "remove it"),
    "L01": (
        "the key (option {number}) is {percent} % longer than the longest distractor",
        "shorten the key, or let a distractor be as long",
    ),
    "L02": (
        "option {number} stands for other options: {text}",
        "write an answer of its own instead, or leave the option out",
    ),
    "L03": (
        "the stem asks for what is not so, and {word} is easily missed",
        "ask for what is so, or write {capital} in capitals",
    ),
    "L04": ("option {number}: {word} is {kind}", "say exactly what holds"),
    "L05": (
        "option {number}: {word} stands in the stem and in no distractor",
        "leave the word out of the key or the stem, or use it in a distractor too",
    ),
    "L06": (
        "option {number}, the key, is made of pieces of different distractors: {words}",
        "let a distractor share as many pieces, or none",
    ),
    "L07": ("{cue}", "word stem and options so that each option fits"),
    "L08": ("option {number} differs from the others in form: {difference}", "give all one form"),
    "L09": (
        "the options are dates or numbers, and option {number} is out of order",
        "write them in rising order",
    ),
    "L10": (
        "options {first} and {number} overlap: a value fits both",
        "let every value fit one option only",
    ),
    "L11": (
        "option {number} combines others: {text}",
        "let each option stand alone, or change the type to multiple",
    ),
    "L12": (
        "the stem is no question that stands on its own: {lack}",
        "ask one thing that can be answered before the options are seen",
    ),
    "L13": (
        "after the blank the stem goes on: {words}",
        "ask a question, or put the blank at the end",
    ),
    "L14": ("every option begins with {words}", "move these words into the stem"),
    "L15": (
        "options {first} and {number} say nearly the same",
        "change or remove one; two spellings of one name are no rivals",
    ),
    "L16": (
        "{words}: learners have no text before them",
        "name the document and its date, or ask without it",
    ),
    "L17": (
        "{words}: {kind}, and the stem has no date",
        "say as of when, such as “in 2021”, or ask in the past tense with a year",
    ),
    "L18": (
        "option {number}, a distractor, stands in every sentence that has the key",
        "cite the sentence that tells the two apart",
    ),
    "L19": (
        "no word of the key stands in a cited passage, nor in what the glossary calls so",
        "cite the passage that proves the key",
    ),
    "L31": (
        "in {count} of {total} questions the key is the longest option ({percent} %; by chance "
        "{chance} %, p = {p}), for example {places}",
        "shorten keys or lengthen distractors",
    ),
    "L32": (
        "keys stand unevenly: {counts} of {total} at places 1, 2, … (chi-square {square}, "
        "p = {p}), for example {places}",
        "move keys to the places that have few",
    ),
    "L33": (
        "{count} of {total} statements are true ({percent} %, p = {p}), for example {places}",
        "turn some statements around",
    ),
    "L34": (
        "{id} asks nearly the same as {other} ({file}:{first})",
        "keep one of the two, or ask for something else",
    ),
    "L35": (
        "{id} gives away {other} ({file}:{first}): {text}",
        "leave the key of the other question out of this stem",
    ),
    "W01": (
        "{percent} % of the questions are {difficulty}, fewer than {least} %",
        "look at `difficulty:`, or write some",
    ),
    "W02": (
        "few approved questions on the topic {topic}: {count}, fewer than {least}",
        "write more, or join it to another topic",
    ),
}

WAIVABLE = tuple(
    code for code in LINT_WORDS if code[0] == "L" and code not in {"L00", "L31", "L32", "L33"}
)
"""Rules that a question may waive; the others are about no single question."""

LINT_PHRASES: Mapping[str, str] = {
    "a_rule": "write the code of a rule, such as L05",
    "remove_it": "remove it",
    "an_absolute": "an absolute: whoever knows nothing avoids it, or chooses it",
    "a_vague_frequency": "a frequency that nobody can check",
    "cue_article": "option {number} cannot follow the “{word}” that the stem ends in",
    "cue_number": "the stem asks for several, and only option {number}, the key, names several",
    "cue_tense": "option {number}, the key, has a tense of its own",
    "form_stop": "a stop at the end",
    "form_capital": "capital or small letter",
    "form_kind": "words among numbers or dates",
    "form_opening": "how it begins",
    "lack_words": "{count} words, fewer than {limit}",
    "lack_question": "neither a question mark nor a sentence to complete",
    "lack_subject": "which statement is true, is no question about anything",
    "ages_now": "this changes with time",
    "ages_office": "an office changes hands",
    "ages_member": "members come and go",
    "told_by_form": "the wording",
    "told_by_leaked": "another question",
    "easy": "easy",
    "medium": "of medium difficulty",
    "hard": "hard",
}
