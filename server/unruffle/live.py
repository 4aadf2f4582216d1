"""What a worker serves from memory: rulebook, keys and settings, refreshed by one thread.

A check reads `Live.view` and never touches the database. When the database is out of reach the
last view stays in service.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from unruffle import weeks
from unruffle.auth import Key, key_from
from unruffle.core.choices import Choices
from unruffle.core.layers import effective, team_scope
from unruffle.core.rulebook import Rulebook
from unruffle.core.rules import RuleError
from unruffle.db import credentials, reports, revisions, teams, versions
from unruffle.db.engine import Database
from unruffle.errors import NotReady
from unruffle.settings import Settings
from unruffle.snapshots import Opened
from unruffle.team_settings import kept_days, settings_of
from unruffle.wire.settings import SettingsOut

log = logging.getLogger("unruffle")

#: Milliseconds that writing down a use may hold up the next look, and with it a revocation.
WRITE_WAIT_MS = 100


@dataclass(frozen=True, slots=True)
class View:
    """Everything as of one moment; replaced as a whole, never changed."""

    version: int
    day: date
    revision: int
    published: Opened
    rules: frozenset[str]
    keys: Mapping[str, Key]
    teams: Mapping[int, SettingsOut]
    choices: Mapping[int, Choices]

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook of every check."""
        return self.published.rulebook


class Live:
    """The view of one worker and the thread that keeps it fresh."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._view: View | None = None
        self._refreshing = threading.Lock()
        self._starting = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._pid = 0
        self._refused_revision = 0
        self._used: set[int] = set()
        self._marked: tuple[date, set[int]] = (date.min, set())
        self._tidied = date.min
        self._closed = date.min
        #: Why the worker is not ready, in words for the log; None when it is.
        self.problem: str | None = "nothing is loaded yet"

    @property
    def view(self) -> View:
        """The view now. Raises NotReady before the first one."""
        if self._view is None:
            raise NotReady
        return self._view

    def start(self) -> None:
        """Start the thread of this process; does nothing when it runs. Safe after a fork."""
        if self._pid == os.getpid():
            return
        with self._starting:
            if self._pid == os.getpid():
                return
            if self._pid:
                self._database.forget_connections()
                self._refreshing = threading.Lock()
            self._stopping.clear()
            self.refresh()
            self._thread = threading.Thread(target=self._run, name="unruffle-live", daemon=True)
            self._thread.start()
            self._pid = os.getpid()

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        self._pid = 0

    def used(self, key: Key, today: date) -> None:
        """Remember that a key was used; the thread writes it down once a day."""
        if key.used_on != today:
            self._used.add(key.id)

    def refresh(self) -> None:
        """Look for news once. A problem is logged when it comes and when it goes."""
        with self._refreshing:
            try:
                problem = self._load()
            except Exception as error:
                problem = f"the last look did not succeed ({type(error).__name__})"
        if problem != self.problem:
            log.warning("not ready: %s", problem) if problem else log.info("ready")
        self.problem = problem

    def _run(self) -> None:
        while not self._stopping.wait(self._settings.refresh_ms / 1000):
            self.refresh()

    def _load(self) -> str | None:
        today = datetime.now(UTC).date()
        before = self._view
        with self._database.read() as connection:
            version = versions.number(connection)
            # Another worker may have written down a use of a key: look again every day.
            if before is None or (before.version, before.day) != (version, today):
                self._view = self._read(connection, version, today)
        # After the look, and with little patience: news is not to wait for another writer.
        self._write_down_use(today)
        self._delete_old_reports(today)
        self._close_a_week(today)
        if self._refused_revision:
            return f"revision {self._refused_revision} does not compile here"
        return None

    def _read(self, connection: Connection, version: int, today: date) -> View:
        before = self._view
        revision, published = self._published(connection, before)
        changed = revisions.changed(connection, revision)
        layers, found = published.rulebook.layers, teams.every(connection)
        return View(
            version=version,
            day=today,
            revision=revision,
            published=published,
            rules=published.rulebook.ids,
            keys={row.hash: key_from(row) for row in credentials.every_key(connection)},
            teams={team.id: settings_of(team, self._settings, changed) for team in found},
            choices={
                team.id: effective(layers, team_scope(team.id), team.choices, today)
                for team in found
            },
        )

    def _published(self, connection: Connection, before: View | None) -> tuple[int, Opened]:
        newest = revisions.latest_number(connection)
        if before is not None and newest in (before.revision, self._refused_revision):
            return before.revision, before.published
        row = revisions.latest(connection)
        if row is None:
            raise NotReady
        try:
            opened = Opened.of(json.loads(row.snapshot))
        except RuleError:
            if before is None:
                raise
            self._refused_revision = row.number
            return before.revision, before.published
        self._refused_revision = 0
        return row.number, opened

    def _write_down_use(self, today: date) -> None:
        day, marked = self._marked
        fresh = set(self._used) - (marked if day == today else set())
        if not fresh:
            return
        try:
            with self._database.write(WRITE_WAIT_MS, shared=True) as connection:
                credentials.mark_used(connection, fresh, today)
        except OperationalError:
            # The next look tries again; a key has weeks for it.
            log.info("another writer is busy: the use of keys is not written down yet")
            return
        self._marked = (today, (marked if day == today else set()) | fresh)
        self._used -= fresh

    def _delete_old_reports(self, today: date) -> None:
        """Once a day: a sentence goes when its time is over, also where nobody sends another."""
        if self._tidied == today:
            return
        kept = self.view.choices.items()
        try:
            with self._database.write(WRITE_WAIT_MS) as connection:
                for team_id, choices in kept:
                    days = timedelta(days=kept_days(choices, self._settings))
                    reports.delete_before(connection, team_id, today - days)
        except OperationalError:
            log.info("another writer is busy: old reports are not deleted yet")
            return
        self._tidied = today

    def _close_a_week(self, today: date) -> None:
        """One team's week at a look, until none is due on this day: news is not to wait for it."""
        if self._closed == today:
            return
        try:
            more = weeks.close_next(self._database, today, WRITE_WAIT_MS)
        except OperationalError:
            log.info("another writer is busy: a week is not closed yet")
            return
        if not more:
            self._closed = today
