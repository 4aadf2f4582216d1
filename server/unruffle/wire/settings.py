"""What an extension learns of its team: on enrolling, and whenever the settings change."""

from __future__ import annotations

# The one of `typing` says too little to pydantic before Python 3.12.
from typing_extensions import TypedDict

from unruffle.core.types import Severity


class TeamOut(TypedDict):
    """The team that a key belongs to."""

    id: int
    name: str


class ListsOut(TypedDict):
    """The last revision in which lists of the team changed, and its day in UTC, as 2026-11-27."""

    revision: int
    day: str


class SettingsOut(TypedDict):
    """What the extension needs to know; `extensions` are the versions that are served.

    Before a reply with findings of `guarded` categories goes out the extension asks once; on
    webmail it checks mail that goes to others than these `domains`. It tells agents that a report
    is kept for `report_days`.
    """

    etag: str
    team: TeamOut
    server: str
    extensions: list[str]
    pause_ms: int
    show_from: Severity
    max_units: int
    guarded: list[str]
    domains: list[str]
    report_days: int
    lists: ListsOut


class EnrolledOut(TypedDict):
    """A new key. It is shown this once; the server keeps its hash only."""

    key: str
    team: TeamOut
    settings: SettingsOut
