"""The structural checks: every one keeps its promises, every opener helps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_lists import FORBIDDEN, MAY

import unruffle.core
from unruffle.core.advice import FINDERS
from unruffle.core.check import check
from unruffle.core.checks import CheckRule
from unruffle.core.choices import Choices
from unruffle.core.rules import Example, slots
from unruffle.core.types import Check, Context, Result, Turn
from unruffle.snapshots import builtin

RULEBOOK = builtin()
CHECKS = {rule.id: rule for rule in RULEBOOK.checks}
CATEGORIES = {"missing", "order", "amount", "place"}
_MAX_WHY = 200
_MAX_MESSAGE = 160
_FEWEST_OPENERS = 4
# Three kind ways to set a limit are enough of a choice.
_FEWER_OPENERS = {"C24": 3}
#: What an agent may put into the slots; any other slot is read as it stands.
FACTS = {
    "date": "Friday",
    "day": "Friday",
    "time": "4 pm",
    "how long": "three weeks",
    "item": "the lamp",
    "what happened": "the lamp arrived broken",
    "waited or paid or lost": "waited",
    "did what": "arrived broken",
    "what you did": "sent a new one",
    "act": "call you",
    "step": "call the depot",
    "answer": "yes, by Friday, for 20 dollars",
    "small extra": "added a spare bulb",
}
_SLOT = re.compile(r"\{([^{}]*)\}")

each_check = pytest.mark.parametrize("rule", CHECKS.values(), ids=list(CHECKS))


def checked(example: Example, text: str | None = None) -> Result:
    return check(example.text if text is None else text, RULEBOOK, example.context, finished=True)


def own(rule: CheckRule, result: Result) -> list[Check]:
    return [found for found in result.checks if found.rule == rule.id]


def filled(opener: str) -> str:
    """The opener with facts in its slots."""
    text = _SLOT.sub(lambda slot: FACTS.get(slot[1].lower(), slot[1]), opener)
    return text[0].upper() + text[1:]


def openers(rule: CheckRule) -> Iterator[tuple[Example, str]]:
    """Every opener of a check where each of its examples stands."""
    for example in rule.flags:
        for opener in (*rule.openers, *rule.ours, *rule.grave):
            yield example, opener


def test_every_check_is_there() -> None:
    """C01 to C33 at least; each has data and a function that looks for it."""
    assert {f"C{number:02}" for number in range(1, 34)} <= set(CHECKS)
    assert set(CHECKS) == set(FINDERS)


def test_every_cue_that_is_asked_for_exists() -> None:
    """A function asks for no words that the data does not hold."""
    named = {f"{rule.id}/{name}" for rule in CHECKS.values() for name in rule.cues}
    asked = {
        name
        for module in Path(unruffle.core.__file__).parent.glob("*.py")
        for name in re.findall(r'"(C\d\d/[a-z-]+)"', module.read_text("utf-8"))
    }
    assert asked <= named


@each_check
def test_flags(rule: CheckRule) -> None:
    """A check points at exactly the marked words, or at nothing where there is none to mark."""
    assert rule.flags
    for example in rule.flags:
        found = [(f.start, f.end) for f in own(rule, checked(example))]
        wanted: list[tuple[int | None, int | None]] = [*example.spans] or [(None, None)]
        assert found == wanted, example.text
        if example.severity:
            assert {one.severity for one in own(rule, checked(example))} == {example.severity}


@each_check
def test_passes(rule: CheckRule) -> None:
    """A check is silent on each of its near misses."""
    assert rule.passes
    for example in rule.passes:
        assert own(rule, checked(example)) == [], example.text


@each_check
def test_voice(rule: CheckRule) -> None:
    """A message is one sentence that says what may be heard, and never scolds."""
    assert not FORBIDDEN.search(rule.message), rule.message
    assert not FORBIDDEN.search(rule.why), rule.why
    assert rule.message[-1] in ".?"
    assert len(rule.message) <= _MAX_MESSAGE
    assert len(rule.why) <= _MAX_WHY
    assert not re.match(r"you\b", rule.message, re.IGNORECASE)
    assert MAY.search(rule.message), rule.message


@each_check
def test_data(rule: CheckRule) -> None:
    """A check has a known category, a source and a principle."""
    assert rule.category in CATEGORIES
    assert rule.sources
    assert rule.principles
    assert all(limit >= 0 for limit in rule.limits.values())


@each_check
def test_openers_are_several_and_ask_for_a_fact(rule: CheckRule) -> None:
    """What is missing can be begun in four ways at least, and each wants a fact of the case."""
    fewest = _FEWER_OPENERS.get(rule.id, _FEWEST_OPENERS)
    if rule.missing or rule.openers:
        assert len(set(rule.openers)) >= fewest
    if rule.ours:
        assert len(set(rule.ours)) >= fewest
    for opener in (*rule.openers, *rule.ours, *rule.grave):
        assert slots(opener), opener
        assert len(slots(opener)) == opener.count("{") == opener.count("}"), opener


@each_check
def test_openers_are_not_marked_themselves(rule: CheckRule) -> None:
    """No list finds anything in an opener, with its slots open or filled."""
    for example, opener in openers(rule):
        for text in (opener, filled(opener)):
            found = checked(example, text).findings
            assert [(f.rule, text[f.start : f.end]) for f in found] == [], text


@each_check
def test_openers_help(rule: CheckRule) -> None:
    """With the opener in its place and its facts filled in, nothing is missing anymore."""
    for example, opener in openers(rule) if rule.missing else ():
        if example.turns:
            # What an earlier turn promised is another fact in each example.
            continue
        first, second = filled(opener), example.text
        text = f"{first} {second}" if rule.opens else f"{second} {first}"
        assert own(rule, checked(example, text)) == [], text


def offered(message: str, text: str) -> str:
    context = Context((Turn("customer", message),))
    found = [f for f in check(text, RULEBOOK, context, finished=True).checks if f.rule == "C03"]
    assert found[0].opener is not None
    return found[0].opener.text


def test_the_same_opener_stays_while_typing() -> None:
    """Which opener is offered depends on the case and not on how much was typed."""
    reply = "Hello Ana, a new lamp is on its way. It comes with a cable. Please keep the old one."
    message = "The lamp arrived broken."
    assert len({offered(message, reply[:end]) for end in range(10, len(reply))}) == 1


def test_another_case_gets_another_opener() -> None:
    """Several tickets in a row do not all begin alike."""
    messages = [f"The lamp arrived broken on the {day}th." for day in range(10, 20)]
    assert len({offered(message, "A new lamp is on its way.") for message in messages}) > 1


def test_a_plain_question_plainly_answered_gets_nothing() -> None:
    """No check of what is missing speaks where nobody was let down."""
    context = Context((Turn("customer", "How much is the large lamp, and when can I get it?"),))
    result = check("The large lamp is 20 dollars. It ships on Friday.", RULEBOOK, context)
    assert result.checks == ()


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("The window is broken and I filed a claim. What happens now?", "We decide by Friday."),
        ("Why was my claim refused?", "The policy covers storms, and there was none that night."),
    ],
)
def test_a_calm_question_about_trouble_wants_an_answer(message: str, reply: str) -> None:
    """Who only asks gets an answer, and nobody misses an apology in it."""
    result = check(reply, RULEBOOK, Context((Turn("customer", message),)), finished=True)
    assert [found.rule for found in result.checks] == []


def test_an_unknown_situation_keeps_the_checks_silent() -> None:
    """Where nothing shows what the customer wants, nothing is missing."""
    assert check("The lamp is on the shelf.", RULEBOOK, finished=True).checks == ()


INSULT = Context((Turn("customer", "You are a useless idiot."),))
LIMIT = "I can help best when we talk without insults, so calm down and stop it, you must stop."


def test_inside_a_limit_orders_are_mute() -> None:
    """A limit to abuse takes words that are marked elsewhere."""
    kinds = {"command", "invalidation"}
    assert not kinds & {f.category for f in check(LIMIT, RULEBOOK, INSULT).findings}
    complaint = Context((Turn("customer", "The lamp arrived broken."),))
    assert kinds & {f.category for f in check(LIMIT, RULEBOOK, complaint).findings}
    outside = "I can help best when we talk without insults. Calm down."
    assert kinds & {f.category for f in check(outside, RULEBOOK, INSULT).findings}


def test_an_abuse_card_offers_three_limits() -> None:
    """The openers of C24 are kind limits, and each is recognized as one."""
    found = [f for f in check("The bill is attached.", RULEBOOK, INSULT).checks if f.rule == "C24"]
    assert found[0].severity == "info"
    assert not found[0].pending
    for opener in CHECKS["C24"].openers:
        techniques = check(filled(opener), RULEBOOK, INSULT, finished=True).techniques
        assert "T10" in {t.id for t in techniques if t.present}, opener


def test_a_check_can_be_switched_off() -> None:
    """A team that does without a check gets none."""
    context = Context((Turn("customer", "The lamp arrived broken."),))
    off = Choices(off=frozenset({"C03"}))
    result = check("A new one is on its way.", RULEBOOK, context, off, finished=True)
    assert "C03" not in {found.rule for found in result.checks}
