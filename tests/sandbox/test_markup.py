"""HTML parse mode: what it makes of tags, what it refuses, and what the page gets back."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import slice_utf16, to_html, trimmed, utf16_length, with_found
from bot.sandbox.markup import parse_html
from bot.sandbox.refusals import ApiError

CHARACTERS = st.characters(codec="utf-8")


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>x</b>", "x", [("bold", 0, 1)]),
        ("<strong>x</strong>", "x", [("bold", 0, 1)]),
        ("<i>x</i><em>y</em>", "xy", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>x</u><ins>y</ins>", "xy", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>x</s><del>y</del>", "xy", [("strikethrough", 0, 1), ("strikethrough", 1, 1)]),
        ("<code>x</code>", "x", [("code", 0, 1)]),
        ("<pre>x</pre>", "x", [("pre", 0, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("😀<b>x</b>", "😀x", [("bold", 2, 1)]),
        ("<B>x</>", "x", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
    ],
)
def test_tags_become_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    """Formatting options, HTML style: the tags "currently supported"."""
    plain, found = parse_html(source)
    assert plain == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


def test_a_link_keeps_its_address() -> None:
    """HTML style: <a href="http://www.example.com/">inline URL</a>."""
    text, (link,) = parse_html('see <a href="https://e.org/?a=1&amp;b=2">here</a>')
    assert (text, link["type"]) == ("see here", "text_link")
    assert link["url"] == "https://e.org/?a=1&b=2"


def test_code_inside_pre_names_the_language() -> None:
    """HTML style: nested pre and code tags define the programming language."""
    _, entities = parse_html('<pre><code class="language-python">x</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


def test_four_named_references_are_known() -> None:
    """HTML style: "supports only ... &lt;, &gt;, &amp; and &quot;", and all numeric ones."""
    assert parse_html("&lt;&gt;&amp;&quot;&#33;&#x21;&nbsp;")[0] == '<>&"!!&nbsp;'


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("a<br>b", 'Unsupported start tag "br" at byte offset 1'),
        ("é<p>b</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ("a<b", "Unclosed start tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_unbalanced_html_is_refused(source: str, reason: str) -> None:
    """HTML style: all <, > and & that are no part of a tag "must be replaced"."""
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {reason}"


def test_lengths_are_utf16_units() -> None:
    """MessageEntity: offset and length "in UTF-16 code units"."""
    assert (utf16_length("aé"), utf16_length("😀")) == (2, 2)
    assert slice_utf16("😀b", 2, 1) == "b"


def test_commands_and_links_are_found() -> None:
    """MessageEntity types bot_command, url, mention, hashtag, email."""
    text = "/start@x_bot see https://e.org/a. me@e.org @alma_x #tag and a/b"
    found = [(e["type"], slice_utf16(text, e["offset"], e["length"])) for e in with_found(text, [])]
    assert found == [
        ("bot_command", "/start@x_bot"),
        ("url", "https://e.org/a"),
        ("email", "me@e.org"),
        ("mention", "@alma_x"),
        ("hashtag", "#tag"),
    ]


def test_nothing_is_found_inside_code() -> None:
    """Entities of code and pre hold no others."""
    entities = [{"type": "code", "offset": 0, "length": 6}]
    assert with_found("/start", entities) == entities


def test_white_space_at_the_ends_goes_and_entities_move() -> None:
    """Texts are sent without leading and trailing white space."""
    text, entities = trimmed(" \n ab ", [{"type": "bold", "offset": 0, "length": 4}])
    assert (text, entities) == ("ab", [{"type": "bold", "offset": 0, "length": 1}])


def test_overlapping_entities_are_nested_properly() -> None:
    """What reaches the page is always balanced."""
    entities = [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "italic", "offset": 1, "length": 2},
    ]
    assert to_html("abc", entities) == "<b>a<i>b</i></b><i>c</i>"


def test_hostile_addresses_are_not_linked() -> None:
    """A javascript: address must not become a link in the page."""
    entity = {"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}
    assert to_html("x", [entity]) == "<span>x</span>"
    quoted = {"type": "text_link", "offset": 0, "length": 1, "url": 'https://e.org/"><img>'}
    assert "<img>" not in to_html("x", [quoted])


@given(st.text(alphabet=CHARACTERS, max_size=60))
def test_escaped_text_comes_through_unchanged(text: str) -> None:
    """Whatever is escaped is shown as it was, without entities."""
    assert parse_html(escape(text)) == (text, [])


@given(
    st.text(alphabet=CHARACTERS, max_size=30),
    st.lists(
        st.tuples(
            st.sampled_from(["bold", "italic", "pre", "spoiler", "blockquote", "bot_command"]),
            st.integers(0, 30),
            st.integers(1, 30),
        ),
        max_size=6,
    ),
)
def test_the_fragment_is_balanced_and_loses_no_text(
    text: str, drawn: list[tuple[str, int, int]]
) -> None:
    """Any entities over any text give well-formed HTML with the same characters."""
    size = utf16_length(text)
    starts = {utf16_length(text[:i]) for i in range(len(text) + 1)}
    entities = [
        {"type": kind, "offset": offset, "length": length}
        for kind, offset, length in drawn
        if offset + length <= size and {offset, offset + length} <= starts
    ]
    fragment = to_html(text, entities)
    opened: list[str] = []
    plain = []
    at = 0
    while at < len(fragment):
        if fragment[at] != "<":
            plain.append(fragment[at])
            at += 1
            continue
        end = fragment.index(">", at)
        tag = fragment[at + 1 : end].split()[0]
        if tag.startswith("/"):
            assert opened.pop() == tag[1:]
        else:
            opened.append(tag)
        at = end + 1
    assert opened == []
    assert "".join(plain) == escape(text)
