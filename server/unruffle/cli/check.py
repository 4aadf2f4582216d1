"""`unruffle check`: the same core on files, without a server and without a database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TextIO

import click

from unruffle.core.check import check
from unruffle.core.rulebook import Rulebook, compile_rulebook
from unruffle.core.types import Context, Result, Turn
from unruffle.lists import loader
from unruffle.wire.result import result_out


@click.command("check")
@click.option("--jsonl", is_flag=True, help='Read lines {"id", "text", "customer_message"?}.')
@click.argument("files", nargs=-1, default=("-",), type=click.File("r", encoding="utf-8"))
def command(jsonl: bool, files: tuple[TextIO, ...]) -> None:
    """Check FILES, or standard input without one, with the built-in lists.

    For people: a line per finding. With --jsonl: a line of JSON per line, the `id` and what
    POST /api/v1/check answers, with `revision` and `settings` null.
    """
    rulebook = compile_rulebook(loader.load())
    for source in files:
        lines = _records(source, rulebook) if jsonl else _report(source, rulebook)
        for line in lines:
            click.echo(line)


def _records(source: TextIO, rulebook: Rulebook) -> Iterator[str]:
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            text, said = record["text"], record.get("customer_message")
            if not isinstance(text, str) or not isinstance(said, str | None):
                raise TypeError
            asked = record["id"]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            # The message of the exception would quote the line.
            raise click.ClickException(
                f"{source.name}:{number}: not a line like "
                '{"id": ..., "text": "...", "customer_message": "..."} '
                f"({type(error).__name__})."
            ) from None
        context = Context((Turn("customer", said),)) if said else Context()
        result = check(text, rulebook, context)
        yield json.dumps({"id": asked, **result_out(text, result, context, None, None)})


def _report(source: TextIO, rulebook: Rulebook) -> Iterator[str]:
    text = source.read()
    result = check(text, rulebook)
    for found in result.findings:
        line = text.count("\n", 0, found.start) + 1
        column = found.start - (text.rfind("\n", 0, found.start) + 1) + 1
        words = " ".join(text[found.start : found.end].split())
        yield f"{source.name}:{line}:{column}: {found.severity}: “{words}” {found.message}"
        for offer in found.offers:
            yield f"    rather: {offer.text or '(leave it out)'}"
    yield f"{source.name}: {_verdict(result)}"


def _verdict(result: Result) -> str:
    if result.score is None:
        return result.status
    if not result.findings:
        return "nothing to improve"
    return f"score {result.score}, {len(result.findings)} to look at"
