"""The phrases in the words of problems, in English: where it is, what stands there, or should, and
what to do about it.

Another language has a catalogue of its own with the same phrases and placeholders.
"""

from collections.abc import Mapping

from bot.bank.lint_words import LINT_PHRASES

PHRASES: Mapping[str, str] = {
    # where
    "the_file": "the file",
    "question": "question {number}",
    "option": "option {number}",
    "pair": "pair {number}",
    "citation": "citation {number}",
    "entry": "{key} {number}",
    # what stands there, or should
    "text": "text",
    "a_number": "a number",
    "a_whole_number": "a whole number",
    "a_truth_value": "true or false",
    "a_group": "a group of `key: value` lines",
    "a_list": "a list",
    "nothing": "nothing",
    "truth_or_number": "a truth value or a number",
    "or": "{one} or {other}",
    "one_of_them": "one of them",
    "nothing_more": "nothing more",
    "anything": "any",
    "none": "no",
    # how it is written
    "a_slug": "write small letters, digits and hyphens",
    "a_language": "write a language tag, such as en or ru; put no (Norwegian) in quotes",
    "a_file_name": "write a file name without folders",
    "a_date": "write 2022, 2022-01 or 2022-01-06, or null",
    "a_day": "write a day, such as 2026-11-23",
    "a_hash": "write {digits} hexadecimal digits, as `python -m bot bank` prints them",
    "no_hash": "leave it out: a set that is sent needs no such number",
    "a_picture_name": "write the name of a .png, .jpg or .jpeg file in pictures/",
    "another": "correct it",
    # what to do
    "keep_one_key": "keep one `key: true`, or change the type to multiple",
    "mark_a_key": "mark the right option with `key: true`",
    "add_topic": "add it to `topics:`",
    "add_source": "describe it in sources.yaml or under `sources:`",
    "add_own_source": "describe it in this file, under `sources:` (/sample shows how)",
    "add_objective": "add `objective:` with one of {known}",
    "write_objective": "add `objective:`; none in objectives.yaml rests on what it cites",
    "describe_objective": "describe it in objectives.yaml",
    "guess_or": "write {guess}, or {otherwise}",
    "one_of_or": "write one of {known}, or {otherwise}",
    "guess": "write {guess}",
    "in_glossary": "glossary",
    "in_question": "question {id}",
    "see_ids": "see `id:` in the sets",
    "in_two_sentences": "the sentence and the next: quote less",
    "in_sentence": "sentence {number}",
    "in_paragraphs": "it stands in paragraph {numbers}: correct `paragraph:`",
    "copy_exactly": "copy it exactly as it stands there",
    # why YAML stops
    "yaml_colon_twice": "a second colon, or a line that stands too far in",
    "yaml_colon_missing": "a colon is missing",
    "yaml_indent": "the indentation does not fit the lines above",
    "yaml_dash": "no dash of a list can stand here",
    "yaml_bracket": "a comma or the closing ] is missing",
    "yaml_brace": "a comma or the closing }} is missing",
    "yaml_quote": "a quotation mark is opened and never closed",
    "yaml_quote_from": "the quotation mark opened in line {line} is never closed",
    "yaml_bracket_from": "a comma or the closing ] is missing after the [ in line {line}",
    "yaml_brace_from": "a comma or the closing }} is missing after the {{ in line {line}",
    "yaml_sign": "no text without quotes can begin with this sign",
    "yaml_escape": "after a backslash in double quotes stands what YAML does not know",
    "yaml_other": "it does not go on as it began",
    **LINT_PHRASES,
}
