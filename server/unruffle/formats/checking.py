"""Whether a rule as written can be compiled, without compiling the whole rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unruffle.core.phrases import parse
from unruffle.core.reading import parse_rule
from unruffle.core.rules import Rule, RuleError
from unruffle.core.syntax import Choices

#: What a rule on a list of an organization says beside the fields of a rule file.
BESIDE = ("trial", "hosts", "channels")
# Stands for the near misses that a trial rule does not have yet.
_NOT_YET = "Nothing of it is here."


def refuse_unusable(rule_id: str, form: Mapping[str, Any], classes: Mapping[str, Choices]) -> None:
    """Raises RuleError or PhraseError for the first thing that keeps the rule from working."""
    rule = read_form(rule_id, form)
    for phrase in (*rule.phrases, *rule.unless):
        parse(phrase, classes)
    for near in (*rule.unless_near, *rule.only_near):
        for phrase in near.phrases:
            parse(phrase, classes)


def read_form(rule_id: str, form: Mapping[str, Any]) -> Rule:
    """The rule of a form; a rule on trial may still lack near misses. Raises RuleError."""
    trial = form.get("trial", False)
    if not isinstance(trial, bool):
        raise RuleError(f"Rule {rule_id}: 'trial' is true or false.")
    for name in ("hosts", "channels"):
        named = form.get(name, [])
        if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
            raise RuleError(f"Rule {rule_id}: '{name}' is a list of texts.")
    return parse_rule(rule_id, live_form(form))


def live_form(form: Mapping[str, Any]) -> dict[str, Any]:
    """The rule file that a form would be once it is live everywhere."""
    fields = {name: value for name, value in form.items() if name not in BESIDE}
    examples = fields.get("examples")
    if form.get("trial") and isinstance(examples, Mapping) and not examples.get("passes"):
        # Near misses are collected while a rule is on trial.
        fields["examples"] = {**examples, "passes": [_NOT_YET]}
    return fields
