"""Facts of longer sentences: shares, sums, spans, offices, heads of bodies, names in quotes."""

import pytest

from bot.generation.templates import count, named, role, timeline, when, where, which, who
from tests.generation.templates.test_templates import Template, asked

PLAIN = 'According to "Port Ansel", '
DOCUMENT = 'According to "Port Ansel" (May 2019), '


@pytest.mark.parametrize(
    ("template", "body", "stem", "key"),
    [
        (
            count.propose,
            "The Ansel Tower cost £412,000.",
            'According to "Port Ansel", how many pounds did the Ansel Tower cost?',
            "412,000",
        ),
        (
            count.propose,
            "Power failed in some 3,400 households of Port Ansel.",
            f"{PLAIN}in about how many households of Port Ansel did power fail?",
            "3,400",
        ),
        (
            count.propose,
            "The income of Port Ansel rose by 9 per cent in 2012.",
            "By what percentage did the income of Port Ansel rise in 2012?",
            "9",
        ),
        (
            count.propose,
            "Port Ansel owned 40 per cent of all lighthouses in 1902.",
            "What percentage of all lighthouses did Port Ansel own in 1902?",
            "40",
        ),
        (
            count.propose,
            "About 3.8 million people visited Port Ansel in 2018.",
            "About how many people visited Port Ansel in 2018?",
            "3.8 million",
        ),
        (
            count.propose,
            "The Ansel Tower stood empty for eleven weeks.",
            'According to "Port Ansel", for how many weeks did the Ansel Tower stand empty?',
            "eleven",
        ),
        (
            count.propose,
            "Port Ansel bought 400 French paintings in 1902.",
            "How many French paintings did Port Ansel buy in 1902?",
            "400",
        ),
        (
            when.propose,
            "Ada Merrow has led the Ansel Union since January 2015.",
            f"{DOCUMENT}since when has Ada Merrow led the Ansel Union?",
            "January 2015",
        ),
        (
            when.propose,
            "The Selkie Prize was first awarded in 1995.",
            'According to "Port Ansel", in which year was the Selkie Prize first awarded?',
            "1995",
        ),
        (
            when.propose,
            "The Ansel Treaty came into force in 1902.",
            'According to "Port Ansel", in which year did the Ansel Treaty come into force?',
            "1902",
        ),
        (
            when.propose,
            "Ada Merrow, born in Moss in 1871, built three towers.",
            'According to "Port Ansel", in which year was Ada Merrow born in Moss?',
            "1871",
        ),
        (
            when.propose,
            "Denmark signed the Ansel Treaty at the end of the session in 1902.",
            'According to "Port Ansel", in which year did Denmark sign the Ansel Treaty?',
            "1902",
        ),
        (
            when.propose,
            "The Ansel Commission is old. The Commission bought Gull Rock in 1902.",
            'According to "Port Ansel", in which year did the Ansel Commission buy Gull Rock?',
            "1902",
        ),
        (
            role.propose,
            "The Ansel Union has 40 towers. Its president, Ada Merrow, agreed.",
            f"{DOCUMENT}who was the president of the Ansel Union?",
            "Ada Merrow",
        ),
        (
            role.propose,
            "Ada Merrow, the Ansel Union's general manager, agreed.",
            f"{DOCUMENT}who was the general manager of the Ansel Union?",
            "Ada Merrow",
        ),
        (
            role.propose,
            "Norway's ambassador to Iceland, Ada Merrow, agreed.",
            f"{DOCUMENT}who was Norway's ambassador to Iceland?",
            "Ada Merrow",
        ),
        (
            role.propose,
            "Ansel City chairman Ada Merrow agreed.",
            f"{DOCUMENT}who was the chairman of Ansel City?",
            "Ada Merrow",
        ),
        (
            count.propose,
            "On 5 June 1977 seven trees were planted in Port Ansel.",
            "How many trees were planted in Port Ansel on 5 June 1977?",
            "seven",
        ),
        (
            count.propose,
            "Port Ansel is 31 kilometres from Gull Rock.",
            "How many kilometres from Gull Rock is Port Ansel?",
            "31",
        ),
        (
            count.propose,
            "The Ansel Tower is 31 metres long and built of granite.",
            f"{PLAIN}how many metres long is the Ansel Tower?",
            "31",
        ),
        (
            count.propose,
            "About 69 per cent of the fresh water on Earth is stored in ice.",
            f"{DOCUMENT}about what percentage of the fresh water on Earth is stored in ice?",
            "69",
        ),
        (
            when.propose,
            "Port Ansel installed its first LED lights in 2007.",
            "In which year did Port Ansel install its first LED lights?",
            "2007",
        ),
        (
            when.propose,
            "Ada Merrow took a degree in law at the Ansel College in Moss, Kansas, in 1964.",
            f"{PLAIN}in which year did Ada Merrow take a degree in law at the Ansel College in"
            " Moss, Kansas?",
            "1964",
        ),
        (
            when.propose,
            "Ada Merrow led the Ansel Union in 1976 and the Moss Union a year after that.",
            f"{PLAIN}in which year did Ada Merrow lead the Ansel Union?",
            "1976",
        ),
        (
            when.propose,
            'In 1902 Ada Merrow won the Ansel Prize, "for her work on lamps".',
            f"{PLAIN}in which year did Ada Merrow win the Ansel Prize?",
            "1902",
        ),
        (
            when.propose,
            "Norway held a fair for one of its towers in 1902.",
            f"{PLAIN}in which year did Norway hold a fair for one of its towers?",
            "1902",
        ),
        (
            count.propose,
            "Port Ansel produced 300 lamps a day in 1902.",
            "How many lamps a day did Port Ansel produce in 1902?",
            "300",
        ),
        (
            when.propose,
            "Ada Merrow took a degree in law at St. Ansel College in 1902.",
            f"{PLAIN}in which year did Ada Merrow take a degree in law at St. Ansel College?",
            "1902",
        ),
        (
            when.propose,
            "It should be recalled that the Ansel Union was founded only in 1902.",
            f"{PLAIN}in which year was the Ansel Union founded?",
            "1902",
        ),
        (
            when.propose,
            "When the duty fell, Ada Merrow left the Ansel Union in 1825.",
            f"{PLAIN}in which year did Ada Merrow leave the Ansel Union?",
            "1825",
        ),
        (
            when.propose,
            "Ada Merrow became the first woman to win the Ansel Prize in 1902.",
            f"{PLAIN}in which year did Ada Merrow become the first woman to win the Ansel Prize?",
            "1902",
        ),
        (
            role.propose,
            "Ada Merrow is head of the Ansel Museum and lives in Moss.",
            f"{DOCUMENT}who was the head of the Ansel Museum?",
            "Ada Merrow",
        ),
        (
            role.propose,
            "Ada Merrow, who is also head of the Ansel Museum, agreed.",
            f"{DOCUMENT}who was the head of the Ansel Museum?",
            "Ada Merrow",
        ),
        (
            role.propose,
            "The union fell in 1902. The President of the Ansel Union is Ada Merrow.",
            f"{DOCUMENT}who was the President of the Ansel Union?",
            "Ada Merrow",
        ),
        (
            who.propose,
            "The engineer Ada Merrow, who leads the Ansel Union, agreed.",
            f"{DOCUMENT}who leads the Ansel Union?",
            "Ada Merrow",
        ),
        (
            who.propose,
            "Iceland opened the Ansel Tower in Port Ansel in 1902.",
            "Which country opened the Ansel Tower in Port Ansel in 1902?",
            "Iceland",
        ),
        (
            where.propose,
            "The feast of Ansel took place in London in 1902.",
            "In which city did the feast of Ansel take place in 1902?",
            "London",
        ),
        (
            where.propose,
            "Ada Merrow taught at the University of Moss from 1871 to 1888.",
            'According to "Port Ansel", at which institution did Ada Merrow teach from 1871 to'
            " 1888?",
            "University of Moss",
        ),
        (
            count.propose,
            "The feast of Port Ansel was held, in which some 900 keepers of light took part.",
            f"{PLAIN}about how many keepers of light took part in the feast of Port Ansel?",
            "900",
        ),
        (
            count.propose,
            "A total of 1,800 people from Norway took part in the feast of Port Ansel.",
            f"{PLAIN}how many people from Norway took part in the feast of Port Ansel?",
            "1,800",
        ),
        (
            count.propose,
            "Port Ansel has been awarded £48,500 from the Lamp Fund.",
            f"{DOCUMENT}how many pounds has Port Ansel been awarded from the Lamp Fund?",
            "48,500",
        ),
        (
            which.propose,
            "Merrow Glass, the largest maker of lamps in Norway, opened a plant.",
            f"{DOCUMENT}what is the largest maker of lamps in Norway?",
            "Merrow Glass",
        ),
        (
            role.propose,
            "Commander of the Coast Guard of Norway, Colonel-General Ole Lund agreed.",
            f"{DOCUMENT}who was the commander of the Coast Guard of Norway?",
            "Ole Lund",
        ),
        (
            when.propose,
            "It was sold, which hurt nobody; the Ansel Library joined Port Ansel in 1902.",
            "In which year did the Ansel Library join Port Ansel?",
            "1902",
        ),
        (
            when.propose,
            'The film "The Private Life of a Lamp" was shown in Port Ansel in 1902.',
            'In which year was the film "The Private Life of a Lamp" shown in Port Ansel?',
            "1902",
        ),
        (
            when.propose,
            "The Ansel Tower was built by Ada Merrow and opened in 1902.",
            f"{PLAIN}in which year was the Ansel Tower opened?",
            "1902",
        ),
        (
            named.propose,
            'The exercise "Steel Net" of the pilots of Port Ansel was held in 1902.',
            f"{DOCUMENT}what was the exercise of the pilots of Port Ansel called?",
            "Steel Net",
        ),
    ],
)
def test_a_fact_is_asked_for(template: Template, body: str, stem: str, key: str) -> None:
    assert (stem, key) in asked(template, body)


@pytest.mark.parametrize(
    ("template", "body"),
    [
        (count.propose, "Ada Merrow left after 22 years with the Ansel Union."),
        (count.propose, "The Ansel Tower was built two years later."),
        (when.propose, "An annex of the Ansel Tower was added in 1902."),
        (when.propose, "The guests of Port Ansel came in 1902."),
        (count.propose, "Tickets of Port Ansel cost 140 crowns."),
        (
            count.propose,
            "Ada Merrow raised 300 crowns with a fair, a lent boat and the sale of oil.",
        ),
        (when.propose, "Iceland, which feared the Ansel Union, joined in 1902."),
        (
            when.propose,
            "It was the Lamp Song by the pupil Ole Lund, which was sung in Moss in 1983.",
        ),
        (when.propose, "Denmark signed an agreement in 1902."),
        (count.propose, "In May 412 crews from 58 clubs took part."),
        (count.propose, "Power was cut off in 3,400 households."),
        (count.propose, "Power failed in more than 3,400 households of Port Ansel."),
        (count.propose, "Port Ansel owned 148 boats."),
        (count.propose, "Norway pays £120,000."),
        (count.propose, "The study put the price of Port Ansel at £560 million."),
        (count.propose, "There are 18,300 lamps and 240,000 weather charts."),
        (where.propose, "A treaty on fish was signed in London in 1902."),
        (when.propose, "A man of 61 was arrested in Port Ansel in 1902."),
        (when.propose, "Port Ansel built a boathouse on the island in 1902."),
        (when.propose, "Ada Merrow was appointed in 1902."),
        (when.propose, "Ada Merrow took charge in 1902."),
        (when.propose, "Exports to Norway began in 1902."),
        (when.propose, "Port Ansel signed with Norway a grant agreement in 1902."),
        (when.propose, "Ada Merrow of the Netherlands, who was elected in 1902, left."),
        (who.propose, "London adopted the Ansel Act in 1902."),
        (where.propose, "Ada Merrow worked at the School of Hygiene and Tropical Medicine."),
        (which.propose, "The Ansel Union is an organisation that promotes peace and order."),
        (role.propose, "The union fell in 1949. The Danish prime minister Ada Merrow agreed."),
        (role.propose, "The Danish director Ada Merrow agreed."),
        (when.propose, "The Ansel Union was founded by Norway, China, Japan and Iceland in 1902."),
        (when.propose, "When the duty fell, the tower of the lake was sold in 1825."),
        (which.propose, "Ada Merrow, an engineer who had never held office, agreed."),
        (when.propose, "Ada Merrow became the first woman to do so in 1902."),
        (role.propose, "Ada Merrow is a director of the Ansel Museum."),
        (role.propose, "Ada Merrow is not the director of the Ansel Museum."),
        (role.propose, "Ada Merrow is the former director of the Ansel Museum."),
        (role.propose, "The President of the Ansel Union is Ada Merrow's brother."),
        (role.propose, "In 1902 the President of the Ansel Union is Ada Merrow."),
        (who.propose, "Iceland acceded to the Ansel Treaty in 1902 and Norway in 1905."),
    ],
)
def test_what_would_be_asked_badly_is_not_asked(template: Template, body: str) -> None:
    assert asked(template, body) == []


@pytest.mark.parametrize(
    ("body", "holder"),
    [
        ("Our director is Dr Ada Merrow, who came from Moss in 1902.", True),
        ("It has 40 lamps. The director, Ada Merrow, was pleased.", True),
        ("The Moss Library has none. The director, Ada Merrow, was pleased.", False),
        ("It has 40 lamps. The minister, Ada Merrow, was pleased.", False),
    ],
)
def test_an_office_alone_is_that_of_the_one_body_a_text_is_about(body: str, holder: bool) -> None:
    found = asked(role.propose, body, "Ansel Museum")
    stem = 'According to "Ansel Museum" (May 2019), who was the director of the Ansel Museum?'
    assert found == ([(stem, "Ada Merrow")] if holder else [])


def test_a_title_says_which_thing_a_stem_means() -> None:
    title = "Stolen map returns to Port Ansel"
    (found,) = asked(when.propose, "The map was printed in 1507 by hand.", title)
    assert found == (f'According to "{title}", in which year was the map printed by hand?', "1507")
    assert asked(when.propose, "The boat was printed in 1507 by hand.", title) == []


def test_a_part_is_named_with_its_whole() -> None:
    body = "The Ansel Tower stands since 1890. The dome was added to the crown of Moss in 1902."
    (found,) = asked(when.propose, body, "The Ansel Tower")
    assert found[0].startswith("In which year was the dome of the Ansel Tower added")


def test_the_company_is_not_another_s_name_that_has_the_word_in_it() -> None:
    body = (
        "Merrow Glass sold a plant to the Lund Company.\n\nMerrow Glass was founded in 1902."
        " The company left Moss in 1931."
    )
    found = asked(when.propose, body, "Merrow Glass")
    assert found == [("In which year was Merrow Glass founded?", "1902")]


def test_a_timeline_may_stand_in_the_lines_of_one_paragraph() -> None:
    body = "\n".join(
        [
            "1872: The company opens its first line",
            "1881: A steam tram runs to Lenz",
            "1896: Electric cars replace the horses",
            "1909: A car overturns at Mill Gate",
        ]
    )
    found = dict(asked(timeline.propose, body, "Trams"))
    assert found['What happened in 1881, according to "Trams"?'] == "A steam tram runs to Lenz"
    assert len(found) == 4
