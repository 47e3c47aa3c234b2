"""Every table, by area. Migrations under ``migrations/`` must arrive at exactly this."""

from bot.storage.tables.asking import (
    attempt_questions,
    attempts,
    round_choices,
    round_players,
    round_questions,
    rounds,
    schedules,
)
from bot.storage.tables.bank import (
    bank_files,
    question_versions,
    questions,
    set_versions,
    sets,
    sources,
    uploads,
)
from bot.storage.tables.chats import accounts, groups, members, people
from bot.storage.tables.delivery import inbox, owed, poller, shown, timers
from bot.storage.tables.disputes import disputes, prompts, rescorings, rulings
from bot.storage.tables.documents import (
    document_versions,
    documents,
    draft_jobs,
    sent_documents,
)
from bot.storage.tables.drafts import document_sets, draft_events, drafts, open_edits
from bot.storage.tables.naming import metadata
from bot.storage.tables.pages import spent_passes
from bot.storage.tables.scoring import (
    boards,
    ranks,
    responses,
    round_people,
    seasons,
    snapshots,
    topics,
    totals,
)

__all__ = [
    "accounts",
    "attempt_questions",
    "attempts",
    "bank_files",
    "boards",
    "disputes",
    "document_sets",
    "document_versions",
    "documents",
    "draft_events",
    "draft_jobs",
    "drafts",
    "groups",
    "inbox",
    "members",
    "metadata",
    "open_edits",
    "owed",
    "people",
    "poller",
    "prompts",
    "question_versions",
    "questions",
    "ranks",
    "rescorings",
    "responses",
    "round_choices",
    "round_people",
    "round_players",
    "round_questions",
    "rounds",
    "rulings",
    "schedules",
    "seasons",
    "sent_documents",
    "set_versions",
    "sets",
    "shown",
    "snapshots",
    "sources",
    "spent_passes",
    "timers",
    "topics",
    "totals",
    "uploads",
]
