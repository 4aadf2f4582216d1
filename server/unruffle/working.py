"""The working copy: lists of a scope as admins edit them, until they are published.

An entry is the unit of editing: two admins who edit different ones do not meet, and of two who
edit the same one the later is shown what the earlier wrote before anything is overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal, get_args

from sqlalchemy import Connection

from unruffle import trail
from unruffle.accounts import Admin
from unruffle.core.layers import parse_layer
from unruffle.db import working
from unruffle.db.working import WorkingRow
from unruffle.errors import EditConflict

#: What an entry may be. A `place` keeps the whole list to sites or channels, `profile` is one name.
Kind = Literal[
    "rule", "change", "allow", "limit", "expected", "openers", "list", "profile", "place"
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_KINDS: Final[Mapping[str, Kind]] = {kind: kind for kind in KINDS}

#: Where a kind stands in a layer, if it has a place of its own there.
_TABLES: Final[Mapping[str, str]] = {
    "rule": "rules",
    "change": "changes",
    "allow": "allow",
    "limit": "limits",
    "expected": "expected",
    "openers": "openers",
    "list": "lists",
}
#: Entries of an import that a line of the trail names.
NAMED: Final = 20
#: Kinds whose body is one value.
_VALUE: Final = "value"
_PLAIN: Final = frozenset({"limit", "expected", "openers", "list", "profile", "place"})


#: What names an entry within its scope: kind and name.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; a `body` of a plain kind is `{"value": ...}`. Version 0 is not there yet."""

    kind: Kind
    name: str
    body: Mapping[str, Any]
    version: int = 0
    changed_by: str = ""


def layer_of(entries: Iterable[Entry]) -> dict[str, Any]:
    """The layer that these entries make, as it stands in a snapshot."""
    layer: dict[str, Any] = {}
    for entry in entries:
        body = entry.body[_VALUE] if entry.kind in _PLAIN else dict(entry.body)
        if entry.kind in _TABLES:
            layer.setdefault(_TABLES[entry.kind], {})[entry.name] = body
        elif body:
            layer["profile" if entry.kind == "profile" else entry.name] = body
    return layer


def entries_of(layer: Mapping[str, Any]) -> list[Entry]:
    """The entries that make a layer: the reverse of `layer_of`."""
    found = []
    for kind in KINDS:
        if kind in _TABLES:
            table = layer.get(_TABLES[kind], {})
            plain = kind in _PLAIN
            found += [Entry(kind, n, {_VALUE: b} if plain else b) for n, b in table.items()]
        elif kind == "profile" and "profile" in layer:
            found.append(Entry(kind, kind, {_VALUE: layer["profile"]}))
        elif kind == "place":
            names = [name for name in ("hosts", "channels") if name in layer]
            found += [Entry(kind, name, {_VALUE: layer[name]}) for name in names]
    return found


def entries(connection: Connection, scope: str, without: Kind | Literal[""] = "") -> list[Entry]:
    """Every entry of a scope, but those of one kind if it is named."""
    return [entry_of(row) for row in working.every(connection, scope, without)]


def entry(connection: Connection, scope: str, kind: Kind, name: str) -> Entry | None:
    """The entry with this name."""
    row = working.one(connection, scope, kind, name)
    return entry_of(row) if row else None


def search(
    connection: Connection, scope: str, kind: Kind, words: str = "", start: int = 0, most: int = 50
) -> tuple[list[Entry], int]:
    """A page of the entries that hold these words, and how many there are in all."""
    rows, count = working.search(connection, scope, kind, words, start, most)
    return [entry_of(row) for row in rows], count


def save(
    connection: Connection, who: Admin | None, scope: str, wanted: Entry, now: datetime, note: str
) -> Entry:
    """Write an entry over the version that it was made from, and a line of the trail.

    Raises EditConflict where somebody else wrote meanwhile, core.rules.RuleError where it cannot
    be read as a list.
    """
    parse_layer(scope, layer_of([wanted]))
    before = _of_version(connection, scope, wanted)
    body = body_text(wanted.body)
    if before is not None and before.body == body:
        return entry_of(before)
    row = _row(wanted, body, who, now)
    version = working.put(connection, scope, [row])
    action = "change" if before else "add"
    subject, was = f"{wanted.kind} {wanted.name}", before.body if before else ""
    trail.record(connection, now, who, f"lists.{action}", scope, subject, was, body, note)
    return replace(entry_of(row), version=version)


def remove(
    connection: Connection, who: Admin | None, scope: str, gone: Entry, now: datetime, note: str
) -> None:
    """Take an entry out of the working copy. Raises EditConflict."""
    before = _of_version(connection, scope, gone)
    if before is None:
        return
    working.take(connection, scope, gone.kind, gone.name)
    subject = f"{gone.kind} {gone.name}"
    trail.record(connection, now, who, "lists.remove", scope, subject, before.body, "", note)


def take_over(
    connection: Connection, who: Admin | None, scope: str, found: Iterable[Entry], now: datetime
) -> int:
    """Write many entries at once, over what is there, with one line of the trail; how many.

    The trail keeps what was there under their names.
    Raises core.rules.RuleError where they cannot be read as a list; nothing is written then.
    """
    wanted = list(found)
    parse_layer(scope, layer_of(wanted))
    names = {(one.kind, one.name) for one in wanted}
    was = layer_of(one for one in entries(connection, scope) if (one.kind, one.name) in names)
    working.put(connection, scope, [_row(one, body_text(one.body), who, now) for one in wanted])
    told = ", ".join(f"{one.kind} {one.name}" for one in wanted[:NAMED])
    subject, before = f"{len(wanted)} entries", body_text(was) if was else ""
    trail.record(connection, now, who, "lists.import", scope, subject, before, told)
    return len(wanted)


def replace_all(
    connection: Connection, who: Admin | None, scope: str, layer: Mapping[str, Any], now: datetime
) -> None:
    """Make the working copy what this layer says; the trail keeps what it was."""
    before = layer_of(entries(connection, scope))
    working.take_all(connection, scope)
    rows = [_row(one, body_text(one.body), who, now) for one in entries_of(layer)]
    working.put(connection, scope, rows)
    trail.record(connection, now, who, "lists.discard", scope, "working copy", body_text(before))


def _of_version(connection: Connection, scope: str, wanted: Entry) -> WorkingRow | None:
    """The row as it is. Raises EditConflict where it is not the one that was edited."""
    row = working.one(connection, scope, wanted.kind, wanted.name)
    if (row.version if row else 0) != wanted.version:
        raise EditConflict(theirs=entry_of(row) if row else None)
    return row


def body_text(body: Mapping[str, Any]) -> str:
    """A body as it is stored: equal bodies are equal texts."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def _row(wanted: Entry, body: str, who: Admin | None, now: datetime) -> WorkingRow:
    name = who.name if who else trail.COMMAND_LINE
    return WorkingRow(wanted.kind, wanted.name, body, 0, name, int(now.timestamp()))


def entry_of(row: WorkingRow) -> Entry:
    """An entry as it is stored."""
    return replace(
        stored(row.kind, row.name, row.body), version=row.version, changed_by=row.changed_by
    )


def stored(kind: str, name: str, text: str) -> Entry:
    """The entry with this text for its body."""
    return Entry(_KINDS[kind], name, json.loads(text))


def texts_of(layer: Mapping[str, Any]) -> dict[Key, str]:
    """The entries of a layer, each as its text."""
    return {(entry.kind, entry.name): body_text(entry.body) for entry in entries_of(layer)}
