"""What a scope does to a rule, check or technique that it did not write: grade, switch off, except.

A change has a reason, and may end with a day. The page says why everything stands as it does here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from unruffle import working
from unruffle.accounts import Admin
from unruffle.console import access, books
from unruffle.console.lists import standing
from unruffle.core.layers import ORGANIZATION
from unruffle.core.rules import RuleError
from unruffle.errors import EditConflict, NotFound, NotPossible, UnruffleError
from unruffle.server import this_server
from unruffle.working import Entry, Kind


@access.page("/lists/change")
def change(admin: Admin) -> str:
    """How the rule, check or technique that `?id=` names stands in `?scope=`."""
    return _page(admin, access.scope(admin), request.args.get("id", ""), None)


@access.page("/lists/change", methods=["POST"], roles=access.EDITORS)
def save_change(admin: Admin) -> Response | tuple[str, int]:
    """Write the change into the working copy; nothing of it is lost where that cannot be."""
    scope, id_ = access.scope(admin, edit=True), request.form.get("id", "")
    body, now = _found(id_), datetime.now(UTC)
    try:
        # Before anything is written: what names no day or is no phrase is said on this page.
        wanted = list(_entries(id_, body))
        books.alone(scope.name, working.layer_of(one for one in wanted if _says(one)))
        with this_server().database.write() as connection:
            for one in wanted:
                if _says(one):
                    working.save(connection, admin, scope.name, one, now, _field("reason"))
                else:
                    working.remove(connection, admin, scope.name, one, now, _field("reason"))
    except EditConflict as conflict:
        return _page(admin, scope, id_, conflict), conflict.status
    except (RuleError, NotPossible) as error:
        refused = error if isinstance(error, UnruffleError) else NotPossible(str(error), " ")
        return _page(admin, scope, id_, refused), refused.status
    flash(f"{id_} is changed in the working copy. Agents see it once it is published.")
    return redirect(url_for("console.change", scope=scope.name, id=id_))


def _page(admin: Admin, scope: access.Scope, id_: str, refused: UnruffleError | None) -> str:
    snapshot, body = this_server().live.view.published.snapshot, _found(id_)
    held = _held(scope.name, id_, body)
    category = snapshot.get("categories", {}).get(id_.partition("/")[0], {})
    off = bool(category.get("optional"))
    return render_template(
        "console/change.html",
        scope=scope,
        scopes=access.scopes(admin),
        may_edit=admin.may_edit(scope.name),
        id=id_,
        body=body,
        kind=_kind(id_),
        held=held,
        typed=request.form if refused else None,
        standing=standing(books.around(scope.name), scope.name, id_, body, off=off),
        labels={found.name: found.label for found in access.scopes(admin)},
        sources=snapshot.get("sources", {}),
        refused=refused,
    )


def _entries(id_: str, body: Mapping[str, Any]) -> list[Entry]:
    """The entries that the form describes, each over the version that the form was made from."""
    found = [Entry("change", id_, _change(), _version("change"))] if "off" in request.form else []
    for name in body.get("limits", {}):
        key = f"{id_}.{name}"
        found.append(Entry("limit", key, {"value": _number(key)}, _version(key)))
    if "openers" in request.form:
        found.append(Entry("openers", id_, {"value": _lines("openers")}, _version("openers")))
    if "expected" in request.form:
        sets = [
            [part.strip() for part in line.split(" and ") if part.strip()]
            for line in _lines("expected")
        ]
        own = None if _field("shipped") == "on" else sets
        found.append(Entry("expected", id_, {"value": own}, _version("expected")))
    return found


def _change() -> dict[str, Any]:
    off = {"on": False, "off": True}.get(_field("off"))
    given: dict[str, Any] = {
        "off": off,
        "severity": _field("severity"),
        "unless": _lines("unless"),
        "passes": _lines("passes"),
        "until": _field("until"),
    }
    change = {name: value for name, value in given.items() if value not in (None, "", [])}
    if not change:
        return {}
    if not _field("reason"):
        raise NotPossible("A reason is missing.", "Say in a few words why this differs here.")
    return {**change, "reason": _field("reason")}


def _says(entry: Entry) -> bool:
    """Whether an entry holds anything; an empty one means: as it was."""
    if entry.kind == "change":
        return bool(entry.body)
    return entry.body["value"] not in (None, [], "") or (
        entry.kind == "expected" and entry.body["value"] == []
    )


def _held(scope: str, id_: str, body: Mapping[str, Any]) -> dict[str, Entry]:
    """What the working copy holds about it, by the name of its part of the form."""
    kinds: list[tuple[str, Kind, str]] = [
        ("change", "change", id_),
        ("openers", "openers", id_),
        ("expected", "expected", id_),
    ]
    kinds += [(f"{id_}.{name}", "limit", f"{id_}.{name}") for name in body.get("limits", {})]
    with this_server().database.read() as connection:
        found = {part: working.entry(connection, scope, kind, n) for part, kind, n in kinds}
    return {part: entry for part, entry in found.items() if entry is not None}


def _found(id_: str) -> Mapping[str, Any]:
    snapshot = this_server().live.view.published.snapshot
    of_all = snapshot.get("layers", {}).get(ORGANIZATION, {}).get("rules", {})
    for table in (snapshot["rules"], snapshot.get("checks", {}), snapshot.get("techniques", {})):
        if id_ in table:
            found: Mapping[str, Any] = table[id_]
            return found
    if id_ in of_all:
        own: Mapping[str, Any] = of_all[id_]
        return own
    raise NotFound


def _kind(id_: str) -> str:
    if "/" in id_:
        return "rule"
    return (
        "technique"
        if id_ in this_server().live.view.published.snapshot.get("techniques", {})
        else "check"
    )


def _version(part: str) -> int:
    return request.form.get(f"version-{part}", 0, type=int)


def _field(name: str) -> str:
    return request.form.get(name, "").strip()


def _lines(name: str) -> list[str]:
    return [line.strip() for line in _field(name).splitlines() if line.strip()]


def _number(name: str) -> float | None:
    given = _field(name)
    try:
        number = float(given) if given else None
    except ValueError:
        raise NotPossible(f"{name} is no number.", "Write digits, such as 200.") from None
    if number is not None and not 0 <= number <= 1_000_000:
        raise NotPossible(f"{name} is no number from 0 on.", "Write digits, such as 200.")
    return number
