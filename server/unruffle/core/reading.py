"""Reads a rule from a mapping, and refuses what could not work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from unruffle.core.detectors import DETECTORS
from unruffle.core.limits import limit
from unruffle.core.reader import Reader
from unruffle.core.rules import Rule
from unruffle.core.types import MOST_LEARNED, SEVERITIES

LONGEST_WHY = 200
MOST_SUGGESTIONS = 3
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")


def parse_rule(rule_id: str, data: Mapping[str, Any]) -> Rule:
    """The rule that `data` describes. Raises RuleError at the first thing that is not right."""
    fields = {*Rule.__dataclass_fields__, "examples"} - {"id", "flags", "passes"}
    reader = Reader("Rule", rule_id, data, fields)
    if not _ID.fullmatch(rule_id):
        raise reader.error("the id is two names in lower case, such as excuse/busy-season")
    examples = reader.table("examples", {"flags", "passes"})
    rule = Rule(
        id=rule_id,
        severity=reader.severity(data.get("severity")),
        message=reader.text("message"),
        why=reader.text("why"),
        sources=reader.texts(data, "sources"),
        principles=reader.texts(data, "principles"),
        phrases=reader.texts(data, "phrases"),
        detector=reader.text_or_none(data, "detector"),
        unless=reader.texts(data, "unless"),
        when=reader.conditions(data.get("when", [])),
        severity_if=reader.gradings(),
        unless_near=reader.nears("unless_near"),
        only_near=reader.nears("only_near"),
        suggestions=tuple(
            reader.suggestion(entry)
            for entry in reader.entries(data, "suggestions", {"text", "replaces", "ours"})
        ),
        trial=reader.flag("trial"),
        hosts=tuple(host.lower() for host in reader.texts(data, "hosts")),
        channels=reader.channels(data, "channels"),
        flags=tuple(map(reader.example, reader.listed(examples, "flags"))),
        passes=tuple(map(reader.example, reader.listed(examples, "passes"))),
    )
    _check(reader, rule)
    return rule


def _check(reader: Reader, rule: Rule) -> None:
    if rule.learned:
        if rule.phrases or rule.detector:
            raise reader.error("the learned layer finds it; leave out phrases and detector")
        if SEVERITIES.index(rule.severity) < SEVERITIES.index(MOST_LEARNED):
            raise reader.error(f"what is not certain is {MOST_LEARNED} at most")
    elif bool(rule.phrases) == bool(rule.detector):
        raise reader.error("give it either phrases or a detector")
    if rule.detector and rule.detector not in DETECTORS:
        raise reader.error(f"no detector is called {rule.detector!r}: {', '.join(DETECTORS)}")
    if len(rule.phrases) > limit("rule_phrases"):
        raise reader.error(f"it has over {limit('rule_phrases')} phrases; split it")
    if len(rule.why) > LONGEST_WHY:
        raise reader.error(f"'why' has over {LONGEST_WHY} characters; keep the reason short")
    if len(rule.suggestions) > MOST_SUGGESTIONS:
        raise reader.error(f"it has over {MOST_SUGGESTIONS} suggestions; keep the best")
    # Near misses of a rule on trial are collected while it is on trial.
    if not (rule.flags and (rule.passes or rule.trial)):
        raise reader.error("give it an example that it flags and a near miss that it passes")
    if any(not example.spans for example in rule.flags):
        raise reader.error("mark the words to find in every 'flags' example with [ and ]")
    if any(example.spans for example in rule.passes):
        raise reader.error("a 'passes' example has no brackets; write \\[ for a real one")
