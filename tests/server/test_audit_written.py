"""What an audit writes names nobody and holds no text, and says of which lists it speaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from archives import AGENT, WORD, csv_file, jsonl_file, mbox_file, rows
from auditing import ASKED, audit, ended, everything, found_in, started
from unruffle.cli import main

NUMBER = 140


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV of a few replies of each kind."""
    return csv_file(tmp_path_factory.mktemp("archive") / "replies.csv", rows(NUMBER))


@pytest.fixture(scope="module")
def alone(archive: Path) -> Path:
    """What one process finds in it."""
    folder = archive.parent / "alone"
    done = audit(archive, "--to", folder, *ASKED)
    assert done.exit_code == 0, done.output
    return folder


def test_no_text_and_nobody_is_in_what_is_written(archive: Path, tmp_path: Path) -> None:
    """Neither from columns nor from mails; numbers of tickets are hashed."""
    done = audit(archive, "--to", tmp_path / "out", "--group-by", "brand")
    box = mbox_file(tmp_path / "sent.mbox", rows(30))
    mails = audit(box, "--to", tmp_path / "mails", "--domain", "example.com")
    assert (done.exit_code, mails.exit_code) == (0, 0), mails.output
    for folder in (tmp_path / "out", tmp_path / "mails"):
        written = everything(folder)
        assert "invalidation/calm-down" in written
        assert AGENT not in written
        assert WORD not in written
        assert "T-1" not in written
    _, summary = found_in(tmp_path / "mails")
    # Mail of customers is no reply.
    assert summary["statuses"]["passed-over"] >= 30


def test_sentences_are_shown_where_they_are_asked_for(alone: Path) -> None:
    """In the summary and the report, and nowhere else."""
    _, summary = found_in(alone)
    shown = summary["sentences"]["invalidation/calm-down"]
    assert len(shown) == 2
    assert all(sentence.startswith("Please calm down, the ") for sentence in shown)
    assert "Please calm down, the" in (alone / "report.html").read_text("utf-8")
    assert "calm down, the" not in everything(alone / "replies")


def test_ids_stand_as_they_are_only_where_the_server_allows_it(
    archive: Path, alone: Path, tmp_path: Path
) -> None:
    """Else they are hashed: with the server's secret alike each time, or for this run alone."""
    out = tmp_path / "out"
    refused = audit(archive, "--to", out, "--plain-ids")
    assert (refused.exit_code, "UNRUFFLE_AUDIT_IDS=plain" in refused.output) == (1, True)
    small = csv_file(tmp_path / "small.csv", rows(3))
    allowed = audit(small, "--to", out, "--plain-ids", UNRUFFLE_AUDIT_IDS="plain")
    assert allowed.exit_code == 0, allowed.output
    assert [row["id"] for row in found_in(out)[0]] == ["T-0", "T-1", "T-2"]
    ids = [row["id"] for row in found_in(alone)[0]]
    assert len(set(ids)) == len(ids)
    for name in ("one", "two"):
        done = audit(small, "--to", tmp_path / name, UNRUFFLE_SECRET_KEY="")
        assert "a key that is deleted now" in done.output
    one, two = (found_in(tmp_path / name)[0] for name in ("one", "two"))
    assert len({one[0]["id"], two[0]["id"], ids[0]}) == 3


def test_half_a_character_stops_nothing(tmp_path: Path) -> None:
    """JSON may hold one, in whatever column."""
    row = {"id": "\ud83d", "reply": "Please calm down \ud83d.", "brand": "Sea \ud83d"}
    source = jsonl_file(tmp_path / "a.jsonl", [row] * 60)
    done = audit(source, "--to", tmp_path / "out", *ASKED)
    assert done.exit_code == 0, done.output
    table, summary = found_in(tmp_path / "out")
    assert table[0]["group_brand"] == "Sea ?"
    assert summary["groups"]["brand"][0]["replies"] == 60


def test_who_wrote_a_reply_is_no_group(archive: Path, tmp_path: Path) -> None:
    """It is said why, and no folder is made."""
    done = audit(archive, "--to", tmp_path / "out", "--group-by", "agent_name")
    assert done.exit_code == 1
    assert "agent_name is taken for one that names people" in done.output
    assert not (tmp_path / "out").exists()
    made = [{"reply": "Hello there.", "order": f"{n}"} for n in range(600)]
    many = csv_file(tmp_path / "many.csv", made)
    done = audit(many, "--to", tmp_path / "many", "--group-by", "order")
    assert (done.exit_code, "more than 500 values" in done.output) == (1, True)


def test_the_lists_of_a_team_are_those_of_the_server(tmp_path: Path) -> None:
    """With what it has switched off."""
    env = {"UNRUFFLE_DATABASE_URL": f"sqlite:///{tmp_path}/u.db"}
    small = csv_file(tmp_path / "small.csv", rows(60))
    to = ("--to", tmp_path / "out")
    none = audit(small, *to, "--published", **env)
    assert (none.exit_code, "No lists are published yet" in none.output) == (1, True)
    for arguments in (
        ["db", "upgrade"],
        ["admin", "team", "add", "Returns"],
        ["admin", "team", "choose", "Returns", "--off", "invalidation/calm-down"],
        ["admin", "team", "choose", "Returns", "--off", "C02", "--off", "C22", "--on", "privacy"],
    ):
        assert CliRunner().invoke(main, arguments, env=env).exit_code == 0
    assert audit(small, *to, "--published", **env).exit_code == 0
    assert "invalidation/calm-down" in everything(tmp_path / "out")
    team = audit(small, "--to", tmp_path / "team", "--team", "Returns", **env)
    assert team.exit_code == 0, team.output
    assert "invalidation/calm-down" not in everything(tmp_path / "team")
    # What a team chose is the same in another process, whose sets have another order.
    for seed in ("1", "2", "3"):
        asked = (small, "--to", tmp_path / "team", "--team", "Returns", "--resume")
        again = started(*asked, **env, PYTHONHASHSEED=seed)
        assert "Nothing is left" in ended(again)[1]
    assert audit(small, "--to", tmp_path / "no", "--team", "Nobody", **env).exit_code == 1
