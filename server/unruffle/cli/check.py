"""`unruffle check`: the same core on files, without a server and without a database."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

import click

from unruffle import readability
from unruffle.cli import records, sarif
from unruffle.cli.sarif import Checked
from unruffle.core.check import check
from unruffle.core.types import SEVERITIES, Context, Result, Severity
from unruffle.snapshots import builtin
from unruffle.wire.result import result_out

#: Exit codes, as those of other linters.
FOUND: Final = 1
UNREAD: Final = 2

_COLORS: Final = {"high": "magenta", "medium": "yellow", "low": "cyan", "info": "blue"}


@click.command("check")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="For people, for programs, or for tools that read SARIF 2.1.0.",
)
@click.option(
    "--min-severity",
    type=click.Choice(SEVERITIES),
    default=SEVERITIES[-1],
    help="Leave out what is weaker.",
)
@click.option("--jsonl", is_flag=True, help='Read lines {"id", "text", ...} and answer each.')
@click.argument("files", nargs=-1, default=("-",), type=click.File("rb"))
@click.pass_context
def command(
    ctx: click.Context,
    form: str,
    min_severity: Severity,
    jsonl: bool,
    files: tuple[BinaryIO, ...],
) -> None:
    """Check FILES, or standard input without one, with the built-in lists.

    \b
    unruffle check reply.txt macros/*.txt
    pbpaste | unruffle check
    unruffle check --min-severity medium --format sarif macros/*.txt > found.sarif
    unruffle check --jsonl replies.jsonl > answers.jsonl

    The exit code is 0 where nothing is found, 1 where something is, 2 where something could not be
    read.

    With --jsonl a line of JSON comes for each line. In: `id`, `text`, `customer_message` or a whole
    `context`, and `now`, as POST /api/v1/check takes them. Out: the `id` and what that endpoint
    answers, with `revision` and `settings` null; a line that cannot be read has an `error` in its
    place. What is found does not change the exit code then.
    """
    if jsonl and (form != "text" or min_severity != SEVERITIES[-1]):
        raise click.UsageError("--jsonl goes without --format and --min-severity.")
    if jsonl:
        ctx.exit(_answer_lines(files))
    found = list(_checked(files, SEVERITIES.index(min_severity)))
    told = [one for one in found if one.result is not None]
    match form:
        case "json":
            click.echo(json.dumps([_plain(one) for one in told], ensure_ascii=False, indent=2))
        case "sarif":
            click.echo(json.dumps(sarif.log(told), ensure_ascii=False, indent=2))
        case _:
            for line in _lines(told):
                click.echo(line)
    for one in found:
        if one.result is None:
            click.echo(f"{one.name}: not text in UTF-8", err=True)
    if len(told) < len(found):
        ctx.exit(UNREAD)
    ctx.exit(FOUND if any(one.findings for one in told) else 0)


def _answer_lines(files: Iterable[BinaryIO]) -> int:
    """Answer every line; the exit code."""
    rulebook, unread = builtin(), 0
    for source in files:
        for line, read in records.answers(source, _name(source), rulebook):
            click.echo(line)
            unread += not read
    if unread:
        click.echo(f"Error: Not read: {unread} of the lines.", err=True)
    return UNREAD if unread else 0


def _checked(files: Iterable[BinaryIO], weakest: int) -> Iterator[Checked]:
    """Each file with what was found in it, down to a severity."""
    rulebook = builtin()
    for source in files:
        try:
            text = io.StringIO(source.read().decode("utf-8-sig"), newline=None).read()
        except UnicodeDecodeError:
            yield Checked(_name(source), "", None, ())
            continue
        result = check(text, rulebook, finished=True, grade=readability.grade)
        findings = [f for f in result.findings if SEVERITIES.index(f.severity) <= weakest]
        yield Checked(_name(source), text, result, tuple(findings))


def _plain(one: Checked) -> dict[str, object]:
    """A file as the API would answer for its text, less what was left out."""
    assert one.result is not None  # noqa: S101  # the caller has left the others out
    out = result_out(one.text, one.result, Context(), None, None)
    kept = {(f.rule, f.start) for f in one.findings}
    every = zip(one.result.findings, out["findings"], strict=True)
    found = [told for f, told in every if (f.rule, f.start) in kept]
    return {"file": one.name, **out, "findings": found}


def _lines(checked: Iterable[Checked]) -> Iterator[str]:
    """A line for each finding and suggestion, and one for each file."""
    for one in checked:
        for found in one.findings:
            line, column = one.place(found.start)
            words = " ".join(one.text[found.start : found.end].split())
            severity = click.style(found.severity, _COLORS[found.severity])
            yield f"{one.name}:{line}:{column}: {severity}: “{words}” {found.message}"
            for suggestion in found.suggestions:
                yield f"    rather: {suggestion.text or '(leave it out)'}"
        if one.result is not None:
            yield f"{one.name}: {_verdict(one.result, len(one.findings))}"


def _name(source: BinaryIO) -> str:
    return getattr(source, "name", "<stdin>")


def _verdict(result: Result, count: int) -> str:
    if result.score is None:
        return result.status
    return f"score {result.score}, {count} to look at" if count else "nothing to improve"
