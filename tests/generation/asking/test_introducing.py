"""Stems say whose father somebody is, and which country a report is about."""

from collections.abc import Iterator

from bot.generation.asking.introducing import introduced
from bot.generation.asking.leftovers import without_leftovers
from bot.generation.candidates import Proposal
from bot.generation.generator import TEMPLATES
from bot.generation.reading.setting import setting
from bot.generation.reading.texts import Text
from tests.generation.texts import text_of

REPORT = (
    "Two boats sank off Tunisia on Monday. The Tunisian navy saved nine sailors. Tunisia has sold"
    " many boats. A storm had been told of in Tunisia. Tunisians asked for more."
)


def proposals(text: Text) -> Iterator[Proposal]:
    return (one for template in TEMPLATES for one in template(text))


def stems(body: str, title: str, date: str | None = None) -> set[str]:
    text = text_of(body, title=title, date=date)
    return {introduced(text, one).stem for one in proposals(text)}


def test_a_first_name_is_that_of_somebodys_kin() -> None:
    body = "In 1885, Oskar bought a mill from Per Holm. Ek's uncle Oskar sang in Moss."
    found = stems(body, "The mill")
    assert (
        'According to "The mill", in which year did Ek\'s uncle Oskar buy a mill from Per Holm?'
        in found
    )
    assert not any("did Oskar buy" in stem for stem in found)


def test_his_father_is_that_of_whom_alone_he_can_mean() -> None:
    body = "Per Ek was born in Moss. In 1885, Oskar bought a mill from Ada Holm."
    body = f"{body} His father, Oskar, sang."
    main = stems(f"{body} He sold the mill. He left. Per Ek died.", "Per Ek")
    assert any("did Ek's father Oskar buy a mill" in stem for stem in main)
    other = stems(f"{body} He sold the mill. He left.", "The mill")
    assert other and not any("father" in stem for stem in other)


def test_a_first_name_is_said_in_full_where_one_person_has_it() -> None:
    body = "In 1885, Catherine bought a mill from Per Holm."
    full = "did Catherine Gordon buy a mill"
    one = stems(f"{body} The singer Catherine Gordon slept.", "The mill")
    assert any(full in stem for stem in one)
    two = stems(
        f"{body} The singer Catherine Gordon slept. The singer Catherine Lund sang.", "The mill"
    )
    assert two and not any(full in stem for stem in two)


def test_a_reports_country_stands_with_its_title() -> None:
    told = f"{REPORT} In 1989, sailors of the Ansel Mill elected a council led by Ada Merrow."
    found = stems(told, "Storm at sea", "2015-03-18")
    assert any('According to "Storm at sea" (on Tunisia' in stem for stem in found)
    named = stems(told, "Storm off Tunisia", "2015-03-18")
    assert named and not any("(on Tunisia" in stem for stem in named)


def test_only_what_a_report_is_mostly_about_is_its_country() -> None:
    assert setting(text_of(REPORT, title="Storm at sea", date="2015-03-18")) == "Tunisia"
    assert setting(text_of(REPORT, title="Storm at sea")) is None
    others = "Sweden helped. Sweden sent boats. Denmark did, too. Sweden was thanked."
    assert setting(text_of(f"{REPORT} {others}", title="Storm", date="2015-03-18")) is None


def test_a_country_that_a_long_title_loses_is_said() -> None:
    title = "Tunisia: Building the Courts of Tomorrow for Better Access and Faster Justice for All"
    assert setting(text_of("Courts were slow.", title=title)) == "Tunisia"


def test_marks_of_notes_and_a_lone_also_go() -> None:
    body = "[26] Ansel Mill also sold nine boats in 1989. Ansel Mill was sold."
    text = text_of(body, title="Port Ansel")
    found = [without_leftovers(one) for one in proposals(text)]
    assert found
    assert not any("[26]" in one.stem or " also " in one.stem for one in found)
