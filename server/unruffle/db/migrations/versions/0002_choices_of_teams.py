"""What a team switched on and off: lists, causes, rules, checks, severities, limits, a profile."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the choices, as JSON; what is empty is as shipped."""
    op.add_column("teams", sa.Column("choices", sa.Text, nullable=False, server_default="{}"))
