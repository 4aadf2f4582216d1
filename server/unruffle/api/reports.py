"""POST /api/v1/reports: a sentence for whoever tunes the lists; and what became of it."""

from __future__ import annotations

from unruffle import reports as mailbox
from unruffle.api.endpoint import Call, endpoint
from unruffle.errors import ReportsFull
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
    live, settings = call.server.live.view, call.server.settings
    receipt = mailbox.send(
        call.server.database,
        call.key.team_id,
        call.body,
        live.revision,
        call.now.date(),
        settings.report_days,
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
        call.server.settings.report_days,
    )
    return {"answers": found}
