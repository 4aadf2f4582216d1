"""Examples as tests: whether a rule finds what it says, and passes what it says.

Suggestions are tried in place: none may bring a finding as strong as the one that it replaces.
"""

from __future__ import annotations

from unruffle.core.check import check
from unruffle.core.choices import Choices
from unruffle.core.rulebook import Rulebook
from unruffle.core.rules import Example, Rule
from unruffle.core.types import SEVERITIES, Finding, Result, Suggestion


def complaints(rule: Rule, book: Rulebook, choices: Choices) -> list[str]:
    """What is not as the rule's examples say, one sentence each; empty when all is well."""
    found = []
    for example in rule.flags:
        result = check(example.text, book, example.context, choices, finished=True)
        found += _flagged(rule, example, result) or _worded(rule, example, result, book, choices)
    for example in rule.passes:
        result = check(example.text, book, example.context, choices, finished=True)
        if rule.id in result.trials or any(f.rule == rule.id for f in result.findings):
            found.append(f"{rule.id} finds a near miss that passes: “{example.text}”")
    return found


def _flagged(rule: Rule, example: Example, result: Result) -> list[str]:
    if rule.trial:
        found = rule.id in result.trials
        return [] if found else [f"{rule.id} does not find its example: “{example.text}”"]
    spans = tuple((f.start, f.end) for f in result.findings if f.rule == rule.id)
    if spans == example.spans:
        return []
    words = ", ".join(f"“{example.text[start:end]}”" for start, end in spans) or "nothing"
    return [f"{rule.id} finds {words} in its example “{example.text}”"]


def _worded(
    rule: Rule, example: Example, result: Result, book: Rulebook, choices: Choices
) -> list[str]:
    found = []
    for finding in result.findings:
        if finding.rule != rule.id:
            continue
        for suggestion in finding.suggestions:
            stronger = _brings(example, suggestion, finding, book, choices)
            if stronger:
                found.append(f"{rule.id} suggests “{suggestion.text}”, and {stronger} marks that")
    return found


def _brings(
    example: Example, suggestion: Suggestion, finding: Finding, book: Rulebook, choices: Choices
) -> str | None:
    """The rule that marks the better words at least as strongly, if one does."""
    text = example.text[: suggestion.start] + suggestion.text + example.text[suggestion.end :]
    end = suggestion.start + len(suggestion.text)
    for other in check(text, book, example.context, choices, finished=True).findings:
        inside = other.start < end and other.end > suggestion.start
        if inside and SEVERITIES.index(other.severity) <= SEVERITIES.index(finding.severity):
            return other.rule
    return None
