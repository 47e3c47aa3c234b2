"""The words of every problem in English, for the command line and for all who read English.

Another language has a catalogue of its own with the same codes and placeholders.
"""

from collections.abc import Mapping

from bot.bank.lint_words import LINT_WORDS

# code: (what is wrong, what to do).
# E1 the file, E2 its shape, E3 its meaning, E4 its proof, E5 an approval, E6 the bank that runs;
# E37, E38 and lint's own L and W stand in lint_words.py.
WORDS: Mapping[str, tuple[str, str]] = {
    "E101": ("the file cannot be read: {reason}", "check its name and your rights to it"),
    "E102": ("the file has {size} KB, more than {limit} KB", "split it into several sets"),
    "E103": ("not UTF-8 text", "save the file with the encoding UTF-8"),
    "E104": ("the character {character} cannot stand in a file", "delete it"),
    "E105": ("a tab", "indent and separate with spaces"),
    "E106": (
        "YAML cannot read this, at column {column}: {reason}",
        "mend the line or the one before; a text with : or # in it, or that begins with [ or {{, "
        "needs quotes around it",
    ),
    "E107": (
        "an anchor or alias (& or *) in front of a value",
        "write the value out; put a text that begins with & or * in quotes",
    ),
    "E108": ("nested deeper than {limit} levels", "check the indentation"),
    "E109": ("{key} stands twice, first in line {first}", "keep one of the two"),
    "E110": ("a tag (!) in front of a value", "remove it; put a text that begins with ! in quotes"),
    "E111": ("a second document (---) in the file", "put one set in one file"),
    "E112": ("the file is empty", "start from `/sample` or another set"),
    "E113": ("a key that is not a word", "write a plain word before the colon"),
    "E114": ("more problems than the {limit} listed", "mend these first, then check again"),
    "E201": ("no {key}", "add a line `{key}: …`"),
    "E202": ("unknown key {key}", "write {guess}"),
    "E203": ("unknown key {key}", "remove it; possible here: {possible}"),
    "E204": (
        "{key} has no place in a question of the type {type}",
        "remove it, or change the type",
    ),
    "E205": ("{where} is empty", "write something, or remove the line"),
    "E206": ("{where}: YAML reads {text} as {kind}, not as text", "put it in quotes: {quoted}"),
    "E207": ("{where} must be {wanted}, not {got}", "write {wanted}"),
    "E208": ("{where} has {length} characters, at most {limit} fit", "shorten it by {over}"),
    "E209": ("{where} has {count} entries, fewer than {limit}", "add {missing} more"),
    "E210": ("{where} has {count} entries, more than {limit}", "remove {over}"),
    "E211": ("{where}: {text} does not fit", "{description}"),
    "E212": ("{where}: {text} is none of {possible}", "write {guess}"),
    "E213": ("{where}: {text} is out of range", "write a number from {lowest} to {highest}"),
    "E214": ("{where} has the same entry twice", "remove one"),
    "E215": ("{where} has a line break", "write it on one line"),
    "E216": ("{where} must be true or false, not {text}", "write true or false, without quotes"),
    "E301": ("the id {id} is taken by {file}:{first}", "give this question another id"),
    "E302": ("the set {id} is taken by {file}:{first}", "give this set another name"),
    "E303": ("{count} keys; a question of the type single has exactly one", "{mend}"),
    "E304": (
        "{count} keys; a question of the type multiple has two or more",
        "mark more options with `key: true`, or change the type to single",
    ),
    "E305": ("every option is a key", "add a distractor with its rationale"),
    "E306": ("option {number} is no key and has no rationale", "add `rationale:` why it is wrong"),
    "E307": ("options {first} and {number} read the same", "change or remove one"),
    "E308": ("the topic {id} is not named at the top of the file", "{mend}"),
    "E309": ("no source {id}", "{mend}"),
    "E310": ("the quote has {count} words, at most {limit} may stand", "quote fewer words"),
    "E311": (
        "approved without a review",
        "review it, then `python -m bot bank approve {id} --on DATE`",
    ),
    "E312": (
        "edited since its approval",
        "review it again, then `python -m bot bank approve {id} --on DATE`",
    ),
    "E313": ("a draft with a review", "remove `review:`, or approve the question"),
    "E314": ("{where}: {text} is no day of the calendar", "write a real date, such as 2026-11-23"),
    "E315": ("no picture {file} in {folder}", "put the file there, or remove `picture:`"),
    "E316": ("{file} is no PNG or JPEG of at most {limit} MB", "convert the picture"),
    "E317": ("a sent set cannot carry pictures", "remove `picture:`"),
    "E318": (
        "{where} has {length} characters as Telegram counts them, at most {limit} fit",
        "shorten it by {over}; most emoji count twice",
    ),
    "E319": (
        "brief and citation have {length} characters together, a poll shows {limit}",
        "shorten `brief:` by {over}",
    ),
    "E320": ("the near value {value} counts as right", "change it, or lower the tolerance"),
    "E321": ("the near value {value} stands twice", "remove one"),
    "E322": ("the source id {id} is taken by {file}:{first}", "give this source another id"),
    "E323": ("the short name {id} is taken by {file}:{first}", "give it another short name"),
    "E324": ("{source} has {count} paragraphs, no paragraph {number}", "correct the number"),
    "E325": ("the same passage is cited twice", "put its sentences into one citation"),
    "E326": ("{name} already names {other} (line {first})", "keep it in one entry"),
    "E327": ("a set needs questions from people: {where} shows nothing", "write visible text"),
    "E328": (
        "approved without a valid review",
        "write `state: draft` and no `review:`; publishing the set approves it",
    ),
    "E329": (
        "stem and options have {length} characters, at most {limit} fit under a picture",
        "shorten them by {over}, or remove `picture:`",
    ),
    "E330": (
        "no wrong option has the number {number}",
        "count the options (or the pairs, or the `near:` values) from 1, and name wrong ones;"
        " what proves the key has no `for:`",
    ),
    "E331": (
        "the first citation is for wrong options or the stem only",
        "put one that proves the key before it, or remove `for:` or `stem:`",
    ),
    "E332": ("{where} reads the same as {first}", "change or remove one"),
    "E333": ("{where}: {text} has no letter or digit to compare", "write what is to be typed"),
    "E334": (
        "the near value {value} is the answer, or accepted",
        "remove it from `near:`, or from `accept:`",
    ),
    "E335": (
        "a slip of the finger is forgiven, so {name} ({where}) would be taken for the answer",
        "list it under `near:` with why it is wrong; under `accept:` if it is right",
    ),
    "E336": (
        "{name} and {other} are two names in the glossary",
        "accept one of them, or put both into one entry of glossary.yaml",
    ),
    "E337": ("a citation is for the stem and for options", "remove `stem:` or `for:`"),
    "E351": (
        "version {version} has no changelog",
        "add `changelog:`, and below it `- {{version: {version}, on: YYYY-MM-DD, changes: …}}`"
        " with the day it comes out",
    ),
    "E352": (
        "the changelog begins with version {newest}, the set has version {version}",
        "put an entry for version {version} first, or correct the number",
    ),
    "E353": (
        "version {version} stands below version {above}",
        "put the newest version first, and each of them once",
    ),
    "E354": (
        "the objective {id} stands twice, first in line {first}",
        "give this objective another id",
    ),
    "E355": (
        "paragraph {numbers} of {source} serves no objective and is not listed as untestable",
        "name it under an objective, or under `untestable:` with its reason",
    ),
    "E356": (
        "paragraph {number} of {source} is untestable here and serves {id} in line {first}",
        "keep it in one of the two",
    ),
    "E357": ("no objective", "{mend}"),
    "E358": ("no objective {id}", "{mend}"),
    "E359": (
        "the question cites no passage of the objective {id} (paragraph {numbers} of {source})",
        "choose another objective, or cite one of its passages",
    ),
    "E360": (
        "the key rests on paragraph {number} of {source}, which objectives.yaml calls untestable",
        "cite what proves the key, or put that passage under an objective",
    ),
    "E401": ("the document {file} of {id} is not in the folder", "check `file:` and --sources"),
    "E402": (
        "the document {file} of {id} cannot be read as UTF-8 text",
        "put the right file there",
    ),
    "E403": (
        "the document {file} of {id} is not the one that was cited (its hash differs)",
        "put the cited document there, or read it anew: `python -m bot bank source-entry FILE`",
    ),
    "E404": (
        "paragraph {number} of {source} is not as it was when it was cited",
        "read it again; `python -m bot bank source-entry FILE` computes the fingerprints",
    ),
    "E405": ("{source} has {count} paragraphs, no paragraph {number}", "correct the number"),
    "E406": ("the quote {quote} does not stand in paragraph {number} of {source}", "{mend}"),
    "E407": (
        "paragraph {number} of {source} has {count} sentences, no sentence {sentence}",
        "correct `sentences:`",
    ),
    "E408": (
        "the quote {quote} does not stand in the sentences named",
        "it stands in {found}: correct `sentences:` or the quote",
    ),
    "E409": (
        "{where}: the number {text} stands neither in the evidence nor in the source's entry",
        "correct it, cite the sentence that has it, or leave it out",
    ),
    "E410": (
        "{where}: the date {text} stands neither in the evidence nor in the source's entry",
        "correct it, cite the sentence that has it, or leave it out",
    ),
    "E411": (
        "{where}: the name {text} stands neither in the evidence nor in the glossary",
        "correct it, cite the sentence that has it, or add it to glossary.yaml",
    ),
    "E412": (
        "the source {id} stands in the set itself, so no document proves it",
        "describe it in sources.yaml",
    ),
    "E413": (
        "paragraph {number} of {source} has moved",
        "it is {now} now: correct `paragraph:`, here and in objectives.yaml",
    ),
    "E414": (
        "{where}: the name {text} stands in no sentence that is cited for the key",
        "cite the sentence that has it, or take `for:` or `stem:` off its citation",
    ),
    "E501": ("no question {id}", "{mend}"),
    "E502": ("{id} has problems of its own", "mend what `python -m bot bank check` says of it"),
    "E503": ("{id} is retired", "write `state: draft` first, if it is to come back"),
    "E504": ("{id} cannot be edited in place", "write `state:` on a line of its own"),
    "E601": ("version {version} of the set {id} is published already", "write version: {next}"),
    "E602": ("the question id {id} belongs to the set {set}", "give this question another id"),
    "E603": (
        "the set id {id} belongs to a set that came with the bot",
        "write another id after `set:`",
    ),
    "E604": (
        "the set id {id} belongs to a set of another instructor",
        "write another id after `set:`",
    ),
    "E605": (
        "the source id {id} belongs to a document that came with the bot",
        "give this source another id, or take it out to cite that document",
    ),
    **LINT_WORDS,
}
