"""Whether a rule as written can be compiled, without compiling the whole rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unruffle.core.phrases import parse
from unruffle.core.reading import parse_rule
from unruffle.core.syntax import Choices


def refuse_unusable(rule_id: str, form: Mapping[str, Any], classes: Mapping[str, Choices]) -> None:
    """Raises RuleError or PhraseError for the first thing that keeps the rule from working."""
    rule = parse_rule(rule_id, form)
    for phrase in (*rule.phrases, *rule.unless):
        parse(phrase, classes)
    for near in (*rule.unless_near, *rule.only_near):
        for phrase in near.phrases:
            parse(phrase, classes)
