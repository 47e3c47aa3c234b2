"""What a run has cost and where it fell short, for the report."""

from collections.abc import Iterator

from bot.generation.llm.prompts import VERSION
from bot.generation.llm.service import Spent


def cost(spent: Spent, model: str) -> Iterator[str]:
    """The figures, line by line; what did not happen is left out."""
    about = "about " if spent.estimated else ""
    yield f"asked {model}, prompt {VERSION}"
    tokens = f"{about}{spent.tokens:,}"
    yield f"  calls: {spent.requests}, retries among them: {spent.retries}, tokens: {tokens}"
    counted = (
        (spent.recalled, "answered in an earlier run, and not asked for again"),
        (spent.timeouts, "timed out: a slow server needs a longer LLM_TIMEOUT"),
        (spent.lost, f"left without a reply: {spent.why_lost}"),
        (spent.cut, "cut off at their limit of tokens; what is whole in them is kept"),
        (spent.repairs, "asked for once more in the form wanted"),
        (spent.malformed, "malformed all the same"),
        (spent.unanswered, "dropped, for nobody answered them a second time"),
    )
    yield from (f"  {number} {what}" for number, what in counted if number)
    for source in spent.reached:
        yield f"  {source}: its budget was reached; what was drafted until then is kept"
    if spent.stopped:
        yield f"  stopped: {spent.stopped}; what was drafted until then is kept"
