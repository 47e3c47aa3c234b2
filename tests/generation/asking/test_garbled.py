"""Stems that are no sentence, ask of nothing, or are in the time of a chronicle."""

import pytest

from bot.generation.asking.clarity import clear
from bot.generation.asking.garbled import cut_short, garbled, limbs, plainly, retold, unsaid
from bot.generation.generator import TEMPLATES
from tests.generation.texts import text_of


def asked(body: str, title: str = "Port Ansel") -> list[str]:
    """Every stem that is asked plainly of a text."""
    text = text_of(body, title=title, date="2019-05-14")
    return [p.stem for one in TEMPLATES for p in one(text) if clear(text, p, ())]


@pytest.mark.parametrize(
    "stem",
    [
        "Which city is the current the Ansel Cup holder?",
        "Ansel is one of how many mostly wooden towns?",
        "How many boats at the time did Ansel have?",
        "In which city was soon a rival founded?",
        "Ansel had already spent 5 mln dlrs on which ferry?",
        "Ada Merrow raised a charge of how many pounds for adults?",
        "How many rounds with Moss came to nothing?",
        "Moss grows an enormous what percentage of Norway's oats?",
        'Who calls the canal "a costly folly."?',
        "Ansel leads in the best of how many games?",
        "How many metres does the pan measure by 9?",
        "How many km does the island measure long from north to south?",
        "Where was Ada Merrow born in the District of Moss?",
        "How many boats does Ansel have since 2002?",
        "Whose book contains a passage?",
        "In which year did Ada Merrow reach number 58?",
        "Who went on to ask for a rise?",
        "In which year was the oak door dated?",
        "Nine people died in both Moss?",
        "A committee of experts, elected for how many years by the Parties?",
        "In which country did the wheel invent replaced the sledge?",
        "Which city did the Council appoint to take charge?",
        "In which year was nobody hurt?",
        "How many census does Ansel have districts?",
        "In which year did Ada Merrow once play in the Ansel Cup?",
        "With which body did Norway work to impose?",
        "How many cases had up to the end of May the council recorded?",
        "How many wickets does Ada Merrow have?",
        "For how many hours did Ada Merrow listen?",
        "About how many people are expected to take part?",
        "Norway bought how many kroner' worth?",
        "Who followed shortly after, caught by Ada Merrow?",
        "In which year did the council give its consent?",
        "How many boats did Norway buy between May 1902?",
        'According to "Notes", is the feast of Moss, set up by whom?',
        "A team from Moss took the old which cup?",
        "Ansel won the 57th Moss to which city?",
        "In which year did Ole Lund case Ada Merrow leave Moss?",
    ],
)
def test_what_is_maimed_or_empty_is_no_question(stem: str) -> None:
    assert garbled(stem)


@pytest.mark.parametrize(
    "stem",
    [
        "In which city is the Ansel Cup held?",
        "In which year did the song reach number 58 in the charts of Norway?",
        "How many boats has Ansel had since 2002?",
        "For how many hours did Ada Merrow listen to the council?",
        "Who died in both Moss and Ansel?",
        "Who had come back to Moss by 1911?",
        "Where was Ada Merrow born?",
        "From Moss to which city did Ada Merrow sail?",
        "In 1902 the first stone of which tower was laid?",
        "Who sailed between Moss and Ansel?",
    ],
)
def test_what_is_whole_is_asked(stem: str) -> None:
    assert not garbled(stem)


def test_what_leans_on_an_incident_or_counts_victims_of_none_is_unsaid() -> None:
    assert unsaid("Which country accuses Norway of the assault?")
    assert unsaid("How many people have died on the roads of Moss?")
    assert not unsaid("How many people died in the fire of Moss in 1911?")


def test_a_chronicle_tells_the_past_in_the_present() -> None:
    told = "In which city is the Ansel Company founded?"
    assert retold(told, "1856")
    assert retold(told, "16 August 1858")
    assert retold("A letter costs £2 for how many words?", "1856")
    assert not retold(told, "The 1990s")
    assert not retold("In which city was the Ansel Company founded?", "1856")


def test_a_name_is_neither_cut_nor_has_an_age() -> None:
    assert cut_short("Nine-year-old Ada Merrow")
    assert cut_short("Ada W")
    assert not cut_short("Ada W Merrow")


def test_limbs_are_no_count_and_a_record_is_one_of_so_many() -> None:
    assert limbs("sturdy limbs", 4)
    assert not limbs("legs", 1000)
    assert plainly("It sold only how many?") == "It sold how many?"
    assert plainly("It took a record how many years?") == "It took a record of how many years?"


def test_who_stands_for_nobody_that_is_a_country() -> None:
    body = "The first pilot from a country other than Norway, who flew to Moss in 1978, was old."
    assert not any("Norway fly" in stem for stem in asked(body))


def test_the_city_is_not_one_that_was_not_just_named() -> None:
    body = (
        "Ada Merrow left New York City in 1760.\n\nIn 1768 a riot broke out in Boston and 4000"
        " soldiers were sent to occupy the city."
    )
    assert not any("occupy New York" in stem for stem in asked(body, "The War of Moss"))


def test_a_surname_of_two_is_nobody_s() -> None:
    body = (
        "Moss-drill was founded by Morubei Ansel. Peter Ansel is the son of Morubei Ansel.\n\n"
        "Ansel moved to Norway in 1912, and began studying under Karl Lund in 1915."
    )
    assert not any("Ansel begin" in stem for stem in asked(body, "Moss-drill"))


def test_whose_statement_it_is_stays() -> None:
    body = (
        "Karl Lund spoke in Moss.\n\nMr Lund's statement came as Norway buried six pilots killed"
        " in the worst storm in seven years."
    )
    assert not any("Karl Lund statement" in stem for stem in asked(body, "The storm of Moss"))


def test_her_years_are_all_of_them_and_an_escort_is_by_nobody_who_sent_the_ship() -> None:
    body = (
        "The Chair paid tribute to Ada Merrow's nineteen years of service.\n\nThe Ansel Ferry was"
        " sent to Port Ansel under escort by nine boats."
    )
    stems = asked(body)
    assert not any("how many years" in stem for stem in stems)
    assert not any(stem.startswith("By how many") for stem in stems)


@pytest.mark.parametrize(
    ("body", "never"),
    [
        # "a tall and narrow house": no house began.
        (
            "Ada Merrow had a tall and narrow house finished on Moss Hill in 1961.",
            "narrow house",
        ),
        # What is built and opened has two dates.
        (
            "Ansel Hall, designed by Ada Merrow and opened in 1977, is in Norway.",
            "designed by Ada Merrow and opened?",
        ),
        # It takes time, the town does not.
        (
            "Port Ansel is a town. It took nineteen hours for soldiers to reach Lund.",
            "ow many hours",
        ),
        # The car crossed it, with three men.
        (
            "Port Ansel is a town. Port Ansel entered a car in a race to Lund. Carrying three men,"
            " it crossed Norway in 1990.",
            "Ansel c",
        ),
        ("In 2011, Port Ansel had elected a council of nine.", "which year had"),
        (
            "The sector's combined profit reached a record 42 billion crowns in Norway.",
            "sector",
        ),
        ("The Soviet Union opened a fair of its own in Moscow in 1959.", "hich country"),
        # At which of two bodies?
        ("Head of financial reporting Ada Merrow left Port Ansel.", "the Head of"),
        ("A ferry is the second, thanks to Moss, whose long quay was built for it.", "the second"),
    ],
)
def test_what_a_sentence_does_not_say_is_not_asked(body: str, never: str) -> None:
    assert not any(never in stem for stem in asked(body))


def test_what_is_known_as_a_city_is_asked_for_as_one() -> None:
    body = "Port Ansel was founded by a group of bankers in The Hague."
    assert "In which city was Port Ansel founded by a group of bankers?" in asked(body)


def test_what_just_happened_happened() -> None:
    stems = asked("Ada Merrow had just opened a fair in Lund for Port Ansel.")
    assert any("opened a fair" in stem for stem in stems)
    assert not any("just" in stem for stem in stems)


def test_a_short_name_has_its_document() -> None:
    body = "The National Bank of Moss is old. The Bank's museum welcomed 38,500 people in May 2019."
    stems = asked(body, "National Bank of Moss: the year 2019")
    told = [stem for stem in stems if "the Bank's museum" in stem]
    assert told
    assert all("National Bank of Moss" in stem for stem in told)


def test_an_article_is_no_name_before_a_newspaper() -> None:
    body = "The newspaper Quiet Heron, launched in Moss in 1827, still appears in Port Ansel."
    assert any("was the newspaper Quiet Heron launched" in stem for stem in asked(body))
