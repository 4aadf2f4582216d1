"""The command line, run as people and scripts run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from unruffle.cli import main
from unruffle.db import credentials
from unruffle.db.engine import Database
from unruffle.lists.loader import load
from unruffle.settings import Settings

KEYS = {
    "id", "status", "language", "revision", "settings", "score", "situation", "findings",
    "checks", "techniques", "apology", "strip", "promises", "trials", "readability",
}  # fmt: skip


def _run(*arguments: str, folder: Path | None = None, input: str | bytes | None = None) -> Result:
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


def test_a_line_may_tell_the_conversation() -> None:
    """A promise of an earlier turn that has passed is looked at, as the server does."""
    turns = [
        {"author": "customer", "text": "Where is my parcel?"},
        {"author": "agent", "text": "It will arrive by Friday.", "at": "2026-02-25T10:00:00+01:00"},
        {"author": "customer", "text": "It never came. I am furious!"},
    ]
    line = {"id": 1, "text": "Parcels go by van.", "now": "2026-03-03T10:00:00+01:00"}
    done = _run("check", "--jsonl", input=json.dumps({**line, "context": {"turns": turns}}))
    assert "C19" in {check["rule"] for check in json.loads(done.output)["checks"]}
    short = {**line, "customer_message": turns[2]["text"]}
    done = _run("check", "--jsonl", input=json.dumps(short))
    assert json.loads(done.output)["situation"]["kind"] == "complaint"
    alone = _run("check", "--jsonl", input=json.dumps(line))
    assert "C19" not in {check["rule"] for check in json.loads(alone.output)["checks"]}


def test_a_list_that_cannot_be_used_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule and what to do about it, without a traceback."""
    snapshot = load()
    snapshot["rules"]["excuse/odd"] = {"severity": "loud"}
    monkeypatch.setattr("unruffle.lists.loader.load", lambda: snapshot)
    done = _run("check", input="Hello.")
    assert done.exit_code == 1
    told = "Rule excuse/odd: severity is one of high, medium, low, info, not 'loud'."
    assert done.stderr == f"Error: {told}\n"


def test_a_team_chooses_its_lists(tmp_path: Path) -> None:
    """Optional lists are switched on and off by name; an unknown name changes nothing."""
    assert _run("admin", "team", "add", "Returns", folder=tmp_path).exit_code == 0
    on = _run("admin", "team", "choose", "Returns", "--on", "privacy", folder=tmp_path)
    assert "Optional lists that are on: privacy." in on.output
    assert "Personal circumstances: looked for." in on.output
    quiet = _run("admin", "team", "choose", "Returns", "--no-personal", folder=tmp_path)
    assert "Optional lists that are on: privacy." in quiet.output
    assert "Personal circumstances: not looked for." in quiet.output
    odd = _run("admin", "team", "choose", "Returns", "--on", "excuse", folder=tmp_path)
    assert odd.exit_code == 1
    assert "No list, rule or check is called excuse." in odd.output
    assert _run("admin", "team", "choose", "Nobody", folder=tmp_path).exit_code == 1
    off = _run("admin", "team", "choose", "Returns", "--off", "privacy", folder=tmp_path)
    assert "Optional lists that are on: none." in off.output


def test_a_team_tunes_rules_and_checks(tmp_path: Path) -> None:
    """Profile, on and off, severity and limits are kept, shown, and taken back."""
    assert _run("admin", "team", "add", "Returns", folder=tmp_path).exit_code == 0

    def choose(*options: str) -> str:
        done = _run("admin", "team", "choose", "Returns", *options, folder=tmp_path)
        assert done.exit_code == 0, done.output
        listed = _run("admin", "team", "list", folder=tmp_path).output
        return listed.splitlines()[-1].rpartition("\t")[2]

    tuned = choose("--profile", "casual", "--off", "C33", "--limit", "C30.words=200")
    assert tuned == "profile casual; off: C33; C30.words=200"
    graded = choose("--severity", "C25=info", "--off", "unclear/long-sentence")
    assert graded == "profile casual; off: C33, unclear/long-sentence; C25=info; C30.words=200"
    assert "off: C33, learned, unclear" in choose("--off", "learned")
    taken_back = choose(
        *(
            "--profile",
            "shipped",
            "--on",
            "C33",
            "--on",
            "learned",
            "--on",
            "unclear/long-sentence",
        ),
        *("--severity", "C25=shipped", "--limit", "C30.words=shipped"),
    )
    assert taken_back == "as shipped"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--off", "C99"), "No list, rule or check is called C99."),
        (("--severity", "C98=low"), "No list, rule or check is called C98."),
        (("--severity", "C30=severe"), "A severity is one of high, medium, low, info, not severe."),
        (("--severity", "C30"), "'C30' is no pair."),
        (("--limit", "C30.pages=2"), "No limit is called C30.pages. There are: "),
        (("--limit", "C30.words=many"), "'many' is no number."),
        (("--limit", "C30.words=nan"), "The limit C30.words is a number from 0 on, not nan."),
        (("--profile", "shouting"), "No profile is called shouting. There are: "),
    ],
)
def test_a_choice_of_nothing_is_refused(
    tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    """The message says what there is, and nothing changes."""
    assert _run("admin", "team", "add", "Returns", folder=tmp_path).exit_code == 0
    done = _run("admin", "team", "choose", "Returns", *options, folder=tmp_path)
    assert done.exit_code == 1
    assert says in done.output
    assert "as shipped" in _run("admin", "team", "list", folder=tmp_path).output


def test_jsonl_reads_a_file(tmp_path: Path) -> None:
    """`unruffle check --jsonl FILE`."""
    file = tmp_path / "replies.jsonl"
    file.write_text('{"id": "x", "text": "Thanks, it is on its way."}\n', encoding="utf-8")
    done = _run("check", "--jsonl", str(file))
    assert json.loads(done.output)["status"] == "checked"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "bad-json"),
        (b"zebra", "bad-json"),
        (b'{"id": 1, "text": "zebra \xff"}', "bad-json"),
        (b'{"id": 1, "text": ' + b"[" * 100_000, "bad-json"),
        (b"[" * 5_000 + b"]" * 5_000, "bad-json"),
        (b'{"id": ' + b"9" * 5_000 + b', "text": "a"}', "bad-json"),
        (b"[]", "bad-request"),
        (b"7", "bad-request"),
        (b'{"id": 1}', "bad-request"),
        (b'{"id": 1, "text": 5}', "bad-request"),
        (b'{"text": "zebra"}', "bad-request"),
        (b'{"id": NaN, "text": "zebra"}', "bad-request"),
        (b'{"id": 1, "text": "zebra", "customer_message": ["zebra"]}', "bad-request"),
        (b'{"id": 1, "text": "zebra", "context": {"zebra": 1}}', "bad-request"),
        (b'{"id": 1, "text": "zebra", "now": "zebra"}', "bad-request"),
    ],
)
def test_a_line_that_cannot_be_read_has_an_error_in_its_place(line: bytes, code: str) -> None:
    """The others are checked, nothing of the line is quoted, and the exit code tells."""
    good = b'{"id": 1, "text": "a"}'
    done = _run("check", "--jsonl", input=b"\n".join([good, line, b"\xef\xbb\xbf" + good]))
    first, unread, last = map(json.loads, done.stdout.splitlines())
    assert (done.exit_code, first) == (2, last)
    assert (unread["id"], unread["error"]["code"]) == (None, code)
    assert ":2 " in unread["error"]["message"]
    assert done.stderr == "Error: Not read: 1 of the lines.\n"
    assert "zebra" not in done.output


def test_a_file_that_is_no_text_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    """One line on standard error instead of a traceback; the exit code tells."""
    (tmp_path / "old.txt").write_bytes("Schöne Grüße".encode("latin-1"))
    (tmp_path / "new.txt").write_bytes(b"\xef\xbb\xbfCalm down.\r\n\r\nHello.")
    done = _run("check", str(tmp_path / "old.txt"), str(tmp_path / "new.txt"))
    assert done.exit_code == 2
    assert done.stderr.endswith("old.txt: not text in UTF-8\n")
    assert "new.txt:1:1: high" in done.stdout


def test_many_lines_need_neither_a_database_nor_the_web() -> None:
    """As a process of its own."""
    lines = "".join(
        json.dumps({"id": i, "text": "We will write by Friday. "}) + "\n" for i in range(400)
    )
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "unruffle.cli", "check", "--jsonl"],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ, HOME="/nonexistent", UNRUFFLE_DATABASE_URL="sqlite:////nonexistent/u"),
    )
    assert len(done.stdout.splitlines()) == 400
    for heavy in ("flask", "sqlalchemy", "pydantic"):
        assert f" {heavy}\n" not in done.stderr


def test_people_get_places_and_better_words(tmp_path: Path) -> None:
    """File, line and column, the words, what may be heard, and what to say rather."""
    file = tmp_path / "reply.txt"
    file.write_text("Hello,\nplease calm down.\n", encoding="utf-8")
    done = _run("check", str(file))
    assert done.exit_code == 1
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


def test_a_team_chooses_what_is_asked_about_and_what_is_internal(tmp_path: Path) -> None:
    """Categories by their names, domains as people write them; what names nothing is refused."""
    _run("admin", "team", "add", "Returns", folder=tmp_path)
    choose = ("admin", "team", "choose", "Returns")
    on = _run(*choose, "--guard", "command", "--domain", "@Example.com", folder=tmp_path)
    assert "asked about before sending: command; internal mail: example.com" in on.output
    off = _run(*choose, "--no-guard", "command", "--no-domain", "example.com", folder=tmp_path)
    assert "as shipped" in off.output
    odd = _run(*choose, "--guard", "calm-down", folder=tmp_path)
    assert (odd.exit_code, "No category is called calm-down" in odd.output) == (1, True)
    odd = _run(*choose, "--domain", "example", folder=tmp_path)
    assert (odd.exit_code, "no domain" in odd.output) == (1, True)


def test_an_admin_is_invited_by_a_link(tmp_path: Path) -> None:
    """One line to send; a lead needs a team that exists; secrets are not in the database."""
    link = _run("admin", "invite", "--role", "owner", "ann", folder=tmp_path)
    assert (link.exit_code, "For ann, once, for 7 days" in link.stderr) == (0, True)
    address, _, secret = link.stdout.strip().partition("#")
    assert address == "http://127.0.0.1:8765/console/first"
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("u.db*"))
    assert secret.encode() not in stored
    for options, says in (((), "at least one team"), (("--team", "Odd"), "Name a team")):
        done = _run("admin", "invite", "--role", "lead", *options, "lea", folder=tmp_path)
        assert (done.exit_code, says in done.stderr) == (1, True), done.stderr
    assert _run("admin", "team", "add", "Returns", folder=tmp_path).exit_code == 0
    done = _run("admin", "invite", "--role", "lead", "--team", "Returns", "lea", folder=tmp_path)
    assert done.exit_code == 0
