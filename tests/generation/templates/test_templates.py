"""Each template on sentences of its kind, and on those that it has to leave alone."""

from collections.abc import Callable, Iterator

import pytest

from bot.generation.candidates import Proposal
from bot.generation.reading.texts import Text
from bot.generation.templates import (
    acronym,
    count,
    named,
    role,
    timeline,
    when,
    where,
    which,
    who,
)
from tests.generation.texts import text_of

Template = Callable[[Text], Iterator[Proposal]]


def asked(template: Template, body: str, title: str = "Port Ansel") -> list[tuple[str, str]]:
    text = text_of(body, title=title, date="2019-05-14")
    return [(one.stem, one.key) for one in template(text)]


@pytest.mark.parametrize(
    ("template", "body", "stem", "key"),
    [
        (
            when.propose,
            "Port Ansel was founded in 1650.",
            "In which year was Port Ansel founded?",
            "1650",
        ),
        (
            when.propose,
            "On 3 March 1871 the ship Halcyon struck Gull Rock.",
            'According to "Port Ansel", when did the ship Halcyon strike Gull Rock?',
            "3 March 1871",
        ),
        (
            when.propose,
            'The novel "Port Ansel" was praised by President Ole B. Lund on May 5, 1998.',
            'When was the novel "Port Ansel" praised by President Ole B. Lund?',
            "5 May 1998",
        ),
        (
            when.propose,
            "Ole Lund became director in 2008.",
            'According to "Port Ansel" (May 2019), in which year did Ole Lund become director?',
            "2008",
        ),
        (
            where.propose,
            "The Ansel Library is located on the Market Square in London.",
            'According to "Port Ansel", in which city is the Ansel Library located?',
            "London",
        ),
        (
            who.propose,
            "The Ansel Tower was designed by the engineer Ada Merrow in 1874.",
            'According to "Port Ansel", who designed the Ansel Tower in 1874?',
            "Ada Merrow",
        ),
        (
            who.propose,
            "The engineer Ada Merrow laid the first stone of the Ansel Tower in 1874.",
            'According to "Port Ansel", who laid the first stone of the Ansel Tower in 1874?',
            "Ada Merrow",
        ),
        (
            where.propose,
            "The Treaty of Ansel was signed in London in 1902.",
            'According to "Port Ansel", in which city was the Treaty of Ansel signed in 1902?',
            "London",
        ),
        (
            count.propose,
            "Port Ansel lost 41,500 books in 1902.",
            "How many books did Port Ansel lose in 1902?",
            "41,500",
        ),
        (
            count.propose,
            "Port Ansel employs 90 keepers.",
            'According to "Port Ansel" (May 2019), how many keepers does Port Ansel employ?',
            "90",
        ),
        (
            count.propose,
            "The final cost of the Ansel Tower was 3.2 million crowns.",
            'According to "Port Ansel", what was the final cost of the Ansel Tower, in crowns?',
            "3.2 million",
        ),
        (
            role.propose,
            "The mayor of Port Ansel, Olive Granger, cut the ribbon.",
            'According to "Port Ansel" (May 2019), who was the mayor of Port Ansel?',
            "Olive Granger",
        ),
        (
            role.propose,
            "Radio Ansel says Minister of Defence of Serbia Olive Granger left.",
            'According to "Port Ansel" (May 2019), who was the Minister of Defence of Serbia?',
            "Olive Granger",
        ),
        (
            acronym.propose,
            "The Royal Lighthouse Service (RLS) took the tower over.",
            'According to "Port Ansel" (May 2019), what does the abbreviation RLS stand for?',
            "Royal Lighthouse Service",
        ),
        (
            which.propose,
            "Ada Merrow was a Norwegian engineer who designed three towers in Iceland.",
            'According to "Port Ansel", which Norwegian engineer designed three towers in Iceland?',
            "Ada Merrow",
        ),
        (
            named.propose,
            'It keeps a rescue boat called "Samson" in Port Ansel.',
            'According to "Port Ansel" (May 2019), what was the rescue boat called?',
            "Samson",
        ),
    ],
)
def test_a_fact_is_asked_for(template: Template, body: str, stem: str, key: str) -> None:
    assert (stem, key) in asked(template, body)


@pytest.mark.parametrize(
    ("template", "body"),
    [
        (when.propose, "Port Ansel will open a museum in 2022."),
        (when.propose, "Port Ansel said in 1902 that nothing would change."),
        (when.propose, "The council was chosen in 1902."),
        (when.propose, "Port Ansel bought the company for 300 million crowns in 1996."),
        (when.propose, "Port Ansel refused the bill by 52 votes to 48 in 1996."),
        (when.propose, "Port Ansel was closed from 1914 to 1918."),
        (who.propose, "The engineer Ada Merrow believed that Port Ansel would sink."),
        (who.propose, "The Ansel Tower was designed by Ada Merrow and Edith Sallow."),
        (where.propose, "They met in London in 1902."),
        (count.propose, "Port Ansel had waited 17 years."),
        (count.propose, "Port Ansel backed Ada Merrow by 62% to 38%."),
        (
            count.propose,
            "Port Ansel was represented by 10 deputies from Spain, Italy, the Czech Republic,"
            " Serbia and Malta.",
        ),
        (role.propose, "The former mayor of Port Ansel, Olive Granger, cut the ribbon."),
        (acronym.propose, "The Royal Lighthouse Service (ABC) took the tower over."),
        (which.propose, "Ada Merrow was an engineer who she met in Moss."),
    ],
)
def test_what_would_be_asked_badly_is_not_asked(template: Template, body: str) -> None:
    assert asked(template, body) == []


def test_an_office_without_a_date_is_asked_by_the_document_alone() -> None:
    text = text_of("The mayor of Port Ansel, Olive Granger, cut the ribbon.", title="Port Ansel")
    assert [one.stem for one in role.propose(text)] == [
        'According to "Port Ansel", who was the mayor of Port Ansel?'
    ]


TIMELINE = "\n\n".join(
    [
        "1870: We plan our first line at Mill Gate.",
        "1872: The company opens its first line.",
        "14 June 1881: A steam tram runs to Lenz.",
        "– 1896: Electric cars replace the horses.",
        "3 August 1909: A car overturns at Mill Gate; twelve people die.",
    ]
)


def test_a_timeline_asks_for_its_events_and_their_order() -> None:
    found = list(timeline.propose(text_of(TIMELINE, title="Trams")))
    happened = {one.stem: one.key for one in found if not one.ordered}
    assert happened['What happened on 14 June 1881, according to "Trams"?'] == (
        "A steam tram runs to Lenz"
    )
    assert happened['What happened on 3 August 1909, according to "Trams"?'] == (
        "A car overturns at Mill Gate"
    )
    (order,) = (one for one in found if one.ordered)
    assert [event for event, _, _ in order.ordered] == list(happened.values())


def test_rivals_of_an_acronym_keep_its_initials_and_share_their_words_evenly() -> None:
    (one,) = acronym.propose(text_of("The European Space Agency (ESA) agreed."))
    options = [one.key, *(rival.text for rival in one.rivals)]
    assert len(set(options)) == 4
    assert {"".join(word[0] for word in text.split()) for text in options} == {"ESA"}
    first, last = ([text.split()[at] for text in options] for at in (0, -1))
    assert {first.count(word) for word in first} == {last.count(word) for word in last} == {2}
