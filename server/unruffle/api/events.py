"""POST /api/v1/events: facts without text become counters."""

from __future__ import annotations

from flask import request

from unruffle import events as ledger
from unruffle.api.endpoint import Call, endpoint
from unruffle.auth import bearer
from unruffle.wire.answers import EventsOut
from unruffle.wire.incoming import EventsIn


@endpoint("POST", "/api/v1/events", body=EventsIn, out=EventsOut, scope="full")
def events(call: Call[EventsIn]) -> EventsOut:
    """Count events. Sending an id again is accepted and counts once; events.md lists the types."""
    server = call.server
    return ledger.record(
        server.database,
        server.live.view,
        call.key.team_id,
        bearer(request.headers.get("Authorization")),
        call.body.events,
        call.now,
        server.settings.event_id_hours,
    )
