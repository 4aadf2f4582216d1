"""GET /api/v1/settings: what the extension needs to know."""

from __future__ import annotations

from unruffle.api.endpoint import Call, endpoint
from unruffle.wire.incoming import In
from unruffle.wire.settings import SettingsOut


@endpoint("GET", "/api/v1/settings", out=SettingsOut, scope="check-only", etag=True)
def settings(call: Call[In]) -> SettingsOut:
    """The settings of the caller's team. Answers of /check carry their ETag as `settings`."""
    return call.server.live.view.teams[call.key.team_id]
