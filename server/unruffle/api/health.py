"""GET /healthz and /readyz, for load balancers and supervisors."""

from __future__ import annotations

from unruffle.api.endpoint import Call, endpoint
from unruffle.errors import NotReady
from unruffle.version import VERSION
from unruffle.wire.answers import HealthOut, ReadyOut
from unruffle.wire.incoming import In


@endpoint("GET", "/healthz", out=HealthOut)
def healthz(_call: Call[In]) -> HealthOut:
    """The process answers."""
    return {"status": "ok", "version": VERSION}


@endpoint("GET", "/readyz", out=ReadyOut, raises=(NotReady,))
def readyz(call: Call[In]) -> ReadyOut:
    """The rulebook is loaded and the database was in reach at the last look, else 503."""
    if call.server.live.problem is not None:
        raise NotReady
    return {"status": "ready", "revision": call.server.live.view.revision}
