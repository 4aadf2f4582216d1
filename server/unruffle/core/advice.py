"""From what was found to what is said about it: findings and checks with words and sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from unruffle.core import amounts, conversation, handover, order, questions, structure
from unruffle.core.checks import GRAVE, NOWHERE, CheckRule, Finder, reported
from unruffle.core.conditions import all_hold
from unruffle.core.judge import Judge
from unruffle.core.limits import limit
from unruffle.core.match import Match
from unruffle.core.parts import Parts
from unruffle.core.pending import may_be_lifted
from unruffle.core.rules import Rule, slots
from unruffle.core.suggestions import suggestions
from unruffle.core.types import Check, Finding, Opener, Severity

#: The function that looks for each check, by its id.
FINDERS: dict[str, Finder] = {
    **structure.FINDERS,
    **order.FINDERS,
    **questions.FINDERS,
    **amounts.FINDERS,
    **conversation.FINDERS,
}
#: Texts to copy that come with a check, by its id.
NOTES: dict[str, Callable[[Parts], str]] = {**handover.NOTES}
# Reported once, without a place.
_UNPLACED: list[tuple[int | None, int | None]] = [(None, None)]


def findings_of(judge: Judge, *, ended: bool) -> tuple[list[Finding], tuple[str, ...]]:
    """Findings of lists and learned layer in the order of the text, without points; and trials.

    A rule on trial is named once it would be a finding that nothing more can lift.
    """
    standing = judge.findings()
    tried = {
        rule.id
        for rule, _, match in standing
        if rule.trial and (ended or not may_be_lifted(rule, match, judge.draft))
    }
    seen = [found for found in standing if not found[0].trial]
    return _advice(seen, judge, ended=ended), tuple(sorted(tried))


def _advice(
    seen: list[tuple[Rule, Severity, Match]], judge: Judge, *, ended: bool
) -> list[Finding]:
    found = [
        Finding(
            rule=rule.id,
            category=rule.category,
            severity=severity,
            points=0,
            start=match.start,
            end=match.end,
            message=rule.message,
            why=rule.why,
            sources=tuple(judge.rulebook.sources[key] for key in rule.sources),
            suggestions=suggestions(rule, match, judge.draft),
            pending=not ended and may_be_lifted(rule, match, judge.draft),
            layer="learned" if rule.learned else "list",
        )
        for rule, severity, match in seen[: limit("findings")]
    ]
    return [_explained(one, judge) if one.layer == "learned" else one for one in found]


def _explained(found: Finding, judge: Judge) -> Finding:
    """The same with the words that weighed most and a sentence that it resembles."""
    model, draft = judge.rulebook.model, judge.draft
    sentence = next(n for n, one in enumerate(draft.tokens.sentences) if one.start == found.start)
    return found._replace(
        weights=model.weighed(draft, sentence, found.category),
        similar=model.nearest(draft, sentence, found.category),
    )


def checks_of(judge: Judge, parts: Parts, *, ended: bool) -> list[Check]:
    """The structural checks that have something to say, in the order of their ids, without points.

    What is missing is pending until the draft has come to its end.
    """
    tuning, rules = judge.tuning, judge.rulebook.checks
    if tuning.limits:
        rules = tuple(rule.limited(tuning.limits) for rule in rules)
    reports = [
        (rule, places)
        for rule in rules
        if rule.id not in tuning.off and (places := reported(parts, rule, FINDERS)) is not None
    ]
    case = _case(parts) if reports else 0
    found: list[Check] = []
    for rule, places in reports:
        severity = rule.severity_of(tuning, parts.draft)
        own = judge.choices.openers.get(rule.id, ())
        openers = _openers(replace(rule, openers=own) if own else rule, parts, case)
        for start, end in (places or _UNPLACED)[: limit("findings")]:
            found.append(
                Check(
                    rule=rule.id,
                    category=rule.category,
                    severity=severity,
                    points=0,
                    start=start,
                    end=end,
                    message=rule.message,
                    why=rule.why,
                    sources=tuple(judge.rulebook.sources[key] for key in rule.sources),
                    pending=(rule.missing or rule.waits) and not ended,
                    opener=openers[0] if openers else None,
                    others=tuple(openers[1:]),
                    note=NOTES[rule.id](parts) if rule.id in NOTES else None,
                )
            )
    return found


def _openers(rule: CheckRule, parts: Parts, case: int) -> list[Opener]:
    """The openers; which one is first depends on the case, so that it stays while typing."""
    ours = parts.draft.context.fault == "ours"
    openers = rule.ours if ours and rule.ours else rule.openers
    first = case % len(openers) if openers else 0
    offered = openers[first:] + openers[:first]
    if rule.grave and any(all_hold(names, parts.draft, NOWHERE) for names in GRAVE):
        offered = rule.grave + tuple(text for text in offered if text not in rule.grave)
    return [Opener(text, slots(text), rule.opens) for text in offered]


def _case(parts: Parts) -> int:
    """A number for the case: that of the customer's message, else of the greeting."""
    tokens, message = parts.draft.tokens, parts.draft.context.customer_message
    greeting = parts.draft.text[: tokens.sentences[0].end] if parts.first else ""
    return sum((message or greeting).encode())
