"""The turns before a draft, read when a check asks for them: most drafts have one at most."""

from __future__ import annotations

from dataclasses import dataclass

from unruffle.core.draft import read
from unruffle.core.judge import Judge
from unruffle.core.parts import Parts
from unruffle.core.rulebook import Rulebook
from unruffle.core.situation import of_customer
from unruffle.core.types import Choices, Context, Situation, Turn

_AS_SHIPPED = Choices()


@dataclass(frozen=True, slots=True)
class Said:
    """One turn: what its sentences hold, and what a customer's turn shows."""

    turn: Turn
    parts: Parts
    situation: Situation

    @property
    def ours(self) -> bool:
        """Whether we wrote it."""
        return self.turn.author == "agent"


class Earlier:
    """All turns before the draft, oldest first."""

    def __init__(self, rulebook: Rulebook, context: Context) -> None:
        self.context = context
        self._rulebook = rulebook
        self._said: tuple[Said, ...] | None = None

    @property
    def said(self) -> tuple[Said, ...]:
        """Every turn that holds words; read once."""
        if self._said is None:
            self._said = tuple(map(self._read, self.context.turns))
        return self._said

    @property
    def theirs(self) -> list[Said]:
        """The turns of customers."""
        return [said for said in self.said if not said.ours]

    @property
    def has_ours(self) -> bool:
        """Whether we have written before; asked first, since it reads nothing."""
        return any(turn.author == "agent" for turn in self.context.turns)

    def _read(self, turn: Turn) -> Said:
        draft = read(turn.text, Context())
        situation = Situation()
        cues = self._rulebook.cues.get("customer")
        if turn.author == "customer" and cues:
            situation = of_customer(cues, draft.tokens, draft.scanned, frozenset())
        return Said(turn, Parts(draft, Judge(self._rulebook, draft, _AS_SHIPPED).parts()), situation)
