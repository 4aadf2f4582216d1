"""The practice page: material of the lists that hold, live marks by a brief key, nothing kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stage import World, signed_in
from unruffle import publish, working
from unruffle.core.types import CAUSES
from unruffle.db import credentials, teams
from unruffle.practice import PLAYBOOK
from unruffle.working import Entry

SCOPE = "team/1"
LATE = {
    "severity": "low",
    "phrases": ["kraken"],
    "message": "A kraken may be heard as: nobody looked.",
    "why": "It explains nothing.",
    "sources": ["House style"],
    "examples": {
        "flags": [
            {
                "text": "The [kraken] ate it.",
                "customer_message": "I waited a week. Where is my <lamp>?",
            }
        ],
        "passes": [
            {"text": "It is 9 dollars.", "customer_message": "How much is a lamp?"},
            {
                "text": "It is on its way.",
                "customer_message": "I waited a week for my hat! Where is my hat?",
            },
        ],
    },
}


@pytest.fixture
def material(world: World) -> World:
    """A world in which a list of the team has two messages."""
    database, live, now = world.server.database, world.server.live, datetime.now(UTC)
    with database.write() as connection:
        entry = Entry("rule", "house/kraken", LATE)
        working.save(connection, None, SCOPE, entry, now, "")
    publish.publish_layer(database, None, SCOPE, "", now)
    live.refresh()
    return world


@pytest.mark.parametrize("role", ["owner", "lead", "observer"])
def test_everybody_may_practice(material: World, role: str) -> None:
    """A complaint as text, the lines that the list marks, and the play of its cause first."""
    console = signed_in(material, role)
    page = console.text("/practice", scope=SCOPE, list="house")
    assert "I waited a week. Where is my &lt;lamp&gt;?" in page
    assert "The <mark>kraken</mark> ate it." in page
    plays = page.partition('class="plays"')[2]
    assert plays.index("It takes too long") < plays.index("Nobody said what was going on")
    assert plays.count("<details open>") == 1
    then = console.text("/practice", scope=SCOPE, list="house", number="1")
    assert "for my hat!" in then
    again = console.text("/practice", scope=SCOPE, list="house", number="2")
    assert "I waited a week." in again


def test_without_material_that_is_said(world: World) -> None:
    """The lists of this world have no customer's message."""
    assert "have no example with a customer" in signed_in(world).text("/practice", scope=SCOPE)


def test_every_cause_has_a_play() -> None:
    """In the order of the causes."""
    assert tuple(play.cause for play in PLAYBOOK) == CAUSES


def test_the_key_checks_with_the_lists_of_the_team_and_can_do_nothing_else(
    material: World,
) -> None:
    """It ends soon, counts nothing, and is in no list of keys."""
    console = signed_in(material, "observer")
    key = console.post("/practice/key", scope=SCOPE).get_json()["key"]
    answer = material.post("check", {"text": "The kraken ate it."}, key).get_json()
    assert [found["rule"] for found in answer["findings"]] == ["house/kraken"]
    assert material.post("events", {"events": []}, key).status_code == 403
    assert material.post("reports", {}, key).status_code == 403
    with material.server.database.read() as connection:
        newest = max(credentials.every_key(connection), key=lambda row: row.id)
    assert newest.expires_at is not None
    assert newest.expires_at - datetime.now(UTC).timestamp() <= 15 * 60


def test_a_lead_of_another_team_has_no_key_here(material: World) -> None:
    """A key of a team is for who may see its lists."""
    with material.server.database.write() as connection:
        other = teams.add(connection, "Other", 0)
    console = signed_in(material, "lead", [other.id])
    assert console.post("/practice/key", scope=SCOPE).status_code == 403
    assert console.post("/practice/key", scope=f"team/{other.id}").status_code == 200


def test_the_modules_come_from_the_console_and_nothing_else_does(material: World) -> None:
    """Only what content modules load, only to who is signed in."""
    console = signed_in(material)
    for path in ("content/main.js", "_locales/en/messages.json"):
        answer = console.get(f"/extension/{path}")
        assert answer.status_code == 200
        answer.close()
    for path in ("manifest.json", "background/main.js", "content/../preset.json"):
        assert console.get(f"/extension/{path}").status_code == 404
