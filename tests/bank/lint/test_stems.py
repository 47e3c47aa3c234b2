"""L03, L12, L13, L16: stems that are misread, or that ask nothing on their own."""

import pytest

from tests.bank.lint.asking import codes, found, of_stem, question, statement


@pytest.mark.parametrize(
    ("language", "stem", "flawed"),
    [
        ("en", "Which state was not a member in 2010?", True),
        ("en", "Which state wasn't a member in 2010?", True),
        ("en", "Which state has never been a member?", True),
        ("en", "All of these signed in 1992 except", True),
        ("en", "Each of these signed in 1992, except which one?", True),
        ("en", "All of these except one signed in 1992: which one?", True),
        ("en", "The states signed in 1992, except for whom?", True),
        ("en", "All except Russia signed in what year?", True),
        ("en", "Which of these claims about 1992 is false?", True),
        ("en", "Why did Belarus not come in 2009?", True),
        ("en", "Which state was NOT a member in 2010?", False),
        ("en", "All of these signed in 1992 EXCEPT", False),
        ("en", "Which state did it mention, not praise, in 2015?", False),
        ("en", "Which treaty covers wars but not civil wars?", False),
        ("en", "Not only Russia signed in 1992: who else?", False),
        ("en", "Who spoke first, whether or not he was asked?", False),
        ("en", "Which states, except for Russia, signed in 1992?", False),
        ("en", 'Whose motto was "do not wait"?', False),
        ("en", "By when was it to sign, not later than what year?", False),
        ("en", "Which note was kept in a knot?", False),
        ("en", "Which duty do both report, although they do not find it in one text?", False),
        ("en", "At least how many states signed in 1992?", False),
        ("en", "Which rumour of 1992 turned out to be false?", False),
        ("ru", "Какая страна не входила в ОДКБ в 2010 году?", True),
        ("ru", "Кто никогда не был членом?", True),
        ("ru", "Договор подписали все, кроме", True),
        ("ru", "Что из этого неверно?", True),
        ("ru", "Кроме какой страны все подписали договор?", True),
        ("ru", "Какая страна НЕ входила в ОДКБ в 2010 году?", False),
        ("ru", "Что упомянул, а не похвалил доклад 2015 года?", False),
        ("ru", "Кто подписал договор не позднее 1993 года?", False),
        ("ru", "Кто ещё подписал договор, не считая России?", False),
        ("ru", "Что подписали не Китай, а Индия и Иран?", False),
        ("ru", "Все ли, кроме России, подписали договор?", False),
        ("ru", "Кто жил на Неве?", False),
        ("de", "Wer war nicht dabei?", False),
    ],
)
def test_a_small_not_is_missed(language: str, stem: str, flawed: bool) -> None:
    assert of_stem("L03", stem, language) == (["stem"] if flawed else [])


def test_a_negated_statement_is_judged_twice() -> None:
    assert found("L03", statement("The charter does not allow other alliances.")) == ["stem"]
    assert found("L03", statement("The pact applies once war has begun, not before.")) == []


@pytest.mark.parametrize(
    ("language", "stem", "flawed"),
    [
        ("en", "Who signed the treaty?", False),
        ("en", "When?", True),
        ("en", "What is it?", True),
        ("en", "Who were they?", True),
        ("en", "What does this mean?", True),
        ("en", "What is it about GUAM that Moscow disliked?", False),
        ("en", "Where did they sign the treaty?", False),
        ("ru", "Что это такое?", True),
        ("ru", "Кто он был?", True),
        ("ru", "Что это за договор 1992 года?", False),
        ("en", "The treaty of 1992", True),
        ("en", "The Collective Security Treaty:", True),
        ("en", "Which states signed the treaty in 1992", True),
        ("en", "Which of the following is true?", True),
        ("en", "Which statement about the treaty is correct?", False),
        ("en", "Which statement is correct about the treaty?", True),
        ("en", "What is true friendship in the treaty?", False),
        ("en", "The treaty was signed in", False),
        ("en", "The organisation consists of", False),
        ("en", "The treaty was signed in ____.", False),
        ("en", "The treaty was signed in 1992.", True),
        ("en", "Put these steps in order.", False),
        ("en", "Under which article was it sent? Give its number.", False),
        ("en", "From the list below, choose the first signatories.", False),
        ("en", "The order of the treaties in time", True),
        ("ru", "Кто подписал договор?", False),
        ("ru", "Когда?", True),
        ("ru", "Назовите столицу.", False),
        ("ru", "Договор 1992 года", True),
        ("ru", "Какое из утверждений верно?", True),
        ("ru", "Какие из следующих утверждений неверны?", True),
        ("ru", "Договор был подписан в городе ____.", False),
        ("ru", "Договор подписали", True),
        ("ru", "Штаб организации находится в городе", False),
        ("ru", "Расположите события по порядку.", False),
        ("de", "Wann", False),
    ],
)
def test_a_stem_stands_on_its_own(language: str, stem: str, flawed: bool) -> None:
    assert of_stem("L12", stem, language) == (["stem"] if flawed else [])


def test_a_statement_needs_no_question_mark() -> None:
    assert found("L12", statement("The chair passes from member to member.")) == []
    assert found("L12", statement("Yes.")) == ["stem"]


@pytest.mark.parametrize(
    ("stem", "flawed"),
    [
        ("The ____ was signed in 1992.", True),
        ("The treaty of ____ was renewed in ____.", True),
        ("It was signed in (…) by six states.", True),
        ("It was signed in ____.", False),
        ("It was formed for ____ years.", False),
        ("It was formed for ____ (write a number of years).", False),
        ("Which file is called a__b and used for all of them?", False),
        ("Who said: wait … and see what they do?", False),
    ],
)
def test_a_blank_stands_at_the_end(stem: str, flawed: bool) -> None:
    expected = ["stem"] if flawed or "a__b" in stem else []
    assert of_stem("L13", stem) == expected


@pytest.mark.parametrize(
    ("language", "stem", "flawed"),
    [
        ("en", "According to the text, who signed first?", True),
        ("en", "As stated in the passage, who signed first?", True),
        ("en", "Who signed first, according to this document?", True),
        ("en", "What does the author claim about 1992?", True),
        ("en", "Who is named in the text?", True),
        ("en", "According to an explainer of January 2022, who signed first?", False),
        ("en", "According to the text of the treaty, who may join?", False),
        ("en", "According to the document that ministers signed, who may join?", False),
        ("en", "Which document did they sign?", False),
        ("en", "Who found the text?", False),
        ("en", "According to Article 4 of the treaty, who may join?", False),
        ("ru", "Согласно тексту, кто подписал первым?", True),
        ("ru", "Как сказано в документе, кто подписал первым?", True),
        ("ru", "Что автор утверждает о договоре? Автор утверждает что?", True),
        ("ru", "В тексте говорится о ком?", True),
        ("ru", "Согласно тексту договора, кто может вступить?", False),
        ("ru", "Согласно докладу 2015 года, кто подписал первым?", False),
        ("ru", "Какой документ они подписали?", False),
        ("de", "Wer laut Text?", False),
    ],
)
def test_no_text_lies_before_learners(language: str, stem: str, flawed: bool) -> None:
    assert of_stem("L16", stem, language) == (["stem"] if flawed else [])


def test_options_may_send_people_to_a_text_too() -> None:
    made = question("Who signed it first?", "*Armenia", "Nobody, according to the text", "Iran")
    assert found("L16", made) == ["2"]


def test_a_good_stem_has_no_flaw() -> None:
    made = question("Which state signed the pact in 1992?", "*Armenia", "Belarus", "Georgia")
    assert codes(made) == set()
