"""POST /api/v1/reports: a sentence for whoever tunes the lists; and what became of it."""

from __future__ import annotations

from typing import Any

from unruffle import reports as mailbox
from unruffle.api.endpoint import Call, endpoint
from unruffle.errors import ReportsFull
from unruffle.team_settings import kept_days
from unruffle.wire.reported import ReceiptsIn, ReportAnswersOut, ReportIn, ReportOut


@endpoint(
    "POST",
    "/api/v1/reports",
    body=ReportIn,
    out=ReportOut,
    scope="full",
    status=201,
    raises=(ReportsFull,),
)
def report(call: Call[ReportIn]) -> ReportOut:
    """Store a report without its sender. Addresses and long numbers in it become signs."""
    live = call.server.live.view
    receipt = mailbox.send(
        call.server.database,
        call.key.team_id,
        call.body,
        live.revision,
        call.now.date(),
        _days(call),
    )
    return {"receipt": receipt}


@endpoint("POST", "/api/v1/reports/answers", body=ReceiptsIn, out=ReportAnswersOut, scope="full")
def answers(call: Call[ReceiptsIn]) -> ReportAnswersOut:
    """What became of these reports. Receipts travel in a body: addresses may be logged."""
    found = mailbox.answers(
        call.server.database,
        call.key.team_id,
        call.body.receipts,
        call.now.date(),
        _days(call),
    )
    return {"answers": found}


def _days(call: Call[Any]) -> int:
    """For how long reports of the team of the key are kept."""
    choices = call.server.live.view.choices[call.key.team_id]
    return kept_days(choices, call.server.settings)
