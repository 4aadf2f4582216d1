"""Examples as tests: whether a rule finds what it says, and passes what it says.

Suggestions are tried in place: none may bring a finding as strong as the one that it replaces.
"""

from __future__ import annotations

from unruffle.core.advice import findings_of
from unruffle.core.choices import Choices
from unruffle.core.draft import read
from unruffle.core.judge import Judge
from unruffle.core.rulebook import Rulebook
from unruffle.core.rules import Example, Rule
from unruffle.core.tuning import in_channel
from unruffle.core.types import SEVERITIES, Finding, Suggestion

#: Findings, and the rules on trial that match.
Heard = tuple[list[Finding], tuple[str, ...]]


def complaints(rule: Rule, book: Rulebook, choices: Choices) -> list[str]:
    """What is not as the rule's examples say, one sentence each; empty when all is well."""
    found = []
    for example in rule.flags:
        heard = _heard(example.text, example, book, choices)
        found += _flagged(rule, example, heard) or _worded(rule, example, heard, book, choices)
    for example in rule.passes:
        findings, trials = _heard(example.text, example, book, choices)
        if rule.id in trials or any(f.rule == rule.id for f in findings):
            found.append(f"{rule.id} finds a near miss that passes: “{example.text}”")
    return found


def _heard(text: str, example: Example, book: Rulebook, choices: Choices) -> Heard:
    """What rules find in a text where the example stands; checks have no say in it."""
    draft = read(text, in_channel(example.context, choices), book.cues, choices.silent)
    if not draft.tokens.norms:
        return [], ()
    return findings_of(Judge(book, draft, choices), ended=True)


def _flagged(rule: Rule, example: Example, heard: Heard) -> list[str]:
    findings, trials = heard
    if rule.trial:
        found = rule.id in trials
        return [] if found else [f"{rule.id} does not find its example: “{example.text}”"]
    spans = tuple((f.start, f.end) for f in findings if f.rule == rule.id)
    if spans == example.spans:
        return []
    words = ", ".join(f"“{example.text[start:end]}”" for start, end in spans) or "nothing"
    return [f"{rule.id} finds {words} in its example “{example.text}”"]


def _worded(
    rule: Rule, example: Example, heard: Heard, book: Rulebook, choices: Choices
) -> list[str]:
    found = []
    for finding in heard[0]:
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
    for other in _heard(text, example, book, choices)[0]:
        inside = other.start < end and other.end > suggestion.start
        if inside and SEVERITIES.index(other.severity) <= SEVERITIES.index(finding.severity):
            return other.rule
    return None
