"""What shows only over several turns: promises, rising heat, silence, and a note to hand over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coach import BOOK, customer, found, moment, ours, result
from unruffle.core.choices import Choices
from unruffle.core.types import Turn

WHERE = customer("Where is my parcel?")
FRIDAY = ours("Your parcel will arrive by Friday.", "2026-02-25T10:00:00+01:00")
ANGRY = customer("My parcel still has not arrived! This is a disgrace, I am furious!")

CONVERSATIONS = Path(__file__).parents[1] / "data" / "conversations.jsonl"
TALKS = [json.loads(line) for line in CONVERSATIONS.read_text("utf-8").splitlines()]
# Those that look at earlier turns, and those that could point at something here.
LOOKED_FOR = {"C07", "C14", "C19", "C20", "C21", "C25", "C33", "C34"}


@pytest.mark.parametrize("talk", TALKS, ids=[talk["about"] for talk in TALKS])
def test_whole_conversations(talk: dict[str, Any]) -> None:
    """Fifteen fair ones get nothing, and the others what they miss."""
    turns = [Turn(t["author"], t["text"], moment(t.get("at"))) for t in talk["turns"]]
    said = result(talk["text"], *turns, channel=talk["channel"]).checks
    assert [one.rule for one in said if one.rule in LOOKED_FOR] == talk["says"]


def drifts(text: str, *turns: Turn) -> bool:
    return bool(found("C19", result(text, *turns)))


def test_a_promised_day_has_passed() -> None:
    """Nobody mentions it."""
    assert drifts("Parcels go by van.", WHERE, FRIDAY, ANGRY)
    assert drifts("Parcels go by van.", WHERE, FRIDAY, customer("Where is my parcel now?"))


@pytest.mark.parametrize(
    "text",
    [
        "I said Friday, and that slipped. The van comes at 4 pm.",
        "I'm sorry. The van comes at 4 pm.",
        "Your parcel was due on Friday; the van was full.",
        "Your parcel was delivered at noon.",
    ],
)
def test_a_slip_that_is_named_is_none(text: str) -> None:
    """An apology, the old date, or the act that is done."""
    assert not drifts(text, WHERE, FRIDAY, ANGRY)


@pytest.mark.parametrize(
    "turns",
    [
        (WHERE, FRIDAY, customer("It arrived, thanks! Which plug does it have?")),
        (WHERE, FRIDAY, ours("Your parcel has arrived at the shop."), ANGRY),
        (WHERE, ours("Your parcel will arrive by Friday."), customer("Thanks.")),
        (WHERE, ours("Your parcel will arrive by Friday.", "2026-03-03T10:00:00+01:00"), ANGRY),
        (
            WHERE,
            ours("If you pay today, it will arrive by Friday.", "2026-02-25T10:00:00+01:00"),
            ANGRY,
        ),
        (WHERE, FRIDAY, ours("It will arrive by Monday.", "2026-03-03T10:00:00+01:00"), ANGRY),
        (WHERE, FRIDAY, customer("Thank you so much, you are great.")),
        (WHERE, ANGRY),
    ],
)
def test_nothing_has_slipped(turns: tuple[Turn, ...]) -> None:
    """Kept, without a date, still ahead, hanging on something, or made anew."""
    assert not drifts("Parcels go by van.", *turns)


def test_a_day_that_moves_without_a_word() -> None:
    """The draft names a later one for the same act."""
    turns = (WHERE, ours("Your parcel will arrive by Friday.", "2026-03-03T10:00:00+01:00"), WHERE)
    assert drifts("Your parcel will arrive on 20 March.", *turns)
    assert not drifts("Your parcel will arrive on Friday.", *turns)
    assert not drifts("Your parcel will arrive on 20 March instead of Friday.", *turns)
    assert not drifts("Our shop will close on 20 March.", *turns)


def test_an_act_that_is_refused_or_forgotten() -> None:
    """What an earlier turn promised counts, with a date or without."""
    turns = (
        WHERE,
        ours("We will refund the lamp."),
        customer("Still no refund, and I am annoyed."),
    )
    assert drifts("We can't refund this lamp.", *turns)
    assert drifts("Parcels go by van.", *turns)
    assert not drifts("We have refunded the lamp today.", *turns)
    assert not drifts("I've sent the refund to your bank.", *turns)
    assert not drifts(
        "We can't refund the lamp to the card, so we will refund it by check.", *turns
    )
    assert not drifts("I told you we would refund it. We can't: it is a gift.", *turns)


def test_what_is_missing_waits_for_the_end_of_the_draft() -> None:
    """While it is typed, the mention may yet come."""
    typing = result("Parcels go by van.", WHERE, FRIDAY, ANGRY, finished=False)
    assert [check.pending for check in found("C19", typing)] == [True]


def test_heat_that_rises_and_meets_nothing() -> None:
    """Neither in the draft nor in what we wrote between."""
    calm, between = customer("My invoice is wrong."), ours("Please see our page.")
    hot = customer("This is a disgrace, I am furious!")
    assert found("C20", result("The invoice is attached.", calm, between, hot))
    assert not found("C20", result("I see why you are upset.", calm, between, hot))
    assert not found("C20", result("The invoice is attached.", calm, ours("I'm sorry."), hot))
    assert not found("C20", result("The invoice is attached.", hot, between, calm))
    assert not found("C20", result("The invoice is attached.", hot))


def test_the_note_says_only_what_was_written() -> None:
    """Facts, promises and open questions, by extraction."""
    turns = (
        customer(
            "Invoice 48213 is wrong. This is a disgrace, I am furious!", "2026-03-01T10:00:00Z"
        ),
        ours("I will send a new one by Friday. Have a nice day.", "2026-03-01T12:00:00Z"),
        customer("This is outrageous! Where is it?"),
    )
    assert [check.note for check in found("C35", result("I'm sorry.", *turns))] == [
        "What the customer wrote:\n- Invoice 48213 is wrong. (01 Mar)\n\n"
        "What we promised:\n- I will send a new one by Friday. (01 Mar)\n\n"
        "Open questions:\n- Where is it?"
    ]
    assert not found("C35", result("I'm sorry.", *turns[:2], customer("And now?")))


OLD = "2026-02-20T10:00:00+01:00"
FRESH = "2026-03-04T09:00:00+01:00"


@pytest.mark.parametrize(
    ("turns", "reported"),
    [
        ([customer("Is it in stock?", OLD)], True),
        ([customer("Is it in stock?", FRESH)], False),
        ([customer("Is it in stock?")], False),
        ([customer("In stock?", OLD), ours("Yes.", OLD), customer("In blue?", FRESH)], False),
        (
            [
                customer("In stock?", OLD),
                ours("I'll get back to you.", OLD),
                customer("And?", FRESH),
            ],
            True,
        ),
        (
            [
                customer("In stock?", OLD),
                ours("I'll write by 3 March.", OLD),
                customer("And?", FRESH),
            ],
            False,
        ),
    ],
)
def test_silence(turns: list[Turn], reported: bool) -> None:
    """It counts from the first message after our last one, or from what we promised."""
    assert bool(found("C21", result("It is in stock.", *turns))) is reported
    assert not found("C21", result("I'm sorry for the silence. It is in stock.", *turns))


def test_a_team_says_how_long_is_too_long() -> None:
    """In days."""
    turn = customer("Is it in stock?", OLD)
    patient = Choices(limits={"C21.days": 30})
    assert not found("C21", result("It is in stock.", turn, choices=patient))


def test_without_a_clock_nothing_is_late() -> None:
    """Files have no moment."""
    assert not found("C21", result("It is in stock.", customer("Is it?", OLD), now=None))
    assert not found("C19", result("Parcels go by van.", WHERE, FRIDAY, WHERE, now=None))


def test_every_opener_has_a_slot() -> None:
    """It begins the words and leaves the fact to the agent."""
    openers = {rule.id: rule.openers for rule in BOOK.checks if rule.id in ("C19", "C20", "C21")}
    assert all(len(texts) >= 4 and all("{" in text for text in texts) for texts in openers.values())
