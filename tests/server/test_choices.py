"""What a team switched on or off counts for its keys, and for no other team."""

from __future__ import annotations

from typing import Any

import pytest

from stage import World
from unruffle.core.choices import Choices
from unruffle.db import teams

DRAFT = {
    "text": "Please send your card number.",
    "context": {"customer_message": "Where is my parcel? I am in hospital."},
}


def _choose(world: World, choices: Choices) -> None:
    with world.server.database.write() as connection:
        team = next(t for t in teams.every(connection) if t.id == world.team_id)
        teams.choose(connection, team, choices)
    world.server.live.refresh()


def _checked(world: World) -> dict[str, Any]:
    answer: dict[str, Any] = world.post("check", DRAFT).get_json()
    return answer


def test_an_optional_list_is_off_until_a_team_switches_it_on(world: World) -> None:
    """Its rules find nothing before."""
    assert _checked(world)["findings"] == []
    _choose(world, Choices(lists=frozenset({"privacy"})))
    assert [found["rule"] for found in _checked(world)["findings"]] == ["privacy/card-number"]


@pytest.mark.parametrize("chosen", [False, True])
def test_a_team_can_leave_personal_circumstances_alone(world: World, chosen: bool) -> None:
    """Then neither the cause nor its words are named; the rest of the situation stays."""
    if chosen:
        _choose(world, Choices(silent=frozenset({"personal"})))
    situation = _checked(world)["situation"]
    shown = [proof["shows"] for proof in situation["evidence"]]
    assert ("personal" in situation["causes"]) is not chosen
    assert ("mentions a hospital stay" in shown) is not chosen
    assert situation["kind"] == "complaint"


def test_a_rule_that_a_team_switched_off_or_graded(world: World) -> None:
    """Off is gone, another severity has its own points; the next look at the database knows."""
    draft = {"text": "Please calm down. It is late due to unforeseen circumstances."}

    def said() -> dict[str, tuple[str, int]]:
        found = world.post("check", draft).get_json()["findings"]
        return {one["rule"]: (one["severity"], one["points"]) for one in found}

    assert said()["command/calm-down"] == ("high", 25)
    off = frozenset({"excuse/unforeseen-circumstances"})
    _choose(world, Choices(off=off, severities={"command/calm-down": "low"}))
    assert said() == {"command/calm-down": ("low", 4)}


def test_a_team_that_answers_reviews(world: World) -> None:
    """Others read its replies, without a word of the page; a mail is none of them."""
    draft = {"text": "I'm sorry. Order 482913 leaves today."}

    def public(context: dict[str, str]) -> bool:
        answer = world.post("check", {**draft, "context": context}).get_json()
        return any(one["rule"] == "C34" for one in answer["checks"])

    assert not public({})
    _choose(world, Choices(profile="review"))
    assert public({})
    assert not public({"channel": "email"})


def test_choices_come_back_as_they_were_written(world: World) -> None:
    """Every kind of choice; a name of another version is left alone."""
    choices = Choices(
        lists=frozenset({"privacy"}),
        silent=frozenset({"personal"}),
        profile="casual",
        off=frozenset({"C22"}),
        severities={"C30": "low"},
        limits={"C30.words": 200.0},
    )
    _choose(world, choices)
    with world.server.database.write() as connection:
        assert [team.choices for team in teams.every(connection)] == [choices]
        connection.exec_driver_sql('UPDATE teams SET choices = \'{"tomorrow": ["x"]}\'')
        assert [team.choices for team in teams.every(connection)] == [Choices()]


def test_what_a_team_wants_asked_about_reaches_its_extensions(world: World) -> None:
    """The settings name the categories and the company's own domains, and have another ETag."""
    before = world.get("settings").get_json()
    assert (before["guarded"], before["domains"]) == ([], [])
    _choose(world, Choices(guarded=frozenset({"command"}), domains=frozenset({"example.com"})))
    after = world.get("settings").get_json()
    assert (after["guarded"], after["domains"]) == (["command"], ["example.com"])
    assert after["etag"] != before["etag"]
