"""`unruffle lists publish`, `history` and `roll-back` beside a running server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner

from stage import SNAPSHOT, World
from unruffle import working
from unruffle.cli import main
from unruffle.lists import loader
from unruffle.working import Entry

SCOPE = "team/1"


@pytest.fixture(autouse=True)
def small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands publish the lists of the package first; these compile in no time."""
    monkeypatch.setattr(loader, "load", lambda: SNAPSHOT)


def run(world: World, *arguments: str) -> Any:
    """The result of a command of `unruffle lists`."""
    env = {"UNRUFFLE_DATABASE_URL": world.server.settings.database_url}
    return CliRunner().invoke(main, ["lists", *arguments], env=env)


def approve(world: World, phrase: str, scope: str = SCOPE) -> None:
    """Put a wording into the working copy."""
    with world.server.database.write() as connection:
        wanted = Entry("allow", phrase, {"owner": "ann", "note": ""})
        working.save(connection, None, scope, wanted, datetime.now(UTC), "")


def marked(world: World) -> int:
    """How many words agents see marked."""
    world.server.live.refresh()
    answer = world.post("check", {"text": "Please calm down. Then calm down, tea."})
    return len(answer.get_json()["findings"])


def test_lists_are_published_and_rolled_back(world: World) -> None:
    """A roll-back is a new revision; the history has the notes."""
    approve(world, "please calm down")
    assert marked(world) == 2
    published = run(world, "publish", "--team", "Demo", "--note", "a test\tof notes")
    assert (published.exit_code, published.output) == (0, "Revision 2 is live.\n")
    assert marked(world) == 1
    approve(world, "then calm down")
    assert run(world, "publish", "--team", "Demo").exit_code == 0
    assert marked(world) == 0
    back = run(world, "roll-back", "2", "--team", "Demo")
    assert back.output == "Revision 4 is live: it has the lists of revision 2.\n"
    assert marked(world) == 1
    numbers = [
        line.split("\t") for line in run(world, "history", "--team", "Demo").output.split("\n")
    ]
    assert [row[0] for row in numbers] == ["4", "3", "2", "1", ""]
    assert numbers[2][2:] == ["command line", "a test of notes"]
    assert [line[:1] for line in run(world, "history").output.split("\n")] == ["1", ""]


def test_what_cannot_be_published_is_told(world: World) -> None:
    """In one line, with a status of its own."""
    for words, arguments in (
        ("Nothing differs from what is live.", ["publish"]),
        ("There is no team called X.", ["publish", "--team", "X"]),
        ("There is no revision 9: `lists history` shows them.", ["roll-back", "9"]),
    ):
        result = run(world, *arguments)
        assert (result.exit_code, words in result.output) == (1, True), result.output
