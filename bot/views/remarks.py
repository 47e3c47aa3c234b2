"""Remarks on a draft in words: the gate's, the bank's rules', lint's."""

from collections.abc import Mapping

from bot.domain.draft import Remark
from bot.domain.finding import spelled_all
from bot.views.words import Words


def remark_words(remark: Remark, say: Words) -> str:
    """What was found and, where there is one, its mend, as plain text without the code."""

    def phrase(name: str, values: Mapping[str, str]) -> str:
        return say.plain(f"problem.phrase.{name}", **values)

    values = spelled_all(remark.values, phrase)
    if remark.code.startswith("G"):
        what = say.plain(f"gate.{remark.code}")
        detail = values.get("detail")
        if detail:
            what = say.plain("review.remark.detail", what=what, detail=detail)
        mend = f"gate.{remark.code}.mend"
        if not say.has(mend):
            return what
        return say.plain("review.remark.mend", what=what, mend=say.plain(mend))
    what = say.plain(f"problem.{remark.code}.what", **values)
    mend = say.plain(f"problem.{remark.code}.mend", **values)
    return say.plain("review.remark.mend", what=what, mend=mend)
