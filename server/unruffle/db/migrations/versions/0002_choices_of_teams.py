"""What a team switched on and off: optional lists, and causes that are not looked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the choices; what is empty is as shipped."""
    for name in ("lists", "silent"):
        op.add_column("teams", sa.Column(name, sa.String(200), nullable=False, server_default=""))
