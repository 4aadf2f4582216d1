"""`unruffle audit` as people run it: the same results however it runs, and nothing that names."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archives import AGENT, WORD, csv_file, jsonl_file, mbox_file, parquet_file, rows
from programs import UNRUFFLE
from unruffle.audit import local
from unruffle.audit.batch import Work
from unruffle.audit.reading import Batch
from unruffle.audit.rows import Sent
from unruffle.backtest import Past
from unruffle.cli import main
from unruffle.core.choices import Choices
from unruffle.lists import loader
from unruffle.snapshots import text_of

NUMBER = 700
PATIENCE_S = 120
#: So that two runs hash ids and draw sentences alike.
KEY = {"UNRUFFLE_SECRET_KEY": "the same for every run"}
ASKED = ("--group-by", "brand", "--sentences", "2")


def _audit(*arguments: str | Path, **env: str) -> Result:
    return CliRunner().invoke(main, ["audit", *map(str, arguments)], env=KEY | env)


def _started(*arguments: str | Path, **env: str) -> subprocess.Popen[bytes]:
    command = [*UNRUFFLE, "audit", *map(str, arguments)]
    return subprocess.Popen(
        command,
        env={**os.environ, **KEY, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def found_in(folder: Path) -> tuple[list[dict[str, Any]], Any]:
    """The result rows in their order, and the summary."""
    table = list[dict[str, Any]]()
    for part in sorted((folder / "replies").iterdir()):
        with part.open(encoding="utf-8", newline="") as file:
            table += csv.DictReader(file)
    return table, json.loads((folder / "summary.json").read_text("utf-8"))


def everything(folder: Path) -> str:
    """All that stands in a folder, with the names of files."""
    return "".join(
        f"{path}\n{path.read_bytes().decode('utf-8', 'replace')}"
        for path in folder.rglob("*")
        if path.is_file()
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV of two batches."""
    return csv_file(tmp_path_factory.mktemp("archive") / "replies.csv", rows(NUMBER))


@pytest.fixture(scope="module")
def alone(archive: Path) -> Path:
    """What one process finds in it."""
    folder = archive.parent / "alone"
    done = _audit(archive, "--to", folder, "--processes", "1", *ASKED)
    assert done.exit_code == 0, done.output
    return folder


def test_a_row_for_each_reply_and_a_summary(alone: Path) -> None:
    """Those without a reply are counted; of the others it is told what was found."""
    table, summary = found_in(alone)
    assert len(table) == 600
    assert summary["statuses"] == {"checked": 500, "not-english": 100, "passed-over": 100}
    first = table[0]
    assert (first["month"], first["channel"], first["status"]) == ("2026-01", "email", "checked")
    assert first["rules"] == "invalidation/calm-down"
    assert (first["categories"], first["high"], first["group_brand"]) == ("invalidation", "1", "A")
    assert int(first["score"]) < 100
    assert {one["id"]: one["replies"] for one in summary["rules"]}["invalidation/calm-down"] == 100
    assert sum(one["replies"] for one in summary["months"]) == 500
    assert {one["name"] for one in summary["channels"]} == {"email", "chat", "unknown"}
    assert not {"counts", "key"} & {path.name for path in alone.iterdir()}


def test_three_processes_and_every_format_find_the_same(
    archive: Path, alone: Path, tmp_path: Path
) -> None:
    """Row by row, in the same order."""
    made = rows(NUMBER)
    for name, source in (
        ("lines", jsonl_file(tmp_path / "replies.jsonl", made)),
        ("columns", parquet_file(tmp_path / "replies.parquet", made)),
    ):
        done = _started(source, "--to", tmp_path / name, "--processes", "3", *ASKED)
        said, _ = done.communicate(timeout=PATIENCE_S)
        assert done.returncode == 0, said
        assert found_in(tmp_path / name) == found_in(alone)
    alike = _audit(archive, "--to", tmp_path / "p", "--format", "parquet", "--processes", "1")
    assert alike.exit_code == 0, alike.output
    from pyarrow import parquet

    table = parquet.read_table(tmp_path / "p/replies").to_pylist()
    told, _ = found_in(alone)
    assert [row["id"] for row in table] == [row["id"] for row in told]
    assert [" ".join(row["rules"]) for row in table] == [row["rules"] for row in told]
    assert [str(row["score"] or "") for row in table] == [row["score"] for row in told]


def _parts(folder: Path, least: int, run: subprocess.Popen[bytes]) -> dict[Path, int]:
    """The parts that stand, once there are so many, each with the moment it was written."""
    while len(list((folder / "counts").glob("*.json"))) < least:
        with pytest.raises(subprocess.TimeoutExpired):
            run.wait(timeout=0.05)
    return {path: path.stat().st_mtime_ns for path in (folder / "counts").glob("*.json")}


def test_a_run_that_is_killed_goes_on(tmp_path: Path) -> None:
    """Its processes end with it, what stands is not checked again, and the end is the same."""
    source = csv_file(tmp_path / "long.csv", rows(4_000))
    folder = tmp_path / "killed"
    arguments = (source, "--to", folder, "--processes", "2", *ASKED)
    run = _started(*arguments)
    first = _parts(folder, 2, run)
    (child, *_) = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    os.kill(int(child), signal.SIGKILL)
    said, _ = run.communicate(timeout=PATIENCE_S)
    assert (run.returncode, b"A process of the audit was ended" in said) == (1, True)
    again = _audit(*arguments)
    assert (again.exit_code, "--resume goes on" in again.output) == (1, True)
    run = _started(*arguments, "--resume")
    second = _parts(folder, len(first) + 2, run)
    run.kill()
    # The pipe is closed when the last process that holds it has ended.
    run.communicate(timeout=PATIENCE_S)
    assert first.items() <= second.items()
    assert len(second) < 8
    replies = {path: path.stat().st_mtime_ns for path in (folder / "replies").iterdir()}
    run = _started(*arguments, "--resume")
    said, _ = run.communicate(timeout=PATIENCE_S)
    assert run.returncode == 0, said
    for path in second:
        part = folder / "replies" / f"{path.stem}.csv"
        assert replies[part] == part.stat().st_mtime_ns
    whole = _started(source, "--to", tmp_path / "whole", "--processes", "2", *ASKED)
    whole.communicate(timeout=PATIENCE_S)
    assert found_in(folder) == found_in(tmp_path / "whole")
    done = _audit(*arguments, "--resume")
    assert (done.exit_code, "Nothing is left" in done.output) == (0, True)


def test_another_run_is_not_mixed_in(archive: Path, alone: Path, tmp_path: Path) -> None:
    """Other options, another file, or a folder that somebody else uses."""
    other = _audit(archive, "--to", alone, "--processes", "1", "--resume")
    assert "over other files, lists or options" in other.output
    changed = csv_file(tmp_path / "replies.csv", rows(3))
    assert _audit(changed, "--to", tmp_path / "out").exit_code == 0
    csv_file(changed, rows(4))
    assert "other files" in _audit(changed, "--to", tmp_path / "out", "--resume").output
    assert "holds something else" in _audit(changed, "--to", tmp_path).output
    assert "cannot be written" in _audit(changed, "--to", changed / "out").output


def test_no_text_and_nobody_is_in_what_is_written(archive: Path, tmp_path: Path) -> None:
    """Neither from columns nor from mails; numbers of tickets are hashed."""
    done = _audit(archive, "--to", tmp_path / "out", "--processes", "1", "--group-by", "brand")
    box = mbox_file(tmp_path / "sent.mbox", rows(30))
    mails = _audit(box, "--to", tmp_path / "mails", "--domain", "example.com")
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
    refused = _audit(archive, "--to", out, "--plain-ids")
    assert (refused.exit_code, "UNRUFFLE_AUDIT_IDS=plain" in refused.output) == (1, True)
    small = csv_file(tmp_path / "small.csv", rows(3))
    allowed = _audit(small, "--to", out, "--plain-ids", UNRUFFLE_AUDIT_IDS="plain")
    assert allowed.exit_code == 0, allowed.output
    assert [row["id"] for row in found_in(out)[0]] == ["T-0", "T-1", "T-2"]
    ids = [row["id"] for row in found_in(alone)[0]]
    assert len(set(ids)) == len(ids)
    for name in ("one", "two"):
        done = _audit(small, "--to", tmp_path / name, UNRUFFLE_SECRET_KEY="")
        assert "a key that is deleted now" in done.output
    one, two = (found_in(tmp_path / name)[0] for name in ("one", "two"))
    assert len({one[0]["id"], two[0]["id"], ids[0]}) == 3


def test_half_a_character_stops_nothing(tmp_path: Path) -> None:
    """JSON may hold one, in whatever column."""
    row = {"id": "\ud83d", "reply": "Please calm down \ud83d.", "brand": "Sea \ud83d"}
    source = jsonl_file(tmp_path / "a.jsonl", [row] * 60)
    done = _audit(source, "--to", tmp_path / "out", "--processes", "1", *ASKED)
    assert done.exit_code == 0, done.output
    table, summary = found_in(tmp_path / "out")
    assert table[0]["group_brand"] == "Sea ?"
    assert summary["groups"]["brand"][0]["replies"] == 60


def test_who_wrote_a_reply_is_no_group(archive: Path, tmp_path: Path) -> None:
    """It is said why, and no folder is made."""
    done = _audit(archive, "--to", tmp_path / "out", "--group-by", "agent_name")
    assert done.exit_code == 1
    assert "agent_name is taken for one that names people" in done.output
    assert not (tmp_path / "out").exists()
    made = [{"reply": "Hello there.", "order": f"{n}"} for n in range(600)]
    many = csv_file(tmp_path / "many.csv", made)
    done = _audit(many, "--to", tmp_path / "many", "--group-by", "order", "--processes", "1")
    assert (done.exit_code, "more than 500 values" in done.output) == (1, True)


def test_the_lists_of_a_team_are_those_of_the_server(tmp_path: Path) -> None:
    """With what it has switched off."""
    env = {"UNRUFFLE_DATABASE_URL": f"sqlite:///{tmp_path}/u.db"}
    small = csv_file(tmp_path / "small.csv", rows(60))
    to = ("--to", tmp_path / "out", "--processes", "1")
    none = _audit(small, *to, "--published", **env)
    assert (none.exit_code, "No lists are published yet" in none.output) == (1, True)
    for arguments in (
        ["db", "upgrade"],
        ["admin", "team", "add", "Returns"],
        ["admin", "team", "choose", "Returns", "--off", "invalidation/calm-down"],
        ["admin", "team", "choose", "Returns", "--off", "C02", "--off", "C22", "--on", "privacy"],
    ):
        assert CliRunner().invoke(main, arguments, env=env).exit_code == 0
    assert _audit(small, *to, "--published", **env).exit_code == 0
    assert "invalidation/calm-down" in everything(tmp_path / "out")
    team = _audit(small, "--to", tmp_path / "team", "--team", "Returns", **env)
    assert team.exit_code == 0, team.output
    assert "invalidation/calm-down" not in everything(tmp_path / "team")
    # What a team chose is the same in another process, whose sets have another order.
    for seed in ("1", "2", "3"):
        asked = (small, "--to", tmp_path / "team", "--team", "Returns", "--resume")
        again = _started(*asked, **env, PYTHONHASHSEED=seed)
        said, _ = again.communicate(timeout=PATIENCE_S)
        assert b"Nothing is left" in said
    assert _audit(small, "--to", tmp_path / "no", "--team", "Nobody", **env).exit_code == 1


def test_few_batches_are_read_ahead() -> None:
    """However long an archive is: as many as were given to the pool, and no more."""
    work = Work(text_of(loader.load()), Choices())
    read, most = 0, 4

    def endless() -> Iterator[Batch]:
        nonlocal read
        while True:
            read += 1
            yield Batch(read, (Sent(Past("Please calm down.")),), read)

    with ThreadPoolExecutor(2, initializer=local.begin, initargs=(work,)) as pool:
        found = local.in_order(endless(), pool, most)
        for given in range(20):
            batch, part = next(found)
            assert batch.number == given + 1
            assert len(part.replies) == 1
            assert read - given <= most
    one = local.checked(endless(), work, 1)
    before = read
    next(one)
    assert read == before + 1
