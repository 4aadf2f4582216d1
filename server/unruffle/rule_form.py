"""A rule as the fields of a form, one item a line; what the form does not show stays as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from unruffle.core.limits import limit

#: Between the customer's message and the reply of an example.
ARROW: Final = "=>"
SUGGESTIONS: Final = 3

_LINES: Final = ("phrases", "unless", "when", "sources", "hosts", "channels")
_TEXTS: Final = ("severity", "message", "why")
_EXAMPLES: Final = ("flags", "passes")


def fields_of(body: Mapping[str, Any]) -> dict[str, str]:
    """What the form shows of a rule."""
    fields = {name: str(body.get(name, "")) for name in _TEXTS}
    fields |= {name: "\n".join(body.get(name, ())) for name in _LINES}
    fields["trial"] = "on" if body.get("trial") else ""
    for place in range(SUGGESTIONS):
        given = dict(enumerate(body.get("suggestions", ()))).get(place, {})
        fields[f"better-{place}"] = given.get("text", "")
        fields[f"replaces-{place}"] = given.get("replaces", "match") if given else "match"
        fields[f"leaves-out-{place}"] = "on" if given and not given.get("text") else ""
    for name in _EXAMPLES:
        fields[name] = "\n".join(map(_line, body.get("examples", {}).get(name, ())))
    return fields


def body_of(fields: Mapping[str, str], before: Mapping[str, Any]) -> dict[str, Any]:
    """The rule that a filled-in form describes, over the rule that it was made from."""
    body = dict(before)
    body |= {name: fields.get(name, "").strip() for name in _TEXTS}
    for name in _LINES:
        _put(body, name, _lines(fields.get(name, "")))
    _put(body, "trial", fields.get("trial") == "on")
    old = before.get("suggestions", ())
    suggestions = [
        {**(old[place] if place < len(old) else {}), **suggestion}
        for place in range(SUGGESTIONS)
        if (suggestion := _suggestion(fields, place))
    ]
    _put(body, "suggestions", suggestions)
    body["examples"] = {
        name: [_example(line) for line in _lines(fields.get(name, ""))] for name in _EXAMPLES
    }
    return body


def _put(body: dict[str, Any], name: str, value: object) -> None:
    """What is empty is not there."""
    body.pop(name, None)
    if value:
        body[name] = value


def _lines(text: str) -> list[str]:
    found = [line.strip() for line in text.splitlines()]
    return [line for line in found if line][: limit("rule_phrases") + 1]


def _suggestion(fields: Mapping[str, str], place: int) -> dict[str, str] | None:
    text = fields.get(f"better-{place}", "").strip()
    if not text and fields.get(f"leaves-out-{place}") != "on":
        return None
    replaces = fields.get(f"replaces-{place}", "match") if text else "match"
    return {"text": text, "replaces": replaces}


def _example(line: str) -> object:
    """A text; with what the customer wrote before an arrow; or JSON, for all that can be known."""
    if line.startswith("{"):
        try:
            return json.loads(line)
        except ValueError:
            return line
    message, arrow, text = line.partition(ARROW)
    if not arrow:
        return line
    return {"text": text.strip(), "customer_message": message.strip()}


def _line(example: object) -> str:
    if isinstance(example, str):
        plain, line = example, example
    elif isinstance(example, Mapping) and set(example) == {"text", "customer_message"}:
        plain, line = example["text"], f"{example['customer_message']} {ARROW} {example['text']}"
    else:
        return json.dumps(example, ensure_ascii=False)
    simple = "\n" not in line and not line.startswith("{") and ARROW not in plain
    if simple and _example(line) == example:
        return line
    text = {"text": example} if isinstance(example, str) else example
    return json.dumps(text, ensure_ascii=False)
