"""POST /api/v1/enroll: an enrollment code becomes a key."""

from __future__ import annotations

import time

from unruffle import auth
from unruffle.api.endpoint import Call, endpoint
from unruffle.errors import CodeExpired, CodeUnknown, CodeUsed
from unruffle.wire.incoming import EnrollIn
from unruffle.wire.settings import EnrolledOut


@endpoint(
    "POST",
    "/api/v1/enroll",
    body=EnrollIn,
    out=EnrolledOut,
    status=201,
    raises=(CodeUnknown, CodeUsed, CodeExpired),
)
def enroll(call: Call[EnrollIn]) -> EnrolledOut:
    """Trade an enrollment code for a key. The key is shown this once."""
    server = call.server
    key, team_id = auth.enroll(server.database, call.body.code, call.now)
    server.live.refresh()
    # The first check may reach another worker: answer when every worker had time to look.
    time.sleep(1.5 * server.settings.refresh_ms / 1000)
    settings = server.live.view.teams[team_id]
    return {"key": key, "team": settings["team"], "settings": settings}
