"""No attempt is a preview any more: none ever was, and nothing reads that kind."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

BEFORE, AFTER = "kind in ('quiz', 'retake', 'preview')", "kind in ('quiz', 'retake')"


def upgrade() -> None:
    _change(BEFORE, AFTER)


def downgrade() -> None:
    _change(AFTER, BEFORE)


def _change(before: str, after: str) -> None:
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_attempts_kind"), "attempts", type_="check")
        op.create_check_constraint(op.f("ck_attempts_kind"), "attempts", after)
        return
    # To make the table anew would drop what refers to it. SQLite gives this way for constraints:
    # https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes".
    version = bind.execute(sa.text("PRAGMA schema_version")).scalar_one()
    bind.execute(sa.text("PRAGMA writable_schema = ON"))
    change = sa.text(
        "UPDATE sqlite_master SET sql = replace(sql, :before, :after)"
        " WHERE type = 'table' AND name = 'attempts'"
    )
    bind.execute(change, {"before": before, "after": after})
    bind.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    bind.execute(sa.text("PRAGMA writable_schema = RESET"))
