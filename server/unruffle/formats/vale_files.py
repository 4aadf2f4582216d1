"""Writes rules as Vale styles, one YAML file a rule; what Vale cannot hold is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from unruffle.core.phrases import parse
from unruffle.core.syntax import Choices
from unruffle.formats.imported import Exported, Form, Problem, Unusable
from unruffle.formats.patterns import pattern_of_phrase

_LEVELS = {"info": "suggestion", "low": "suggestion", "medium": "warning", "high": "error"}
# Without these a rule would find far more than it does here.
_CONDITIONS = ("detector", "when", "unless_near", "only_near", "hosts")
_LINE = 100


def write(rules: Mapping[str, Form], classes: Mapping[str, Choices]) -> Exported:
    """A file `category-name.yml` for each rule that Vale can hold, and the others as problems."""
    files, problems = {}, []
    for rule_id, form in rules.items():
        try:
            style = _style(form, classes)
        except Unusable as unusable:
            reason = f"{rule_id}: {unusable.reason}"
            problems.append(Problem(None, reason, unusable.remedy))
            continue
        files[f"{rule_id.replace('/', '-')}.yml"] = yaml.safe_dump(
            style, allow_unicode=True, sort_keys=False, width=_LINE
        )
    return Exported(files, tuple(problems))


def _style(form: Form, classes: Mapping[str, Choices]) -> dict[str, Any]:
    kept = [name for name in _CONDITIONS if form.get(name)]
    if kept:
        raise Unusable(f"Vale has nothing like {', '.join(kept)}.", "It stays here.")
    phrases = form.get("phrases", [])
    literal = [bool(parse(phrase, classes).literal) for phrase in phrases]
    if any(literal) and not all(literal):
        raise Unusable("Vale takes marks and words in two styles.", "Make two rules of it.")
    patterns = [pattern_of_phrase(phrase, classes) for phrase in phrases]
    better = [
        suggestion["text"].replace("{", "<").replace("}", ">")
        for suggestion in form.get("suggestions", [])
        if suggestion.get("replaces", "match") == "match"
        and suggestion["text"]
        and not set("|$<>") & set(suggestion["text"])
    ]
    style: dict[str, Any] = {
        "extends": "substitution" if better else "existence",
        "message": form["message"].replace("%", "%%"),
        "level": _LEVELS[form["severity"]],
        "ignorecase": True,
        "description": form["why"],
    }
    if any(literal):
        style["nonword"] = True
    if form.get("unless"):
        style["exceptions"] = [pattern_of_phrase(phrase, classes) for phrase in form["unless"]]
    if better:
        return {
            **style,
            "action": {"name": "replace"},
            "swap": dict.fromkeys(patterns, "|".join(better)),
        }
    return {**style, "tokens": patterns}
