"""Rules on trial: what they find in replies that are pasted here, judged, and one click to live.

Pasted replies are looked at and forgotten. Only a sentence that is judged becomes an example.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import weeks, working
from unruffle.accounts import Admin
from unruffle.console import access, books
from unruffle.core.check import check
from unruffle.core.phrases import parse
from unruffle.core.reading import parse_rule
from unruffle.core.rules import RuleError
from unruffle.core.syntax import PhraseError
from unruffle.db import weekly
from unruffle.db.weekly import ORGANIZATION
from unruffle.errors import EditConflict, NotFound, NotPossible, UnruffleError
from unruffle.formats.sentence import Finder, escaped, marked
from unruffle.scopes import team_of
from unruffle.server import this_server
from unruffle.working import Entry

#: Characters of pasted replies, and hits shown of one rule.
LONGEST: Final = 100_000
HITS: Final = 5
#: Rules on a page, and rules that hits are looked for.
SHOWN: Final = 50
MOST: Final = 100_000
#: Closed weeks of which matches are counted.
WEEKS: Final = 12
# As it stands in the stored body of a rule.
_ON_TRIAL: Final = '"trial": true'
# Words around a hit that are offered as an exception.
_AROUND: Final = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of a pasted reply, cut at the words found, and a wording that could be excepted."""

    line: str
    before: str
    words: str
    after: str
    around: str


@access.page("/lists/trials", roles=access.EDITORS)
def trials(admin: Admin) -> str:
    """The rules on trial in a scope."""
    return _page(admin, access.scope(admin, edit=True), "")


@access.page("/lists/trials", methods=["POST"], roles=access.EDITORS)
def judge(admin: Admin) -> str | Response | tuple[str, int]:
    """Look for hits in pasted replies, take a judgment in, or make a rule live."""
    scope, replies = access.scope(admin, edit=True), request.form.get("replies", "")
    refused: UnruffleError | None = None
    try:
        if len(replies) > LONGEST:
            raise NotPossible("This is more than the box takes.", f"{LONGEST:,} characters.")
        do = request.form.get("do", "")
        if do in ("right", "passes"):
            _judged(admin, scope.name, right=do == "right")
        elif do == "live":
            flash(_live(admin, scope.name))
            return redirect(url_for("console.trials", scope=scope.name))
    except (EditConflict, NotPossible) as error:
        refused = error
    except (RuleError, PhraseError) as error:
        refused = NotPossible(str(error), " ")
    page = _page(admin, scope, replies, refused)
    return (page, refused.status) if refused else page


def _judged(admin: Admin, scope: str, *, right: bool) -> None:
    """The sentence as an example: of what is found, or with an exception of what passes."""
    entry, line = _entry(scope), request.form.get("line", "")
    body = dict(entry.body)
    examples = {name: list(known) for name, known in body["examples"].items()}
    if right:
        spans = _finder(body).spans(line)
        if not spans:
            raise NotPossible("Nothing is found there any more.", "Look for hits again.")
        _once(examples.setdefault("flags", []), marked(line, spans))
    else:
        fine = request.form.get("around", "").strip()
        body["unless"] = [*body.get("unless", []), *([fine] if fine else [])]
        if _finder(body).spans(line):
            raise NotPossible(
                "The rule still finds these words there.",
                "Write the words around them that make them fine.",
            )
        _once(examples.setdefault("passes", []), escaped(line))
    _save(admin, scope, entry, {**body, "examples": examples}, "judged")


def _live(admin: Admin, scope: str) -> str:
    """From trial to live, once it is published."""
    entry = _entry(scope)
    if not entry.body["examples"].get("passes"):
        raise NotPossible(
            "A near miss is missing.",
            "Judge a hit as fine, or write a sentence that passes on the rule's own page.",
        )
    _save(admin, scope, entry, {n: v for n, v in entry.body.items() if n != "trial"}, "live")
    return f"{entry.name} goes live when you publish."


def _save(admin: Admin, scope: str, entry: Entry, body: dict[str, Any], note: str) -> None:
    given = request.form.get("version", entry.version, type=int)
    wanted = Entry("rule", entry.name, body, given)
    with this_server().database.write() as connection:
        working.save(connection, admin, scope, wanted, datetime.now(UTC), note)


def _entry(scope: str) -> Entry:
    with this_server().database.read() as connection:
        found = working.entry(connection, scope, "rule", request.form.get("id", ""))
    if found is None or not found.body.get("trial"):
        raise NotFound
    return found


def _page(
    admin: Admin, scope: access.Scope, replies: str, refused: UnruffleError | None = None
) -> str:
    lines = [line.strip() for line in replies.splitlines() if line.strip()]
    looked = bool(lines) and refused is None
    with this_server().database.read() as connection:
        # Only who looks for hits needs them all.
        most = MOST if looked else SHOWN
        rules, count = working.search(connection, scope.name, "rule", _ON_TRIAL, most=most)
        where = weeks.lately(team_of(scope.name) or ORGANIZATION, datetime.now(UTC).date(), WEEKS)
        matched = {
            rule: sums.matched for rule, sums in weekly.by(connection, "rule", where).items()
        }
        ended = sum(week.replies for week in weekly.by(connection, "week", where, "").values())
    hits = _hits(scope.name, rules, lines) if looked else {}
    rules.sort(key=lambda one: (-len(hits.get(one.name, ())), one.name))
    return render_template(
        "console/trials.html",
        scope=scope,
        scopes=[one for one in access.scopes(admin) if admin.may_edit(one.name)],
        rules=rules[:SHOWN],
        count=count,
        hits=hits,
        most=HITS,
        replies=replies,
        lines=len(lines),
        weeks=WEEKS,
        matched=matched,
        ended=ended,
        refused=refused,
    )


def _hits(scope: str, rules: list[Entry], lines: list[str]) -> dict[str, list[Hit]]:
    """The hits of each rule, as the whole check sees them, by its id."""
    book, by_id = books.proposed(scope), {one.name: one for one in rules}
    found: dict[str, list[Hit]] = {}
    for line in lines:
        result = check(line, book.rulebook, choices=book.choices, finished=True)
        for rule_id in result.trials:
            if rule_id in by_id:
                held = found.setdefault(rule_id, [])
                held += _cut(line, by_id[rule_id].body)
    return found


def _cut(line: str, body: Any) -> Iterator[Hit]:
    for start, end in sorted(_finder(body).spans(line))[:1]:
        words = [*line[:start].split()[-_AROUND:], line[start:end], *line[end:].split()[:_AROUND]]
        around = " ".join(words).strip(" .,;:!?")
        yield Hit(line, line[:start], line[start:end], line[end:], around)


def _finder(body: Any) -> Finder:
    """What the rule of a form finds. Raises RuleError or PhraseError."""
    classes = this_server().live.view.published.shipped.classes
    rule = parse_rule("house/x", body)
    return Finder(
        [parse(phrase, classes) for phrase in rule.phrases],
        [parse(phrase, classes) for phrase in rule.unless],
    )


def _once(known: list[Any], example: str) -> None:
    if example not in known:
        known.append(example)
