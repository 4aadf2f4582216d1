"""The tables. Moments are whole seconds since 1970 in UTC, so that every database agrees.

There is no table of drafts, replies, agents or single events: nothing here can hold them. The only
sentences are those that agents read, edited and sent as a report. The only persons are admins.
An installation is one organization; its teams are the rows of `teams`. Those of the people who tune
lists are in `admin_tables`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

#: One row. Its number grows with everything that a running worker has to load again.
version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
)

teams = Table(
    "teams",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("created_at", BigInteger, nullable=False),
    # JSON: what the team switched on and off; what is empty is as shipped.
    Column("choices", Text, nullable=False, server_default="{}"),
)

#: Enrollment codes, by their SHA-256.
codes = Table(
    "codes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("team_id", ForeignKey("teams.id"), nullable=False),
    Column("max_uses", Integer, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)

#: Keys of extensions, by their SHA-256. `used_on` is the last day of use, never a moment.
keys = Table(
    "keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("team_id", ForeignKey("teams.id"), nullable=False),
    Column("scope", String(20), nullable=False),
    Column("created_on", Date, nullable=False),
    Column("used_on", Date, nullable=False),
    Column("expires_at", BigInteger),
    Column("revoked_at", BigInteger),
)

#: Everything published, as JSON; a row is never changed.
revisions = Table(
    "revisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("snapshot", Text, nullable=False),
    Column("package", String(40), nullable=False),
    Column("published_at", BigInteger, nullable=False),
    # Whose lists changed in it, and who published them why; empty for those of the package.
    Column("scope", String(40), nullable=False, server_default=""),
    Column("author", String(254), nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
)

#: How often something happened on one day. "" and -1 stand for "none": keys hold no NULL.
counters = Table(
    "counters",
    metadata,
    Column("team_id", ForeignKey("teams.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("type", String(40), primary_key=True),
    Column("rule", String(80), primary_key=True),
    Column("suggestion", Integer, primary_key=True, autoincrement=False),
    Column("reason", String(40), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("host", String(253), primary_key=True),
    Column("count", BigInteger, nullable=False),
)

#: Hashes that keep an event from counting twice. `expires_at` is a full hour.
event_marks = Table(
    "event_marks",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("expires_at", BigInteger, nullable=False),
    Index("ix_event_marks_expires_at", "expires_at"),
)

#: Reports of agents, by the SHA-256 of their receipt: no key, no person, no time of day.
reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("receipt", String(64), nullable=False, unique=True),
    Column("team_id", ForeignKey("teams.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("rule", String(80), nullable=False),
    Column("sentence", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("host", String(253), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("day", Date, nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("answer", Text, nullable=False),
)

#: How many keys sent events in a week, until the week is closed. `week` is its Monday.
#: "" stands for all hosts, 0 for all revisions.
senders = Table(
    "senders",
    metadata,
    Column("team_id", ForeignKey("teams.id"), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("host", String(253), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("keys", Integer, nullable=False),
)

#: Weeks that are closed, and whether enough keys sent events for the figures to be shown.
weeks = Table(
    "weeks",
    metadata,
    Column("team_id", ForeignKey("teams.id"), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("shown", Boolean, nullable=False),
)

#: The statistics: what may be shown of closed weeks, never changed after. Team 0 is the
#: organization, host "" all sites, revision 0 several of them, rule "" all rules.
weekly = Table(
    "weekly",
    metadata,
    Column("team_id", Integer, primary_key=True, autoincrement=False),
    Column("host", String(253), primary_key=True),
    Column("rule", String(80), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("replies", BigInteger, nullable=False),
    Column("shown", BigInteger, nullable=False),
    Column("accepted", BigInteger, nullable=False),
    Column("edited_away", BigInteger, nullable=False),
    Column("dismissed", BigInteger, nullable=False),
    Column("company_wording", BigInteger, nullable=False),
    Column("customers_word", BigInteger, nullable=False),
    Column("not_risky_here", BigInteger, nullable=False),
    Column("muted", BigInteger, nullable=False),
    Column("reported", BigInteger, nullable=False),
    Column("matched", BigInteger, nullable=False, server_default="0"),
    # Stored in the order of its key, as every page reads it.
    sqlite_with_rowid=False,
)

#: What the helpdesk counted in a week, as imported: nothing here is from the extension.
outcomes = Table(
    "outcomes",
    metadata,
    Column("team_id", ForeignKey("teams.id"), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("replies", Integer, nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("satisfied", Integer, nullable=False),
    Column("rated", Integer, nullable=False),
)
