"""What is owed to who drafts: the message of a job, and the question before a model is asked."""

from bot.domain.owed import Argument, Owed


def job_page(chat: int, job_id: int, screen: str = "drafting", *, fresh: bool = False) -> Owed:
    """A job's message: how far it is or what came of it, or what the gate refused."""
    args: dict[str, Argument] = {"job": job_id}
    return Owed(chat, screen, args, place=f"drafting:{job_id}", fresh=fresh)


def offer_page(chat: int, version_id: int, *, over: bool = False, fresh: bool = False) -> Owed:
    """What is said before a model is asked about a document; ``over``: that message goes."""
    args: dict[str, Argument] = {"version": version_id, "over": over}
    return Owed(chat, "drafting.offer", args, place=f"drafting:offer:{version_id}", fresh=fresh)
