"""Gathers what a reader finds, row by row: ids are given once, and every row is accounted for."""

from __future__ import annotations

from collections.abc import Sequence

from unruffle.core.reading import LONGEST_WHY
from unruffle.core.rules import RuleError
from unruffle.core.syntax import PhraseError
from unruffle.formats.checking import refuse_unusable
from unruffle.formats.imported import Defaults, Form, Imported, Problem, Unusable
from unruffle.formats.making import name_of, rule_of

#: More rows are a data base, no list. Bounds what one request can ask for.
MOST_ROWS = 20_000


class Collector:
    """The rules and problems so far; `made` and `written` never raise for what a row holds."""

    def __init__(self, defaults: Defaults) -> None:
        self.defaults = defaults
        self.rules: dict[str, Form] = {}
        self.rows: dict[str, int] = {}
        self.problems: list[Problem] = []
        self._phrases: dict[str, int] = {}

    def made(
        self,
        row: int,
        phrases: Sequence[str],
        rather: Sequence[str] = (),
        *,
        message: str = "",
        why: str = "",
        unless: Sequence[str] = (),
        name: str = "",
    ) -> None:
        """Add a trial rule made from words; `name` goes before the name made from them."""
        fresh = [phrase for phrase in phrases if self._is_new(row, phrase)]
        if not fresh:
            return
        if len(why) > LONGEST_WHY:
            why = why[: LONGEST_WHY - 1].rstrip() + "…"
            self.problem(row, "The reason is long.", "Its end is left out.", taken=True)
        try:
            form = rule_of(fresh, self.defaults, rather, message=message, why=why, unless=unless)
        except Unusable as unusable:
            self.problem(row, unusable.reason, unusable.remedy)
            return
        self._add(row, self._free(name_of(name or fresh[0])), form)

    def written(self, row: int, rule_id: str, form: Form) -> None:
        """Add a rule that was written in full."""
        if rule_id in self.rules:
            self.problem(
                row,
                f"{rule_id} stands in row {self.rows[rule_id]} already.",
                "Give one of them another id.",
            )
            return
        try:
            refuse_unusable(rule_id, form, self.defaults.classes)
        except (RuleError, PhraseError) as refused:
            self.problem(row, str(refused), "Change it in the file and read the file again.")
            return
        self._add(row, rule_id, form)

    def problem(self, row: int | None, reason: str, remedy: str, *, taken: bool = False) -> None:
        """Note what a row does not say, or says twice."""
        self.problems.append(Problem(row, reason, remedy, taken))

    def done(self) -> Imported:
        """Everything gathered, problems in the order of their rows."""
        self.problems.sort(key=lambda problem: problem.row or 0)
        return Imported(self.rules, self.rows, tuple(self.problems))

    def _add(self, row: int, rule_id: str, form: Form) -> None:
        self.rules[rule_id], self.rows[rule_id] = form, row

    def _is_new(self, row: int, phrase: str) -> bool:
        key = " ".join(phrase.lower().split())
        before = self._phrases.setdefault(key, row)
        if before == row:
            return True
        self.problem(
            row, f"“{phrase}” stands in row {before} already.", "Keep one of the two rows."
        )
        return False

    def _free(self, name: str) -> str:
        wanted, number = f"{self.defaults.category}/{name}", 2
        rule_id = wanted
        while rule_id in self.rules:
            rule_id, number = f"{wanted}-{number}", number + 1
        return rule_id
