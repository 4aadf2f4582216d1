"""One draft checked: tokens, matches, exceptions, conditions, findings, score. Pure."""

from __future__ import annotations

from collections import defaultdict

from unruffle.core.conditions import all_hold, case_facts
from unruffle.core.detectors import detect
from unruffle.core.draft import Draft, read
from unruffle.core.language import language
from unruffle.core.limits import limit
from unruffle.core.masks import is_signed_off
from unruffle.core.match import Match
from unruffle.core.pending import may_be_lifted
from unruffle.core.places import Places
from unruffle.core.rulebook import Rulebook, Target, near_name
from unruffle.core.rules import Near, Rule
from unruffle.core.score import points, score
from unruffle.core.suggestions import suggestions
from unruffle.core.types import Choices, Context, Finding, Readability, Result, Severity
from unruffle.core.units import utf16_length

_NOWHERE = Context()
_AS_SHIPPED = Choices()
_ALLOWED = Target("allow")
_CASE_FACT = Target("feature", name="case-fact")


def check(
    text: str,
    rulebook: Rulebook,
    context: Context = _NOWHERE,
    choices: Choices = _AS_SHIPPED,
    *,
    finished: bool = False,
) -> Result:
    """Everything the rulebook has to say about a draft; the same input gives the same result.

    `finished`: nobody is typing any more, so nothing is pending.
    """
    if utf16_length(text) > limit("text"):
        return Result("too-long", None, Readability(0, 0, 0))
    draft = read(text, context, rulebook.cues, choices.silent)
    if not draft.tokens.norms:
        return Result("too-short", None, Readability(0, 0, 0))
    spoken = language(draft.scanned, draft.tokens.norms)
    if spoken not in ("en", None):
        return Result("not-english", None, _readability(draft), language=spoken)
    kept = _Judge(rulebook, draft, choices).findings()[: limit("findings")]
    ended = finished or is_signed_off(text)
    taken = points([(rule.id, severity, match.start, match.end) for rule, severity, match in kept])
    findings = tuple(
        Finding(
            rule=rule.id,
            category=rule.category,
            severity=severity,
            points=cost,
            start=match.start,
            end=match.end,
            message=rule.message,
            why=rule.why,
            sources=tuple(rulebook.sources[key] for key in rule.sources),
            suggestions=suggestions(rule, match, draft),
            pending=not ended and may_be_lifted(rule, match, draft),
        )
        for (rule, severity, match), cost in zip(kept, taken, strict=True)
    )
    return Result("checked", score(taken), _readability(draft), findings, draft.situation, spoken)


class _Judge:
    """Sorts the matches of one draft by what they mean and decides which become findings."""

    def __init__(self, rulebook: Rulebook, draft: Draft, choices: Choices) -> None:
        self.rulebook, self.draft = rulebook, draft
        self.off = rulebook.optional - choices.lists
        self.matches: dict[int, list[Match]] = defaultdict(list)
        self.around: dict[Target, Places] = {}
        for match in rulebook.wordings.find(draft.tokens, draft.scanned):
            self.matches[rulebook.targets[match.target].rule].append(match)
        for index, rule in enumerate(rulebook.rules):
            if rule.detector:
                self.matches[index] = detect(rule.detector, draft, -1)
        if any(self.matches.values()):
            self.around = self._look_around()

    def findings(self) -> list[tuple[Rule, Severity, Match]]:
        """Rules with their matches, in the order of the text."""
        found = [
            (self.rulebook.rules[index], match)
            for index, matches in self.matches.items()
            for match in _leftmost_longest(matches)
            if self._stands(index, match)
        ]
        found.sort(key=lambda pair: (pair[1].start, pair[1].end, pair[0].id))
        return [(rule, self._severity(rule, match), match) for rule, match in found]

    def _look_around(self) -> dict[Target, Places]:
        matches: dict[Target, list[Match]] = defaultdict(list)
        for match in self.rulebook.surroundings.find(self.draft.tokens, self.draft.scanned):
            matches[self.rulebook.targets[match.target]].append(match)
        matches[_CASE_FACT] += case_facts(self.draft)
        sentence_of = self.draft.tokens.sentence_of
        return {target: Places(found, sentence_of) for target, found in matches.items()}

    def _stands(self, index: int, match: Match) -> bool:
        rule = self.rulebook.rules[index]
        if rule.category in self.off or any(
            target in self.around and self.around[target].cover(match)
            for target in (_ALLOWED, Target("unless", index))
        ):
            return False
        return (
            all_hold(rule.when, self.draft, match)
            and not any(
                self._near(index, match, entry, near_name("unless", position))
                for position, entry in enumerate(rule.unless_near)
            )
            and all(
                self._near(index, match, entry, near_name("only", position))
                for position, entry in enumerate(rule.only_near)
            )
        )

    def _near(self, index: int, match: Match, entry: Near, name: str) -> bool:
        wanted = [Target("near", index, name), *(Target("feature", name=f) for f in entry.has)]
        return any(
            target in self.around and self.around[target].near(match, entry.within)
            for target in wanted
        )

    def _severity(self, rule: Rule, match: Match) -> Severity:
        for conditions, severity in rule.severity_if:
            if all_hold(conditions, self.draft, match):
                return severity
        return rule.severity


def _leftmost_longest(matches: list[Match]) -> list[Match]:
    """The matches of one rule without overlaps: the first, and of those the longest, wins."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _readability(draft: Draft) -> Readability:
    tokens = draft.tokens
    lengths = [
        len(set(tokens.starts[sentence.first : sentence.last])) for sentence in tokens.sentences
    ]
    return Readability(sum(lengths), len(lengths), max(lengths))
