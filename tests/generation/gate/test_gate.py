"""The gate's rules one by one: a sound candidate passes, and each corruption has its code."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.bank.files.build import Name
from bot.domain.documents.source_document import BlockKind
from bot.domain.question import Citation, QuestionType
from bot.generation.candidates import Candidate, Provenance
from bot.generation.documents.blocks import source_document
from bot.generation.drafting import draft
from bot.generation.gate.again import examine
from bot.generation.gate.dates import dates_stand
from bot.generation.gate.findings import WORDS, Finding, Hard, Soft
from bot.generation.gate.ground import Ground, ground
from bot.generation.gate.hard import hard
from bot.generation.gate.leaks import no_leak
from bot.generation.gate.soft import soft

BODY = (
    "Gull Rock lies off Port Ansel. The tower on Gull Rock was designed by Ada Merrow in 1874."
    "\n\nEdith Sallow visited Gull Rock in 1902. Olive Granger never saw Gull Rock."
    "\n\nThe Ansel Library was opened in 1911 by Edith Sallow. It was also opened by Karl Lunde."
)
QUOTE = "was designed by Ada Merrow in 1874"


def known(*glossary: Name) -> Ground:
    document = source_document(BODY, id="rock", title="Gull Rock", date="1988")
    return ground([document], glossary)


SOUND = Candidate(
    type=QuestionType.SINGLE,
    stem="Who designed the tower on Gull Rock in 1874?",
    key="Ada Merrow",
    rationale="Ada Merrow designed the tower in 1874.",
    brief="Ada Merrow designed it.",
    citations=(Citation("rock", 1, (2,), QUOTE),),
    provenance=Provenance("rules", "who", 1),
    options=(
        ("Ada Merrow", None),
        ("Edith Sallow", "She visited the rock in 1902."),
        ("Karl Lunde", "He opened the library."),
    ),
)


def options(*texts: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((text, None if text == SOUND.key else "No.") for text in texts)


def test_a_sound_candidate_passes() -> None:
    assert list(hard(SOUND, known())) == []


def test_a_not_of_the_title_denies_nothing() -> None:
    titled = source_document(BODY, id="rock", title="Rock will not fall", date="1988")
    stem = 'According to "Rock will not fall", who designed the tower on Gull Rock in 1874?'
    codes = {one.code for one in hard(replace(SOUND, stem=stem), ground([titled]))}
    assert Hard.POLARITY not in codes


@pytest.mark.parametrize(
    ("corrupted", "code"),
    [
        (
            {"citations": (Citation("rock", 1, (2,), "was designed by Ada Merrow in 1875"),)},
            "QUOTE",
        ),
        ({"citations": (Citation("rock", 1, (1,), QUOTE),)}, "QUOTE"),
        ({"citations": (Citation("rock", 9, (1,), QUOTE),)}, "QUOTE"),
        ({"citations": (Citation("rock", 1, (2,), QUOTE, stem=True),)}, "QUOTE"),
        ({"citations": (Citation("rock", 1, (2,), QUOTE, refutes=(2,)),)}, "QUOTE"),
        ({"citations": (Citation("rock", 2, (1,), "Edith Sallow visited Gull Rock"),)}, "KEY"),
        ({"key": "Edith Sallow"}, "KEY"),
        ({"stem": "Who designed the tower on Gull Rock in 1899?"}, "FOREIGN"),
        ({"stem": "Who designed the tower in Reykjavik in 1874?"}, "FOREIGN"),
        ({"options": options("Ada Merrow", "Edith Sallow", "Nils Holm")}, "FOREIGN"),
        ({"stem": "Who, if not Ada Merrow, designed the tower on Gull Rock?"}, "LEAK"),
        ({"options": options("Ada Merrow", "Edith Sallow", "Edith  Sallow")}, "ALIKE"),
        ({"options": options("Ada Merrow", "Edith Sallow")}, "ALIKE"),
        ({"options": options("Ada Merrow", "Edith Sallow", "1874")}, "FORM"),
        ({"stem": "Who cooked dinner for sailors on Gull Rock?"}, "STEM"),
        ({"stem": "Who never designed the tower on Gull Rock in 1874?"}, "POLARITY"),
        ({"stem": "Who designed the tower on Gull Rock in 1902?"}, "DATED"),
        ({"stem": "Who designed the tower on Gull Rock in the 1900s?"}, "DATED"),
        ({"brief": "x" * 201}, "LENGTH"),
        ({"stem": "S" * 301}, "LENGTH"),
    ],
)
def test_each_corruption_is_named(corrupted: dict[str, object], code: str) -> None:
    found = {finding.code for finding in hard(replace(SOUND, **corrupted), known())}  # type: ignore[arg-type]
    assert Hard[code] in found


@pytest.mark.parametrize(
    ("key", "quote", "code"),
    [
        ("The tower", "the tower on Gull Rock was designed", None),
        ("Was designed by Ada Merrow", "was designed by Ada Merrow in 1874", None),
        ("Ada merrow", "was designed by Ada Merrow in 1874", Hard.KEY),
    ],
)
def test_a_key_may_begin_large_or_small(key: str, quote: str, code: Hard | None) -> None:
    """As an option it stands alone; the rest of it is the quote's letter by letter."""
    body = BODY.replace("The tower on", "On a rock the tower on")
    document = source_document(body, id="rock", title="Gull Rock", date="1988")
    one = replace(SOUND, key=key, citations=(Citation("rock", 1, (2,), quote),), options=(
        (key, None), ("Edith Sallow", "No."), ("Karl Lunde", "No.")))  # fmt: skip
    found = {finding.code for finding in hard(one, ground([document]))}
    assert (Hard.KEY in found) == (code is Hard.KEY)


def test_how_many_million_asks_for_another_number_than_the_key() -> None:
    """92.5 is typed, and the key is 92,500,000."""
    asked = replace(
        SOUND, type=QuestionType.NUMBER, options=(), key="92.5 million visits",
        value=Decimal(92_500_000), unit="visits",
        stem="How many million visits were made to Gull Rock?",
    )  # fmt: skip
    assert no_leak(asked, known()) == "million"
    assert no_leak(replace(asked, stem="How many visits were made to Gull Rock?"), known()) is None
    assert no_leak(replace(asked, value=Decimal(92)), known()) is None


@pytest.mark.parametrize(
    ("body", "said", "foreign"),
    [
        ("The U.S. Navy came.", "the United States", None),
        ("Sailors of the United States came.", "US", None),
        ("Sailors of the United States came.", "UK", "UK"),
        ("The BUS came.", "the United States", "United States"),
        ("It froze at minus 30 °C.", "Celsius", None),
        ("It froze at minus 30 degrees.", "Celsius", "Celsius"),
    ],
)
def test_what_says_the_same_everywhere_may_be_said(
    body: str, said: str, foreign: str | None
) -> None:
    sailors = source_document(body, id="navy", title="Sailors")
    assert ground([sailors]).foreign(f"They met {said} there") == foreign


@pytest.mark.parametrize(
    ("stem", "key", "others", "told"),
    [
        (
            'According to "Merrow\'s rock", who drew it?',
            "Ada Merrow",
            "Karl Lunde/Per Ek",
            "Merrow",
        ),
        ("Who met Bunau-Merrow?", "Hay–Merrow Pact", "", "Merrow"),
        ("Which body paid, by the PAA?", "Port Ansel Authority", "Gull Trust/Moss Bank", "PAA"),
        ("Who lent the Port Ansel Authority a name?", "PAA Inc", "Moss Inc/Ek Inc", "PAA"),
        ("Which treaty was signed?", "Treaty of Moss", "", None),
        ("Who led Port Ansel?", "Port Moss", "Port Lunde/Port Ek", None),
    ],
)
def test_a_stem_tells_a_key_by_a_part_of_its_name_or_its_initials(
    stem: str, key: str, others: str, told: str | None
) -> None:
    texts = [key, *others.split("/")] if others else []
    pairs = tuple((text, None if text == key else "No.") for text in texts)
    type = QuestionType.SINGLE if texts else QuestionType.TEXT
    assert no_leak(replace(SOUND, type=type, stem=stem, key=key, options=pairs), known()) == told


VISIT = Citation("rock", 2, (1,), "Edith Sallow visited Gull Rock in 1902", refutes=(2,))


@pytest.mark.parametrize(
    ("year", "dated"),
    [("in 1874", True), ("in the 1870s", True), ("by 1988", True), ("in 1902", False)],
)
def test_a_date_of_the_stem_stands_where_the_key_is_proven_or_is_the_document_s_own(
    year: str, dated: bool
) -> None:
    """What refutes a distractor has a date of its own."""
    asked = replace(
        SOUND,
        stem=f"Who designed the tower on Gull Rock {year}?",
        citations=(*SOUND.citations, VISIT),
    )
    assert (dates_stand(asked, known()) is None) is dated
    of_stem = replace(asked, citations=(*SOUND.citations, replace(VISIT, refutes=(), stem=True)))
    assert dates_stand(of_stem, known()) is None


@pytest.mark.parametrize(("year", "found"), [("in 1987", True), ("in 1986", False)])
def test_a_period_has_the_year_that_its_document_s_date_gives_it(year: str, found: bool) -> None:
    body = "Last year Ada Merrow sold nine lamps. In 1986 Edith Sallow left."
    lamps = ground([source_document(body, id="lamps", title="Lamps", date="1988-04")])
    asked = replace(
        SOUND, stem=f"Who sold nine lamps {year}?", citations=(Citation("lamps", 1, (1,), "nine"),)
    )
    assert (dates_stand(asked, lamps) is None) is found
    assert lamps.foreign(asked.stem) is None


@pytest.mark.parametrize("kind", [QuestionType.ORDERING, QuestionType.MATCHING])
def test_a_date_of_what_is_ordered_or_matched_stands_where_that_is_cited(
    kind: QuestionType,
) -> None:
    asked = draft(replace(SOUND, stem="Who came when?", citations=(*SOUND.citations, VISIT)), "t")
    for year, found in (("1902", False), ("1911", True)):
        parts = (f"Edith Sallow, {year}", "Ada Merrow, 1874", "Karl Lunde")
        if kind is QuestionType.MATCHING:
            worded = replace(asked, type=kind, lefts=parts)
        else:
            told = tuple(replace(o, text=t) for o, t in zip(asked.options, parts, strict=True))
            worded = replace(asked, type=kind, options=told)
        codes = {one.code for one in examine(worded, SOUND.provenance, known())}
        assert (Hard.DATED in codes) is found


def test_furniture_is_never_cited() -> None:
    """Though the words stand there: beside what proves the key, or in its place."""
    text = f"{BODY}\n\nRead more: the tower on Gull Rock {QUOTE}."
    document = source_document(text, id="rock", title="Gull Rock", date="1988")
    *body, last = document.blocks
    marked = replace(document, blocks=(*body, replace(last, kind=BlockKind.FURNITURE)))
    there = Citation("rock", 4, (1,), QUOTE)
    for cited in ((there,), (*SOUND.citations, replace(there, refutes=(2,)))):
        asked = replace(SOUND, citations=cited)
        assert list(hard(asked, ground([document]))) == []
        assert Finding(Hard.QUOTE, QUOTE) in list(hard(asked, ground([marked])))


def test_a_distractor_that_the_text_bears_out_as_well_is_refused() -> None:
    library = replace(
        SOUND,
        stem="Who opened the Ansel Library in 1911?",
        key="Edith Sallow",
        citations=(Citation("rock", 3, (1,), "was opened in 1911 by Edith Sallow"),),
        options=(("Ada Merrow", "No."), ("Edith Sallow", None), ("Karl Lunde", "No.")),
    )
    assert list(hard(library, known())) == []
    also = BODY.replace("also opened by", "opened in the Ansel Library in 1911 by")
    document = source_document(also, id="rock", title="Gull Rock")
    assert [one.code for one in hard(library, ground([document]))] == [Hard.RIVAL]


def test_the_glossary_gives_a_name_its_other_forms() -> None:
    merrow = replace(SOUND, key="A. Merrow", options=())
    merrow = replace(merrow, type=QuestionType.TEXT)
    assert Hard.KEY in {one.code for one in hard(merrow, known())}
    glossary = known(Name("A. Merrow", ("Ada Merrow",)))
    assert list(hard(merrow, glossary)) == []


def test_curators_are_told_what_no_rule_can_settle() -> None:
    asked = replace(
        SOUND,
        stem="Who designed this tower of the RLS?",
        options=options("Ada Merrow", "Gull Rock", "Port Ansel"),
        claim=("tower", "designed by"),
        fact="Ada Merrow",
        citations=(Citation("rock", 1, (1, 2), QUOTE),),
    )
    conflicts = {("tower", "designed by"): frozenset({"Ada Merrow", "Karl Lunde"})}
    found = list(soft(asked, draft(asked, "t"), known(), conflicts, 0.2))
    assert {one.code for one in found} >= {
        Soft.NEAR_QUOTE,
        Soft.CONFLICT,
        Soft.LEANING,
        Soft.ACRONYM,
        Soft.RANK,
    }
    assert Finding(Soft.CONFLICT, "Karl Lunde") in found


def test_an_office_without_any_date_is_told_to_age() -> None:
    office = replace(SOUND, provenance=Provenance("rules", "role", 1), stem="Who was the mayor?")
    dated = replace(office, stem="Who was the mayor in 1874?")
    told = [
        {finding.code for finding in soft(one, draft(one, "t"), known(), {}, None)}
        for one in (office, dated)
    ]
    assert [Soft.AGES in codes for codes in told] == [True, False]


def test_every_code_has_its_words() -> None:
    assert set(WORDS) == {*Hard, *Soft}
    assert str(Finding(Hard.LEAK, "Ada")) == "G04 the stem tells the key: Ada"


LISTED = (
    "The members of the Ansel Union are Denmark, Iceland and Ireland. Spain wrote a letter."
    "\n\nThe Ansel Union was founded in 1902.\n\nIt bought Gull Rock in May 1931."
)
OUTSIDE = Candidate(
    type=QuestionType.SINGLE,
    stem="Which of these countries is NOT one of the members of the Ansel Union?",
    key="Spain",
    rationale="The source names Denmark, Iceland and Ireland.",
    brief="Spain does not stand in that list.",
    citations=(Citation("log", 1, (1, 2), "Ansel Union are Denmark, Iceland and Ireland"),),
    provenance=Provenance("rules", "member", 2),
    options=(
        ("Denmark", "It stands there."),
        ("Iceland", "It stands there."),
        ("Ireland", "It stands there."),
        ("Spain", None),
    ),
)
GAP = Candidate(
    type=QuestionType.NUMBER,
    stem="How long after the Ansel Union was founded did it buy Gull Rock?",
    key="29",
    rationale="The Ansel Union was founded in 1902, and it bought Gull Rock in 1931.",
    brief="From 1902 to 1931 are 29 years.",
    citations=(
        Citation("log", 2, (1,), "Ansel Union was founded in 1902"),
        Citation("log", 3, (1,), "bought Gull Rock in May 1931"),
    ),
    provenance=Provenance("rules", "gap", 2),
    value=Decimal(29),
    unit="years",
)


def codes(one: Candidate, body: str = LISTED) -> list[str]:
    document = source_document(body, id="log", title="Log", date="1988")
    return [finding.code for finding in hard(one, ground([document]))]


def test_who_is_not_on_a_list_is_looked_up_in_the_list_and_in_the_whole_corpus() -> None:
    assert codes(OUTSIDE) == []
    swapped = (("Denmark", None), *OUTSIDE.options[1:3], ("Spain", "It stands there."))
    assert codes(replace(OUTSIDE, key="Denmark", options=swapped)) == [Hard.KEY, Hard.OUTSIDE]
    stranger = (("Norway", "It stands there."), *OUTSIDE.options[1:])
    assert Hard.KEY in codes(replace(OUTSIDE, options=stranger))


@pytest.mark.parametrize(
    "more",
    [
        "Spain became a member of the Ansel Union in 1950.",
        "The Ansel Union met in Spain.",
        "Spain, Denmark and Iceland have lighthouses.",
    ],
)
def test_one_that_some_sentence_may_count_in_is_no_stranger_to_the_list(more: str) -> None:
    assert codes(OUTSIDE, f"{LISTED}\n\n{more}") == [Hard.OUTSIDE]


def test_a_gap_is_the_difference_of_the_years_quoted() -> None:
    assert codes(GAP) == []
    first, last = GAP.citations
    assert codes(replace(GAP, key="28", value=Decimal(28))) == [Hard.KEY]
    assert Hard.KEY in codes(replace(GAP, citations=(first,)))
    undated = replace(last, quote="It bought Gull Rock")
    assert codes(replace(GAP, citations=(first, undated))) == [Hard.KEY]
    # The year has to be quoted for the key, not for the stem.
    assert codes(replace(GAP, citations=(first, replace(last, stem=True)))) == [Hard.KEY]


def test_options_of_which_one_names_the_other_are_refused() -> None:
    texts = options("Ada Merrow", "Gull Rock", "Rock")
    assert Hard.ALIKE in {one.code for one in hard(replace(SOUND, options=texts), known())}
