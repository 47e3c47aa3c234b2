"""Whose private chat is open, kept beyond the thirty days that places in it are remembered.

Filled in from what tells it for sure: messages remembered there, quizzes begun there, settings that
are chosen nowhere else, and files that came.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    known = sa.Column("in_private", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("accounts", known)
    op.execute(
        """
        UPDATE accounts SET in_private = true
        WHERE board_name <> 'name'
        OR alias IS NOT NULL OR locale IS NOT NULL OR timezone IS NOT NULL
        OR EXISTS (SELECT 1 FROM shown WHERE shown.chat = accounts.telegram_id)
        OR EXISTS (SELECT 1 FROM attempts WHERE attempts.person_id = accounts.person_id)
        OR EXISTS (SELECT 1 FROM uploads WHERE uploads.person_id = accounts.person_id)
        OR EXISTS (SELECT 1 FROM sent_documents WHERE sent_documents.person_id = accounts.person_id)
        """
    )


def downgrade() -> None:
    op.drop_column("accounts", "in_private")
