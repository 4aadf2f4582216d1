"""Reports of agents: read, edited and sent by them, answered by a receipt, and then deleted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from time import process_time
from timeit import repeat
from typing import Any

import pytest
from click.testing import CliRunner

from stage import World
from unruffle import auth
from unruffle import reports as mailbox
from unruffle.cli import main
from unruffle.core.masks import without_addresses
from unruffle.db import credentials, reports, teams
from unruffle.db.tables import reports as table

ALARM = {
    "kind": "false-alarm",
    "sentence": "  You may calm down the engine by pressing 0.  ",
    "rule": "command/calm-down",
    "note": "It is about an engine.",
    "host": "Desk.Example.com",
}


def _send(world: World, **changes: object) -> str:
    answer = world.post("reports", ALARM | changes)
    assert answer.status_code == 201, answer.get_json()
    receipt: str = answer.get_json()["receipt"]
    return receipt


def _told(world: World, *receipts: str, key: str | None = None) -> list[dict[str, Any]]:
    answer = world.post("reports/answers", {"receipts": list(receipts)}, key)
    found: list[dict[str, Any]] = answer.get_json()["answers"]
    return found


def _run(world: World, *arguments: str) -> Any:
    env = {"UNRUFFLE_DATABASE_URL": world.server.settings.database_url}
    return CliRunner().invoke(main, ["admin", "report", *arguments], env=env, color=True)


def _rows(world: World) -> list[Any]:
    with world.server.database.read() as connection:
        return reports.every(connection)


def test_a_report_is_answered_by_its_receipt(world: World) -> None:
    """Open until somebody decides; then the words for the agent are there."""
    receipt = _send(world)
    assert _told(world, receipt) == [{"receipt": receipt, "state": "open", "answer": None}]
    (row,) = _rows(world)
    with world.server.database.write() as connection:
        assert reports.decide(connection, row.id, "accepted", "Engines pass now.")
    assert _told(world, "unknown-receipt", receipt) == [
        {"receipt": "unknown-receipt", "state": "gone", "answer": None},
        {"receipt": receipt, "state": "accepted", "answer": "Engines pass now."},
    ]


def test_nothing_in_a_row_tells_who_sent_it(world: World) -> None:
    """A day, not a moment; the hash of a receipt that the server does not keep; no key."""
    receipt = _send(world)
    (row,) = _rows(world)
    assert (
        set(row._fields)
        == set(table.columns.keys())
        == {
            *("id", "receipt", "team_id", "kind", "rule", "sentence", "note", "host", "revision"),
            *("day", "state", "answer"),
        }
    )
    assert receipt not in map(str, row)
    assert row.day == datetime.now(UTC).date()
    assert (row.sentence, row.host) == (ALARM["sentence"].strip(), "desk.example.com")


def test_addresses_are_masked_whatever_the_browser_did(world: World) -> None:
    """In the sentence and in the note."""
    _send(world, sentence="Write to a.b@example.com about 48213.", note="See https://a.example/1")
    (row,) = _rows(world)
    assert (row.sentence, row.note) == ("Write to [email] about [number].", "See [link]")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Call +49 30 1234567 by 10 h.", "Call +[number] by 10 h."),
        ("It is 250.00 by 3 March.", "It is [number] by 3 March."),
        ("www.example.com/a?b=1 and x@y.example", "[link] and [email]"),
        ("Nothing here to hide, in 24 hours.", "Nothing here to hide, in 24 hours."),
        ("HTTPS://Example.com/reset?t=a and WWW.example.com", "[link] and [link]"),
        ("Get ftp://files.example/a or http://b.example/@me", "Get [link] or [link]"),
        ("Ask o'brien@example.com or a%b@example.com.", "Ask [email] or [email]."),
        ("Call 030\u00a0123\u202f456 or 030\u2011123\u2011456.", "Call [number] or [number]."),
        ("Call (030) 123-45.", "Call ([number]."),
        (
            "Card " + "4" * 87 + ", 1,250 paid in 2, 10 days",
            "Card [number], [number] paid in 2, 10 days",
        ),
    ],
)
def test_what_counts_as_an_address(text: str, masked: str) -> None:
    """Mail, web addresses and numbers from four digits on; times and small amounts stay."""
    assert without_addresses(text) == masked


@pytest.mark.parametrize("part", ["a", "1 ", "a@", "a.", "@", "x@y.", "www.", "a://"])
def test_masking_takes_time_in_proportion(part: str) -> None:
    """Sixteen times the text takes far less than the square of it."""

    def least(text: str) -> float:
        return min(repeat(lambda: without_addresses(text), timer=process_time, number=1, repeat=5))

    text = part * 2_000
    assert least(text * 16) < 64 * least(text) + 0.01


def test_another_team_learns_nothing(world: World) -> None:
    """A receipt counts for the keys of the team that sent it."""
    receipt = _send(world)
    database, now = world.server.database, datetime.now(UTC)
    with database.write() as connection:
        other = teams.add(connection, "Other", 0)
    key, _ = auth.enroll(database, auth.new_code(database, other.id, now), now)
    world.server.live.refresh()
    gone = [{"receipt": receipt, "state": "gone", "answer": None}]
    assert _told(world, receipt, key=key) == gone


def test_a_revoked_key_neither_sends_nor_asks(world: World) -> None:
    """401 for both; nothing is stored."""
    with world.server.database.write() as connection:
        (key,) = credentials.every_key(connection)
        credentials.revoke_key(connection, key.id, int(datetime.now(UTC).timestamp()))
    world.server.live.refresh()
    for path, body in (("reports", ALARM), ("reports/answers", {"receipts": []})):
        answer = world.post(path, body)
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (401, "key-revoked")
    assert _rows(world) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "praise"},
        {"sentence": ""},
        {"sentence": " \n "},
        {"sentence": "x" * 501},
        {"note": "x" * 301},
        {"rule": "no rule"},
        {"rule": None},
        {"kind": "phrase"},
        {"sender": "me"},
    ],
)
def test_what_is_no_report_is_refused(world: World, changes: dict[str, object]) -> None:
    """With the one shape of errors; nothing is stored."""
    answer = world.post("reports", ALARM | changes)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "bad-request")
    assert _rows(world) == []


def test_a_report_goes_when_its_time_is_over(world: World) -> None:
    """Answered or not; its receipt then says that it is gone."""
    receipt, days = _send(world), world.server.settings.report_days
    database, team = world.server.database, world.team_id
    last = datetime.now(UTC).date() + timedelta(days=days)
    assert mailbox.answers(database, team, [receipt], last, days)[0]["state"] == "open"
    late = last + timedelta(days=1)
    assert mailbox.answers(database, team, [receipt], late, days)[0]["state"] == "gone"
    _send(world)
    with world.server.database.write() as connection:
        reports.delete_before(connection, team, late)
    assert _rows(world) == []


def test_a_running_server_deletes_by_itself(world: World) -> None:
    """Also where no agent sends another one."""
    _send(world)
    with world.server.database.write() as connection:
        connection.execute(table.update().values(day=date(2026, 1, 1)))
    world.server.live._tidied = date.min
    world.server.live.refresh()
    assert _rows(world) == []


def test_a_team_whose_reports_nobody_reads_can_send_no_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal says whom to ask; an answered one makes room."""
    monkeypatch.setattr(mailbox, "OPEN_PER_TEAM", 1)
    _send(world)
    refused = world.post("reports", ALARM)
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (409, "reports-full")
    with world.server.database.write() as connection:
        reports.decide(connection, _rows(world)[0].id, "declined", "")
    _send(world)


def test_a_lead_reads_and_answers(world: World) -> None:
    """On the command line; a number that there is not is told."""
    receipt = _send(world)

    run = partial(_run, world)
    listed = run("list")
    number, *_, sentence = listed.output.strip().split("\t")
    assert sentence == "You may calm down the engine by pressing 0. (It is about an engine.)"
    assert run("decline", number, "--answer", "It stays.").exit_code == 0
    assert _told(world, receipt)[0] == {
        "receipt": receipt,
        "state": "declined",
        "answer": "It stays.",
    }
    assert run("list").output == ""
    assert "declined" in run("list", "--all").output
    assert (run("accept", "999").exit_code, run("list", "--team", "X").exit_code) == (1, 1)


def test_a_report_is_one_line_in_the_list(world: World) -> None:
    """Line breaks and escape sequences of a sentence or a note reach no terminal."""
    _send(world, sentence="Calm\x1b[2J down.\n2\tforged", note="a\u202eb\x9bc\u2028d")
    listed = _run(world, "list").output
    assert listed.count("\n") == 1
    assert listed.endswith("\tCalm [2J down. 2 forged (a b c d)\n")
