"""What an approval covers: a fingerprint of the parts of a question that a reviewer answers for."""

import hashlib
import json
from decimal import Decimal

from bot.domain.question import Question

LENGTH = 16


def fingerprint(question: Question) -> str:
    """First 16 hexadecimal digits of SHA-256 over type, stem, options, key, rationales, citations.

    Of a text question also the accepted spellings, of a matching one the left sides. Topic, tags,
    difficulty, objective, note, ``treats`` and picture may change without a new review; anything
    that changes what is asked, what is right, or what proves it may not.

    Of a citation ``for:`` and ``stem:`` are free too. The passages stay those that were reviewed;
    the two only say whom one is shown to. Were one of them taken from the key, the first citation
    would still stand for it (E331), and numbers, dates and names of the key have to follow from
    what is left (E409 to E411, E414).
    """
    canonical = json.dumps(
        _covered(question), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()[:LENGTH]


def _covered(question: Question) -> dict[str, object]:
    typed = question.typed
    covered: dict[str, object] = {
        "type": question.type.value,
        "stem": question.stem,
        "options": [[o.text, o.key, o.rationale] for o in question.options],
        "answer": typed and plain_number(typed.value),
        "tolerance": typed and plain_number(typed.tolerance),
        "unit": typed and typed.unit,
        "near": typed and [[plain_number(n.value), n.rationale] for n in typed.near],
        "rationale": question.rationale,
        "brief": question.brief,
        "citations": [
            [c.source, c.paragraph, list(c.sentences), c.quote] for c in question.citations
        ],
    }
    # Only where there is any: the approvals of older types stay what they are.
    if key := question.text_key:
        covered["answer"] = key.value
        covered["accept"] = list(key.accept)
        covered["near"] = [[n.value, n.rationale] for n in key.near]
    if question.lefts:
        covered["lefts"] = list(question.lefts)
    return covered


def plain_number(value: Decimal) -> str:
    """The shortest plain writing of a number: 3, 3.5, -0.25; never an exponent, 3.0 as 3."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
