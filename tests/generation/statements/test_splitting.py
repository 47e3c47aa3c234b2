"""The short sentences that a long one tells, and what is not told for sure."""

import pytest

from bot.generation.statements.splitting import split


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        # Beside the subject.
        ("Its office, which employs 72 people, has its seat in Moss",
         {"Its office employs 72 people", "Its office has its seat in Moss"}),
        ("The Pact of Moss, signed on 3 May 1991 by four states, created a council",
         {"The Pact of Moss was signed on 3 May 1991 by four states",
          "The Pact of Moss created a council"}),
        ("Ada Merrow, a native of Moss, won the prize in 1990",
         {"Ada Merrow was a native of Moss", "Ada Merrow won the prize in 1990"}),
        ("The bridges, based on a sketch, were sold", {"The bridges were based on a sketch"}),
        ("The poet, whose mother came from Lund, left", {"The poet's mother came from Lund"}),
        ("Its capital, Lund, has 500,000 inhabitants",
         {"Its capital is Lund", "Lund has 500,000 inhabitants"}),
        # In front and behind.
        ("Completed in 1889, the railway carried 300 people a day",
         {"The railway was completed in 1889", "The railway carried 300 people a day"}),
        ("After leaving Moss in 1905, she went to Lund", {"She left Moss in 1905"}),
        ("Having left Moss in 1905, she went to Lund", {"She left Moss in 1905"}),
        ("Ada Merrow left Moss, becoming the first woman to fly",
         {"Ada Merrow became the first woman to fly"}),
        ("At noon on the morning of 1 May 1964, a day before the fair, the train left Lund",
         {"On 1 May 1964, the train left Lund"}),
        # Joined on.
        ("The firm was founded in 1874, bought the Ansel Mill and moved to Lund in 1890",
         {"The firm was founded in 1874", "The firm bought the Ansel Mill"}),
        ("Moss is a member of the Fund, holds a seat in the Bank and is poor",
         {"Moss is a member of the Fund", "Moss holds a seat in the Bank"}),
        ("In May 1958 the council met, and on 2 June 1959 the mayor opened the tunnel",
         {"In May 1958 the council met", "On 2 June 1959 the mayor opened the tunnel"}),
        ("The Pact of Moss was signed in 1950 and entered into force on 2 June 1952",
         {"The Pact of Moss entered into force on 2 June 1952"}),
        ("The mill was sold in 1890 and turned into a museum in 1892",
         {"The mill was turned into a museum in 1892"}),
        # Clauses of their own.
        ("The mill worked until 1890, when it burned down", {"In 1890, the mill burned down"}),
        ("Holm moved to Lund, where he studied law", {"In Lund, Holm studied law"}),
        ("The firm moved after the war had ended in 1918", {"The war ended in 1918"}),
        ("The ministry said on Monday that 45 people were hurt",
         {"According to the ministry, 45 people were hurt"}),
        ("Nine boats were lost near Moss, Ada Merrow said on Monday",
         {"According to Ada Merrow, nine boats were lost near Moss"}),
        ("The woods, which shrank by a tenth, cover 23 per cent of Moss",
         {"The woods cover 23 per cent of Moss"}),
        ("Karl Holm, a weaver from Moss, will open the ninth fair of the town",
         {"Karl Holm is a weaver from Moss"}),
        ("The Union was set up by the Pact of Moss, signed on 3 May 1991 by four states",
         {"The Pact of Moss was signed on 3 May 1991 by four states"}),
    ],
)  # fmt: skip
def test_what_a_sentence_tells_stands_in_sentences_of_their_own(
    sentence: str, told: set[str]
) -> None:
    assert told <= {one.text for one in split(sentence)}


@pytest.mark.parametrize(
    ("sentence", "untold"),
    [
        ("Ada Merrow, the mayor of Moss, sold nine boats", "the mayor of Moss"),  # as of when?
        ("A friend of the mayor, Karl Holm, sold nine boats", "Karl Holm sold"),  # which of them?
        ("Several men, believed to be lost, were found in Lund", "were believed"),
        ("A bomb went off in Lund, killing nine people", "killed"),
        ("Based on old bones, Karl Holm dated the finds to 1200", "Holm was based"),
        ("It is a film produced and directed by Ada Merrow", "directed by"),
        ("The heat and increased rain flooded the town of Moss", "increased rain"),
        ("The firm bought the Ansel Mill and sold its boats", "sold its boats"),  # whose?
        ("In Norway, the firm opened 20 shops and sold them in a year", "The firm sold"),
        ("Following the Ansel War in 1919, the king fled to Lund", "In 1919"),
        ("After independence the firm was split into two parts, one in Lund", "Independence the"),
        ("He belonged to the Movement for the Freedom of Moss, founded in 1956", "was founded"),
        (
            "The mayor of Moss, Ada Merrow, says the council sold nine boats",
            "the council sold nine boats, ",
        ),
        (
            "After the Ansel Band broke up Karl Holm sold nine boats, and rested",
            "Holm sold nine boa",
        ),
        ("Moss is in the Fund, the Pact, the Bank and has a king", "the Bank"),
        ("The capital, Lund, is the largest town", "Lund is"),  # which else?
        ("The reef was seen by Ada Merrow, painted in 1928", "painted in 1928"),
        ("Norway, Ada Merrow believed, had lost the town of Moss", "Norway had"),  # she believed it
        ("Karl Holm said the mill was old and showed that Moss was poor", "Holm showed"),
        (
            "On deck the cook, Holm, died of cold in 1890 near Lund, and Ek, a clerk, fell",
            "was died",
        ),
        (
            "Ada Merrow was in Moss when a boat she had hired hit the pier and sank nine rafts",
            "Ada Merrow sank",
        ),  # the boat did
        # Whose aside, and whose verb?
        ("Sales of Lumo, the lamp made by Ansel Oil, brought 200 crowns", "the lamp"),
        (
            "Of the two the boy, Karl, fell ill in 1890, while Edith, the girl, sold nine boats",
            "Karl sold",
        ),
        ("Ada Merrow, a local miller, will sell the mill in May 2030 to Moss", "are a local"),
        ("Catering sales rose in Moss, rising fast, the bank announced at a fair", "The bank rose"),
    ],
)
def test_what_is_not_sure_is_not_told(sentence: str, untold: str) -> None:
    assert not any(one.text.find(untold) >= 0 and one.text != sentence for one in split(sentence))


def test_what_stood_before_is_known_to_who_reads_on() -> None:
    found = {one.text: one.before for one in split("Ada Merrow met Holm in 1990 and left Lund")}
    assert found["Ada Merrow left Lund"] == "met Holm in 1990 and"
