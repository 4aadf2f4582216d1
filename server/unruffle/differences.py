"""What differs between two layers, in plain words: the working copy and what is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from unruffle.db.working import WorkingRow
from unruffle.working import Entry, Key, entry_of, stored

Way = Literal["new", "gone", "changed"]

#: Characters of a value; the rest is cut.
_SHOWN = 240


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that is new, gone or changed: `before` or `after` is None where it is not there."""

    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """The entry as it is, or as it was where it is gone."""
        found = self.after or self.before
        if found is None:
            raise LookupError("a difference has an entry")
        return found

    @property
    def way(self) -> Way:
        """What happened to it."""
        if self.before is None:
            return "new"
        return "gone" if self.after is None else "changed"

    @property
    def words(self) -> tuple[str, ...]:
        """How it differs, a sentence each."""
        if self.before is not None and self.after is not None:
            return _steps(self.before.body, self.after.body)
        return _described(self.entry)


def differences(
    before: Mapping[Key, str], after: Iterable[WorkingRow], most: int | None = None
) -> tuple[list[Difference], int]:
    """The first differences between published texts and stored rows, and how many there are.

    In the order of the rows; what is gone comes last. Of thousands only the first are read.
    """
    rows = {(row.kind, row.name): row for row in after}
    keys = [key for key, row in rows.items() if before.get(key) != row.body]
    keys += [key for key in before if key not in rows]
    found = [
        Difference(
            stored(*key, before[key]) if key in before else None,
            entry_of(rows[key]) if key in rows else None,
        )
        for key in keys[:most]
    ]
    return found, len(keys)


def _described(entry: Entry) -> tuple[str, ...]:
    """An entry that is new or gone, field by field."""
    return tuple(f"{name}: {_plain(value)}" for name, value in entry.body.items() if _says(value))


def _steps(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """What of an entry changed; of lists only what came and what went."""
    found = []
    for name in dict.fromkeys((*before, *after)):
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            found += [f"{name}, {step}" for step in _steps(was, now)]
        elif isinstance(was, list) and isinstance(now, list):
            found += [f"{name}: “{_plain(one)}” is new" for one in now if one not in was]
            found += [f"{name}: “{_plain(one)}” is gone" for one in was if one not in now]
            if not any(one not in was for one in now) and not any(one not in now for one in was):
                found.append(f"{name}: another order")
        elif was is None:
            found.append(f"{name} is new: {_plain(now)}")
        elif now is None:
            found.append(f"{name} is gone: {_plain(was)}")
        else:
            found.append(f"{name}: {_plain(was)} → {_plain(now)}")
    return tuple(found)


def _says(value: object) -> bool:
    return value not in (None, "", [], {}, False)


def _plain(value: object) -> str:
    """A value as a person would write it, cut where it is long."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        text = value.get("text") or "; ".join(f"{n}: {_plain(v)}" for n, v in value.items())
        text = str(text)
    elif isinstance(value, list):
        text = ", ".join(map(_plain, value)) or "nothing"
    else:
        text = "nothing" if value is None else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
