"""Every table. Migrations under ``migrations/`` must arrive at exactly this."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.columns import Json, RowId, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- the runtime: what came in, what is owed, what is due -------------------------------------

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    # The raw update and its sender's Telegram id: kept only while they are needed.
    Column("raw", Text),
    Column("sender", BigInteger),
    Column("state", String(8), nullable=False),  # waiting, done, dead
    Column("received_at", UtcTime, nullable=False),
    Column("done_at", UtcTime),
    Column("failures", Integer, nullable=False, default=0),
    Column("reason", Text),
    CheckConstraint("state in ('waiting', 'done', 'dead')", name="state"),
    Index(
        "ix_inbox_open",
        "lane",
        "update_id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index("ix_inbox_done_at", "done_at"),
)

poller = Table(
    "poller",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("next_update_id", BigInteger, nullable=False),
)

owed = Table(
    "owed",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("thread", BigInteger),
    Column("screen", String(40), nullable=False),
    Column("args", Json, nullable=False),
    Column("place", String(120)),
    Column("fresh", Boolean, nullable=False, default=False),
    Column("once", Boolean, nullable=False, default=False),
    Column("callback", String(64)),
    Column("state", String(8), nullable=False, default="due"),  # due, sending, unknown, failed
    Column("created_at", UtcTime, nullable=False),
    Column("not_before", UtcTime),
    Column("expires", UtcTime),
    Column("tries", Integer, nullable=False, default=0),
    Column("reason", Text),
    CheckConstraint("state in ('due', 'sending', 'unknown', 'failed')", name="state"),
    Index("ix_owed_chat_id", "chat", "id"),
)

shown = Table(
    "shown",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("place", String(120), primary_key=True),
    Column("message_id", BigInteger, nullable=False),
    Column("at", UtcTime, nullable=False),
)

timers = Table(
    "timers",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("due", UtcTime, nullable=False, index=True),
    Column("chat", BigInteger, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("args", Json, nullable=False),
)

# --- people and chats --------------------------------------------------------------------------

people = Table(
    "people",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("first_seen", UtcTime, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, unique=True),
    Column("first_name", String(256), nullable=False),
    Column("last_name", String(256)),
    Column("username", String(64)),
    Column("language_code", String(35)),
    Column("board_name", String(8), nullable=False, default="name"),
    Column("alias", String(40)),
    Column("locale", String(8)),
    Column("timezone", String(64)),
    Column("seen_at", UtcTime, nullable=False),
)

groups = Table(
    "groups",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("title", String(256), nullable=False),
    Column("locale", String(8)),
    Column("timezone", String(64), nullable=False, default="UTC"),
    Column("who_may_start", String(8), nullable=False, default="everyone"),
    Column("status", String(16), nullable=False, default="member"),
    # Rights that the bot lacks there, with commas between: messages, polls.
    Column("missing", String(40), nullable=False, default=""),
    Column("migrated_to", BigInteger),
    Column("first_seen", UtcTime, nullable=False),
)

# --- the bank ----------------------------------------------------------------------------------

sources = Table(
    "sources",
    metadata,
    Column("id", RowId, primary_key=True),
    # Shipped sources have no set; a source that came inside an uploaded set belongs to it.
    Column("set_id", ForeignKey("sets.id")),
    Column("slug", String(60), nullable=False),
    Column("content", Json, nullable=False),
    UniqueConstraint("set_id", "slug"),
)

sets = Table(
    "sets",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("slug", String(40), nullable=False, unique=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("origin", String(8), nullable=False),  # file, upload
    Column("owner_id", ForeignKey("people.id")),
    Column("version", Integer, nullable=False),
    Column("title", String(60), nullable=False),
    Column("language", String(8), nullable=False),
    Column("topics", Json, nullable=False),
    # When an instructor took the set back; null while it is offered.
    Column("withdrawn_at", UtcTime),
    # Ids of cited sources that were not compared with a document when it was published.
    Column("unchecked", Json, nullable=False, default=list),
    CheckConstraint("origin in ('file', 'upload')", name="origin"),
)

set_versions = Table(
    "set_versions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("set_id", ForeignKey("sets.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("origin", String(8), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("published_at", UtcTime, nullable=False),
    Column("published_by", ForeignKey("people.id")),
    UniqueConstraint("set_id", "version"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("set_id", ForeignKey("sets.id"), nullable=False, index=True),
    Column("slug", String(60), nullable=False, unique=True),
    # The version that is served now; null when the question is not served.
    Column("version_id", BigInteger),
)

question_versions = Table(
    "question_versions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("question_id", ForeignKey("questions.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("fingerprint", String(16), nullable=False),
    Column("state", String(8), nullable=False),
    Column("topic", String(40), nullable=False),
    Column("type", String(16), nullable=False),
    Column("difficulty", String(8), nullable=False),
    Column("content", Json, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("question_id", "version"),
)

bank_files = Table(
    "bank_files",
    metadata,
    Column("path", String(255), primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("imported_at", UtcTime, nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("chat", BigInteger, nullable=False),
    Column("file_name", String(255), nullable=False),
    Column("file_id", String(255)),
    Column("content", Text),
    Column("report", Json, nullable=False),
    Column("state", String(10), nullable=False),  # fetching, refused, checked, published, cancelled
    Column("set_id", ForeignKey("sets.id")),
    Column("at", UtcTime, nullable=False),
)

# --- attempts, rounds, responses ---------------------------------------------------------------

attempts = Table(
    "attempts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("kind", String(8), nullable=False),  # quiz, retake, preview
    Column("set_id", ForeignKey("sets.id")),
    Column("topic", String(40)),
    Column("state", String(8), nullable=False),  # open, finished, stopped
    Column("position", Integer, nullable=False),  # the question being asked, from 1
    Column("total", Integer, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    CheckConstraint("kind in ('quiz', 'retake', 'preview')", name="kind"),
    CheckConstraint("state in ('open', 'finished', 'stopped')", name="state"),
    Index(
        "uq_attempts_open",
        "person_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index("ix_attempts_person_id", "person_id", "id"),
)

attempt_questions = Table(
    "attempt_questions",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("version_id", ForeignKey("question_versions.id"), nullable=False),
    Column("option_order", Json, nullable=False),  # option ids as this attempt shows them
    Column("selected", Json, nullable=False),  # ids toggled so far (several correct)
    Column("asked_at", UtcTime),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("thread", BigInteger),
    Column("started_by", ForeignKey("people.id")),
    Column("state", String(8), nullable=False),  # open, finished, stopped
    Column("seconds", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    CheckConstraint("state in ('open', 'finished', 'stopped')", name="state"),
    Index(
        "uq_rounds_open",
        "chat",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

round_questions = Table(
    "round_questions",
    metadata,
    Column("round_id", ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("version_id", ForeignKey("question_versions.id"), nullable=False),
    Column("option_order", Json, nullable=False),
    # What Telegram called the poll once it was sent; null until then.
    Column("poll_id", String(64), unique=True),
    Column("persistent_ids", Json),  # Telegram's option ids, in option_order
    Column("message_id", BigInteger),
    Column("opened_at", UtcTime),
    Column("closes_at", UtcTime),
    Column("state", String(8), nullable=False),  # waiting, unknown, open, closed, lost
    CheckConstraint("state in ('waiting', 'unknown', 'open', 'closed', 'lost')", name="state"),
)

responses = Table(
    "responses",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("question_id", ForeignKey("questions.id"), nullable=False),
    Column("version_id", ForeignKey("question_versions.id"), nullable=False),
    Column("board", BigInteger),  # EVERYONE, a group's chat id, or null when it counts nowhere
    Column("attempt_id", ForeignKey("attempts.id")),
    Column("position", Integer),
    Column("poll_id", String(64)),
    Column("given", Json, nullable=False),
    Column("mark", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("attempt_id", "position"),
    UniqueConstraint("poll_id", "person_id"),
    Index("ix_responses_firsts", "board", "question_id", "person_id", "at"),
    Index("ix_responses_person_id", "person_id", "at"),
)

totals = Table(
    "totals",
    metadata,
    Column("board", BigInteger, primary_key=True, autoincrement=False),
    Column("period", String(8), primary_key=True),
    Column("first_day", Date, primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("score", BigInteger, nullable=False),
    Column("responses", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Index("ix_totals_board", "board", "period", "first_day", "score"),
)
