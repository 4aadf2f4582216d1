"""The try-it box: one draft before the working copy and before what is published, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask import render_template, request

from unruffle import readability
from unruffle.accounts import Admin
from unruffle.console import access, books
from unruffle.core.check import check
from unruffle.core.rules import CONDITIONS, RuleError
from unruffle.core.types import Check, Context, Finding, Result, Turn
from unruffle.errors import NotPossible

#: Characters of each box; a longer reply is no example.
LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the draft, and the finding that marks it, if one does."""

    text: str
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two books says."""

    label: str
    result: Result
    pieces: tuple[Piece, ...]
    checks: tuple[Check, ...]


@access.page("/try", methods=["GET", "POST"])
def try_out(admin: Admin) -> str | tuple[str, int]:
    """What agents see now and what they would see. Nothing of it is stored or logged."""
    scope = access.scope(admin)
    draft, message = request.form.get("draft", ""), request.form.get("message", "")
    sides, refused = list[Side](), None
    if max(len(draft), len(message)) > LONGEST:
        refused = NotPossible("This is longer than the box takes.", f"{LONGEST:,} characters.")
    elif draft.strip():
        try:
            proposed = books.proposed(scope.name)
        except RuleError as error:
            refused = NotPossible(f"The working copy cannot be used yet. {error}", " ")
        books_by_label = {"Published": books.published(scope.name)}
        if refused is None:
            books_by_label["Working copy"] = proposed
        sides = [
            _side(label, book, draft, _context(message)) for label, book in books_by_label.items()
        ]
    page = render_template(
        "console/try.html",
        scope=scope,
        scopes=access.scopes(admin),
        draft=draft,
        message=message,
        given=request.form,
        channels=CONDITIONS["channel"],
        sides=sides,
        only=_only(sides),
        refused=refused,
    )
    return (page, refused.status) if refused else page


def _context(message: str) -> Context:
    return Context(
        turns=(Turn("customer", message),) if message.strip() else (),
        channel=request.form.get("channel") or None,
        host=request.form.get("host", "").strip().lower() or None,
        now=datetime.now(UTC),
    )


def _side(label: str, book: books.Book, draft: str, context: Context) -> Side:
    result = check(
        draft, book.rulebook, context, book.choices, finished=True, grade=readability.grade
    )
    return Side(label, result, tuple(_pieces(draft, result)), result.checks)


def _pieces(draft: str, result: Result) -> list[Piece]:
    """The draft cut at its findings; of two that overlap the first one is drawn."""
    found, done = list[Piece](), 0
    for finding in sorted(result.findings, key=lambda one: (one.start, -one.end)):
        if finding.start >= done:
            found.append(Piece(draft[done : finding.start]))
            found.append(Piece(draft[finding.start : finding.end], finding))
            done = finding.end
    return [*found, Piece(draft[done:])]


def _only(sides: list[Side]) -> set[tuple[str, str]]:
    """Rules that only one side has something to say by, each with the label of the side."""
    heard = {
        side.label: {f.rule for f in side.result.findings} | {c.rule for c in side.checks}
        for side in sides
    }
    return {
        (label, rule)
        for label, rules in heard.items()
        for other, others in heard.items()
        if other != label
        for rule in rules - others
    }
