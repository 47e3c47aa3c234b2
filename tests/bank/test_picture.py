"""A question with a picture is asked in the picture's caption, whole."""

from pathlib import Path

import pytest

from tests.bank.samples import SET, checked, copy_bank


@pytest.mark.parametrize(("last", "codes"), [(88, []), (89, ["E329"])])
def test_a_question_with_a_picture_fits_under_it(
    tmp_path: Path, last: int, codes: list[str]
) -> None:
    """Stem 300, options 100 + 100 + ``last``, 4 more for each option: up to 600 together."""
    folder = copy_bank(tmp_path, {SET: ("tags: [dates]", "picture: {file: map.png, alt: A map}")})
    path = folder / SET
    text = path.read_text(encoding="utf-8")
    for old, new in {
        "stem: When was the lamp of Gull Rock lit for the first time?": f"stem: {'w' * 300}",
        "text: 14 May 1874": f"text: {'a' * 100}",
        "text: 9 October 1877": f"text: {'b' * 100}",
        "text: In June 1988": f"text: {'c' * last}",
    }.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    (folder / "pictures").mkdir()
    (folder / "pictures" / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    assert [code for *_, code in checked(folder)] == codes
