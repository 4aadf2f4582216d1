"""What reading a list gives, whatever its format: rules, and the rows that are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from unruffle.core.syntax import Choices
from unruffle.core.types import Severity

#: A rule as it is written: the fields of a rule file, `trial` and `hosts`.
Form = dict[str, Any]


class Unusable(ValueError):
    """Something that cannot become a rule: what is there, and what to do about it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


@dataclass(frozen=True, slots=True)
class Problem:
    """A row to look at. `row` counts as the spreadsheet or editor does, None is the whole text.

    `taken`: the row became a rule all the same, less what `reason` names.
    """

    row: int | None
    reason: str
    remedy: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a list that names only words leaves open; `classes` are the word classes there are."""

    category: str = "house"
    severity: Severity = "low"
    classes: Mapping[str, Choices] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """Rule forms by id, the row that each begins in, and what is to be looked at, by row."""

    rules: Mapping[str, Form] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """Texts by the names of their files, and the rules that this format cannot hold."""

    files: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
