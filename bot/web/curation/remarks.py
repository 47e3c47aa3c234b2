"""What gate, rules and lint found, in words."""

from collections.abc import Iterable

from bot.domain.drafts.draft import Remark, Weight
from bot.views.review.remarks import remark_words, short_words
from bot.views.words import Raw, Words
from bot.web.curation.markup import el


def remark_text(remark: Remark, say: Words) -> str:
    """A remark in a sentence, with its code, as plain text."""
    return f"{remark.code} {remark_words(remark, say)}"


def code_words(code: str, say: Words) -> str:
    """A code in words, without the values that one draft or another gives it."""
    known = (f"gate.{code}", f"review.problem.{code}.what", f"problem.{code}.what")
    what = next((say.bare(key) for key in known if say.has(key)), "")
    return f"{code} {what}".rstrip()


def remark_list(remarks: Iterable[Remark], say: Words) -> Raw | None:
    """All of them; None when nothing was found."""
    lines = [remark_line(one, say) for one in remarks]
    return el("ul", lines, class_="findings") if lines else None


def remark_line(remark: Remark, say: Words) -> Raw:
    """One; what keeps a draft from being approved looks and says so."""
    weight = weight_words(remark, say)
    kind = "finding hard" if weight else "finding"
    words = el("strong", weight, " ") if weight else None
    return el("li", words, remark_text(remark, say), class_=kind, dir="auto")


def found_lines(remarks: Iterable[Remark], say: Words) -> list[Raw]:
    """For a list of drafts: each thing found once and shortly; pointed at, with its code."""
    found = {short_words(one, say): one.code for one in remarks}
    return [
        el("span", what, title=f"{code} {what}", class_="found soft small", dir="auto")
        for what, code in found.items()
    ]


def weight_words(remark: Remark, say: Words) -> str:
    """What a remark does to an approval; nothing where it only is worth a look."""
    return "" if remark.weight is Weight.SOFT else say.plain(f"page.weight.{remark.weight}")
