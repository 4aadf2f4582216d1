"""Which questions of a customer are left open, and when their words come back."""

from __future__ import annotations

import pytest

from unruffle.core.check import check
from unruffle.core.echo import stem
from unruffle.core.types import Context, Turn
from unruffle.snapshots import builtin

RULEBOOK = builtin()


def left_open(asked: str, reply: str) -> bool:
    """Whether C08 reports a question without an answer."""
    result = check(reply, RULEBOOK, Context((Turn("customer", asked),)), finished=True)
    return "C08" in {found.rule for found in result.checks}


@pytest.mark.parametrize(
    ("asked", "answer", "none"),
    [
        ("When does the shop in Leeds close?", "At 6 pm.", "Thank you for your interest."),
        ("How long does a repair take?", "About 3 days.", "Thank you for your interest."),
        ("How much is the large lamp?", "It costs 20 dollars.", "Thanks for asking."),
        ("Where can I pick up my card?", "At the branch, with your ID.", "Thanks for asking."),
        ("Do you ship to Norway?", "Yes, we do.", "Thanks for asking."),
        ("How do I reset the clock?", "Press both buttons.", "Thanks for asking."),
        ("Which neighbor has my parcel?", "Ms. Lee at number 4.", "Thanks for asking."),
    ],
)
def test_each_kind_of_question_has_its_answers(asked: str, answer: str, none: str) -> None:
    """A time for when, a place for where, a sum for how much, a sentence for the others."""
    assert not left_open(asked, answer)
    assert left_open(asked, none)


def test_one_sentence_answers_one_question() -> None:
    """The yes to the first question is none to the second."""
    asked = "Do you ship to Norway? And is the blue kettle dishwasher safe?"
    assert left_open(asked, "Yes, we ship to Norway.")
    assert not left_open(asked, "Yes, we ship to Norway. The kettle is not.")
    assert not left_open(asked, "Yes to both.")


def test_a_promise_to_find_out_answers() -> None:
    """Not knowing yet is an answer."""
    asked = "How much is the large lamp with delivery?"
    assert not left_open(asked, "I don't know yet. I'll write by noon.")


@pytest.mark.parametrize(
    "asked",
    [
        "The lamp arrived broken. Are you serious?",
        "The lamp arrived broken. Is this a joke?",
        "The lamp arrived broken. What is going on?",
        "This is outrageous! Do you read what your customers write?",
        "Why did the lamp break?",
    ],
)
def test_who_only_vents_asks_nothing(asked: str) -> None:
    """Nor is a why counted here: that is for C26."""
    assert not left_open(asked, "I'm sorry about it.")


@pytest.mark.parametrize(
    "forms",
    [
        ("charge", "charged", "charges", "charging"),
        ("delay", "delays", "delayed"),
        ("deliver", "delivery", "delivered"),
        ("book", "booked", "booking"),
        ("parcel", "parcels"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    """So "your delivery" echoes "it was not delivered"."""
    assert len({stem(form) for form in forms}) == 1


def test_a_number_is_its_own_stem() -> None:
    """Two orders are not one."""
    assert stem("48213") != stem("48214")
