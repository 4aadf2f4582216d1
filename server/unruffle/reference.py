"""The reference pages, made from the same data that the server runs on."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from unruffle import errors, events, version, weeks
from unruffle.api.endpoint import ENDPOINTS
from unruffle.api.openapi import document, raised
from unruffle.guide import check_page, markdown, technique_page
from unruffle.guide.entries import guide
from unruffle.guide.markdown import table
from unruffle.settings import PREFIX, Settings

FOLDER = Path(__file__).parent / "docs"
_NOTE = "<!-- Written by `unruffle docs`. Change the code or the lists, not this page. -->"


def pages() -> dict[str, str]:
    """Every page by its path in the folder of pages."""
    rule_pages = markdown.pages(guide())
    return {
        "settings.md": _settings(),
        "endpoints.md": _endpoints(),
        "events.md": _events(),
        "errors.md": _errors(),
        **{name: _page(title, *parts) for name, title, parts in rule_pages},
        "rules/techniques.md": _page("Techniques", *technique_page.page(guide())),
        "rules/checks.md": _page("Structural checks", *check_page.page(guide())),
        "openapi.json": json.dumps(document(), indent=2, ensure_ascii=False) + "\n",
    }


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", _NOTE, *parts)) + "\n"


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
        table(("variable", "default", "meaning"), rows),
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
        "The console shows statistics of whole weeks, from the Tuesday after, and only what at "
        f"least {weeks.LEAST_KEYS} keys of a team sent. To count them, a hash made from the key, "
        "to which nothing else in the database leads, marks that it counted for a week, host and "
        "revision. The numbers are deleted when the week is closed, the marks with the day after.",
        table(("type", "what happened", "rule", "reasons"), kinds),
        "## Not counted",
        table(
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
        table(("status", "code", "when", "hint"), rows),
    )
