"""The podium as a picture: what is written, where, and what is left out."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from bot.domain.boards.movement import Way
from bot.views.boards.picture import DOWN, GROUND, STEPS, UP, WIDTH, Row, Sheet, draw, written
from bot.views.boards.picture import written_name as name_of

NAMELESS = "(name below)"


def row(rank: int, name: str = "Alma", way: Way | None = None, moved: str = "") -> Row:
    return Row(rank, name, "41", way, moved)


def drawn(*rows: Row) -> Image.Image:
    return Image.open(BytesIO(draw(Sheet("This week", "23 people", rows, NAMELESS)))).convert("RGB")


def has(picture: Image.Image, colour: str) -> int:
    """How many pixels are of exactly that colour."""
    wanted = tuple(bytes.fromhex(colour[1:]))
    return sum(
        count for count, one in picture.getcolors(WIDTH * picture.height) or () if one == wanted
    )


def test_the_picture_grows_with_its_rows_and_stays_as_wide_as_a_phone() -> None:
    three, ten = drawn(*map(row, (1, 2, 3))), drawn(*map(row, range(1, 11)))
    assert three.format is None and three.width == ten.width == WIDTH
    assert three.height < ten.height <= 2 * WIDTH
    assert three.getpixel((3, 3)) == tuple(bytes.fromhex(GROUND[1:]))


def test_equal_ranks_stand_on_equal_steps() -> None:
    three = drawn(row(1), row(2), row(2))
    assert has(three, STEPS[0]) and has(three, STEPS[1]) and not has(three, STEPS[2])
    assert has(drawn(row(1), row(2), row(3)), STEPS[2])
    assert has(drawn(row(1)), STEPS[0]) and not has(drawn(row(1)), STEPS[1])


def test_nobody_without_points_stands_on_a_step() -> None:
    none = replace(row(3), score="0", listed=True)
    picture = drawn(row(1), row(2), none)
    assert has(picture, STEPS[1]) and not has(picture, STEPS[2])
    assert picture.height > drawn(row(1), row(2)).height, "but in the list"
    assert not any(has(drawn(replace(none, rank=1)), step) for step in STEPS)


def test_arrows_point_up_and_down() -> None:
    up, down = drawn(row(1, way=Way.UP, moved="2")), drawn(row(1, way=Way.DOWN, moved="2"))
    assert has(up, UP) and not has(up, DOWN)
    assert has(down, DOWN) and not has(down, UP)
    same = drawn(row(1, way=Way.SAME, moved="="))
    assert not has(same, UP) and not has(same, DOWN)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Alma Kestrel", "Alma Kestrel"),
        ("Борис Ёжиков", "Борис Ёжиков"),
        ("ΣΩΚΡΑΤΗΣ", "ΣΩΚΡΑΤΗΣ"),
        ("Chloé \U0001f989", "Chloé"),
        ("\U0001f989", NAMELESS),
        ("李雷", NAMELESS),
        ("مريم", NAMELESS),
        ("Alma 李", NAMELESS),
    ],
)
def test_no_letter_becomes_a_box(name: str, shown: str) -> None:
    """Signs without a drawing go; a name that would lose a letter is told to stand below."""
    assert name_of(name, NAMELESS) == shown


def test_titles_keep_what_can_be_written() -> None:
    assert written("Tea \U0001fad6 circle 茶") == "Tea circle"


def test_the_longest_names_and_scores_are_drawn() -> None:
    rows = [Row(n, "W" * 40, "10,000,000.33", Way.UP, "99999") for n in range(1, 11)]
    assert drawn(*rows).width == WIDTH
