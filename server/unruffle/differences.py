"""What differs between two layers, in plain words: the working copy and what is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from unruffle.working import Entry, entries_of

Way = Literal["new", "gone", "changed"]

#: Characters of a value; the rest is cut.
_SHOWN = 240


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that is new, gone or changed; `words` say how, a sentence each."""

    way: Way
    kind: str
    name: str
    words: tuple[str, ...]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Every difference, in the order of kinds and names."""
    old = {(entry.kind, entry.name): entry for entry in entries_of(before)}
    new = {(entry.kind, entry.name): entry for entry in entries_of(after)}
    order = {key: place for place, key in enumerate([*new, *old])}
    found = []
    for key in sorted({*old, *new}, key=order.__getitem__):
        was, now = old.get(key), new.get(key)
        if was is None and now is not None:
            found.append(Difference("new", *key, _described(now)))
        elif now is None and was is not None:
            found.append(Difference("gone", *key, _described(was)))
        elif was is not None and now is not None and was.body != now.body:
            found.append(Difference("changed", *key, _steps(was.body, now.body)))
    return found


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
