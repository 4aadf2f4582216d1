"""The dry run: what bringing a list in would do to the rules that are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from unruffle.core.draft import read
from unruffle.core.reading import parse_rule
from unruffle.core.rulebook import Rulebook
from unruffle.core.types import Context
from unruffle.formats.imported import Form, Imported, Problem


@dataclass(frozen=True, slots=True)
class Clash:
    """A rule of the list that meets one that is there. `row` is its row in the list."""

    row: int
    id: str
    other: str
    says: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """Rules that are new; clashes with those that are there; rows to look at.

    `same` stand there just so. `duplicates` look for words that another rule finds already.
    `conflicts` have the id of a rule that says something else.
    """

    new: Mapping[str, Form]
    rows: Mapping[str, int]
    same: tuple[str, ...]
    duplicates: tuple[Clash, ...]
    conflicts: tuple[Clash, ...]
    problems: tuple[Problem, ...]

    def taken(self, *, duplicates: bool = False, conflicts: bool = False) -> dict[str, Form]:
        """The rules to take over; duplicates and conflicts only where they are asked for."""
        left = set() if duplicates else {clash.id for clash in self.duplicates}
        left |= set() if conflicts else {clash.id for clash in self.conflicts}
        return {rule_id: form for rule_id, form in self.new.items() if rule_id not in left}


def dry_run(imported: Imported, there: Mapping[str, Form], rulebook: Rulebook) -> DryRun:
    """Compare a list with the rules of its scope, `there`, and with all that a draft meets."""
    same = tuple(rule_id for rule_id, form in imported.rules.items() if there.get(rule_id) == form)
    elsewhere = {rule.id for rule in rulebook.rules} - set(there)
    problems = [
        Problem(imported.rows[id_], f"{id_} belongs to another list.", "Give it an id of its own.")
        for id_ in imported.rules
        if id_ in elsewhere
    ]
    fresh = {
        rule_id: form
        for rule_id, form in imported.rules.items()
        if rule_id not in same and rule_id not in elsewhere
    }
    rows = imported.rows
    conflicts = [
        Clash(rows[rule_id], rule_id, rule_id, _differences(there[rule_id], form))
        for rule_id, form in fresh.items()
        if rule_id in there
    ]
    duplicates = [
        Clash(rows[rule_id], rule_id, other, words)
        for rule_id, form in fresh.items()
        if (known := _known(rule_id, form, rulebook))
        for other, words in [known]
    ]
    return DryRun(
        fresh, rows, same, tuple(duplicates), tuple(conflicts), (*imported.problems, *problems)
    )


def _differences(before: Form, after: Form) -> str:
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return ", ".join(names)


def _known(rule_id: str, form: Form, rulebook: Rulebook) -> tuple[str, str] | None:
    """Another rule that finds all the words of the first example, and these words."""
    for example in parse_rule(rule_id, form).flags[:1]:
        draft = read(example.text, Context())
        start, end = example.spans[0]
        for matcher in rulebook.matchers:
            for numbers, first, last, _ in matcher.find(draft.tokens, draft.scanned):
                owners = _owners(numbers, rulebook) if first <= start and end <= last else ()
                for other in owners:
                    if other != rule_id:
                        return other, example.text[start:end]
    return None


def _owners(numbers: tuple[int, ...], rulebook: Rulebook) -> Iterable[str]:
    targets = rulebook.means.get(numbers, ())
    return (rulebook.rules[t.rule].id for t in targets if t.purpose == "rule")
