"""How often rules on trial matched, beside the other statistics."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column. Matches in weeks that were closed before stay uncounted."""
    op.add_column("weekly", sa.Column("matched", sa.BigInteger, nullable=False, server_default="0"))
