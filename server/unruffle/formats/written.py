"""TOML in full: one file with many rules, each in the form of a rule file under its id."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from unruffle.formats.collecting import Collector
from unruffle.formats.imported import Defaults, Exported, Form, Imported

_LINE = re.compile(r"at line (\d+)")
_HEADER = re.compile(r"""^[ \t]*\[[ \t]*["']([^"'\n]*)["'][ \t]*\]""", re.MULTILINE)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_INDENT = "  "


def write(rules: Mapping[str, Form]) -> Exported:
    """One file, `phrases.toml`."""
    return Exported({"phrases.toml": "\n".join(map(_table, rules, rules.values()))})


def read(text: str, defaults: Defaults) -> Imported:
    """The rules of a file; the row of a rule is the line of its `["category/name"]`."""
    collector = Collector(defaults)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as refused:
        line = _LINE.search(str(refused))
        collector.problem(
            int(line[1]) if line else None,
            f"This is not TOML: {refused or 'it is nested too deeply'}.",
            "Compare the line with a file that was exported.",
        )
        return collector.done()
    lines = {match[1]: text.count("\n", 0, match.start()) + 1 for match in _HEADER.finditer(text)}
    for rule_id, form in tables.items():
        row = lines.get(rule_id, 1)
        if isinstance(form, dict):
            collector.written(row, rule_id, _plain(form))
        else:
            collector.problem(
                row,
                f"“{rule_id}” stands outside of a rule.",
                'Write it below a line with an id, such as ["house/calm-down"].',
            )
    return collector.done()


def _plain(value: Any) -> Any:
    """The value with moments as texts, as JSON holds them."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _table(rule_id: str, form: Form) -> str:
    """A rule: single values, then the examples as a table of their own."""
    examples = form.get("examples", {})
    single = {name: value for name, value in form.items() if name != "examples"}
    lines = [f"[{_text(rule_id)}]", *map(_pair, single, single.values())]
    lines += [f"[{_text(rule_id)}.examples]", *map(_pair, examples, examples.values())]
    return "\n".join(lines) + "\n"


def _pair(name: str, value: Any) -> str:
    if isinstance(value, list) and len(value) > 1:
        inner = "".join(f"{_INDENT}{_value(item)},\n" for item in value)
        return f"{_key(name)} = [\n{inner}]"
    return f"{_key(name)} = {_value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(name)} = {_value(inner)}" for name, inner in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    # JSON leaves this one as it is, and TOML does not take it so.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
