"""Findings as a SARIF 2.1.0 log, which code hosts and editors show beside the lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from unruffle.core.types import Finding, Result
from unruffle.version import VERSION

_LEVELS: Final = {"high": "error", "medium": "warning", "low": "note", "info": "note"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file, its text, and what of the result is told; no result where it was not read."""

    name: str
    text: str
    result: Result | None
    findings: tuple[Finding, ...]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)


def log(checked: Iterable[Checked]) -> dict[str, Any]:
    """The log of one run over these files. Columns count characters."""
    files = list(checked)
    rules = list({f.rule: f for one in files for f in one.findings}.values())
    index = {found.rule: number for number, found in enumerate(rules)}
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "unruffle",
                        "version": VERSION,
                        "rules": [_rule(found) for found in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(one, found, index[found.rule])
                    for one in files
                    for found in one.findings
                ],
            }
        ],
    }


def _rule(found: Finding) -> dict[str, Any]:
    return {
        "id": found.rule,
        "shortDescription": {"text": found.message},
        "fullDescription": {"text": found.why},
        "properties": {"tags": [found.category]},
    }


def _result(one: Checked, found: Finding, index: int) -> dict[str, Any]:
    (line, column), (end_line, end_column) = one.place(found.start), one.place(found.end)
    better = [text for s in found.suggestions if (text := s.text)]
    rather = f" Rather: {' / '.join(better)}" if better else ""
    return {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": f"{found.message}{rather}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": Path(one.name).as_posix()},
                    "region": {
                        "startLine": line,
                        "startColumn": column,
                        "endLine": end_line,
                        "endColumn": end_column,
                    },
                }
            }
        ],
    }
