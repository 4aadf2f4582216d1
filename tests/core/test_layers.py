"""Lists of organization and teams: they add, grade, switch off and except, nearest first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from stage import SNAPSHOT
from unruffle.core.check import check
from unruffle.core.choices import Choices
from unruffle.core.examples import complaints
from unruffle.core.layers import effective
from unruffle.core.rulebook import Rulebook, compile_rulebook
from unruffle.core.rules import RuleError
from unruffle.core.types import Context, Result
from unruffle.core.vetting import vet

TODAY = date(2026, 11, 28)
EXCUSE, CALM = "excuse/unforeseen-circumstances", "command/calm-down"
DRAFT = "Please calm down. It is late due to unforeseen circumstances. The kraken ate it."


def rule(phrase: str = "kraken", **more: Any) -> dict[str, Any]:
    """A rule of one's own."""
    return {
        "severity": "low",
        "phrases": [phrase],
        "message": "A kraken may be heard as: nobody looked.",
        "why": "It explains nothing.",
        "sources": ["House style, 2026"],
        "examples": {"flags": ["The [kraken] ate it."], "passes": ["The squid ate it."]},
        **more,
    }


def book(**layers: dict[str, Any]) -> Rulebook:
    """The rulebook with these layers; `team_1` stands for "team/1"."""
    return compile_rulebook(
        {**SNAPSHOT, "layers": {k.replace("_", "/"): v for k, v in layers.items()}}
    )


def said(rulebook: Rulebook, scope: str = "team/1", text: str = DRAFT, **context: Any) -> Result:
    """What a team hears of a draft."""
    choices = effective(rulebook.layers, scope, Choices(), TODAY)
    return check(text, rulebook, Context(**context), choices)


def graded(result: Result) -> dict[str, str]:
    """The severities by rule."""
    return {found.rule: found.severity for found in result.findings}


def test_a_team_hears_its_own_rules_those_of_the_organization_and_no_others() -> None:
    """And each rule cites in its own words."""
    rulebook = book(
        organization={"rules": {"house/kraken": rule()}},
        team_1={"rules": {"house/late": rule("late")}},
        team_2={"rules": {"house/ate": rule("ate it")}},
    )
    assert set(graded(said(rulebook))) == {EXCUSE, CALM, "house/kraken", "house/late"}
    assert set(graded(said(rulebook, "team/2"))) == {EXCUSE, CALM, "house/kraken", "house/ate"}
    assert set(graded(said(rulebook, "organization"))) == {EXCUSE, CALM, "house/kraken"}
    kraken = next(f for f in said(rulebook).findings if f.rule == "house/kraken")
    assert [source.cite for source in kraken.sources] == ["House style, 2026"]


@pytest.mark.parametrize(("until", "marked"), [("2026-11-28", False), ("2026-11-27", True)])
def test_an_exception_ends_with_its_day(until: str, marked: bool) -> None:
    """The day itself still counts."""
    change = {"unless": ["please calm down"], "until": until, "reason": "While we move."}
    assert (CALM in graded(said(book(team_1={"changes": {CALM: change}})))) == marked


def test_the_nearer_layer_wins_and_may_switch_on_again() -> None:
    """What the organization switched off or graded, a team may have another way."""
    rulebook = book(
        organization={"changes": {EXCUSE: {"off": True}, CALM: {"severity": "low"}}},
        team_1={"changes": {EXCUSE: {"off": False}, CALM: {"severity": "info"}}},
    )
    assert graded(said(rulebook)) == {EXCUSE: "medium", CALM: "info"}
    assert graded(said(rulebook, "team/2")) == {CALM: "low"}


@pytest.mark.parametrize(("until", "heard"), [("2026-11-28", False), ("2026-11-27", True)])
def test_a_change_ends_after_its_day(until: str, heard: bool) -> None:
    """The day itself still counts."""
    rulebook = book(team_1={"changes": {EXCUSE: {"off": True, "until": until, "reason": "sale"}}})
    assert (EXCUSE in graded(said(rulebook))) is heard


def test_whole_lists_go_on_and_off() -> None:
    """An optional list is switched on, another one off; a team may turn that around."""
    rulebook = book(
        organization={"lists": {"privacy": True, "command": False}},
        team_1={"lists": {"command": True, "privacy": False}},
    )
    text = "Calm down and send your card number."
    assert set(graded(said(rulebook, "team/2", text))) == {"privacy/card-number"}
    assert set(graded(said(rulebook, "team/1", text))) == {CALM}


def test_an_exception_and_approved_wording_hold_in_their_scope_only() -> None:
    """An exception for one rule, approved wording for all of them."""
    rulebook = book(
        organization={"changes": {CALM: {"unless": ["please calm down"]}}},
        team_1={"allow": {"due to unforeseen circumstances": {"owner": "Ana"}}},
    )
    assert graded(said(rulebook)) == {}
    assert set(graded(said(rulebook, "team/2"))) == {EXCUSE}


def test_a_rule_on_trial_is_named_and_never_shown() -> None:
    """It takes nothing off the score; an exception lifts it as any other."""
    rulebook = book(team_1={"rules": {"house/kraken": rule(trial=True, unless=["kraken rum"])}})
    assert said(rulebook).trials == ("house/kraken",)
    assert said(rulebook, text="The kraken ate it.").score == 100
    assert said(rulebook, text="We sell kraken rum.").trials == ()
    assert said(rulebook, "team/2").trials == ()


def test_a_list_may_be_kept_to_sites_and_channels() -> None:
    """Where the site or the channel is unknown it stays silent; a subdomain belongs to the site."""
    own = {"rules": {"house/kraken": rule()}, "hosts": ["shop.example"], "channels": ["chat"]}
    rulebook = book(team_1=own)

    def heard(host: str | None, channel: str | None) -> bool:
        return "house/kraken" in graded(said(rulebook, host=host, channel=channel))

    assert heard("shop.example", "chat")
    assert heard("help.shop.example", "chat")
    assert not heard("otshop.example", "chat")
    assert not heard("shop.example", "email")
    assert not heard(None, "chat")
    assert not heard("shop.example", None)


def test_a_change_to_a_rule_that_ships_no_more_changes_nothing() -> None:
    """A newer package must not be kept from starting by it."""
    rulebook = book(team_1={"changes": {"excuse/gone": {"off": True, "unless": ["a b c"]}}})
    assert set(graded(said(rulebook))) == {EXCUSE, CALM}


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        ({"rules": {CALM: rule()}}, "the id is taken"),
        ({"rules": {"house/kraken": rule(sources=[1])}}, "'sources' is a list of texts"),
        ({"rules": {"house/kraken": rule("(a|")}}, "house/kraken"),
        ({"changes": {CALM: {"until": "soon"}}}, "'until' is a day"),
        ({"changes": {CALM: {"severity": "fatal"}}}, "severity is one of"),
        ({"channels": ["fax"]}, "no condition is called 'channel:fax'"),
        ({"allow": {"(a|": {}}}, "Approved wording of team/1"),
        ({"colour": "red"}, "unknown name colour"),
    ],
)
def test_what_cannot_be_is_refused_by_name(layer: dict[str, Any], words: str) -> None:
    """Each refusal says where, so that it can be mended."""
    with pytest.raises(RuleError, match=words):
        book(team_1=layer)


def test_examples_are_tests() -> None:
    """A missed example, other words, a near miss that is found, a suggestion that is marked."""
    bad = rule(
        suggestions=[{"text": "calm down", "replaces": "match"}],
        examples={
            "flags": ["The [kraken] ate it.", "[The kraken] left.", "A [squid] left."],
            "passes": ["One kraken stayed."],
        },
    )
    rulebook = book(organization={"rules": {"house/kraken": bad}})
    own = next(one for one in rulebook.rules if one.id == "house/kraken")
    choices = effective(rulebook.layers, "organization", Choices(), TODAY)
    assert complaints(own, rulebook, choices) == [
        f"house/kraken suggests “calm down”, and {CALM} marks that",
        "house/kraken finds “kraken” in its example “The kraken left.”",
        "house/kraken finds nothing in its example “A squid left.”",
        "house/kraken finds a near miss that passes: “One kraken stayed.”",
    ]
    good = book(organization={"rules": {"house/kraken": rule(trial=True)}})
    own = next(one for one in good.rules if one.id == "house/kraken")
    assert complaints(own, good, effective(good.layers, "organization", Choices(), TODAY)) == []


def remarks(**own: Any) -> list[tuple[str, str, bool]]:
    """What there is to say about a rule with these fields."""
    rulebook = book(team_1={"rules": {"house/kraken": rule(**own)}})
    vetted = next(one for one in rulebook.rules if one.id == "house/kraken")
    choices = effective(rulebook.layers, "team/1", Choices(), TODAY)
    return [(one.field, one.text, one.refuses) for one in vet(vetted, rulebook, choices)]


@pytest.mark.parametrize("trial", [False, True])
def test_a_new_rule_is_read_before_it_goes_live(trial: bool) -> None:
    """Short words and better words that it marks itself are refused; the rest is told."""
    assert remarks(trial=trial) == []
    assert remarks(trial=trial, phrases=["(so|kraken)", "a kraken"]) == [
        ("phrases", "“so” alone stands in nearly every reply.", True)
    ]
    assert remarks(trial=trial, message="Krakens must go.", why="They are bad.") == [
        ("message", "“must” scolds. Rather: may be heard as …", False),
        ("why", "“bad” scolds. Rather: may be heard as …", False),
    ]
    assert remarks(trial=trial, suggestions=[{"text": "our kraken", "replaces": "match"}]) == [
        ("suggestions", "The better words “our kraken” would be marked by this rule itself.", True)
    ]
    calm = {"flags": ["Please [calm down]."], "passes": ["The sea is calm."]}
    assert remarks(trial=trial, phrases=["calm  [yourself] Down"], examples=calm) == [
        ("phrases", "“calm [yourself] down” is in command/calm-down already.", False),
        ("phrases", "command/calm-down marks these words already, at least as strongly.", False),
    ]
