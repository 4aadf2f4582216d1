"""`unruffle audit` as people run it: the same results however it runs."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archives import csv_file, jsonl_file, parquet_file, rows
from auditing import ASKED, audit, ended, found_in, started
from unruffle.audit import local
from unruffle.audit.batch import Work
from unruffle.audit.reading import Batch
from unruffle.audit.rows import Sent
from unruffle.backtest import Past
from unruffle.core.choices import Choices
from unruffle.lists import loader
from unruffle.snapshots import text_of

NUMBER = 700


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV of two batches."""
    return csv_file(tmp_path_factory.mktemp("archive") / "replies.csv", rows(NUMBER))


@pytest.fixture(scope="module")
def alone(archive: Path) -> Path:
    """What one process finds in it."""
    folder = archive.parent / "alone"
    done = audit(archive, "--to", folder, *ASKED)
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
        done = started(source, "--to", tmp_path / name, "--processes", "3", *ASKED)
        code, said = ended(done)
        assert code == 0, said
        assert found_in(tmp_path / name) == found_in(alone)
    alike = audit(archive, "--to", tmp_path / "p", "--format", "parquet")
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
    run = started(*arguments)
    first = _parts(folder, 2, run)
    (child, *_) = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    os.kill(int(child), signal.SIGKILL)
    code, said = ended(run)
    assert (code, "A process of the audit was ended" in said) == (1, True)
    again = audit(*arguments)
    assert (again.exit_code, "--resume goes on" in again.output) == (1, True)
    run = started(*arguments, "--resume")
    second = _parts(folder, len(first) + 2, run)
    run.kill()
    # The pipe is closed when the last process that holds it has ended.
    ended(run)
    assert first.items() <= second.items()
    assert len(second) < 8
    replies = {path: path.stat().st_mtime_ns for path in (folder / "replies").iterdir()}
    run = started(*arguments, "--resume")
    code, said = ended(run)
    assert code == 0, said
    for path in second:
        part = folder / "replies" / f"{path.stem}.csv"
        assert replies[part] == part.stat().st_mtime_ns
    whole = started(source, "--to", tmp_path / "whole", "--processes", "2", *ASKED)
    ended(whole)
    assert found_in(folder) == found_in(tmp_path / "whole")
    done = audit(*arguments, "--resume")
    assert (done.exit_code, "Nothing is left" in done.output) == (0, True)


def test_another_run_is_not_mixed_in(archive: Path, alone: Path, tmp_path: Path) -> None:
    """Other options, another file, or a folder that somebody else uses."""
    other = audit(archive, "--to", alone, "--resume")
    assert "over other files, lists or options" in other.output
    changed = csv_file(tmp_path / "replies.csv", rows(3))
    assert audit(changed, "--to", tmp_path / "out").exit_code == 0
    csv_file(changed, rows(4))
    assert "other files" in audit(changed, "--to", tmp_path / "out", "--resume").output
    assert "holds something else" in audit(changed, "--to", tmp_path).output
    assert "cannot be written" in audit(changed, "--to", changed / "out").output


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
