"""The editor of a rule of one's own: its phrases explained, its examples run, its words read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import working
from unruffle.accounts import Admin
from unruffle.console import access, books, reports
from unruffle.core.examples import complaints
from unruffle.core.explaining import Explained, explain
from unruffle.core.rules import CONDITIONS, RuleError
from unruffle.core.vetting import Remark, vet
from unruffle.differences import Difference
from unruffle.errors import EditConflict, NotFound
from unruffle.rule_form import SUGGESTIONS, body_of, fields_of
from unruffle.server import this_server
from unruffle.working import Entry

_NOT_IN_A_NAME: Final = re.compile(r"[^a-z0-9]+")
#: What a new rule begins with.
_NEW: Final[Mapping[str, Any]] = {"severity": "medium", "sources": ["House style"]}


@access.page("/lists/rule", roles=access.EVERYONE)
def rule(admin: Admin) -> str:
    """The rule that `?id=` names in the working copy of `?scope=`, or an empty form."""
    scope, name = access.scope(admin), request.args.get("id", "")
    told = reports.proposal(admin)
    new = Entry("rule", "", {**_NEW, **(reports.proposed(told) if told else {})})
    entry = _entry(scope.name, name) if name else new
    if entry is None:
        raise NotFound
    return _page(admin, scope, entry, fields_of(entry.body))


@access.page("/lists/rule", methods=["POST"], roles=access.EDITORS)
def save_rule(admin: Admin) -> Response | str | tuple[str, int]:
    """Save, remove or only look; what was typed is on the page again where it is not saved."""
    scope = access.scope(admin, edit=True)
    fields, version = dict(request.form.items()), request.form.get("version", 0, type=int)
    before = _entry(scope.name, request.form.get("id", ""))
    name = request.form.get("id") or _name(fields)
    wanted = Entry("rule", name, body_of(fields, before.body if before else {}), version)
    if request.form.get("do") == "look":
        return _page(admin, scope, wanted, fields, looked=True)
    (*_, remarks), told = _look(scope.name, wanted), reports.proposal(admin)
    if request.form.get("do") != "remove" and any(remark.refuses for remark in remarks):
        return _page(admin, scope, wanted, fields, looked=True), 422
    try:
        with this_server().database.write() as connection:
            now, note = datetime.now(UTC), request.form.get("note", "")
            if request.form.get("do") == "remove":
                working.remove(connection, admin, scope.name, wanted, now, note)
            else:
                working.save(connection, admin, scope.name, wanted, now, note)
                if told is not None:
                    reports.accept_proposal(connection, admin, told, now)
    except EditConflict as conflict:
        theirs = conflict.theirs if isinstance(conflict.theirs, Entry) else None
        again = replace(wanted, version=theirs.version if theirs else 0)
        return _page(admin, scope, again, fields, theirs=theirs, refused=conflict), 409
    flash(f"{name} is in the working copy. Agents see it once it is published.")
    return redirect(url_for("console.lists", scope=scope.name))


@access.page("/lists/rule/explain", methods=["POST"], roles=access.EDITORS)
def explain_rule(admin: Admin) -> Response:
    """What the form describes, while it is typed: wordings, examples and remarks as JSON."""
    scope, fields = access.scope(admin, edit=True), dict(request.form.items())
    name = request.form.get("id") or _name(fields)
    wanted = Entry("rule", name, body_of(fields, {}))
    explained, told, remarks = _look(scope.name, wanted)
    return jsonify(
        phrases=[
            {"phrase": e.phrase, "matches": e.matches, "more": e.more, "problem": e.problem}
            for e in explained
        ],
        examples=told,
        remarks=[{"field": one.field, "text": one.text} for one in remarks],
    )


def _page(
    admin: Admin,
    scope: access.Scope,
    entry: Entry,
    fields: Mapping[str, str],
    *,
    looked: bool = False,
    theirs: Entry | None = None,
    refused: EditConflict | None = None,
) -> str:
    explained, told, remarks = _look(scope.name, entry) if looked or entry.name else ([], [], [])
    snapshot = this_server().live.view.published.snapshot
    both = [Difference(theirs, entry)] if theirs and theirs.body != entry.body else []
    return render_template(
        "console/rule.html",
        scope=scope,
        may_edit=admin.may_edit(scope.name),
        entry=entry,
        fields=fields,
        explained=explained,
        complaints=told,
        remarks=remarks,
        theirs=theirs,
        both=both,
        refused=refused,
        categories=sorted({id_.partition("/")[0] for id_ in snapshot["rules"]}),
        conditions=[f"{kind}:{v}" if v else kind for kind in CONDITIONS for v in _values(kind)],
        suggestions=range(SUGGESTIONS),
        proposal=reports.proposal(admin),
    )


def _values(kind: str) -> tuple[str, ...]:
    return CONDITIONS[kind] or ("",)


def _look(scope: str, entry: Entry) -> tuple[list[Explained], list[str], list[Remark]]:
    """The phrases explained, what is not as the examples say, and remarks; only of this rule."""
    classes = this_server().live.view.published.shipped.classes
    explained = [explain(phrase, classes) for phrase in entry.body.get("phrases", [])[:100]]
    try:
        book = books.alone(scope, {"rules": {entry.name: entry.body}})
    except RuleError as error:
        return explained, [], [Remark("rule", str(error), refuses=True)]
    (found,) = book.rulebook.layers[scope].rules
    remarks = vet(found, book.rulebook, book.choices)
    return explained, complaints(found, book.rulebook, book.choices), remarks


def _entry(scope: str, name: str) -> Entry | None:
    with this_server().database.read() as connection:
        return working.entry(connection, scope, "rule", name)


def _name(fields: Mapping[str, str]) -> str:
    """An id of the category and the name that were typed."""
    parts = (fields.get("category", ""), fields.get("name", ""))
    return "/".join(_NOT_IN_A_NAME.sub("-", part.lower()).strip("-")[:38] for part in parts)
