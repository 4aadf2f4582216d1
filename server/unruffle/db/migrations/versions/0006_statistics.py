"""Statistics: numbers of senders, closed weeks, what may be shown of them, totals of helpdesks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_SUMS = (
    "replies",
    "shown",
    "accepted",
    "edited_away",
    "dismissed",
    "company_wording",
    "customers_word",
    "not_risky_here",
    "muted",
    "reported",
)


def upgrade() -> None:
    """Add the tables. Counters from before have no numbers of senders and stay unshown."""
    op.create_table(
        "senders",
        sa.Column("team_id", sa.Integer, sa.ForeignKey("teams.id"), primary_key=True),
        sa.Column("week", sa.Date, primary_key=True),
        sa.Column("host", sa.String(253), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("keys", sa.Integer, nullable=False),
    )
    op.create_table(
        "weeks",
        sa.Column("team_id", sa.Integer, sa.ForeignKey("teams.id"), primary_key=True),
        sa.Column("week", sa.Date, primary_key=True),
        sa.Column("shown", sa.Boolean, nullable=False),
    )
    op.create_table(
        "weekly",
        sa.Column("team_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("host", sa.String(253), primary_key=True),
        sa.Column("rule", sa.String(80), primary_key=True),
        sa.Column("week", sa.Date, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in _SUMS),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outcomes",
        sa.Column("team_id", sa.Integer, sa.ForeignKey("teams.id"), primary_key=True),
        sa.Column("week", sa.Date, primary_key=True),
        *(
            sa.Column(name, sa.Integer, nullable=False)
            for name in ("replies", "reopened", "satisfied", "rated")
        ),
    )
