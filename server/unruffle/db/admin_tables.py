"""The tables of those who tune lists: who they are, what they edit, and what they changed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text

from unruffle.db.tables import metadata

#: Who tunes lists. `password` is a salted scrypt hash, empty for one who signs in elsewhere.
admins = Table(
    "admins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(254), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("password", String(200), nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

#: The teams that a lead looks after.
admin_teams = Table(
    "admin_teams",
    metadata,
    Column("admin_id", ForeignKey("admins.id", ondelete="CASCADE"), primary_key=True),
    Column("team_id", ForeignKey("teams.id"), primary_key=True),
)

#: Browsers in which an admin is signed in, by the SHA-256 of the id that their cookie holds.
sessions = Table(
    "sessions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("admin_id", ForeignKey("admins.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("started_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)

#: One-time links for admins, by their SHA-256. An empty name is chosen by whoever opens the link.
invitations = Table(
    "invitations",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("name", String(254), nullable=False),
    Column("role", String(20), nullable=False),
    # JSON: the ids of the teams.
    Column("teams", Text, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

#: Sign-ins without success in a row, by a keyed hash of the name or of the address.
attempts = Table(
    "attempts",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("last_at", BigInteger, nullable=False),
)

#: Who changed what. Triggers refuse to change or delete a row.
trail = Table(
    "trail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),
    Column("who", String(254), nullable=False, index=True),
    Column("action", String(40), nullable=False, index=True),
    Column("scope", String(40), nullable=False),
    Column("subject", String(254), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("note", Text, nullable=False),
)

#: Lists as admins edit them, an entry a row. `version` grows with every change of any row.
working = Table(
    "working",
    metadata,
    Column("scope", String(40), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("name", String(400), primary_key=True),
    Column("body", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("changed_by", String(254), nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)
