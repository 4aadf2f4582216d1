"""The reference pages, made from the same data that the server runs on."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from unruffle import errors, events, version
from unruffle.api.endpoint import ENDPOINTS
from unruffle.api.openapi import document, raised
from unruffle.core.reading import parse_rule
from unruffle.core.rules import Rule
from unruffle.lists import loader
from unruffle.settings import PREFIX, Settings

FOLDER = Path(__file__).parent / "docs"
_NOTE = "<!-- Written by `unruffle docs`. Change the code or the lists, not this page. -->"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {
        "settings.md": _settings(),
        "endpoints.md": _endpoints(),
        "events.md": _events(),
        "errors.md": _errors(),
        "rules.md": _rules(),
        "openapi.json": json.dumps(document(), indent=2, ensure_ascii=False) + "\n",
    }


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", _NOTE, *parts)) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def _doc(thing: object) -> str:
    return " ".join((thing.__doc__ or "").split())


def _settings() -> str:
    rows = []
    for setting in dataclasses.fields(Settings):
        default = setting.default
        shown = "empty" if default in ("", ()) else f"`{default}`"
        choice = setting.metadata["one_of"]
        values = f" One of {', '.join(f'`{value}`' for value in choice)}." if choice else ""
        rows.append((f"`{PREFIX}{setting.name.upper()}`", shown, setting.metadata["help"] + values))
    return _page(
        "Settings",
        "Environment variables. An unknown name or value is refused at the start.",
        _table(("variable", "default", "meaning"), rows),
    )


def _endpoints() -> str:
    parts = []
    for declared in ENDPOINTS:
        codes = ", ".join(f"{error.status} `{error.code}`" for error in raised(declared))
        key = f"a key with scope `{declared.scope}`" if declared.scope else "no key"
        parts.append(
            f"## {declared.method} {declared.path}\n\n{declared.summary}\n\n"
            f"Needs {key}. Answers {declared.status}, or {codes}."
        )
    return _page(
        "Endpoints",
        "Shapes stand in `openapi.json`. A key is sent as `Authorization: Bearer KEY`. "
        f"This is {version.VERSION}; it serves the extension {', '.join(version.EXTENSIONS)}. "
        "Every answer under `/api` names the server's version in `Unruffle-Version`; an extension "
        "names its own in `Unruffle-Extension`.",
        *parts,
    )


def _events() -> str:
    kinds = [
        (
            f"`{kind.name}`",
            _doc(kind),
            "yes" if kind.with_rule else "no",
            ", ".join(f"`{reason}`" for reason in kind.reasons) or "none",
        )
        for kind in events.TYPES.values()
    ]
    return _page(
        "Events",
        "This is all that is recorded about work with unruffle. On arrival an event becomes a "
        "count per team, day, type, rule, suggestion, reason, revision and host. No text, no "
        "person, no order and no moment is stored. Hashes of the id and of the draft's id are kept "
        "for 48 hours and swept with the next events after that, so that nothing counts twice. "
        "Each type counts once per rule and draft.",
        _table(("type", "what happened", "rule", "reasons"), kinds),
        "## Not counted",
        _table(
            ("code", "meaning"),
            [(f"`{code}`", meaning) for code, meaning in events.REJECTIONS.items()],
        ),
    )


def _errors() -> str:
    rows = [
        (str(error.status), f"`{error.code}`", _doc(error), error.hint)
        for error in errors.every()
        if not issubclass(error, errors.StartError)
    ]
    rows.sort(key=lambda row: (row[0], row[1]))
    return _page(
        "Errors",
        'Every answer that is not a success is `{"error": {"code", "message", "hint"}}`. '
        "None carries text that was sent.",
        _table(("status", "code", "when", "hint"), rows),
    )


def _rules() -> str:
    snapshot = loader.load()
    sources = snapshot["sources"]
    rules = [parse_rule(rule_id, data) for rule_id, data in sorted(snapshot["rules"].items())]
    parts = []
    for category, members in groupby(rules, key=lambda rule: rule.category):
        parts.append(f"## {category}")
        parts.extend(_rule(rule, sources) for rule in members)
    return _page("Rules", f"The {len(rules)} built-in rules.", *parts)


def _rule(rule: Rule, sources: dict[str, dict[str, str]]) -> str:
    what = [f"`{phrase}`" for phrase in rule.phrases] or [f"the detector `{rule.detector}`"]
    lines = [
        f"### {rule.id}",
        f"{rule.message} {rule.why}",
        f"Severity: {rule.severity}. Looks for: {', '.join(what)}.",
    ]
    for suggestion in rule.suggestions:
        lines.append(f"- Rather: {suggestion.text or '(leave it out)'}")
    cited = "; ".join(_cite(sources[key]) for key in rule.sources)
    if cited:
        lines.append(f"Source: {cited}.")
    return "\n\n".join(lines)


def _cite(source: dict[str, str]) -> str:
    return f"[{source['cite']}]({source['url']})" if "url" in source else source["cite"]
