"""Lists: what holds in a scope, searched and paged; each rule leads to a page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import render_template, request

from unruffle import working
from unruffle.accounts import Admin
from unruffle.console import access, books
from unruffle.core.layers import ORGANIZATION, Change, Layer, steps
from unruffle.server import this_server

#: Rows of a page.
SHOWN: Final = 50

#: What the page can show, by name.
TABS: Final = {
    "own": "Own rules",
    "organization": "Rules of all teams",
    "shipped": "Built-in rules",
    "checks": "Checks",
    "techniques": "Techniques",
    "wording": "Approved wording",
}


@access.page("/lists")
def lists(admin: Admin) -> str:
    """One kind of entries in a scope: `?scope=&tab=&words=&page=`."""
    scope = access.scope(admin)
    tab = request.args.get("tab", "own")
    tab = tab if tab in TABS and (tab, scope.name) != ("organization", ORGANIZATION) else "own"
    words = request.args.get("words", "").strip()
    start = max(0, request.args.get("page", 0, type=int)) * SHOWN
    rows, count = (_own if tab in ("own", "wording") else _there)(scope.name, tab, words, start)
    return render_template(
        "console/lists.html",
        scope=scope,
        scopes=access.scopes(admin),
        may_edit=admin.may_edit(scope.name),
        tabs={n: t for n, t in TABS.items() if (n, scope.name) != ("organization", ORGANIZATION)},
        tab=tab,
        words=words,
        rows=rows,
        count=count,
        first=start,
        page=start // SHOWN,
        more=start + SHOWN < count,
    )


def _own(scope: str, tab: str, words: str, start: int) -> tuple[list[dict[str, Any]], int]:
    kind: working.Kind = "rule" if tab == "own" else "allow"
    with this_server().database.read() as connection:
        found, count = working.search(connection, scope, kind, words, start, SHOWN)
    return [{"id": one.name, "own": True, **one.body} for one in found], count


def _there(scope: str, tab: str, words: str, start: int) -> tuple[list[dict[str, Any]], int]:
    """Entries of the package or the organization, with how they stand in this scope."""
    snapshot = this_server().live.view.published.snapshot
    tables = {
        "shipped": snapshot["rules"],
        "checks": snapshot.get("checks", {}),
        "techniques": snapshot.get("techniques", {}),
        "organization": snapshot.get("layers", {}).get(ORGANIZATION, {}).get("rules", {}),
    }
    fitting = [pair for pair in tables[tab].items() if _fits(pair, words.casefold())]
    layers = books.around(scope)
    rows = [
        {"id": id_, **body, **standing(layers, scope, id_, body, off=_is_off(snapshot, id_))}
        for id_, body in fitting[start : start + SHOWN]
    ]
    return rows, len(fitting)


def standing(
    layers: Mapping[str, Layer], scope: str, id_: str, body: Mapping[str, Any], *, off: bool
) -> dict[str, Any]:
    """Severity and whether it is off here, and the changes that lead to it, the nearest last."""
    severity, path = body.get("severity"), list[tuple[str, Change]]()
    for name, change in steps(layers, scope, id_):
        path.append((name, change))
        off = off if change.off is None else change.off
        severity = change.severity or severity
    return {"severity": severity, "off": off, "path": path}


def _is_off(snapshot: Mapping[str, Any], id_: str) -> bool:
    """Whether the list of a rule ships switched off."""
    category = snapshot.get("categories", {}).get(id_.partition("/")[0], {})
    return bool(category.get("optional"))


def _fits(pair: tuple[str, Mapping[str, Any]], words: str) -> bool:
    id_, body = pair
    return not words or any(words in text.casefold() for text in (id_, *_texts(body)))


def _texts(body: Mapping[str, Any]) -> Iterator[str]:
    for name in ("message", "why", "name", "shows"):
        yield str(body.get(name, ""))
    yield from body.get("phrases", ())
