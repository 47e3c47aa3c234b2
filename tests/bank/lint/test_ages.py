"""L17: what is true today, asked without a date."""

import pytest

from tests.bank.lint.asking import found, of_stem, question, statement


@pytest.mark.parametrize(
    ("language", "stem", "flawed"),
    [
        ("en", "Which states are currently in the pact?", True),
        ("en", "Who leads the council now?", True),
        ("en", "Who is the Secretary General of the pact?", True),
        ("en", "Who heads the Joint Staff?", True),
        ("en", "Which state is a member of the pact?", True),
        ("en", "Which states are observers in the pact?", True),
        ("en", "How many members does the pact have?", True),
        ("en", "How many states belong to it?", True),
        ("en", "Which states belong to the CSTO?", True),
        ("en", "Who is the current president?", True),
        ("en", "Who was elected last year?", True),
        ("en", "Which states were members in 2021?", False),
        ("en", "As of 2021, which states are members of the pact?", False),
        ("en", "Who was Secretary General when it was founded?", False),
        ("en", "Which state is a founding member of GUAM?", False),
        ("en", "How many members did it have at its founding?", False),
        ("en", "Where does the pact have its seat?", False),
        ("en", "Against what is the operation Channel directed?", False),
        ("en", "What is now known as the Warsaw Pact?", False),
        ("en", 'Whose motto was "today, not tomorrow"?', False),
        ("en", "Which member state is bound to consult?", False),
        ("en", "Who nowadays sits there, as in 1992?", False),
        ("en", "Which article has 1234567 words today?", True),
        ("en", "Which state is a member of the pact, by an explainer of January 2022?", True),
        ("en", "By the ministry's press release of 2015, which states belong to the CSTO?", True),
        ("en", "Which state was a member of the pact, by an explainer of January 2022?", False),
        ("en", "By an explainer of January 2022, which state is a member of it as of 2021?", False),
        ("en", "Who heads the Joint Staff, by an explainer of January 2022?", False),
        ("ru", "Кто сейчас возглавляет совет?", True),
        ("ru", "Кто является генеральным секретарём?", True),
        ("ru", "Какие страны входят в ОДКБ?", True),
        ("ru", "Сколько государств состоит в организации?", True),
        ("ru", "Кто действующий председатель?", True),
        ("ru", "Какие страны входят в ОДКБ, по статье от января 2022 года?", True),
        ("ru", "Какие страны входят в ОДКБ с 2006 года, по статье от января 2022 года?", False),
        ("ru", "Какие страны входили в ОДКБ в 2021 году?", False),
        ("ru", "Кто возглавлял совет при основании?", False),
        ("ru", "Где находится штаб-квартира?", False),
        ("ru", "Какие страны являются основателями ГУАМ?", False),
        ("de", "Wer ist heute Präsident?", False),
    ],
)
def test_offices_and_members_need_a_date(language: str, stem: str, flawed: bool) -> None:
    assert of_stem("L17", stem, language) == (["stem"] if flawed else [])


def test_a_statement_ages_as_well() -> None:
    assert found("L17", statement("Armenia is a member of the CSTO.")) == ["stem"]
    assert found("L17", statement("Stanislav Zas is the Secretary General.")) == ["stem"]
    assert found("L17", statement("Armenia was a member of the CSTO in 2021.")) == []


def test_options_age_where_the_stem_has_no_date() -> None:
    options = ("*It signed the pact", "It has so far refused", "It left")
    assert found("L17", question("What did Armenia do?", *options)) == ["2"]
    assert found("L17", question("What did Armenia do by 2021?", *options)) == []
