"""Replies as lines of JSON: one line in, one line out, in order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from unruffle import readability
from unruffle.core.check import check
from unruffle.core.rulebook import Rulebook
from unruffle.core.types import Context, Turn
from unruffle.errors import BadJson, BadRequest
from unruffle.wire.result import result_out

_LINE = (
    'A line is {"id": ..., "text": "...", "customer_message"?: "...", "now"?: "..."}, in UTF-8; '
    'instead of the message it may hold a "context", as POST /api/v1/check takes it.'
)


def answers(source: BinaryIO, name: str, rulebook: Rulebook) -> Iterator[tuple[str, bool]]:
    """A line for each line that is not empty, and whether it was read."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            yield json.dumps(_answer(line, f"{name}:{number}", rulebook)), True
        except BadRequest as refused:
            yield json.dumps({"id": None, **refused.body()}), False


def _answer(line: bytes, place: str, rulebook: Rulebook) -> dict[str, Any]:
    """The answer to one line, with its `id`. Raises BadRequest, which quotes nothing of it."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadJson(f"{place} is not JSON in UTF-8.", _LINE) from None
    match record:
        case {"id": None | str() | int() as asked, "text": str() as text, **rest}:
            context = _context(rest, place)
            result = check(text, rulebook, context, finished=True, grade=readability.grade)
            return {"id": asked, **result_out(text, result, context, None, None)}
    raise BadRequest(f"{place} has another shape.", _LINE)


def _context(record: Mapping[Any, Any], place: str) -> Context:
    """The conversation that a line tells. Raises BadRequest."""
    if "context" not in record and "now" not in record:
        said = record.get("customer_message")
        if isinstance(said, str | None):
            return Context((Turn("customer", said),)) if said else Context()
        raise BadRequest(f"{place} has another shape.", _LINE)
    # A whole conversation is rare here, and what reads it takes longer to load than the core.
    from pydantic import ValidationError

    from unruffle.wire.incoming import CheckIn

    try:
        talk = record.get("context", {"customer_message": record.get("customer_message")})
        told = {"text": "", "context": talk, "now": record.get("now")}
        asked = CheckIn.model_validate(told)
    except ValidationError:
        raise BadRequest(f"{place} has another shape.", _LINE) from None
    return asked.context.context(asked.moment()) if asked.context else Context(now=asked.moment())
