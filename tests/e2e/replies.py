"""Replies that the tests type, and what the server would have them become."""

from __future__ import annotations

from typing import Any, Final

from programs import Server

# One sentence each, with the words that are marked in it.
LATE: Final = "The desk is late due to unforeseen circumstances."
LATE_MARK: Final = "due to unforeseen circumstances"
SORRY: Final = "We apologise for any inconvenience caused."
SORRY_MARK: Final = "apologise for any inconvenience caused"
CLEAN: Final = "Your desk leaves us on Wednesday at 8, and the driver calls you an hour before."

# One whose first better words have several gaps.
CAUSE: Final = "The delay was due to unforeseen circumstances."
CAUSE_MARK: Final = "was due to unforeseen circumstances"


def rule_of(server: Server, key: str, draft: str) -> str:
    """The rule of the only finding in a draft, as the API gives it."""
    (finding,) = server.ask("check", {"text": draft}, key)["findings"]
    rule: str = finding["rule"]
    return rule


def first_offer(server: Server, key: str, draft: str, marked: str) -> dict[str, Any]:
    """The first suggestion for the finding on these words, as the API gives it."""
    start = draft.index(marked)
    findings = server.ask("check", {"text": draft}, key)["findings"]
    finding = next(one for one in findings if one["start"] == start)
    offer: dict[str, Any] = finding["suggestions"][0]
    return offer


def applied(draft: str, offer: dict[str, Any]) -> str:
    """The draft after the suggestion."""
    return draft[: offer["start"]] + str(offer["text"]) + draft[offer["end"] :]
