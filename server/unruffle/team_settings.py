"""What the extensions of one team are told: GET /api/v1/settings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from unruffle.core.choices import Choices
from unruffle.core.layers import ORGANIZATION, team_scope
from unruffle.core.limits import limit
from unruffle.core.types import Severity
from unruffle.db.teams import Team
from unruffle.settings import Settings
from unruffle.version import EXTENSIONS, VERSION
from unruffle.wire.settings import SettingsOut


def kept_days(choices: Choices, settings: Settings) -> int:
    """Days for which reports of a team are kept: the team can only make it fewer."""
    return min(choices.report_days or settings.report_days, settings.report_days)


def settings_of(
    team: Team, settings: Settings, changed: Mapping[str, tuple[int, int]]
) -> SettingsOut:
    """The settings of a team. `changed` has by scope the last revision and its moment."""
    near = ("", ORGANIZATION, team_scope(team.id))
    number, at = max(changed[scope] for scope in near if scope in changed)
    found: SettingsOut = {
        "etag": "",
        "team": {"id": team.id, "name": team.name},
        "server": VERSION,
        "extensions": list(EXTENSIONS),
        "pause_ms": settings.pause_ms,
        "show_from": cast(Severity, settings.show_from),
        "max_units": limit("text"),
        "guarded": sorted(team.choices.guarded),
        "domains": sorted(team.choices.domains),
        "report_days": kept_days(team.choices, settings),
        "lists": {"revision": number, "day": ""},
    }
    content = json.dumps(found, sort_keys=True).encode()
    found["etag"] = hashlib.sha256(content).hexdigest()[:16]
    # The number stands for its day.
    found["lists"]["day"] = datetime.fromtimestamp(at, UTC).date().isoformat()
    return found
