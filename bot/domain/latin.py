"""Words in Latin letters without marks, as ids are made of."""

import unicodedata

_RUSSIAN = str.maketrans("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye") | str.maketrans(
    {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": ""}
)
_RUSSIAN |= str.maketrans({"ю": "yu", "я": "ya"})


def in_latin(text: str) -> str:
    """The text in small letters, Russian ones spelled as in passports (more or less), others
    without their marks where they have any.
    """
    parted = unicodedata.normalize("NFKD", text.lower().translate(_RUSSIAN))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))
