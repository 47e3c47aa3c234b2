"""Names asked for in their statements, and what a sentence tells beside a name."""

import pytest

from bot.generation.generator import generate
from bot.generation.reading.sorts import sort_of
from bot.generation.sentences.proper_names import proper_names
from bot.generation.templates import aside, called, definition, names, role, who
from tests.generation.templates.test_templates import Template
from tests.generation.texts import text_of

NOTES = 'According to "Notes" (May 2019), '


def stems(template: Template, body: str) -> list[tuple[str, str]]:
    return [(one.stem, one.key) for one in template(text_of(body, date="2019-05"))]


@pytest.mark.parametrize(
    ("body", "stem", "key"),
    [
        (
            "In 1844 Ada Merrow proposed a link between Danish and Welsh.",
            'According to "Notes", who proposed a link between Danish and Welsh in 1844?',
            "Ada Merrow",
        ),
        (
            "The Danish sailor Peter Holm reached the Ansel coast in 1484.",
            'According to "Notes", who reached the Ansel coast in 1484?',
            "Peter Holm",
        ),
        (
            "The Ansel Tower was moved to Hamburg in 1851.",
            'According to "Notes", to which city was the Ansel Tower moved in 1851?',
            "Hamburg",
        ),
        (
            "The opera Marsh was commissioned by Ada Merrow in 1851.",
            'According to "Notes", by whom was the opera Marsh commissioned in 1851?',
            "Ada Merrow",
        ),
        (
            "In 1820 Peter Holm became a lecturer at the University of Lund.",
            'According to "Notes", at which university did Peter Holm become a lecturer in 1820?',
            "University of Lund",
        ),
        (
            "The first to cross the Ansel Range was the engineer Ada Merrow.",
            'According to "Notes", who was the first to cross the Ansel Range?',
            "Ada Merrow",
        ),
        (
            "On June 7, 1776, Ada Merrow left Lund and moved to Hamburg.",
            'According to "Notes", to which city did Ada Merrow move on June 7, 1776?',
            "Hamburg",
        ),
        (
            "In 1851 the Ansel Tower was moved to Springfield, Kentucky.",
            'According to "Notes", to which city was the Ansel Tower moved in 1851?',
            "Springfield",
        ),
        (
            "When the Ansel War ended, Ada Merrow moved to Hamburg.",
            'According to "Notes", to which city did Ada Merrow move when the Ansel War ended?',
            "Hamburg",
        ),
        (
            "Ada Merrow's first map of the Danish coast was printed in 1890.",
            'According to "Notes", whose first map of the Danish coast was printed in 1890?',
            "Ada Merrow",
        ),
        (
            "The capital of Norway is Oslo.",
            f"{NOTES}which city is the capital of Norway?",
            "Oslo",
        ),
        (
            "Peter Holm wrote the opera Marsh on commission from Ada Merrow.",
            'According to "Notes", Peter Holm wrote the opera Marsh on commission from whom?',
            "Ada Merrow",
        ),
    ],
)
def test_a_name_is_asked_for_by_its_clause(body: str, stem: str, key: str) -> None:
    assert (stem, key) in stems(names.propose, body)


@pytest.mark.parametrize(
    ("body", "stem", "key"),
    [
        (
            "The first success of Peter Holm came with the sale of a map to the Ansel Company in"
            " 1932.",
            'According to "Notes", the first success of Peter Holm came with the sale of a map to'
            " which company in 1932?",
            "Ansel Company",
        ),
        (
            "A new hall of the Ansel Club was erected in 1851 under the direction of the architect"
            " Ada Merrow, who came from Lund.",
            'According to "Notes", a new hall of the Ansel Club was erected in 1851 under the'
            " direction of whom?",
            "Ada Merrow",
        ),
        (
            "After the independence of Norway in 1814, the Ansel Bank was dissolved.",
            'According to "Notes", after the independence of which country in 1814 was the Ansel'
            " Bank dissolved?",
            "Norway",
        ),
        (
            "In 1851 Peter Holm enlisted as a clerk in Hamburg during the Ansel War.",
            'According to "Notes", in 1851 Peter Holm enlisted as a clerk in which city during'
            " the Ansel War?",
            "Hamburg",
        ),
    ],
)
def test_a_name_is_asked_for_where_it_stands(body: str, stem: str, key: str) -> None:
    assert (stem, key) in stems(names.propose, body)


def test_a_word_that_leans_on_what_was_told_before_is_left_out() -> None:
    body = "Ada Merrow previously served as the Danish envoy to Moss Bay."
    found, _ = stems(names.propose, body)
    assert (
        found[0] == f"{NOTES.replace(' (May 2019)', '')}who served as the Danish envoy to Moss Bay?"
    )


def test_a_region_is_told_only_where_the_city_is_typed() -> None:
    (one,) = names.propose(text_of("In 1851 the Ansel Tower was moved to Springfield, Kentucky."))
    assert "Kentucky" not in one.stem
    assert one.typed_stem == (
        'According to "Notes", to which city in Kentucky was the Ansel Tower moved in 1851?'
    )


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("Ada Merrow thanked the Ansel Bank for the Ansel Tower in 1851.", "Ada Merrow"),
        ("Ada Merrow declined to comment on the Ansel Tower in 1851.", "Ada Merrow"),
        ("Ada Merrow appeared with the Ansel Law Firm in Port Ansel in 1851.", "Ada Merrow"),
        ("Ada Merrow made the announcement after the Ansel Fair in 1851.", "Ada Merrow"),
        ("Peter Holm, a teacher from Hamburg, said the Ansel Tower was high.", "Hamburg"),
        ("The Ansel Tower rose by 2 metres, the Ansel Bank announced in Hamburg.", "Hamburg"),
        ("In 1851 the Ansel Bank broke off relations with Oslo.", "Oslo"),
        ("In 1851 Oslo rejected the Ansel Treaty.", "Oslo"),
        ("Peter Holm said the Ansel Tower was old and showed that Moss had failed.", "Peter Holm"),
        (
            "In 1851 taxes set by the Ansel Fund and the Moss Bank linked to tea fell.",
            "Moss Bank",
        ),
        ("Ada Merrow leads the oldest firm of the small South African.", "Ada Merrow"),
        ("Norway agreed that a Norwegian builder should finish the Ansel Tower.", "Norway"),
        ("Ada Merrow praised the tower in 1851, telling The Moss Gazette.", "Ada Merrow"),
        ("Ada Merrow went further, saying in an interview with Peter Holm.", "Ada Merrow"),
        ("In 1851 Ada Merrow informed the Ansel Bank.", "Ansel Bank"),
        ("Norway sold the most, 910, followed by the Ansel Bank in 1851.", "Norway"),
        ("Ada Merrow went straight to the Ansel Tower.", "Ada Merrow"),
        ("Ada Merrow took over the work when Peter Holm left the Ansel Bank.", "Ada Merrow"),
        ("It was wet after Norway and Iceland blocked the Ansel Strait in 1851.", "Iceland"),
        ("In 1851 Peter Holm sent boats to Lund in Sweden and Bergen in Norway.", "Norway"),
    ],
)
def test_what_is_said_in_passing_or_of_somebody_else_is_not_asked(body: str, key: str) -> None:
    assert key not in [one for _, one in stems(names.propose, body)]


@pytest.mark.parametrize(
    ("body", "stem"),
    [
        ("In 1851 Ada Merrow had left the Ansel Bank.", "who left the Ansel Bank in 1851?"),
        (
            "By 1851 Ada Merrow had left the Ansel Bank.",
            "who had left the Ansel Bank by 1851?",
        ),
    ],
)
def test_an_earlier_time_is_asked_in_the_plain_past(body: str, stem: str) -> None:
    assert f'According to "Notes", {stem}' in [one for one, _ in stems(names.propose, body)]


def test_what_was_done_once_is_known_by_its_document() -> None:
    told = "Ada Merrow {} two counts of theft, fraud and arson before a judge in town."
    (found,) = stems(names.propose, told.format("admitted"))
    assert found == (
        'According to "Notes", who admitted two counts of theft, fraud and arson before a judge in'
        " town?",
        "Ada Merrow",
    )
    assert not stems(names.propose, told.format("has"))


def test_us_in_capitals_is_a_country_and_addresses_nobody() -> None:
    body = "US Secretary Peter Holm left the Ansel Bank in 1851."
    assert ('According to "Notes", who left the Ansel Bank in 1851?', "Peter Holm") in stems(
        names.propose, body
    )


def test_a_fact_that_is_told_twice_is_asked_once() -> None:
    told = "In 1851 Ada Merrow left the Ansel Bank for Moss.\n\nAda Merrow left the Ansel Bank in"
    for year, times in (("1851", 1), ("1867", 2)):
        keys = [key for _, key in stems(names.propose, f"{told} {year} at Port Ansel.")]
        assert keys.count("Ada Merrow") == times


@pytest.mark.parametrize(
    "body",
    [
        "In 1851 Peter Holm bought maps in Lund, Hamburg and Ghent.",  # one of three
        "In 1851 Peter Holm sold a map that showed the coast of Norway.",  # of the map
        "In 1851 Peter Holm heard that Norway had sold the Ansel Range.",
        "In 1851 Peter Holm sold a Norway map to the Ansel Club of Lund.",  # of a kind
    ],
)
def test_only_a_whole_phrase_of_the_main_clause_is_asked_for_in_place(body: str) -> None:
    places = {"Lund", "Hamburg", "Ghent", "Norway"}
    assert not [key for _, key in stems(names.propose, body) if key in places]


@pytest.mark.parametrize(
    ("name", "body", "sort"),
    [
        ("Ansel Prize", "In 1851 Peter Holm won the Ansel Prize.", "prize"),
        ("Ansel Airlines", "In 1851 Peter Holm left Ansel Airlines.", "airline"),
        ("Vega", "In 1851 Peter Holm sank with the ferry Vega off Lund.", "ferry"),
        ("Ansel Convention", "In 1851 Norway signed the Ansel Convention.", "convention"),
        ("Vega", "In 1851 Peter Holm thought of Vega.", None),
    ],
)
def test_a_name_is_of_the_sort_that_its_noun_tells(name: str, body: str, sort: str | None) -> None:
    text = text_of(body)
    entity = text.entities.find(name)
    assert (sort_of(entity, text) if entity else None) == sort


@pytest.mark.parametrize(
    "body",
    [
        "Ada Merrow and Peter Holm crossed the Ansel Range in 1844.",  # two did
        "Ada Merrow was a good friend of the Ansel Club.",  # many were
        "Ada Merrow says the Ansel Range is open to Peter Holm.",
        "Peter Merrow taught Ada Merrow how to paint in 1844.",  # half of the key is told
        "The Ansel Tower was moved to Washington, Ribe, in 1851.",  # not the famous one
        "Ada Merrow scored 77 and Peter Holm 66 in Lund in 1851.",
        "During the Ansel War Denmark was held by Lund, Norway fought the Ansel Union.",
        "Norway followed in July 1995, Laos and Peru in July 1997.",
    ],
)
def test_what_is_not_told_clearly_is_not_asked(body: str) -> None:
    assert stems(names.propose, body) == []


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        (
            "The bust was cut by Peter Holm, the sculptor of the Ansel Gate.",
            [('According to "Notes", who was the sculptor of the Ansel Gate?', "Peter Holm")],
        ),
        (
            "It will grow, said Peter Holm, a senior researcher at the Ansel Institute.",
            [(f"{NOTES}who was a senior researcher at the Ansel Institute?", "Peter Holm")],
        ),
        ("It will grow, said Peter Holm, a spokesman for the Ansel Institute.", []),
        ("It will grow, said Peter Holm, a lawyer for the museum.", []),
    ],
)
def test_what_stands_behind_a_name_is_asked(body: str, asked: list[tuple[str, str]]) -> None:
    assert stems(aside.propose, body) == asked


def test_a_place_of_no_known_sort_is_asked_for_with_where() -> None:
    body = "The rules of the Ansel Club were adopted by its members in Vardal on 14 May 1951."
    asked = 'According to "Notes", where were the rules of the Ansel Club adopted by its members on'
    assert (f"{asked} 14 May 1951?", "Vardal") in stems(names.propose, body)
    assert not stems(names.propose, "The rules of the Ansel Club were adopted in Latin in 1951.")


def test_what_has_its_noun_in_its_name_is_typed_for_another() -> None:
    body = "Peter Holm took a degree in law at the Ansel University in 1964."
    found = {one.key: one for one in names.propose(text_of(body))}
    one = found["Ansel University"]
    assert " which university " in one.stem
    assert one.typed_stem == one.stem.replace("university", "institution")


def test_an_office_with_a_rank_is_of_no_date() -> None:
    body = "Peter Holm, the fourth president of the Ansel Society, spoke."
    assert stems(role.propose, body) == [
        ('According to "Notes", who was the fourth president of the Ansel Society?', "Peter Holm")
    ]


def test_what_somebody_had_done_before_is_not_asked_as_an_aside() -> None:
    assert not stems(aside.propose, "Ada Merrow, who had studied boats at the Ansel Hall, left.")
    assert stems(aside.propose, "Ada Merrow, who had studied boats in Ansel in 1851, left.")


def test_what_a_relative_clause_tells_is_asked() -> None:
    body = "Reviews by Peter Holm, who founded the Ansel Gazette in 1851, were read."
    assert stems(aside.propose, body) == [
        ('According to "Notes", who founded the Ansel Gazette in 1851?', "Peter Holm")
    ]
    assert (
        stems(aside.propose, "Ada Merrow and Peter Holm, who founded the Ansel Gazette, met.") == []
    )
    assert stems(aside.propose, "A raid on Hamburg, which killed ten Danes, was denied.") == []


@pytest.mark.parametrize(
    ("body", "stem", "key"),
    [
        ("Norway's President Ada Merrow left.", "the president of Norway", "Ada Merrow"),
        ("He met US Secretary of State Peter Holm.", "the US secretary of state", "Peter Holm"),
        ("But Ansel Energy mine manager, Ada Merrow, left.",
         "the mine manager of Ansel Energy", "Ada Merrow"),
        ("The Ansel Council's chief executive officer, Ada Merrow, left.",
         "the chief executive officer of the Ansel Council", "Ada Merrow"),
        ("He met Norway Prime Minister Ada Merrow.", "the prime minister of Norway", "Ada Merrow"),
        ("He wrote to Lamp Ansel Council director Ada Merrow.",
         "the director of the Lamp Ansel Council", "Ada Merrow"),
    ],
)  # fmt: skip
def test_an_office_before_a_name_is_asked(body: str, stem: str, key: str) -> None:
    assert (f"{NOTES}who was {stem}?", key) in stems(role.propose, body)


@pytest.mark.parametrize(
    "body",
    [
        "But a spokesman for the Ansel Council, Peter Holm, agreed.",
        "The Opposition leader, Peter Holm, agreed with the opposition.",
        "It rained. The Lamp of the Ansel editor Peter Holm agreed.",
        "They met Danish President Peter Holm dos Santos.",
        "They met US President Peter Holm.",
        "It rained. It snowed. It blew. It froze. They met Danish President Peter Holm.",
        "It is led by an ally of the exiled Danish king Peter Holm.",
        "It was the assassinated Ansel Energy chairman Peter Holm.",
        "They met the leader of the North, Peter Holm.",
        "The Lamp's editor, Peter Holm, reports. The Lamp paid.",
        "By Ansel Lamp editor Peter Holm. Peter Holm slept. The Ansel Lamp paid.",
        "It rained. It blew. Guests from Danish President Peter Holm to Ada Merrow came.",
        "Prizes went to best actor for Peter Holm, best director for Ada Merrow, and the crew.",
    ],
)
def test_who_holds_no_office_is_not_asked(body: str) -> None:
    assert stems(role.propose, body) == []


LEAD = "It rained. It snowed. It blew. It froze. "


@pytest.mark.parametrize(
    ("body", "stem"),
    [
        ("Ansel Energy chairman Ada Merrow said so.", "the chairman of Ansel Energy"),
        (f"{LEAD}Ansel Energy grew. Ansel Energy chairman Ada Merrow said so.",
         "the chairman of Ansel Energy"),
        (f"{LEAD}Ansel Energy grew. Ansel Energy president Ada Merrow left.",
         "the president of Ansel Energy"),
        (f"{LEAD}Ansel Energy grew. Ansel Energy leader Ada Merrow left.", None),
        (f"{LEAD}Ansel Energy chairman Ada Merrow was arrested.", "the chairman of Ansel Energy"),
        (f"{LEAD}Ansel Energy chairman Ada Merrow said so.", None),
        ("Norway paid. It rained. Norway's foreign minister Ada Merrow left. Ada Merrow slept.",
         "the foreign minister of Norway"),
        (f"{LEAD}Norway's foreign minister Ada Merrow left. Ada Merrow slept.", None),
        ("Norway paid. The Lamp's Norway editor Ada Merrow left.", None),
        ("The Lamp paid. Shadow Lamp secretary Ada Merrow left.", None),
        ("She laid the plan before the president of the Ansel Court, Ada Merrow.",
         "the president of the Ansel Court"),
        ("The president of the Ansel Court warmly thanks Ada Merrow.", None),
        ("They paid. Moss Sailors' Club director, Ada Merrow, left.",
         "the director of the Moss Sailors' Club"),
        ("Charity Gullhelp said so. Ada Merrow, the director of Gullhelp, left.",
         "the director of Gullhelp"),
        ("The Ansel Union paid. But Ansel Union President Ada Merrow left.",
         "the president of the Ansel Union"),
        ("They paid MBA. They met MBA Director Ada Merrow.", "the MBA director"),
        ("Norway paid. Ada Merrow, the new Norwegian finance minister, left.",
         "the Norwegian finance minister"),
        ("Ada Merrow, president and chief operating officer of Ansel Energy, left.",
         "the president and chief operating officer of Ansel Energy"),
        ("Ada Merrow, chief economist at China Coastal Traders, left.",
         "the chief economist at China Coastal Traders"),
    ],
)  # fmt: skip
def test_an_office_is_asked_whose_body_the_text_is_about(body: str, stem: str | None) -> None:
    found = [(f"{NOTES}who was {stem}?", "Ada Merrow")] if stem else []
    assert stems(role.propose, body) == found


def test_an_office_of_one_body_is_asked_once_and_by_its_own_name() -> None:
    body = "The Ansel Club's new leader, Ada Merrow, came. Ansel Club president Ada Merrow spoke."
    assert stems(role.propose, body) == [
        (f"{NOTES}who was the president of the Ansel Club?", "Ada Merrow")
    ]


def test_an_office_that_is_over_has_no_date() -> None:
    stem = 'According to "Notes", who was the head of the Ansel Club?'
    for body in (
        "He had met the head of the Ansel Club, Ada Merrow.",
        "The head of the Ansel Club, Ada Merrow, paid last year.",
    ):
        assert stems(role.propose, body) == [(stem, "Ada Merrow")]


def test_a_title_that_tells_the_holder_gives_way_to_its_date() -> None:
    text = text_of("Ansel Club president Ada Merrow spoke.", title="Merrow speaks", date="2019-05")
    assert [one.stem for one in role.propose(text)] == [
        "In May 2019, who was the president of the Ansel Club?"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "The director of Varese Lake Ferries, captain Ada Merrow, spoke.",
        "The chair of Moss Club spoke. Moss Club chair Ada Merrow Speaking to us was speaking.",
        "Lund's Kel Sorn added 2.1 per cent.",
    ],
)
def test_what_is_not_surely_a_person_holds_no_office(body: str) -> None:
    text = text_of(body)
    people = [one for one in text.entities.all if sort_of(one, text) == "person"]
    assert [one.name for one in people if one.name != "Ada Merrow"] == []


@pytest.mark.parametrize(
    ("body", "stem", "key"),
    [
        ("The Ansel script, later known as the Merrow alphabet, is old.",
         "what was the Ansel script later known as?", "Merrow alphabet"),
        ("Port Ansel is nicknamed the Harbour City by sailors.",
         "what is Port Ansel nicknamed?", "Harbour City"),
        ('A ship that carries coal is known as a "collier" or a "coaler" at sea.',
         "what is a ship that carries coal known as?", "collier"),
    ],
)  # fmt: skip
def test_what_a_thing_is_called_is_asked(body: str, stem: str, key: str) -> None:
    assert stems(called.propose, body) == [(f"{NOTES}{stem}", key)]


@pytest.mark.parametrize(
    "body",
    [
        "Peter Holm was called up to the Ansel team in May.",
        "Such a ship is known as a collier.",
        "The second kind is called a collier.",
        "An abortion is called an elective or voluntary abortion.",
    ],
)
def test_what_is_no_name_is_not_asked(body: str) -> None:
    assert stems(called.propose, body) == []


def test_a_place_under_another_name_is_no_rival() -> None:
    body = (
        "Ada Merrow moved to Petrograd in 1916. It was called Leningrad later. Peter Holm was born"
        " in Chicago. He died in Hamburg. Ada Merrow was born in Rome."
    )
    drafts = generate([text_of(body).document]).drafts
    sets = [{d.candidate.key, *d.candidate.distractors} for d in drafts if d.candidate.distractors]
    assert sets
    assert not any({"Petrograd", "Leningrad"} <= one for one in sets)


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("Texas", "state"),
        ("Ohio River", "river"),
        ("University of Lund", "university"),
        ("G. K. Holm", "person"),
        ("Alexander Archipelago", None),
        ("West Bank", None),
    ],
)
def test_the_sort_of_a_name(name: str, sort: str | None) -> None:
    text = text_of(f"They saw the {name} again. It is said of {name}, the writer, too.")
    entity = text.entities.find(name)
    assert (sort_of(entity, text) if entity else None) == sort


def test_a_name_that_goes_on_behind_brackets_is_not_cut() -> None:
    body = "In April 2000 Norway started an Ansel Savings Fund (ASF) Training Plan."
    assert stems(who.propose, body) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("He met Moss' Ada Merrow again.", ["Moss'", "Ada Merrow"]),
        ("He met Merrow It was wet.", ["Merrow"]),
        ("He met Democrat Ada Merrow.", ["Democrat", "Ada Merrow"]),
        ("He saw the General Sailors Union.", ["General Sailors Union"]),
        ("He saw Let It Be.", ["Let It Be"]),
    ],
)
def test_a_name_ends_where_a_scrap_or_a_party_does(said: str, found: list[str]) -> None:
    assert [one.text for one in proper_names(said, frozenset())] == found


def test_an_adverb_that_begins_a_sentence_is_no_name() -> None:
    assert proper_names("Unfortunately, fire took it.", frozenset()) == ()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Jobless Karl Lunde was fined.", ["Karl Lunde"]),
        ("Head of the republic of Mossia Vadvik Lunde said no.", ["Mossia", "Vadvik Lunde"]),
        ("The mayor of Mossia Karl Lunde said no.", ["Mossia", "Karl Lunde"]),
        ("The director of Moss Lake Ferries said no.", ["Moss Lake Ferries"]),
    ],
)
def test_a_person_is_not_glued_to_what_stands_before(body: str, found: list[str]) -> None:
    assert [one.text for one in proper_names(body, frozenset())] == found


def test_a_byline_is_no_paper_s_name() -> None:
    text = text_of("Moss (Ada Merrow LampPost) burned. The engineer Ada Merrow told LampPost so.")
    assert text.entities.by_form["LampPost"].name == "LampPost"


@pytest.mark.parametrize(
    ("body", "stem", "key"),
    [
        (
            "Notes is the study of marks that people leave in margins of books, often old ones.",
            "What name is given to the study of marks that people leave in margins of books?",
            "Notes",
        ),
        (
            "Notes is a satirical novel about sailors by Ada Merrow, first printed in Lund.",
            "What is the title of the satirical novel about sailors by Ada Merrow?",
            "Notes",
        ),
        (
            "The ship moved. A fairlead is a ring of metal which guides a rope across the deck.",
            f"{NOTES}what name is given to a ring of metal which guides a rope across the deck?",
            "fairlead",
        ),
    ],
)
def test_what_is_defined_is_asked_for(body: str, stem: str, key: str) -> None:
    assert stems(definition.propose, body) == [(stem, key)]


@pytest.mark.parametrize(
    "body",
    [
        "Notes is a city in the north of Norway that has a harbour and a school.",
        "The total is a tenth of the coal that the ship of the line would burn every day.",
        "A rope is a thing that helps those who sail in one of these many old boats.",
        "Notes is a condition of the hands of sailors in the cold, and that is due to no wound.",
        "Notes is a column of air that is in contact with the sea and clouds or, in some, two.",
    ],
)
def test_what_defines_nothing_is_not_asked(body: str) -> None:
    assert stems(definition.propose, body) == []
