"""Working copies of lists, and who published what with which words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the working copies; what was published before has no author, scope or note."""
    op.create_table(
        "working",
        sa.Column("scope", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("name", sa.String(400), primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("changed_by", sa.String(254), nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
    )
    for name, length in (("scope", 40), ("author", 254)):
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("revisions", column)
    op.add_column("revisions", sa.Column("note", sa.Text, nullable=False, server_default=""))
