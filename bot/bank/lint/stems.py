"""Stems that are misread, or that ask nothing on their own."""

import re
from collections.abc import Mapping

from bot.bank.lint.asked import Asked, Flaws
from bot.bank.lint.roots import words
from bot.bank.lint.verbs import has_verb
from bot.bank.lint.vocabulary import Vocabulary
from bot.bank.problem import excerpt
from bot.domain.finding import Phrase
from bot.domain.question import QuestionType

_NEGATIVE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:not|never|cannot|\w+n't)\b|\bexcept(?: for)?(?: one| which(?: one)?)?(?=[\W_]*$)"
        r"|\bexcept(?= (?:for )?(?:one|which|what|whom?)\b)"
        r"|(?:^|(?<=[^\w] ))(?:all|each|every|everything|everyone|any)\b[^,;:?]*?"
        r"\b(?P<word>except)\b"
        r"|(?:\b(?:is|are) (?:the )?)(?:false|incorrect|untrue|wrong)\b|\bleast likely\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:не|никогда|нельзя)\b|\b(?:кроме|за исключением)(?: одно(?:го|й))?(?=[\W_]*$)"
        r"|\b(?:кроме|за исключением)(?= (?:одно|какой|какого|чего|кого)\w*\b)"
        r"|\bневерн(?:о|ы|ое|ый|ая|ые)\b|\bнеправильн(?:о|ы|ое|ый|ая|ые)\b",
        re.IGNORECASE,
    ),
}
# "once it has begun, not while it threatens" says what is so; "not only" and "whether or not" too.
_NO_NEGATION: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:, |– |- |\bbut |\band |\bor |\bif |\bthough )not\b"
        r"|\bnot (?:only|just|merely|least|until|later|earlier|more|less|fewer|yet another)\b"
        r"|, (?:even )?(?:although|though|while|whereas|unless|because)\b[^,?]*"
        r"|\bwhy not\b|\b(?:isn|aren|wasn|weren|don|doesn|didn|hasn|haven)'t (?:it|they|he|she)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?:, а |, |– |- |\bно |\bили |\bесли |\bхотя )не\b"
        r"|\bне (?:только|просто|менее|меньше|более|больше|позднее|позже|ранее|раньше|раз"
        r"|один|одна|одно|считая|кто ин|что ин|столько)\b|\bне\b \w+,? а\b|\bедва ли не\b"
        r"|\bчуть не\b|\bпочему не\b|\bли не\b"
        r"|, (?:хотя|пока|тогда как|поскольку|потому что|если)\b[^,?]*",
        re.IGNORECASE,
    ),
}

_AROUND = frozenset({"is", "are", "the", "за"})

_SHORT: Mapping[str, int] = {"en": 3, "ru": 2}
"""Fewer words than this ask nothing that stands on its own."""

_SHORT_COMPLETION = 4
_WHICH_IS_TRUE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"^(?:which|what)(?: one)?(?: of (?:the following|these|those|the)"
        r"(?: (?:statements?|sentences?|claims?|answers?|options?))?"
        r"| (?:statements?|sentences?|claims?|answers?|options?))(?: below)? "
        r"(?:is|are|was|were) (?:not )?(?:true|correct|right|false|incorrect|wrong|untrue)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"^как(?:ое|ие|ой|ая) из (?:\w+ )?(?:утверждени|высказывани|вариант|ответ|предложени)\w+ "
        r"(?:(?:не )?(?:является|являются) )?(?:не)?(?:верн|правильн|истинн|ложн)\w+",
        re.IGNORECASE,
    ),
}
# Of what learners have not been told: "What is it?", "Who was he?"
_OF_NOTHING: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"^(?:what|who|which|where|when|why|how)(?: (?:is|are|was|were|does|do|did|has|have|can))?"
        r" (?:it|this|that|these|those|they|them|he|she|him|her)"
        r"(?: (?:is|are|was|were|mean|do|called|about|for|all about))?\W*$",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"^(?:что|кто|где|когда|почему|зачем|как|какой|какая|какое|каков)(?: (?:был|была|было|были"
        r"|есть|значит|такое|такой))? (?:это|он|она|оно|они|этот|эта|эти)"
        r"(?: (?:такое|такой|значит|было|был))?\W*$",
        re.IGNORECASE,
    ),
}
_QUESTION_MARKS = ("?", "？", "؟", "՞")
_BLANK = re.compile(r"_{2,}|\[ *\]|\( *\)|\[(?:…|\.{3})\]|\((?:…|\.{3})\)")
_CLAUSE = re.compile(r"[.!?:;,–—]|\bplease\b|\bпожалуйста\b", re.IGNORECASE)
_HINT = re.compile(r"\([^()]*\)")

_THE_TEXT: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:according to|based on|as (?:stated|mentioned|described|said|written|given|shown"
        r"|reported) in|as per)"
        r" (?:the|this|our|your|these|that) (?:(?:given|above|following|attached|cited|provided) )?"
        r"(?:text|passage|document|paragraph|excerpt|extract|source|reading|material|article"
        r"|author|story|fragment)s?\b(?! (?:of|on|in|by|from|no|number|\d|that|which|[A-Z]))"
        r"|\bin (?:the|this) (?:text|passage|paragraph|excerpt|extract)(?=\W*$|,)"
        r"|\b(?:the|this) (?:text|passage|paragraph|excerpt|extract|author)"
        r" (?:say|state|mention|describe|claim|give|tell|name|report|call|explain|list)s?\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:согласно|по|судя по|исходя из|опираясь на)(?: (?:этому|данному|этой|данной"
        r"|приведённому|приведенному|прочитанному))? (?:тексту|тексте|отрывку|документу|статье"
        r"|абзацу|фрагменту|источнику|материалу|автору|текста|отрывка|документа)"
        r"(?=\W*$|\s*[,?:]| (?:как|что|кто|где|когда|сколько|почему|зачем|кого|чем|чего|в как))"
        r"|\bкак (?:сказано|указано|говорится|отмечено|написано) в"
        r"(?: (?:этом|данном|этой|данной))? (?:тексте|отрывке|документе|статье|абзаце|фрагменте)"
        r"|\bв (?:тексте|отрывке|абзаце|фрагменте)(?=\W*$|,)"
        r"|\bв (?:этом |данном )?(?:тексте|отрывке|документе|статье|абзаце)"
        r" (?:сказано|говорится|указано|упомина\w+|назван\w*|написано)"
        r"|\b(?:автор|текст|отрывок) (?:утверждает|говорит|называет|пишет|сообщает|упоминает)",
        re.IGNORECASE,
    ),
}


def negative(asked: Asked) -> Flaws:
    """L03: the stem turns on a small *not* that a hurried reader misses."""
    pattern = _NEGATIVE.get(asked.language)
    if pattern is None:
        return
    own = _NO_NEGATION[asked.language].sub(lambda match: "·" * len(match[0]), asked.own_words)
    for match in pattern.finditer(own):
        parts = (part for part in match[0].split() if part.lower() not in _AROUND)
        word = match.groupdict().get("word") or next(parts)
        if not word.isupper():
            yield ("stem",), {"word": excerpt(word), "capital": excerpt(word.upper())}
            return


def unfocused(asked: Asked) -> Flaws:
    """L12: a stem that nobody could answer before the options are seen, or that asks nothing.

    Asked for are a question mark, or a command ("Put … in order"), or a sentence to be completed.
    """
    known = asked.known
    if known is None or asked.language not in _SHORT:
        return
    said = words(asked.stem)
    lack = None
    if len(said) < (least := _SHORT[asked.language]):
        lack = Phrase("lack_words", {"count": len(said), "limit": least})
    elif _WHICH_IS_TRUE[asked.language].match(asked.stem) or _of_nothing(asked):
        lack = Phrase("lack_subject")
    elif not asked.statement and not _asks(asked, said, known):
        lack = Phrase("lack_question")
    if lack:
        yield ("stem",), {"lack": lack}


def _of_nothing(asked: Asked) -> bool:
    """Whether the stem asks about an *it* that nothing names, unless a picture shows it."""
    pattern = _OF_NOTHING[asked.language]
    return asked.question.picture is None and bool(pattern.match(asked.stem))


def _asks(asked: Asked, said: tuple[str, ...], known: Vocabulary) -> bool:
    if any(mark in asked.stem for mark in _QUESTION_MARKS):
        return True
    clauses = (words(clause) for clause in _CLAUSE.split(asked.stem))
    if any(clause[0] in known.commands for clause in clauses if clause):
        return True
    if said[0] in known.interrogatives or len(said) < _SHORT_COMPLETION:
        return False
    if _BLANK.search(asked.stem) or said[-1] in known.prepositions | known.determiners:
        return True
    return has_verb(asked.stem, asked.language) and not asked.stem.endswith((".", "!"))


def blank(asked: Asked) -> Flaws:
    """L13: a blank that stands before the rest of the sentence, or several of them.

    One more word, as a unit, and a hint in parentheses may follow.
    """
    if asked.question.type is QuestionType.TRUEFALSE:
        return
    blanks = list(_BLANK.finditer(asked.own_words))
    if not blanks:
        return
    rest = words(_HINT.sub(" ", asked.own_words[blanks[0].end() :]))
    if len(rest) > 1:
        yield ("stem",), {"words": excerpt(asked.own_words[blanks[0].end() :])}


def the_text(asked: Asked) -> Flaws:
    """L16: a text that learners do not have before them."""
    pattern = _THE_TEXT.get(asked.language)
    if pattern is None:
        return
    texts = [(("stem",), asked.own_words), *((c.path, c.text) for c in asked.choices)]
    for path, text in texts:
        if match := pattern.search(text):
            yield path, {"words": excerpt(match[0])}
