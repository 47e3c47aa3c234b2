"""Documents of every format as numbered paragraphs, and what cannot be read."""

import sys

import pytest

from bot.domain.documents.source_document import BlockKind, Furniture
from bot.generation.documents import limits
from bot.generation.documents.problem import UnreadableDocument
from bot.generation.documents.reader import read
from bot.generation.documents.reading import Format, Reading
from tests.generation.documents import made

RUSSIAN = (
    "Совет гавани собрался в старой таможне и утвердил бюджет на три года вперёд: два новых "
    "парома, ремонт восточного мола и школа для лоцманов."
)
LONG = "The board of the harbour met in the old customs house and talked about the new ferry. "

PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Two ferries | Lindvik Times</title>
<meta property="og:site_name" content="Lindvik Times">
<meta property="article:published_time" content="2019-05-15T08:00:00Z">
<script>var ferry = "sinks";</script></head><body class="single has-sidebar comments-open">
<nav><ul><li><a href="/">Home</a><li><a href="/n">News</a></ul></nav>
<div id="cookie-banner"><p>This website uses cookies. Accept?</p></div>
<div class="entry elementor-widget"><h1>Two ferries</h1>
<p>{LONG * 3}<br>It voted at noon.</p><p hidden>Nobody sees this.</p>
<ul><li>rope</li><li>tar</li></ul>
<ol><li>{LONG}</li><li>{LONG}</li></ol>
<table><tr><th>Ferry</th><th>Year</th></tr><tr><td>Aster</td><td>2020</td></tr></table>
<div class="social-share"><a href="#">Tweet</a></div>
<h2>Related posts</h2></div>
<div id="comments"><h3>Leave a Reply</h3><p>First!</p></div>
<footer>© 2019 Lindvik Times</footer></body></html>"""


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks]


def test_a_page_is_its_authors_words_and_says_what_was_left_out() -> None:
    found = read("page.html", PAGE.encode())
    body = LONG.strip()
    assert texts(found) == [
        "Two ferries",
        f"{' '.join([body] * 3)}\nIt voted at noon.",
        "- rope\n- tar",
        body,
        body,
        "- Ferry | Year\n- Aster | 2020",
    ]
    assert [block.kind for block in found.blocks[:3]] == [
        BlockKind.HEADING,
        BlockKind.BODY,
        BlockKind.LIST,
    ]
    left_out = {(one.why, one.text) for one in found.dropped}
    assert {
        (Furniture.MENU, "Home News"),
        (Furniture.NOTICE, "This website uses cookies. Accept?"),
        (Furniture.COMMENTS, "Leave a Reply First!"),
        (Furniture.SHARING, "Tweet"),
        (Furniture.RELATED, "Related posts"),
        (Furniture.MENU, "© 2019 Lindvik Times"),
    } <= left_out
    said = found.stated
    assert (said.title, said.publisher, said.date) == ("Two ferries", "Lindvik Times", "2019-05-15")
    assert said.language == "en-GB"


def test_beside_the_main_element_everything_is_furniture() -> None:
    page = f"<body><div>Weather: rain</div><main><p>{LONG * 4}</p></main><p>Our shop</p></body>"
    found = read("page.html", page.encode())
    assert texts(found) == [(LONG * 4).strip()]
    assert [one.text for one in found.dropped] == ["Weather: rain", "Our shop"]


def test_markdown_states_in_front_what_it_is() -> None:
    text = (
        "---\ntitle: Two ferries\ndate: 15 May 2019\nlang: en\n---\n# The ferries\n\n"
        "The *first* ferry\nsails.\n\n* rope\n* tar\n\n<b>not a tag</b>\n"
    )
    found = read("ferry.md", text.encode())
    assert texts(found) == [
        "The ferries",
        "The first ferry sails.",
        "- rope\n- tar",
        "<b>not a tag</b>",
    ]
    said = found.stated
    assert (said.title, said.date, said.language) == ("Two ferries", "2019-05-15", "en")


def test_pdf_lines_become_paragraphs_with_pages_and_headers_go() -> None:
    def page(number: int, *lines: made.Written) -> list[made.Written]:
        head = (72.0, 800.0, 8.0, "Harbour Board - release 12")
        return [head, *lines, (290.0, 30.0, 8.0, f"Page {number} of 3")]

    column = "The board of the harbour met in the old customs house and"
    first = page(
        1,
        (72, 740, 18, "Two ferries"),
        (72, 700, 11, column),
        (72, 686, 11, "approved a co-operation of five harbours for the new fer-"),
        (72, 672, 11, "ry, which sails from the town to the islands and to the"),
        (72, 658, 11, "mainland."),
        (72, 636, 11, "The second paragraph of this page begins here and runs on"),
    )
    second = page(
        2,
        (72, 740, 11, "over the page's end, as paragraphs do in every newspaper that"),
        (72, 726, 11, "has more to say than there is room for on its pages, and then"),
        (72, 712, 11, "on and on, until nobody remembers how the sentence once began"),
        (72, 698, 11, "and why."),
    )
    third = page(3, (72, 740, 11, "May 2019: the ferry sails."))
    found = read("ferry.pdf", made.pdf(first, second, third, title="Ferries of Lindvik"))
    assert [(block.text, block.page) for block in found.blocks] == [
        ("Two ferries", 1),
        (
            f"{column} approved a co-operation of five harbours for the new ferry, "
            "which sails from the town to the islands and to the mainland.",
            1,
        ),
        (
            "The second paragraph of this page begins here and runs on over the page's end, "
            "as paragraphs do in every newspaper that has more to say than there is room for on "
            "its pages, and then on and on, until nobody remembers how the sentence once began "
            "and why.",
            1,
        ),
        ("May 2019: the ferry sails.", 3),
    ]
    assert {(one.why, one.text) for one in found.dropped} == {
        (Furniture.HEADER, "Harbour Board - release 12"),
        *((Furniture.PAGE_NUMBER, f"Page {number} of 3") for number in (1, 2, 3)),
    }
    assert found.stated.title == "Ferries of Lindvik"


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("about:blank", "Two ferries"),
        ("Untitled", "Two ferries"),
        ("Untitled-1", "Two ferries"),
        ("Microsoft Word - ferry.docx", "Two ferries"),
        ("Document1", "Two ferries"),
        ("ferry_guide_final", "Two ferries"),
        ("Ferry guide.pdf", "Two ferries"),
        ("C:\\texts\\ferry guide", "Two ferries"),
        ("Ferries of St. Ives", "Ferries of St. Ives"),
        ("Documents of a harbour", "Documents of a harbour"),
    ],
)
def test_what_a_program_named_a_pdf_is_no_title(given: str, title: str) -> None:
    lines = [(72, 760, 11, "Lindvik Harbour Trust"), (72, 730, 18, "Two ferries")]
    prose = [(72, 700 - 14 * n, 11, "The ferry sails to the islands every day.") for n in range(4)]
    assert read("ferry.pdf", made.pdf([*lines, *prose], title=given)).stated.title == title
    assert read("ferry.pdf", made.pdf(prose, title="about:blank")).stated.title is None


@pytest.mark.parametrize(
    ("heads", "first", "title"),
    [
        (("Two ferries", "Two ferries"), "It came.", "Two ferries"),
        (("Two ferries | 3", "Two ferries | 4"), "It came.", "Two ferries"),
        (("Two ferries of 1911",) * 2, "It came.", "Two ferries of 1911"),
        (("Two ferries", "Two ferries"), "Title: The boats", "The boats"),
        (("And then it left.", "It came back."), "It came.", None),
    ],
)
def test_what_stands_above_every_page_is_the_title_of_last_resort(
    heads: tuple[str, str], first: str, title: str | None
) -> None:
    said = ((first, "The ferry came late on a Monday."), ("It left.", "Rain fell on the harbour."))
    pages = [
        [(72, 800, 11, head), (72, 730, 11, one), (72, 660, 11, other), (72, 30, 11, "Lindvik")]
        for head, (one, other) in zip(heads, said, strict=True)
    ]
    assert read("ferry.pdf", made.pdf(*pages)).stated.title == title


def test_a_page_without_text_is_named() -> None:
    found = read("ferry.pdf", made.pdf([(72, 700, 11, "The ferry sails.")], [], picture=True))
    assert [(note.code, note.values) for note in found.notes] == [("N203", {"pages": "2"})]


def test_a_word_document_has_its_styles_for_kinds() -> None:
    data = made.word(
        ("Title", "Two ferries"),
        ("Normal", "The ferry sails."),
        ("List Bullet", "rope"),
        ("List Bullet", "tar"),
        title="Ferries of Lindvik",
        header="Harbour Board",
    )
    found = read("ferry.docx", data)
    assert [(block.kind, block.text) for block in found.blocks] == [
        (BlockKind.HEADING, "Two ferries"),
        (BlockKind.BODY, "The ferry sails."),
        (BlockKind.LIST, "- rope\n- tar"),
    ]
    assert found.stated.title == "Ferries of Lindvik"
    assert [one.text for one in found.dropped] == ["Harbour Board"]


def test_a_word_document_without_properties_is_titled_by_its_heading_or_not_at_all() -> None:
    for style, words, title in (("Title", "Two ferries", "Two ferries"), ("Normal", "One.", None)):
        whole = made.word((style, words), ("Normal", "It sails."), title="Ferries")
        assert read("ferry.docx", whole).stated.title == "Ferries"
        bare = made.rewritten(whole, "docProps/core.xml", None)
        assert read("ferry.docx", bare).stated.title == title


def test_a_plain_text_keeps_its_numbers_and_has_its_furniture_marked() -> None:
    text = "Two ferries\n\nLindvik, 15 May 2019\n\nThey sail.\n\nLeave a Reply\n\nSource: The Times"
    found = read("ferry.txt", text.encode())
    marked = [block.number for block in found.blocks if block.kind is BlockKind.FURNITURE]
    assert (len(found.blocks), marked) == (5, [4])
    said = found.stated
    assert (said.title, said.date, said.publisher) == ("Two ferries", "2019-05-15", "The Times")


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("cp1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_an_encoding_is_told_and_a_guess_is_said(encoding: str, named: str | None) -> None:
    found = read("ferry.txt", "\n\n".join([RUSSIAN] * 3).encode(encoding))
    assert texts(found) == [RUSSIAN] * 3
    assert found.stated.language == "ru"
    assert [note.values["encoding"] for note in found.notes] == ([named] if named else [])


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = f'<meta charset="windows-1251"><p>{RUSSIAN}</p>'
    assert texts(read("page.html", page.encode("cp1251"))) == [RUSSIAN]


def test_what_is_a_format_under_the_name_of_another_is_read_and_said() -> None:
    found = read("ferry.txt", made.pdf([(72, 700, 11, "The ferry sails.")]))
    assert (found.format, texts(found)) == (Format.PDF, ["The ferry sails."])
    assert [note.code for note in found.notes] == ["N202"]


def test_a_word_document_of_too_many_paragraphs_is_refused_before_they_are_read() -> None:
    """Read, they would take ten seconds, and be nothing: they are empty."""
    whole = made.word(("Normal", "words"))
    body = b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"<w:p/>" * (limits.ELEMENTS + 1),
    )
    with pytest.raises(UnreadableDocument) as refused:
        read("a.docx", made.rewritten(whole, "word/document.xml", body))
    assert refused.value.code == "D116"


def test_what_unpacks_to_too_much_in_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part is small enough by itself."""
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 1_000)
    with pytest.raises(UnreadableDocument) as refused:
        read("a.docx", made.archive(word__document_xml=b"0" * 400, b=b"0" * 400, c=b"0" * 400))
    assert (refused.value.code, refused.value.values["part"]) == ("D114", "c")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<p>They sail.</p><p>They are late.</p>", True),
        (
            '\ufeff\n<!-- copied --><DIV class="a">\n<P>They sail.</P><P>They are late.</P></DIV>',
            True,
        ),
        ("<p> begins a paragraph of a page.", False),
        ("They sail.\n\n<p>They are late.</p>", False),
        ("<planned>\n\nThey sail.</p>", False),
    ],
)
def test_a_part_of_a_page_named_a_text_is_read_as_a_page(text: str, html: bool) -> None:
    found = read("ferry.txt", text.encode())
    assert (found.format is Format.HTML) is html
    assert ([note.code for note in found.notes] == ["N202"]) is html
    if html:
        assert texts(found) == ["They sail.", "They are late."]


@pytest.mark.parametrize("name", ["ferry.txt", "ferry.md"])
@pytest.mark.parametrize("start", ["", "\ufeff\n "])
def test_a_whole_page_under_another_name_is_read_as_one(name: str, start: str) -> None:
    """Its furniture is found, too."""
    whole, found = read("page.html", PAGE.encode()), read(name, f"{start}{PAGE}".encode())
    assert (texts(found), found.dropped) == (texts(whole), whole.dropped)
    assert [note.code for note in found.notes] == ["N202"]


def test_markdown_that_begins_with_a_tag_is_markdown_still() -> None:
    found = read("ferry.md", b"<div>They sail.</div>\n\nThey are *late*.")
    assert (found.format, texts(found)[1]) == (Format.MARKDOWN, "They are late.")


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'
_WORD = made.word(("Normal", "words"))
SHORTENED = _WORD[:100] + _WORD[130:]
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "D103"),
        ("a.txt", b" \n\n\xc2\xa0\n", "D104"),
        ("a.txt", b"Leave a Reply\n", "D104"),
        ("a.txt", made.archive(a=b"x"), "D106"),
        ("a.md", b"\x89PNG\r\n\x1a\n", "D106"),
        ("a.pdf", b"just words", "D106"),
        ("a.docx", OLD_OFFICE, "D106"),
        ("a.docx", OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "D109"),
        ("a.doc", b"words", "D105"),
        ("a", b"words", "D123"),
        ("a.txt", b"words\nand \x00\x01 more", "D107"),
        ("a.txt", b"words\nand \x07 more", "D107"),
        ("a.txt", bytes(range(128, 256)) * 9, "D108"),
        ("a.txt", b"a" * (limits.FILE_BYTES + 1), "D102"),
        ("a.txt", b"a b\n\n" * (limits.PARAGRAPHS + 1), "D116"),
        ("a.pdf", made.locked_pdf(), "D109"),
        ("a.pdf", made.pdf([], [], picture=True), "D110"),
        ("a.pdf", b"%PDF-1.7 and no more", "D111"),
        ("a.docx", made.archive(word__styles_xml=b"x"), "D126"),
        ("a.docx", made.archive(a=b"x"), "D126"),
        ("a.docx", made.word(("Normal", "words"))[:-300], "D111"),
        ("a.docx", SHORTENED, "D111"),
        ("a.docx", made.archive(word__document_xml=LAUGHS), "D115"),
        ("a.docx", made.archive(word__document_xml=b"0" * (limits.UNPACKED_BYTES + 1)), "D114"),
        ("a.html", b"<!DOCTYPE l [<!ENTITY a 'ha'>]><p>&a;</p>", "D115"),
        ("a.html", b"<div>" * 5_000 + b"words", "D121"),
        ("a.html", b"<script>only()</script>", "D104"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_reason(name: str, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read(name, data)
    assert refused.value.code == code
    assert refused.value.message
    assert refused.value.mend


@pytest.mark.parametrize(
    ("name", "data", "module"),
    [
        ("a.pdf", made.pdf([(72, 700, 11, "The ferry sails.")]), "pypdfium2"),
        ("a.txt", RUSSIAN.encode("cp1251"), "charset_normalizer"),
    ],
    ids=["PDF", "a guess"],
)
def test_a_reader_that_is_not_installed_is_named(
    name: str, data: bytes, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, "bot.generation.documents.pdf", raising=False)
    with pytest.raises(UnreadableDocument) as refused:
        read(name, data)
    assert refused.value.code == "D120"


def test_where_a_text_stops_being_one_is_said() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read("a.txt", "ёж\nи \x00".encode())
    assert refused.value.values == {"place": 9, "line": 2}
