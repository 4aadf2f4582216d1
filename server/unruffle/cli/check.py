"""`unruffle check`: the same core on files, without a server and without a database."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import click

from unruffle import readability
from unruffle.core.check import check
from unruffle.core.rulebook import Rulebook
from unruffle.core.types import Context, Result, Turn
from unruffle.errors import BadJson, BadRequest
from unruffle.snapshots import builtin
from unruffle.wire.result import result_out

_LINE = (
    'A line is {"id": ..., "text": "...", "customer_message"?: "...", "now"?: "..."}, in UTF-8; '
    'instead of the message it may hold a "context", as POST /api/v1/check takes it.'
)


@click.command("check")
@click.option("--jsonl", is_flag=True, help='Read lines {"id", "text", ...}.')
@click.argument("files", nargs=-1, default=("-",), type=click.File("rb"))
def command(jsonl: bool, files: tuple[BinaryIO, ...]) -> None:
    """Check FILES, or standard input without one, with the built-in lists.

    For people: a line per finding. With --jsonl: a line of JSON per line. In: `id`, `text`,
    `customer_message` or a whole `context`, and `now`, as POST /api/v1/check takes them. Out: the
    `id` and what that endpoint answers, with `revision` and `settings` null. A line that cannot be
    read has an `error` in its place, and the exit code is 1 in the end.
    """
    rulebook = builtin()
    unread = 0
    for source in files:
        for line, read in _records(source, rulebook) if jsonl else _report(source, rulebook):
            click.echo(line, err=not (read or jsonl))
            unread += not read
    if unread:
        raise click.ClickException(f"Not read: {unread} of the {'lines' if jsonl else 'files'}.")


def _records(source: BinaryIO, rulebook: Rulebook) -> Iterator[tuple[str, bool]]:
    """A line for each line, and whether it was read."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            yield json.dumps(_answer(line, f"{_name(source)}:{number}", rulebook)), True
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


def _report(source: BinaryIO, rulebook: Rulebook) -> Iterator[tuple[str, bool]]:
    """A line for each finding and suggestion and one for the whole, or that it was not read."""
    try:
        text = io.StringIO(source.read().decode("utf-8-sig"), newline=None).read()
    except UnicodeDecodeError:
        yield f"{_name(source)}: not text in UTF-8", False
        return
    result = check(text, rulebook, finished=True)
    for found in result.findings:
        line = text.count("\n", 0, found.start) + 1
        column = found.start - (text.rfind("\n", 0, found.start) + 1) + 1
        words = " ".join(text[found.start : found.end].split())
        place = f"{_name(source)}:{line}:{column}"
        yield f"{place}: {found.severity}: “{words}” {found.message}", True
        for suggestion in found.suggestions:
            yield f"    rather: {suggestion.text or '(leave it out)'}", True
    yield f"{_name(source)}: {_verdict(result)}", True


def _name(source: BinaryIO) -> str:
    return getattr(source, "name", "<stdin>")


def _verdict(result: Result) -> str:
    if result.score is None:
        return result.status
    if not result.findings:
        return "nothing to improve"
    return f"score {result.score}, {len(result.findings)} to look at"
