"""Which language a text is written in: by its letters, then by its most frequent small words."""

import re
from collections import Counter
from collections.abc import Sequence

_SAMPLE = 20_000
"""Characters that are looked at."""

_FEWEST = 20
"""Words from which on a text tells its language."""

_SHARE = 0.08
"""Share of small words that a text in a language has at least; most have three times that."""

_LEAD = 1.3
"""How far the likeliest language must be ahead of the next."""

_WORD = re.compile(r"[^\W\d_]+")
_SMALL: dict[str, str] = {
    "en": "the of and to in a is was that for on with as by at from it be are this his were which",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine auch es",
    "fr": "de la le et les des en un une du dans est que pour qui par sur au ne pas plus avec ce",
    "es": "de la que el en y los del se las por un para con no una su al es lo como más fue sus",
    "it": "di e il la che in un per del è una a sono con non si da i le della al dei nel alla gli",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como foi ao das",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als bij door naar",
    "pl": "w i na z do się nie że to jest o przez od po jak za dla oraz są był który ale a jego",
    "sv": "och i att det som en på är av för med den till ett om var har de inte han från vid men",
    "tr": "ve bir bu da için de ile olarak olan çok en daha gibi kadar sonra ise her o ne var",
    "uz": "va bilan uchun bu bir ham da esa edi boʻlgan deb har ushbu yil yilda haqida oʻz keyin",
    "ru": "и в на не что с по как для из он это к от а было о за его был при также года все",
    "uk": "і в на не що з до та як за від це є по для він у року також про був його але які",
    "be": "і у на не што з да як за ад гэта па для ён таксама быў года яго але пра якія каб",
    "bg": "на и в за се от да е с по че са през като до не си който това при беше или към",
    "kk": "және мен бұл үшін бір да де болып деп туралы осы ол жылы үш еді болған көп кейін",
    "tg": "ва дар ба аз ки бо ин барои буд он ҳам аст то як бар шуд соли мебошад низ худ",
    "ky": "жана менен бул үчүн бир да болгон деп боюнча жылы ал анын эле кийин тууралуу",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
# The alphabets of languages that share their script and many small words.
_CYRILLIC = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
}
_FOREIGN = 0.005
"""Share of letters that its alphabet lacks up to which a text may be in a language: names."""

# Scripts that one language writes; the first and last letter.
_SCRIPTS = (
    ("hy", "\u0531", "\u0587"),
    ("ka", "\u10d0", "\u10ff"),
    ("el", "\u0370", "\u03ff"),
    ("he", "\u05d0", "\u05ea"),
    ("ko", "\uac00", "\ud7a3"),
    ("ja", "\u3040", "\u30ff"),
    ("th", "\u0e00", "\u0e7f"),
    ("zh", "\u4e00", "\u9fff"),
)
_SCRIPT_SHARE = 0.3


def language_of(text: str) -> str | None:
    """A language tag such as ``en``; None where the text is too short or none is likely enough."""
    sample = text[:_SAMPLE].casefold()
    letters = [char for char in sample if char.isalpha()]
    for language, first, last in _SCRIPTS:
        if sum(first <= char <= last for char in letters) > _SCRIPT_SHARE * max(1, len(letters)):
            return language
    words = Counter(_WORD.findall(sample))
    total = words.total()
    if total < _FEWEST:
        return None
    scores = sorted(
        (
            (sum(words[word] for word in small) / total, language)
            for language, small in _WORDS.items()
            if _can_write(language, letters)
        ),
        reverse=True,
    )
    (best, language), (next_best, _) = scores[:2]
    return language if best >= _SHARE and best >= _LEAD * next_best else None


def _can_write(language: str, letters: Sequence[str]) -> bool:
    """Whether nearly all Cyrillic letters of a text stand in the language's alphabet."""
    alphabet = _CYRILLIC.get(language)
    cyrillic = [char for char in letters if "\u0400" <= char <= "\u052f"]
    if alphabet is None:
        return True
    return sum(char not in alphabet for char in cyrillic) <= _FOREIGN * len(cyrillic)
