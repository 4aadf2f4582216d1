"""The command line, run as people and scripts run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from unruffle.cli import main
from unruffle.db import credentials
from unruffle.db.engine import Database
from unruffle.settings import Settings

KEYS = {
    "id", "status", "language", "revision", "settings", "score", "situation", "findings",
    "checks", "techniques", "apology", "readability",
}  # fmt: skip


def _run(*arguments: str, folder: Path | None = None, input: str | None = None) -> Result:
    env = {"UNRUFFLE_DATABASE_URL": f"sqlite:///{folder}/u.db"} if folder else {}
    return CliRunner().invoke(main, arguments, env=env, input=input)


def test_jsonl_in_is_jsonl_out() -> None:
    """One line for one line, in order, with every field of the check."""
    lines = [
        {"id": 1, "text": "Calm down 😀."},
        {"id": "b", "text": "", "customer_message": "Why?"},
        {"id": None, "text": "\ud800 odd", "customer_message": None, "label": "is ignored"},
    ]
    done = _run("check", "--jsonl", input="\n".join(map(json.dumps, lines)) + "\n\n")
    assert done.exit_code == 0, done.output
    out = [json.loads(line) for line in done.output.splitlines()]
    assert [line["id"] for line in out] == [1, "b", None]
    assert all(set(line) == KEYS for line in out)
    assert out[0]["revision"] is None


def test_jsonl_reads_a_file(tmp_path: Path) -> None:
    """`unruffle check --jsonl FILE`."""
    file = tmp_path / "replies.jsonl"
    file.write_text('{"id": "x", "text": "Thanks, it is on its way."}\n', encoding="utf-8")
    done = _run("check", "--jsonl", str(file))
    assert json.loads(done.output)["status"] == "checked"


@pytest.mark.parametrize(
    "line", ["{", "[]", "7", '{"id": 1}', '{"id": 1, "text": 5}', '{"text": "zebra"}']
)
def test_a_line_that_does_not_fit_is_named_by_its_number(line: str) -> None:
    """Without a word of what it holds."""
    done = _run("check", "--jsonl", input='{"id": 1, "text": "a"}\n' + line)
    assert done.exit_code == 1
    assert ":2: not a line like" in done.output
    assert "zebra" not in done.output


def test_four_hundred_lines_take_a_second_and_need_no_database() -> None:
    """As a process of its own, with start and compilation."""
    text = "Thank you for the photos. We will write by Friday with the new date. " * 6
    lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i in range(400))
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "unruffle.cli", "check", "--jsonl"],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ, HOME="/nonexistent", UNRUFFLE_DATABASE_URL="sqlite:////nonexistent/u"),
    )
    assert len(done.stdout.splitlines()) == 400
    assert time.monotonic() - begin < 10
    for heavy in ("flask", "sqlalchemy", "pydantic"):
        assert f" {heavy}\n" not in done.stderr


def test_people_get_places_and_better_words(tmp_path: Path) -> None:
    """File, line and column, the words, what may be heard, and what to say rather."""
    file = tmp_path / "reply.txt"
    file.write_text("Hello,\nplease calm down.\n", encoding="utf-8")
    done = _run("check", str(file))
    assert done.exit_code == 0
    assert "reply.txt:2:" in done.output
    assert "calm down" in done.output.lower()
    assert "rather: " in done.output


def test_a_team_a_code_a_key_and_its_end(tmp_path: Path) -> None:
    """The way of an admin, in the words of the command line."""
    assert _run("admin", "team", "add", "Returns", folder=tmp_path).exit_code == 0
    again = _run("admin", "team", "add", "Returns", folder=tmp_path)
    assert (again.exit_code, "already" in again.output) == (1, True)
    made = _run("admin", "code", "new", "--max-uses", "2", folder=tmp_path)
    link = made.stdout.strip()
    assert link.startswith("http://127.0.0.1:8765/connect#")
    assert "For team Returns, 2 times, for 7 days" in made.stderr
    settings = Settings(database_url=f"sqlite:///{tmp_path}/u.db")
    database = Database(settings)
    from datetime import UTC, datetime

    from unruffle import auth

    auth.enroll(database, link.partition("#")[2], datetime.now(UTC))
    assert "\tReturns\t1/2\t" in _run("admin", "code", "list", folder=tmp_path).output
    assert "in use" in _run("admin", "keys", "list", folder=tmp_path).output
    assert _run("admin", "keys", "revoke", "1", folder=tmp_path).exit_code == 0
    assert _run("admin", "keys", "revoke", "9", folder=tmp_path).exit_code == 1
    assert _run("admin", "code", "revoke", "1", folder=tmp_path).exit_code == 0
    with database.read() as connection:
        assert credentials.every_key(connection)[0].revoked_at
        assert credentials.every_code(connection)[0].revoked_at
    database.close()


def test_a_code_needs_a_team(tmp_path: Path) -> None:
    """The message says how to get one."""
    done = _run("admin", "code", "new", folder=tmp_path)
    assert (done.exit_code, "admin team add" in done.output) == (1, True)


def test_db_upgrade_says_what_it_did(tmp_path: Path) -> None:
    """And has nothing to do the second time."""
    assert "brought up to date; revision 1" in _run("db", "upgrade", folder=tmp_path).output
    assert "up to date already; revision 1" in _run("db", "upgrade", folder=tmp_path).output


def test_an_unknown_setting_is_one_line_and_no_traceback() -> None:
    """Exit code 1; the line names the variable."""
    env = {"UNRUFFLE_DATABSE_URL": "x"}
    done = CliRunner().invoke(main, ["db", "upgrade"], env=env)
    assert done.exit_code == 1
    assert done.output.startswith("Error: UNRUFFLE_DATABSE_URL is not a setting")
    assert "Traceback" not in done.output


def test_docs_written_elsewhere_are_checked_there(tmp_path: Path) -> None:
    """--check names what is missing and writes nothing."""
    checked = _run("docs", "--check", "--to", str(tmp_path))
    assert (checked.exit_code, "settings.md" in checked.output) == (1, True)
    assert list(tmp_path.iterdir()) == []
    assert _run("docs", "--to", str(tmp_path)).exit_code == 0
    assert _run("docs", "--check", "--to", str(tmp_path)).exit_code == 0
