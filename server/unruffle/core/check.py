"""One draft checked: tokens, hits, exceptions, conditions, findings, score. Pure."""

from __future__ import annotations

from collections import defaultdict

from unruffle.core.conditions import all_hold, case_facts
from unruffle.core.detectors import detect
from unruffle.core.draft import Draft, read
from unruffle.core.limits import limit
from unruffle.core.match import Hit
from unruffle.core.offers import offers
from unruffle.core.places import Places
from unruffle.core.rulebook import Rulebook, Target, near_name
from unruffle.core.rules import Near, Rule
from unruffle.core.score import points, score
from unruffle.core.types import Context, Finding, Readability, Result, Severity
from unruffle.core.units import utf16_length

_NOWHERE = Context()
_ALLOWED = Target("allow")
_CASE_FACT = Target("feature", name="case-fact")


def check(text: str, rulebook: Rulebook, context: Context = _NOWHERE) -> Result:
    """Everything the rulebook has to say about a draft; the same input gives the same result."""
    if utf16_length(text) > limit("text"):
        return Result("too-long", None, Readability(0, 0, 0))
    draft = read(text, context)
    if not draft.tokens.norms:
        return Result("too-short", None, Readability(0, 0, 0))
    kept = _Judge(rulebook, draft).findings()[: limit("findings")]
    taken = points([(rule.id, severity, hit.start, hit.end) for rule, severity, hit in kept])
    findings = tuple(
        Finding(
            rule=rule.id,
            category=rule.category,
            severity=severity,
            points=cost,
            start=hit.start,
            end=hit.end,
            message=rule.message,
            why=rule.why,
            sources=tuple(rulebook.sources[key] for key in rule.sources),
            offers=offers(rule, hit, draft),
        )
        for (rule, severity, hit), cost in zip(kept, taken, strict=True)
    )
    return Result("checked", score(taken), _readability(draft), findings, draft.situation)


class _Judge:
    """Sorts the hits of one draft by what they mean and decides which become findings."""

    def __init__(self, rulebook: Rulebook, draft: Draft) -> None:
        self.rulebook, self.draft = rulebook, draft
        self.matches: dict[int, list[Hit]] = defaultdict(list)
        self.around: dict[Target, Places] = {}
        for hit in rulebook.wordings.find(draft.tokens, draft.scanned):
            self.matches[rulebook.targets[hit.target].rule].append(hit)
        for index, rule in enumerate(rulebook.rules):
            if rule.detector:
                self.matches[index] = detect(rule.detector, draft, -1)
        if any(self.matches.values()):
            self.around = self._look_around()

    def findings(self) -> list[tuple[Rule, Severity, Hit]]:
        """Rules with their hits, in the order of the text."""
        found = [
            (self.rulebook.rules[index], hit)
            for index, hits in self.matches.items()
            for hit in _leftmost_longest(hits)
            if self._stands(index, hit)
        ]
        found.sort(key=lambda pair: (pair[1].start, pair[1].end, pair[0].id))
        return [(rule, self._severity(rule, hit), hit) for rule, hit in found]

    def _look_around(self) -> dict[Target, Places]:
        hits: dict[Target, list[Hit]] = defaultdict(list)
        for hit in self.rulebook.surroundings.find(self.draft.tokens, self.draft.scanned):
            hits[self.rulebook.targets[hit.target]].append(hit)
        hits[_CASE_FACT] += case_facts(self.draft)
        sentence_of = self.draft.tokens.sentence_of
        return {target: Places(found, sentence_of) for target, found in hits.items()}

    def _stands(self, index: int, hit: Hit) -> bool:
        rule = self.rulebook.rules[index]
        if any(
            target in self.around and self.around[target].cover(hit)
            for target in (_ALLOWED, Target("unless", index))
        ):
            return False
        return (
            all_hold(rule.when, self.draft, hit)
            and not any(
                self._near(index, hit, entry, near_name("unless", position))
                for position, entry in enumerate(rule.unless_near)
            )
            and all(
                self._near(index, hit, entry, near_name("only", position))
                for position, entry in enumerate(rule.only_near)
            )
        )

    def _near(self, index: int, hit: Hit, entry: Near, name: str) -> bool:
        wanted = [Target("near", index, name), *(Target("feature", name=f) for f in entry.has)]
        return any(
            target in self.around and self.around[target].near(hit, entry.within)
            for target in wanted
        )

    def _severity(self, rule: Rule, hit: Hit) -> Severity:
        for conditions, severity in rule.severity_if:
            if all_hold(conditions, self.draft, hit):
                return severity
        return rule.severity


def _leftmost_longest(hits: list[Hit]) -> list[Hit]:
    """The hits of one rule without overlaps: the first, and of those the longest, wins."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _readability(draft: Draft) -> Readability:
    tokens = draft.tokens
    lengths = [
        len(set(tokens.starts[sentence.first : sentence.last])) for sentence in tokens.sentences
    ]
    return Readability(sum(lengths), len(lengths), max(lengths))
