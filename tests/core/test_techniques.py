"""The good moves: every phrase is exercised, and no stock line is praised."""

from __future__ import annotations

import re

import pytest

from unruffle.core.check import check
from unruffle.core.draft import read
from unruffle.core.match import Matcher
from unruffle.core.phases import phases
from unruffle.core.phrases import parse, parse_classes
from unruffle.core.rules import Example
from unruffle.core.techniques import Move
from unruffle.core.types import Context, Result, Technique, Turn
from unruffle.lists.loader import load
from unruffle.snapshots import builtin

SNAPSHOT = load()
CLASSES = parse_classes(SNAPSHOT["classes"])
RULEBOOK = builtin()
COMPLAINT = "The lamp came broken and nobody answered for two weeks. I am furious."
# The seven key techniques of the contact-center article; three are there under another word.
KEY = {"T01": "Assessment", "T02": None, "T06": None, "T07": None, "T09": None, "T10": None}
KEY["T17"] = "Insurance"
STOCK = (
    "Thank you for contacting us. We value your feedback. We apologize for any inconvenience. "
    "We understand your frustration. Our team will be in touch as soon as possible. Thank you for "
    "your patience and understanding."
)

each_move = pytest.mark.parametrize("move", RULEBOOK.moves, ids=lambda move: move.id)
with_phrases = pytest.mark.parametrize(
    "move", [move for move in RULEBOOK.moves if move.phrases], ids=lambda move: move.id
)


def checked(text: str, customer: str | None = None) -> Result:
    turns = (Turn("customer", customer),) if customer else ()
    return check(text, RULEBOOK, Context(turns), finished=True)


def technique(move_id: str, result: Result) -> Technique:
    return next(found for found in result.techniques if found.id == move_id)


def spans(move: Move, example: Example) -> list[tuple[int, int]]:
    return list(technique(move.id, checked(example.text, example.customer_message)).spans)


def test_all_techniques_are_there_in_order() -> None:
    """T01 to T26, each in one of the four phases; the key ones keep the article's word."""
    assert [move.id for move in RULEBOOK.moves] == [f"T{n:02}" for n in range(1, 27)]
    assert {move.phase for move in RULEBOOK.moves} == {"listen", "defuse", "act", "leave"}
    aliases = {move.id: move.alias for move in RULEBOOK.moves}
    assert {move_id: aliases[move_id] for move_id in KEY} == KEY


@with_phrases
def test_flags(move: Move) -> None:
    """Exactly the marked words are the technique."""
    assert move.flags
    for example in move.flags:
        assert spans(move, example) == list(example.spans), example.text


@each_move
def test_passes(move: Move) -> None:
    """What comes close is not praised."""
    for example in move.passes:
        assert spans(move, example) == [], example.text


@with_phrases
def test_every_phrase_is_exercised(move: Move) -> None:
    """Each phrase stands in the marked words of an example."""
    matcher = Matcher([(parse(p, CLASSES), n) for n, p in enumerate(move.phrases)])
    exercised: set[int] = set()
    for example in move.flags:
        draft = read(example.text, Context())
        for numbers, first, last, _ in matcher.find(draft.tokens, draft.scanned):
            if any(start <= first and last <= end for start, end in example.spans):
                exercised.update(numbers)
    assert [p for n, p in enumerate(move.phrases) if n not in exercised] == []


@each_move
def test_words_for_people(move: Move) -> None:
    """A name without jargon, and a few plain words that go on from "the reply"."""
    assert re.fullmatch(r"[A-Z][a-z -]+", move.name)
    assert re.fullmatch(r"[a-z][^.]{5,60}", move.shows)


def test_a_stock_reply_holds_no_technique_but_a_calm_tone() -> None:
    """Lines that fit every letter are no good moves."""
    present = {found.id for found in checked(STOCK, COMPLAINT).techniques if found.present}
    assert present <= {"T11"}


def test_what_is_expected_depends_on_the_situation() -> None:
    """An upset customer needs more than one who asks; of an unknown one nothing is expected."""

    def expected(customer: str | None) -> set[str]:
        return {found.id for found in checked("Hello.", customer).techniques if found.expected}

    upset, asking = expected(COMPLAINT), expected("Which color is the lamp?")
    assert {"T04", "T06", "T07", "T12", "T14"} <= upset
    assert asking & {"T06", "T07"} == set()
    assert expected(None) == set()
    assert "T10" in expected("You are an idiot.")


def test_an_apology_has_its_parts() -> None:
    """Six parts, each by its own words; no apology, no parts."""
    full = checked(
        "I'm sorry we sent the wrong lamp. That was our mistake: our label was printed twice. I "
        "have sent the right one today. I have changed the label so it does not happen again. "
        "Please forgive us."
    ).apology
    assert full is not None
    assert all((full.regret, full.responsibility, full.explanation, full.repair))
    assert full.repentance
    assert full.forgiveness
    plain = checked("I'm sorry about the delay.").apology
    assert plain is not None
    assert (plain.regret, plain.responsibility, plain.repair) == (True, False, False)
    assert checked("The lamp is in.").apology is None


def test_the_phases_are_shares_of_what_is_expected() -> None:
    """Nothing expected has no share."""
    result = checked("I'm sorry we sent the wrong lamp. It comes on Friday.", COMPLAINT)
    shares = phases(result.techniques)
    assert shares["defuse"] is not None
    assert 0 < shares["defuse"] < 1
    assert set(phases(checked("Hello.").techniques).values()) == {None}


def test_the_strip_shows_the_tone_of_each_sentence() -> None:
    """Warm, competent, warm."""
    text = "I'm sorry we sent the wrong lamp. I have sent a new one. Have a good evening."
    assert checked(text, COMPLAINT).strip == ("warm", "competent", "warm")
