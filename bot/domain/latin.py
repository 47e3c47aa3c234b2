"""Words in Latin letters without marks, as ids are made of."""

import unicodedata

_RUSSIAN: dict[int, str] = {
    **dict(zip(map(ord, "абвгдеёзийклмнопрстуфыэ"), "abvgdeeziyklmnoprstufye", strict=True)),
    **dict(
        zip(
            map(ord, "жхцчшщъьюя"),
            ["zh", "kh", "ts", "ch", "sh", "shch", "", "", "yu", "ya"],
            strict=True,
        )
    ),
}


def in_latin(text: str) -> str:
    """The text in small letters, Russian ones spelled as in passports (more or less), others
    without their marks where they have any.
    """
    parted = unicodedata.normalize("NFKD", text.lower().translate(_RUSSIAN))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
