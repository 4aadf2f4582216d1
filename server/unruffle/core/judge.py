"""Sorts the matches of one draft by what they mean, and decides which become findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from unruffle.core.choices import Choices
from unruffle.core.conditions import all_hold, case_facts, graded
from unruffle.core.detectors import detect
from unruffle.core.draft import Draft
from unruffle.core.learned import nearly
from unruffle.core.match import Match
from unruffle.core.phrasebook import Target, near_name
from unruffle.core.places import Places
from unruffle.core.rulebook import Rulebook
from unruffle.core.rules import LEARNED, Near, Rule
from unruffle.core.tuning import tuned
from unruffle.core.types import MOST_LEARNED, Severity

_ALLOWED = Target("allow")
_NAMED = frozenset({"feature", "technique"})
_LIMIT = Target("technique", name="T10")
# Setting a limit to abuse takes words that elsewhere are heard as an order.
_MUTE_IN_A_LIMIT = frozenset({"command", "invalidation"})
_CASE_FACT = Target("feature", name="case-fact")


class Judge:
    """One draft before one rulebook, as a team has chosen it."""

    def __init__(self, rulebook: Rulebook, draft: Draft, choices: Choices) -> None:
        self.rulebook, self.draft = rulebook, draft
        self.choices = choices
        self.tuning = tuned(choices, rulebook.profiles, draft.context.channel)
        self.off = (rulebook.optional - choices.lists) | self.tuning.off
        shipped, *own = rulebook.matchers
        self._hits = shipped.find(draft.tokens, draft.scanned)
        for matcher in own:
            self._hits += matcher.find(draft.tokens, draft.scanned)
        self._allowed = (_ALLOWED, *(Target("allow", name=scope) for scope in choices.scopes))
        self.found = self._named()
        self._places: dict[Target, Places | None] = {}

    def findings(self) -> list[tuple[Rule, Severity, Match]]:
        """Rules with their matches, in the order of the text."""
        found = [
            (self.rulebook.rules[index], match)
            for index, matches in self._wordings().items()
            for match in _leftmost_longest(matches)
            if self._stands(index, match)
        ]
        found += self._resembling({self._sentence(match) for _, match in found})
        found.sort(key=lambda pair: (pair[1].start, pair[1].end, pair[0].id))
        return [(rule, self._severity(rule, match), match) for rule, match in found]

    def _resembling(self, taken: set[int]) -> list[tuple[Rule, Match]]:
        """What the learned layer adds: to the rules belongs each sentence where one has spoken.

        So does one with their words where they keep silent: they know the exceptions.
        """
        model, tokens, found = self.rulebook.model, self.draft.tokens, []
        left = (index for index in range(len(tokens.sentences)) if index not in taken)
        for like in model.likenesses(self.draft, left):
            number, _ = self.rulebook.learned[like.category]
            sentence = tokens.sentences[like.sentence]
            match = Match(sentence.start, tokens.ends[sentence.last - 1], sentence.first)
            norms = tokens.norms[sentence.first : sentence.last]
            if (
                like.sentence not in self._worded(like.category)
                and not self._lets_pass(like.category, norms)
                and self._stands(number, match)
            ):
                found.append((self.rulebook.rules[number], match))
        return found

    def _lets_pass(self, category: str, norms: list[str]) -> bool:
        """Whether the rule, or a list that holds here, calls a sentence like this one fine."""
        book, near = self.rulebook, nearly(norms)
        fine = [book.learned[category][1]]
        fine += [
            book.passing[scope, category]
            for scope in self._excepting(f"{LEARNED}/{category}")
            if (scope, category) in book.passing
        ]
        return any(not near.isdisjoint(one) for one in fine)

    def _worded(self, category: str) -> set[int]:
        """The sentences that hold words of a rule of this category."""
        rules = self.rulebook.rules
        return {
            self._sentence(match)
            for target, matches in self.found.items()
            if target.purpose == "rule" and rules[target.rule].category == category
            for match in matches
        }

    def _sentence(self, match: Match) -> int:
        return self.draft.tokens.sentence_of[match.token]

    def around(self, target: Target) -> Places | None:
        """Where the target was found; most are never asked for."""
        if target not in self._places:
            numbers = self.rulebook.around.get(target)
            matches = self.found.get(target, []) if numbers is None else self._of(numbers)
            sentence_of = self.draft.tokens.sentence_of
            self._places[target] = Places(matches, sentence_of) if matches else None
        return self._places[target]

    def parts(self) -> dict[str, list[Match]]:
        """Matches of features and techniques by name, without overlaps, in their order."""
        named = {t.name: found for t, found in self.found.items() if t.purpose in _NAMED}
        for target, matches in self.found.items():
            if target.purpose == "not-technique" and target.name in named:
                excepted = Places(matches, self.draft.tokens.sentence_of)
                named[target.name] = [m for m in named[target.name] if not excepted.cover(m)]
        return {name: _leftmost_longest(matches) for name, matches in named.items()}

    def _of(self, numbers: frozenset[int]) -> list[Match]:
        """The matches of the phrases with these numbers, once for each such phrase."""
        found = self._by_number
        return [match for number in numbers & found.keys() for match in found[number]]

    @cached_property
    def _by_number(self) -> dict[int, list[Match]]:
        """The matches of each phrase that is there: many rules ask for some of them."""
        found: dict[int, list[Match]] = defaultdict(list)
        for numbers, start, end, token in self._hits:
            match = Match(start, end, token)
            for number in numbers:
                found[number].append(match)
        return found

    def _named(self) -> dict[Target, list[Match]]:
        """The matches of rules, features and techniques."""
        means, found = self.rulebook.means, defaultdict(list)
        for numbers, start, end, token in self._hits:
            for target in means[numbers]:
                found[target].append(Match(start, end, token))
        found[_CASE_FACT] += case_facts(self.draft)
        return found

    def _wordings(self) -> dict[int, list[Match]]:
        """What the rules look for, by their index."""
        found = {t.rule: matches for t, matches in self.found.items() if t.purpose == "rule"}
        for index, detector in self.rulebook.detectors:
            found[index] = detect(detector, self.draft)
        return found

    def _stands(self, index: int, match: Match) -> bool:
        rule = self.rulebook.rules[index]
        if rule.category in self.off or rule.id in self.off or not self._speaks(rule):
            return False
        if rule.learned and LEARNED in self.tuning.off:
            return False
        if any(
            (places := self.around(target)) is not None and places.cover(match)
            for target in (*self._allowed, *self._excepted(index))
        ):
            return False
        if rule.category in _MUTE_IN_A_LIMIT and self._sets_a_limit(match):
            return False
        # The words of a learned rule are a whole sentence: what is near it stands inside.
        beside = match._replace(end=match.start) if rule.learned else match
        return (
            all_hold(rule.when, self.draft, match)
            and not any(
                self._near(index, beside, entry, near_name("unless", position))
                for position, entry in enumerate(rule.unless_near)
            )
            and all(
                self._near(index, beside, entry, near_name("only", position))
                for position, entry in enumerate(rule.only_near)
            )
        )

    def _excepted(self, index: int) -> list[Target]:
        """What excepts a rule: its own phrases and those of the lists that hold here."""
        scopes = self._excepting(self.rulebook.rules[index].id)
        return [Target("unless", index), *(Target("unless", index, scope) for scope in scopes)]

    def _excepting(self, id_: str) -> Iterable[str]:
        """The scopes whose exceptions from a rule hold today."""
        scopes, ended = self.choices.scopes, self.choices.ended
        return [scope for scope in scopes if (scope, id_) not in ended] if ended else scopes

    def _speaks(self, rule: Rule) -> bool:
        """Whether the rule is for this site and channel; where these are unknown it is not."""
        context = self.draft.context
        if rule.channels and context.channel not in rule.channels:
            return False
        host = context.host or ""
        return not rule.hosts or any(f".{host}".endswith(f".{name}") for name in rule.hosts)

    def _sets_a_limit(self, match: Match) -> bool:
        """Whether the sentence of a match sets a limit to abuse."""
        if self.draft.situation.kind != "abuse":
            return False
        sentence_of = self.draft.tokens.sentence_of
        limits = {sentence_of[limit.token] for limit in self.found.get(_LIMIT, ())}
        return sentence_of[match.token] in limits

    def _near(self, index: int, match: Match, entry: Near, name: str) -> bool:
        wanted = [Target("near", index, name), *(Target("feature", name=f) for f in entry.has)]
        return any(
            (places := self.around(target)) is not None and places.near(match, entry.within)
            for target in wanted
        )

    def _severity(self, rule: Rule, match: Match) -> Severity:
        chosen = self.tuning.severities.get(rule.id)
        severity = chosen or graded(rule.severity, rule.severity_if, self.draft, match)
        return MOST_LEARNED if rule.learned and severity == "high" else severity


def _leftmost_longest(matches: list[Match]) -> list[Match]:
    """The matches of one rule without overlaps: the first, and of those the longest, wins."""
    if len(matches) == 1:
        return matches
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept
