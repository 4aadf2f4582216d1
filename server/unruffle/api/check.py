"""POST /api/v1/check: validate, hand over to the core, serialize."""

from __future__ import annotations

from unruffle import readability
from unruffle.api.endpoint import Call, endpoint
from unruffle.core.check import check as check_draft
from unruffle.core.types import Context
from unruffle.errors import ContextTooLong
from unruffle.wire.answers import ResultOut
from unruffle.wire.incoming import CONTEXT_UNITS, CheckIn
from unruffle.wire.result import result_out


@endpoint(
    "POST",
    "/api/v1/check",
    body=CheckIn,
    out=ResultOut,
    scope="check-only",
    raises=(ContextTooLong,),
)
def check(call: Call[CheckIn]) -> ResultOut:
    """Check one draft. Spans count UTF-16 code units of `text`. Nothing of it is kept."""
    view = call.server.live.view
    given = call.body.context
    if given is not None and given.units() > CONTEXT_UNITS:
        raise ContextTooLong
    now = call.body.moment()
    host = (call.body.host or "").lower() or None
    context = given.context(now, host) if given is not None else Context(now=now, host=host)
    choices = view.choices[call.key.team_id]
    result = check_draft(call.body.text, view.rulebook, context, choices, grade=readability.grade)
    settings = view.teams[call.key.team_id]["etag"]
    return result_out(call.body.text, result, context, view.revision, settings)
