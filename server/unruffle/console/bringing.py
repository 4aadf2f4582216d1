"""Paste and go, import and export: a list is looked at row by row before any of it is taken over.

The text stands in the form until it is taken; nothing of it is kept on the server before that.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any, Final

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import working
from unruffle.accounts import Admin
from unruffle.console import access, books
from unruffle.core.rules import RuleError
from unruffle.core.types import SEVERITIES, Severity
from unruffle.errors import NotPossible
from unruffle.formats import FORMATS, Source, flat, guess, terms
from unruffle.formats.imported import Defaults, Exported, Form, Unusable
from unruffle.formats.received import text_of
from unruffle.formats.trying import DryRun, dry_run
from unruffle.server import this_server
from unruffle.working import Entry

#: Rows of each table on the page; the counts are of all.
SHOWN: Final = 200
_LIGHT: Final = "low"
_DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}


@access.page("/lists/paste", roles=access.EDITORS)
def paste(admin: Admin) -> str:
    """The box for a list, and the ways to take lists out."""
    return _page(access.scope(admin, edit=True), admin, "", None, None)


@access.page("/lists/paste", methods=["POST"], roles=access.EDITORS)
def bring_in(admin: Admin) -> str | Response | tuple[str, int]:
    """Say what a list would bring, or take it over: all of what was shown, or nothing."""
    scope = access.scope(admin, edit=True)
    source, run = Source(request.form.get("text", "")), None
    try:
        source = _source()
        run, there = _tried(scope.name, source)
        taken = run.taken(
            duplicates=request.form.get("duplicates") == "on",
            conflicts=request.form.get("conflicts") == "on",
        )
        if request.form.get("do") != "take":
            return _page(scope, admin, source.text, source, run)
        if not taken:
            raise NotPossible("Nothing here is new.", "Look at the table below.")
        layer = {"rules": {**there, **taken}}
        books.alone(scope.name, layer)
        with this_server().database.write() as connection:
            entries = [Entry("rule", rule_id, form) for rule_id, form in taken.items()]
            working.take_over(connection, admin, scope.name, entries, datetime.now(UTC))
    except (Unusable, RuleError, NotPossible) as error:
        refused = _refusal(error)
        return _page(scope, admin, source.text, source, run, refused), refused.status
    flash(_told(taken))
    return redirect(url_for("console.trials", scope=scope.name))


@access.page("/lists/export")
def export(admin: Admin) -> FlaskResponse:
    """The own rules of a scope as a file: `?format=csv|toml|vale`."""
    scope = access.scope(admin)
    rules = _own(scope.name)
    name = request.args.get("format", "csv")
    if name == "csv":
        exported = flat.write(rules, _DELIMITERS.get(request.args.get("delimiter", ""), ","))
    else:
        write = FORMATS[name].write if name in FORMATS else None
        if write is None:
            raise NotPossible("There is no such format.", "Choose CSV, TOML or Vale.")
        exported = write(rules, this_server().live.view.published.shipped.classes)
    return _file(exported)


def _refusal(error: Exception) -> NotPossible:
    if isinstance(error, Unusable):
        return NotPossible(error.reason, error.remedy)
    return error if isinstance(error, NotPossible) else NotPossible(str(error), " ")


def _source() -> Source:
    """What was uploaded, else what stands in the box. Raises Unusable."""
    upload = request.files.get("file")
    name = request.form.get("name", "")
    if upload and upload.filename:
        return Source(text_of(upload.read()), upload.filename)
    columns = {
        field: request.form[f"column-{field}"]
        for field in terms.FIELDS
        if request.form.get(f"column-{field}")
    }
    return Source(request.form.get("text", ""), name, columns or None)


def _format(source: Source) -> str:
    chosen = request.form.get("format", "")
    return chosen if chosen in FORMATS else guess(source)


def _tried(scope: str, source: Source) -> tuple[DryRun, dict[str, Form]]:
    graded: Severity = next(
        (one for one in SEVERITIES if one == request.form.get("severity")), _LIGHT
    )
    defaults = Defaults(severity=graded, classes=this_server().live.view.published.shipped.classes)
    imported = FORMATS[_format(source)].read(source, defaults)
    there = _own(scope)
    return dry_run(imported, there, books.proposed(scope).rulebook), there


def _own(scope: str) -> dict[str, Form]:
    with this_server().database.read() as connection:
        found = working.entries(connection, scope)
    return {one.name: dict(one.body) for one in found if one.kind == "rule"}


def _page(
    scope: access.Scope,
    admin: Admin,
    text: str,
    source: Source | None,
    run: DryRun | None,
    refused: NotPossible | None = None,
) -> str:
    held: dict[str, Any] = {}
    if source is not None and run is not None:
        form = _format(source)
        header = terms.header_of(text) if form == "terms" else []
        held = {
            "form": form,
            "header": header,
            "columns": source.columns or terms.guess(header),
            "name": source.name,
        }
    return render_template(
        "console/paste.html",
        scope=scope,
        scopes=[one for one in access.scopes(admin) if admin.may_edit(one.name)],
        formats=FORMATS,
        fields=terms.FIELDS,
        severities=SEVERITIES,
        delimiters=list(_DELIMITERS),
        given=request.form,
        text=text,
        run=run,
        most=SHOWN,
        refused=refused,
        **held,
    )


def _told(taken: dict[str, Form]) -> str:
    trial = sum(form.get("trial", False) for form in taken.values())
    live = len(taken) - trial
    told = f"On trial in the working copy: {trial}. They match, and nobody sees them."
    return f"{told} Live once you publish: {live}." if live else told


def _file(exported: Exported) -> FlaskResponse:
    """The one file, or all of them in a zip file with a note of what could not be written."""
    if len(exported.files) == 1 and not exported.problems:
        ((name, text),) = exported.files.items()
        data = text.encode("utf-8")
    else:
        name, packed = "phrases.zip", io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
            for inner, text in exported.files.items():
                folder.writestr(inner, text)
            left = "\n".join(f"{one.reason} {one.remedy}" for one in exported.problems)
            folder.writestr("left-out.txt", left + "\n")
        data = packed.getvalue()
    response = FlaskResponse(data, mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
