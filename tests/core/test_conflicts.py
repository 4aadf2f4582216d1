"""The conflicts between principles, each resolved the same way every time: both sides of it."""

from __future__ import annotations

from typing import Literal

import pytest

from unruffle.core.check import check
from unruffle.core.choices import Choices
from unruffle.core.types import Context, Result, Turn
from unruffle.snapshots import builtin

RULEBOOK = builtin()
LATE = "My parcel is three weeks late. I am annoyed."
BROKEN = "The lamp arrived broken."
FURIOUS = "The lamp arrived broken. This is outrageous, I am furious!"
CHARGED = "You charged me twice for the lamp. I am annoyed."
INSULT = "You are a useless idiot."


def checked(text: str, customer: str, fault: Literal["ours"] | None = None) -> Result:
    context = Context((Turn("customer", customer),), fault=fault)
    return check(text, RULEBOOK, context, finished=True)


def said(text: str, customer: str = LATE) -> set[str]:
    """The checks and the kinds of harm that are reported."""
    result = checked(text, customer)
    return {f.category for f in result.findings} | {c.rule for c in result.checks}


def moves(text: str, customer: str = LATE) -> set[str]:
    """The techniques that are there."""
    return {t.id for t in checked(text, customer).techniques if t.present}


def opener(check_id: str, result: Result) -> str:
    found = next(c for c in result.checks if c.rule == check_id)
    return found.opener.text if found.opener else ""


def test_1_an_explanation_passes_where_it_is_no_excuse() -> None:
    """After the apology, one specific cause, a remedy behind it; else an excuse or too early."""
    fair = "I'm sorry you waited three weeks. A pipe burst in our depot. Your parcel leaves today."
    assert not {"excuse", "C12", "C14"} & said(fair)
    told = "I'm sorry you waited. That is because a pipe burst. I've put it on the van today."
    assert not {"excuse", "C12", "C14"} & said(told)
    assert "C12" in said("It is late because the depot was flooded. I'm sorry.")
    assert "excuse" in said("I'm sorry, due to unforeseen circumstances it is late.")
    assert "minimizing" in said("These things happen.")


def test_2_thanks_or_an_apology_open() -> None:
    """Either does; thanks for patience never count."""
    assert "C18" not in said("Thank you for the tracking number. Three weeks would annoy me too.")
    assert "C18" not in said("I'm sorry about the parcel. Three weeks would annoy me too.")
    assert "C18" in said("Thank you for your patience. This would annoy me too. It leaves today.")
    for grave in (
        "This is outrageous. My parcel is late for the third time.",
        f"{LATE} Refund me.",
    ):
        assert "sorry" in opener("C01", checked("It leaves today.", grave))


def test_3_acknowledging_a_feeling_is_no_pity() -> None:
    """To see why counts as empathy; words of pity and distance are marked."""
    assert "C04" not in said("I see why you are annoyed. It leaves today.")
    assert "hollow-empathy" not in said("I see why you are annoyed. It leaves today.")
    assert "hollow-empathy" in said("What a pity. It leaves today.")


def test_4_a_validating_line_needs_a_fact_beside_it() -> None:
    """With a fact of the case it passes; bare it is marked, low."""
    line = "I understand your frustration"
    assert "hollow-empathy" not in said(f"{line}: three weeks is a long wait for a parcel.")
    bare = checked(f"{line}. Have a look.", LATE).findings
    assert [f.severity for f in bare if f.category == "hollow-empathy"] == ["low"]


def test_5_regret_is_always_safe_and_responsibility_is_for_the_agent_to_say() -> None:
    """The opener regrets; only after "it was us" does it take responsibility."""
    regret = opener("C03", checked("It leaves today.", LATE))
    owned = opener("C03", checked("It leaves today.", LATE, fault="ours"))
    check_rule = next(rule for rule in RULEBOOK.checks if rule.id == "C03")
    assert regret in check_rule.openers
    assert owned in check_rule.ours
    assert "C03" not in said("I'm sorry the parcel is late. It leaves today.")


def test_6_agreeing_with_a_fact_is_praised_and_contradiction_marked() -> None:
    """A correction with a log passes once the feeling was seen."""
    assert "T09" in moves("You are right that it took too long.")
    assert "challenge" in said("You are mistaken about the date.")
    assert "challenge" not in said("I see why you are annoyed. Our log shows Monday.")


def test_7_limits_are_for_abuse_of_the_agent() -> None:
    """Insults bring the limit and mute orders inside it; anger at the product does neither."""
    assert "C24" in said("The bill is attached.", INSULT)
    assert "C24" not in said("The bill is attached.", "This useless lamp is a disgrace.")
    limit = "I can help best when we talk without insults, so calm down."
    assert "invalidation" not in said(limit, INSULT)
    assert "invalidation" in said(limit, BROKEN)


def test_8_own_acts_may_be_promised_and_outcomes_not() -> None:
    """My next step with its time passes; a guarantee is marked."""
    assert "overpromise" not in said("I'll write to you by 4 today.")
    assert "overpromise" in said("We guarantee that it will never happen again.")


def test_9_repair_is_quick_and_a_giveaway_waits() -> None:
    """Money for a charge that goes back is repair; a voucher before anybody listened is not."""
    assert "C11" not in said("We refunded the second charge today. I'm sorry.", CHARGED)
    credited = "The double charge is on your next bill as a store credit. I'm sorry."
    assert "C11" not in said(credited, CHARGED)
    asked = "I want compensation and my money back. The lamp broke."
    assert "C11" not in said("Here is a 10 dollar voucher. I'm sorry.", asked)
    assert "C11" in said("Here is a 10 dollar voucher. I'm sorry the lamp broke.", BROKEN)
    mended = "I'm sorry the lamp broke. A new one leaves today."
    assert "C11" not in said(f"{mended} Here is a 10 dollar voucher too.", BROKEN)


def test_10_the_apology_is_capped_and_acts_are_not() -> None:
    """Three apologies are reported; three acts with their times are not."""
    once = "I'm sorry the lamp broke. I've sent a new one today. It arrives on Friday by noon."
    acts = "I'll call you on Monday at 9. The old one goes back by Tuesday."
    assert "C25" not in said(f"{once} {acts}", BROKEN)
    thrice = "I'm sorry the lamp broke. I do apologize. So sorry again. It arrives on Friday."
    assert "C25" in said(thrice, BROKEN)


def test_11_missing_facts_are_asked_for_at_once() -> None:
    """Up to three questions in one reply; more are reported."""
    three = "Which lamp is it? When did it break? Is the cable torn too?"
    assert "C07" not in said(f"I'm sorry the lamp broke. {three}", BROKEN)
    assert "C07" in said(f"I'm sorry the lamp broke. {three} Did it blink before that?", BROKEN)


def test_12_goodwill_is_a_hint_and_costs_nothing() -> None:
    """An extra after the fix, with or without money, is only proposed, and takes no points."""
    mended = "I'm sorry the lamp broke. I've sent a new one today."
    hint = next(c for c in checked(mended, BROKEN).checks if c.rule == "C22")
    assert (hint.severity, hint.points) == ("info", 0)
    assert "C22" not in said(f"{mended} I have also added a spare bulb.", BROKEN)


def test_13_i_act_and_we_own_the_fault() -> None:
    """A "we" is reported only where it hides who acts."""
    fault = "I'm sorry that we sent the wrong lamp. We packed it in a rush. We have the right one."
    assert "C17" not in said(f"{fault} I'll send it today.", BROKEN)
    hidden = "We are sorry that we sent the wrong lamp. We will send a new one. We booked the van."
    assert "C17" in said(hidden, BROKEN)


def test_14_the_score_is_advice() -> None:
    """Nothing blocks, and a team that does without a check pays nothing for it."""
    text = "A new one is on its way."
    shipped = checked(text, BROKEN)
    assert shipped.status == "checked"
    context = Context((Turn("customer", BROKEN),))
    off = Choices(off=frozenset(rule.id for rule in RULEBOOK.checks))
    assert (shipped.score or 0) < 100
    assert check(text, RULEBOOK, context, off, finished=True).score == 100


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Feel free to leave now; I'll call you by 4.", False),
        ("No need to wait: I'll write to you by 4 today.", False),
        ("Feel free to shop elsewhere.", True),
    ],
)
def test_15_letting_someone_go_is_no_brush_off_with_a_next_contact(text: str, marked: bool) -> None:
    """Collect, let the customer go, get busy: with who writes and when it passes."""
    assert ("brush-off" in said(text)) == marked


def test_16_eager_to_act_passes_and_bare_cheer_is_low() -> None:
    """Assure eagerly, with an act; cheer alone beside a calm complaint is marked, low."""
    assert "tone-mismatch" not in said("I'm delighted to send you a new one today.", BROKEN)
    cheer = checked("We are thrilled to help!", BROKEN).findings
    assert "tone-mismatch" in {f.category for f in cheer}
    assert {f.severity for f in cheer} == {"low"}


@pytest.mark.parametrize(
    "text",
    [
        "This won't undo the lost day, it does give you 20 dollars back today.",
        "This won't undo the lost day, but it does give you 20 dollars back today.",
        "Unfortunately this won't undo the lost day. I can give you 20 dollars back today.",
    ],
)
def test_honest_partial_help_passes(text: str) -> None:
    """Saying how far a remedy goes is no "but" and no bare refusal."""
    assert not {"yes-but", "bare-refusal"} & said(f"I'm sorry you lost a day. {text}")


def test_a_no_without_help_is_still_marked() -> None:
    """The same words with nothing behind them."""
    assert "bare-refusal" in said("Unfortunately the day is gone.")
    assert "yes-but" in said("I'm sorry but that is how it is with parcels.")


def test_heat_silences_goodwill_feedback_and_cheer_hints() -> None:
    """From a heat of 2 on nobody is told to add a gift, a question or a good wish."""
    mended = "I'm sorry the lamp broke. I've sent a new one today. The old one goes into the bin."
    light = {"C22", "C28", "C36"}
    assert light <= said(mended, BROKEN)
    assert not light & said(mended, FURIOUS)
