"""The turns before a draft, read when a check asks for them: most drafts have one at most."""

from __future__ import annotations

from unruffle.core.choices import Choices
from unruffle.core.draft import Draft, read
from unruffle.core.judge import Judge
from unruffle.core.parts import Parts
from unruffle.core.rulebook import Rulebook
from unruffle.core.situation import of_customer
from unruffle.core.types import Context, Situation, Turn

_AS_SHIPPED = Choices()


class Said:
    """One turn; what it holds and shows is read at the first question, then kept."""

    def __init__(self, turn: Turn, rulebook: Rulebook) -> None:
        self.turn = turn
        self._rulebook = rulebook
        self._draft: Draft | None = None
        self._parts: Parts | None = None
        self._situation: Situation | None = None

    @property
    def ours(self) -> bool:
        """Whether we wrote it."""
        return self.turn.author == "agent"

    @property
    def draft(self) -> Draft:
        """Its words and sentences."""
        if self._draft is None:
            self._draft = read(self.turn.text, Context())
        return self._draft

    @property
    def parts(self) -> Parts:
        """What its sentences hold."""
        if self._parts is None:
            judge = Judge(self._rulebook, self.draft, _AS_SHIPPED)
            self._parts = Parts(self.draft, judge.parts())
        return self._parts

    @property
    def situation(self) -> Situation:
        """What a turn of the customer shows; of ours nothing is asked."""
        if self._situation is None:
            cues, draft = self._rulebook.cues.get("customer"), self.draft
            self._situation = Situation()
            if cues and not self.ours:
                self._situation = of_customer(cues, draft.tokens, draft.scanned, frozenset())
        return self._situation


class Earlier:
    """All turns before the draft, oldest first."""

    def __init__(self, rulebook: Rulebook, context: Context) -> None:
        self.context = context
        self.said = tuple(Said(turn, rulebook) for turn in context.turns)

    @property
    def theirs(self) -> list[Said]:
        """The turns of customers."""
        return [said for said in self.said if not said.ours]

    @property
    def has_ours(self) -> bool:
        """Whether we have written before."""
        return any(said.ours for said in self.said)
