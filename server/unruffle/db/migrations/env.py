"""Run by Alembic on the connection and in the transaction that `db.migrate` opened."""

from __future__ import annotations

from alembic import context

from unruffle.db import admin_tables

context.configure(
    connection=context.config.attributes["connection"],
    # Its tables and those that it builds on.
    target_metadata=admin_tables.admins.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
