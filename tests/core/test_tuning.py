"""What a team changes of rules and checks: off, severity, limits, and profiles of these."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from coach import BOOK, customer, found, result
from unruffle.core.choices import Choices
from unruffle.core.rules import RuleError
from unruffle.core.tuning import ChoiceError, Tuning, parse_profile, refuse_unknown, tuned
from unruffle.core.types import Result

BROKEN = customer("My lamp arrived broken. I am furious!")
CALM_DOWN = "Please calm down, [NAME]."


def rules(result: Result) -> dict[str, tuple[str, int]]:
    """Severity and points of all findings and checks, by id."""
    found = {one.rule: (str(one.severity), one.points) for one in result.findings}
    return found | {one.rule: (str(one.severity), one.points) for one in result.checks}


def tune(**chosen: object) -> Result:
    return result(CALM_DOWN, BROKEN, choices=Choices(**chosen))  # type: ignore[arg-type]


def test_off() -> None:
    """A rule and a check that a team switched off say nothing and cost nothing."""
    shipped = tune()
    quiet = tune(off=frozenset({"invalidation/calm-down", "C33"}))
    gone = set(rules(shipped)) - set(rules(quiet))
    assert gone == {"invalidation/calm-down", "C33"}
    assert (shipped.score or 0) < (quiet.score or 0)


def test_severity() -> None:
    """The team's severity goes before all others, and its points count."""
    graded = rules(tune(severities={"invalidation/calm-down": "info", "C33": "low"}))
    assert graded["invalidation/calm-down"] == ("info", 0)
    assert graded["C33"] == ("low", 4)


def test_limits() -> None:
    """A check looks with the team's number; the others keep theirs."""
    text = "The lamp leaves the shop today. " * 20
    assert not found("C30", result(text))
    assert found("C30", result(text, choices=Choices(limits={"C30.words": 50})))


def test_layers() -> None:
    """The team's own choice goes before its profile, and that before the profile of the channel."""
    profiles = {
        "chat": Tuning(frozenset({"C28"}), {"C30": "low"}, {"C30.words": 90, "C21.days": 1}),
        "casual": Tuning(frozenset({"C17"}), {"C30": "high"}, {"C30.words": 150}),
    }
    own = Choices(profile="casual", off=frozenset({"C22"}), limits={"C30.words": 10})
    assert tuned(own, profiles, "chat") == Tuning(
        frozenset({"C28", "C17", "C22"}), {"C30": "high"}, {"C30.words": 10, "C21.days": 1}
    )
    assert tuned(Choices(), profiles, "email") == Tuning()
    # A profile that a later version no longer has changes nothing.
    assert tuned(Choices(profile="gone"), profiles, None) == Tuning()


@pytest.mark.parametrize("name", BOOK.profiles)
def test_a_profile_names_only_what_there_is(name: str) -> None:
    """Every id and every limit of the shipped profiles."""
    refuse_unknown(BOOK.profiles[name], BOOK.ids, BOOK.limits)


def test_there_is_a_profile_for_each_channel() -> None:
    """And one for technical and for casual teams."""
    assert set(BOOK.profiles) == {"email", "chat", "social", "review", "b2b-technical", "casual"}


@pytest.mark.parametrize(
    ("tuning", "says"),
    [
        (Tuning(off=frozenset({"C99"})), "called C99"),
        (Tuning(severities={"excuse": "low"}), "called excuse"),
        (Tuning(severities={"C30": "severe"}), "high, medium, low, info"),  # type: ignore[dict-item]
        (Tuning(limits={"C30.pages": 2}), "There are: .*C07.questions"),
        (Tuning(limits={"C30.words": -1}), "from 0 on"),
        (Tuning(limits={"C30.words": float("inf")}), "from 0 on"),
    ],
)
def test_what_names_nothing_is_refused(tuning: Tuning, says: str) -> None:
    """With a message that says what there is."""
    with pytest.raises(ChoiceError, match=says):
        refuse_unknown(tuning, BOOK.ids, BOOK.limits)


@pytest.mark.parametrize("data", [{"offf": ["C30"]}, {"limit": {}}])
def test_a_profile_with_an_unknown_name_is_refused(data: dict[str, Iterable[str]]) -> None:
    """A slip in the data is no silent change."""
    with pytest.raises(RuleError, match="Profile calm: unknown name"):
        parse_profile("calm", data)
