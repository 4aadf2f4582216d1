"""What a team switched on or off counts for its keys, and for no other team."""

from __future__ import annotations

from typing import Any

import pytest

from stage import World
from unruffle.core.types import Choices
from unruffle.db import teams

DRAFT = {
    "text": "Please send your card number.",
    "context": {"customer_message": "Where is my parcel? I am in hospital."},
}


def _choose(world: World, **names: str) -> None:
    choices = Choices(**{side: frozenset([name]) for side, name in names.items()})
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
    _choose(world, lists="privacy")
    assert [found["rule"] for found in _checked(world)["findings"]] == ["privacy/card-number"]


@pytest.mark.parametrize("chosen", [False, True])
def test_a_team_can_leave_personal_circumstances_alone(world: World, chosen: bool) -> None:
    """Then neither the cause nor its words are named; the rest of the situation stays."""
    if chosen:
        _choose(world, silent="personal")
    situation = _checked(world)["situation"]
    shown = [proof["shows"] for proof in situation["evidence"]]
    assert ("personal" in situation["causes"]) is not chosen
    assert ("mentions a hospital stay" in shown) is not chosen
    assert situation["kind"] == "complaint"
