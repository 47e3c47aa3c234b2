"""What texts say of themselves: dates, licences, languages; and which words are a page's own."""

import pytest

from bot.domain.documents.source_document import Furniture
from bot.generation.documents.blocks import source_document
from bot.generation.documents.furniture import LONGEST, furniture
from bot.generation.documents.language import language_of
from bot.generation.documents.stated import iso_date, language_tag, stated


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2019-05-15T08:00:00Z", "2019-05-15"),
        ("2019-05", "2019-05"),
        ("15.05.2019", "2019-05-15"),
        ("5/4/2019", "2019"),
        ("26-FEB-1987", "1987-02-26"),
        ("May 15, 2019", "2019-05-15"),
        ("published in May 2019", "2019-05"),
        ("15 мая 2019 года", "2019-05-15"),
        ("март 2019", "2019-03"),
        ("2019", "2019"),
        ("2019-13-45", "2019"),
        ("31.02.2020", "2020"),
        ("soon", None),
    ],
)
def test_dates_are_brought_into_one_form(said: str, date: str | None) -> None:
    assert iso_date(said) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Two ferries\n\nLindvik Harbour Board, 15 May 2019", "2019-05-15"),
        ("15 May 2019\n\nTwo ferries came.", "2019-05-15"),
        ("Published: May 2019\n\nTwo ferries came.", "2019-05"),
        ("Два парома\n\nЛиндвик, 15 мая 2019 г.", "2019-05-15"),
        (
            "By A. Merrow\nPosted May 15, 2019 at 6:05 p.m. | Updated May 16, 2019\n\nIt came.",
            "2019-05-15",
        ),
        ("Two ferries\n\n15.05.2019 18:40\n\nIt came.", "2019-05-15"),
        (
            "Two ferries\nHarbour Board. Release 4/2019. Lindvik, 15 May 2019. At once\n\nX.",
            "2019-05-15",
        ),
        ("Two ferries\nFrom: Ships of the North, vol. 3, 2019\n\nThey came.", "2019"),
        ("Two ferries\nFor schools, season 2018/19\n\nThey came.", None),
        ("LINDVIK, 15 May 2019 (NNA) – Two ferries came.", "2019-05-15"),
        ("LINDVIK, May 2019 – Two ferries came.", None),
        ("A chronicle\n\n1956\n\nIt floats.\n\n1961: A bell\n\nIt rings.", None),
        ("Posted in May 2019, the letter came late.", None),
        ("Published May 2019 ferries still went.", None),
        ("The ferries that came on 15 May 2019", None),
        ("The board met on 15 May 2019.", None),
        ("Two ferries\n\nIssued by the Harbour Board on 7 May 2016.", "2016-05-07"),
        ("Two ferries\n\nПуть: порт, лист 3\n\nЛиндвик, 7 мая 2016 г.", "2016-05-07"),
        ("Two ferries\nLast updated: 3 June 2020\nPublished: 7 May 2016\n\nX.", "2016-05-07"),
        ("Two ferries\nHarbour Board, 2019\n\nThey came.", "2019"),
        ("Two ferries\nLindvik Gazette, Summer 2019\n\nThey came.", "2019"),
        ("Two ferries\n© 2019 Harbour Board\n\nThey came.", "2019"),
        ("Two ferries\n\nAnnual Report 2019\n\nThey came.", "2019"),
        ("TWO FERRIES\nFor all crews - version 4, revised May 2019\n\nX.", "2019-05"),
        ("Two ferries\n\nHARBOUR NEWS | May 15, 2019\n\nThey came.", "2019-05-15"),
        # Dates of what a text tells of
        ("Two ferries\n\nName | Launched\n\nElsa | 15 May 2019\n\nThey came.", None),
        ("Two ferries\n\n| Palm house | 1911 |\n| Fern house | 3 May 1912 |", None),
        ("Two ferries\n\nPalm house | 3 May 1911\n\nX.", None),
        ("Two ferries\n\nFounded: 1867\n\nOpened: 3 May 1868\n\nThey came.", None),
        ("Two ferries\n\nFounded, 3 May 1867\n\nThey came.", None),
        ("Two ferries\n\nThe first sailing, 3 May 1867\n\nThey came.", None),
        ("Two ferries\n\nThe war years, 1939–1945\n\nThey came.", None),
        ("Two ferries\n\nThe war years, 1939-45\n\nThey came.", None),
        ("Two ferries\nThe war years, 1939–1945\n\nThey came.", None),
        ("TWO FERRIES\nBuilt of oak in 1710\n\nThey came.", None),
        ("Two ferries\nBuilt of oak in spring 1710\n\nThey came.", None),
        ("Two ferries\nOpened in May 1911\n\nThey came.", None),
        ("Two ferries\n\n1911\n\nThey came.", None),
        ("Two ferries\n\nMay 1911\n\nIt came.\n\nJune 1912\n\nIt went.", None),
        ("Паромы\n\nОснован: 3 мая 1867\n\nОткрыт, 3 мая 1868\n\nПаром.", None),
    ],
)
def test_a_line_of_its_own_dates_a_text(text: str, date: str | None) -> None:
    assert stated(source_document(text, id="ferry", title="Ferry").blocks).date == date


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "What is a ferry, and who pays?\n\nHow it floats\n\nIt is hollow.",
            "What is a ferry, and who pays?",
        ),
        ("HOW TO BOARD A FERRY\nFor all crews, version 4\n\nMind the gap.", "HOW TO BOARD A FERRY"),
        ("The ferry came. Who pays?\n\nNobody pays.", None),
        ("The ferry came late on Monday.\nNobody paid.", None),
        ("Date: 2019\n\nTwo ferries\n\nThey came.", "Two ferries"),
        ("Published by the Ferry Office\n\nTwo ferries\n\nThey came.", "Two ferries"),
        (
            "Who Paid for the Two Ferries?\nPublished: May 2019\n\nThey came.",
            "Who Paid for the Two Ferries?",
        ),
        ("N. Moss Slams S. Moss.\nBy: Ada Brook\n2019\n\nThey came.", "N. Moss Slams S. Moss."),
        ("They came. It was late.\nFrom then on: two ferries\n\nX.", None),
        ("They came to the\nFrom: Moss\n\nX.", None),
        ("15 May 2019\n\nTwo ferries came.", None),
        ("The Moss Gazette, 15 May 2019\n\nTwo ferries came.", None),
        ("Progress Report, 15 May 2019\n\nTwo ferries came.", "Progress Report, 15 May 2019"),
        ("Two ferries\nText: A. Merrow\n\nThey came.", "Two ferries"),
        ("Two ferries\nBackgrounder for crews, Harbour Desk\n\nThey came.", "Two ferries"),
        ("Two ferries\nThe Keel, special issue\n\nThey came.", "Two ferries"),
        ("Two ferries\nThe Keel came\n\nThey came.", None),
        ("Two ferries: a chronicle\nHarbour Board, May 2019\n\nX.", "Two ferries: a chronicle"),
        ("The ferry came late to the\nHarbour of Lindvik in 2019 with sheep\n\nIt left.", None),
        ("The ferry came late\nHarbour of Lindvik, 2019.\n\nIt left.", None),
        ("The ferry came late\nOn Monday in 2019 it was full\nof sheep\n\nIt left.", None),
    ],
)
def test_a_title_may_ask_or_shout(text: str, title: str | None) -> None:
    assert stated(source_document(text, id="ferry", title="Ferry").blocks).title == title


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Published by the Harbour Board of Lindvik", "Harbour Board of Lindvik"),
        ("First published by Oar & Sail Press, Lindvik, 15 May 2019.", "Oar & Sail Press"),
        ("Issued by the Ferry Office in May 2019", "Ferry Office"),
        ("Published by: Oar Press", "Oar Press"),
        ("Published by the Ferry Office, the guide was soon out of print.", None),
        ("Published by hand", None),
        ("Published by the Ferry Office. It sold well.", None),
        ("Posted by Anna Merrow", None),
    ],
)
def test_a_line_says_who_put_a_text_out(line: str, publisher: str | None) -> None:
    for text in (f"Two ferries\n{line}\n\nThey came.", f"Two ferries\n\n{line}\n\nThey came."):
        blocks = source_document(text, id="ferry", title="Ferry").blocks
        assert stated(blocks).publisher == publisher


def test_a_licence_is_found_at_the_end() -> None:
    text = "Two ferries\n\nThey came.\n\nText: CC BY-SA 4.0, Harbour Board"
    assert stated(source_document(text, id="ferry", title="Ferry").blocks).licence == "CC BY-SA 4.0"


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("en", "en"),
        ("en_GB.UTF-8", "en-GB"),
        ("RU-ru", "ru-RU"),
        ("uz_cyrl", "uz-Cyrl"),
        ("English", None),
        ("", None),
    ],
)
def test_language_tags(said: str, tag: str | None) -> None:
    assert language_tag(said) == tag


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The board of the harbour met in the old customs house and it was agreed that the "
               "ferry is to sail from the island to the town on every day of the week."),
        ("ru", "Совет гавани собрался в старой таможне, и было решено, что паром будет ходить "
               "от острова до города каждый день, а по воскресеньям не будет."),
        ("uk", "Рада гавані зібралася в старій митниці, і було вирішено, що пором буде ходити "
               "від острова до міста кожного дня, а в неділю це не потрібно."),
        ("bg", "Съветът на пристанището се събра в старата митница и беше решено да се купи "
               "ферибот, който да пътува от острова до града през всеки ден на седмицата."),
        ("de", "Der Rat des Hafens traf sich in dem alten Zollhaus, und es ist nun vereinbart, "
               "dass die Fähre von der Insel in die Stadt an jedem Tag mit Gästen fährt."),
        ("fr", "Le conseil du port est réuni dans la vieille douane et il est convenu que le "
               "bateau de la ville ne part pas pour les îles avec des touristes."),
        ("hy", "Նավահանգստի խորհուրդը հավաքվեց հին մաքսատանը և որոշեց գնել երկու նոր լաստանավ։"),
        # English with Polish names, initials, and the little words that both languages have
        ("en", "I came to Gdańsk to do a job. I had a room, a lamp, a bed. I do not say I liked "
               "it. I wrote to a friend, Zofia Łęcka, to ask how I do a thing I never had to do."),
        ("en", "Members of the board: A. Kowalski, Z. Nowak, I. Wrona, W. Lis, O. Zych, A. Z. "
               "Duda, J. W. Pawlak, I. Kot. Elected for one year. Minutes kept by Z. Nowak."),
        ("en", "To do a lock check: go to gate A, do a visual check, report to Ms Żuraw. Do not go "
               "to gate B. Do a second check if Mr Święcicki has asked you to do so."),
        ("en", "Apply to Z. Lis. Pay a deposit. Sign a form. Bring a card. Show a ticket to a "
               "guard. Take a seat. Go to a desk in Łódź. Ask to see a plan. Talk to I. Zych."),
        ("pl", "Latarnia stoi na skale od wieku i świeci co noc. Statki płyną do portu, a rybacy "
               "wracają z morza nad ranem, gdy jest jeszcze ciemno."),
        ("pl", "W muzeum kolei dzieci nie płacą, dorośli płacą dziesięć złotych, a emeryci połowę. "
               "Jest otwarte co dzień, ale do południa tylko dla szkół."),
        ("de", "Das Museum zeigt Lokomotiven, Signale, Uhren und Fahrkarten. Kinder zahlen nichts, "
               "Erwachsene zehn Euro, Rentner die Hälfte. Geöffnet ist täglich ab zehn."),
        ("fr", "Le phare se dresse sur le rocher depuis un siècle et brille chaque nuit. Les "
               "pêcheurs rentrent au port avant l'aube, quand il fait encore noir."),
        ("ru", "Маяк стоит на скале уже сто лет и светит каждую ночь. Рыбаки возвращаются в порт "
               "до рассвета, когда ещё темно, и никто здесь не спешит."),
        (None, "ferry ferry"),
        (None, "lorem dolor sit amet " * 20),
    ],
)  # fmt: skip
def test_the_language_is_told_or_left_open(language: str | None, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Leave a Reply", Furniture.COMMENTS),
        ("Your email address will not be published. Required fields are marked *",
         Furniture.COMMENTS),
        ("We use cookies to make this site better.", Furniture.NOTICE),
        ("Все права защищены.", Furniture.NOTICE),
        ("Facebook | Twitter | Telegram", Furniture.SHARING),
        ("Related post", Furniture.RELATED),
        ("Читайте также: что нового в порту", Furniture.RELATED),
        ("Skip to content", Furniture.MENU),
        ("The mayor wants to leave a reply to nobody.", None),
        ("Search parties went out at dawn", None),
        ("Registered ferries", None),
        ("2.1 The eastern mole . . . . . . . . . 14", Furniture.MENU),
        ("Nobody knows... in 1901", None),
        ("Share prices fell on Monday, " + "and " * LONGEST, None),
    ],
)  # fmt: skip
def test_a_pages_own_words_are_known_by_their_wording(text: str, why: Furniture | None) -> None:
    assert furniture(text) is why
