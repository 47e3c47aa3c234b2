"""Instructors' screens for drafting by a language model: what it means beforehand, what it cost."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from bot.services.drafting.screens import OfferScreen
from bot.views.callback import encode
from bot.views.figures import number
from bot.views.message import Button, Message
from bot.views.words import Raw, Words


def offer_message(offered: OfferScreen, say: Words) -> Message:
    """Where a document's text goes and what that may cost, before it is sent; yes or no."""
    held, model = offered.held, offered.model
    text = say(
        "drafting.offer",
        title=held.source.title,
        host=model.host,
        model=model.name,
        requests=number(Decimal(model.most_requests), say),
        tokens=number(Decimal(model.most_tokens), say),
    )
    send = Button(say.plain("drafting.button.send"), encode("j.send", held.id, offered.last))
    leave = Button(say.plain("drafting.button.unsent"), encode("j.unsent", held.id))
    return Message(text, ((send,), (leave,)))


def cost_told(outcome: Mapping[str, Any], say: Words) -> Iterator[Raw]:
    """What a job asked of a model, what was refused of that, and where it fell short; nothing where
    none was asked.
    """
    spent: Mapping[str, Any] | None = outcome.get("spent")
    if spent is None:
        return
    if outcome["candidates"]:
        passed = sum(outcome[name] for name in ("drafts", "crowded", "beyond"))
        refused = outcome["candidates"] - passed
        yield say("drafting.model.refused", n=outcome["candidates"], refused=refused)
    if spent["malformed"]:
        yield say("drafting.model.malformed", n=spent["malformed"])
    word = "about" if spent["estimated"] else "counted"
    requests, tokens = (number(Decimal(spent[name]), say) for name in ("requests", "tokens"))
    yield say(f"drafting.model.spent.{word}", requests=requests, tokens=tokens)
    if spent["recalled"]:
        yield say("drafting.model.recalled", n=spent["recalled"])


def halt_told(outcome: Mapping[str, Any], say: Words) -> Iterator[Raw]:
    """Why a model was not asked about all of a document, where there are drafts all the same."""
    halt = (outcome.get("spent") or {}).get("halt")
    if halt:
        yield say(f"drafting.model.halt.{halt}")


def got_nothing(outcome: Mapping[str, Any]) -> str:
    """What a model gave nothing of, if so: ``unheard`` where nothing came from it, ``unusable``
    where no question could be made out in what did.
    """
    spent = outcome.get("spent")
    if not spent or outcome["candidates"]:
        return ""
    return "unusable" if spent["tokens"] or spent["recalled"] else "unheard"


def can_go_on(outcome: Mapping[str, Any]) -> bool:
    """Whether asking again brings more: not where the document's budget is spent."""
    return (outcome.get("spent") or {}).get("halt") in {"server", "time"}
