"""An audit on a real Spark of this machine finds what one process finds."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from archives import AGENT, WORD, csv_file, jsonl_file, parquet_file, rows
from programs import UNRUFFLE

NUMBER = 1_200
PATIENCE_S = 300
KEY = {"UNRUFFLE_SECRET_KEY": "the same for every run"}
ASKED = ("--group-by", "brand", "--sentences", "2")
SPARK = ("--engine", "spark", "--master", "local[2]")


def _audit(*arguments: str | Path) -> str:
    done = subprocess.run(
        [*UNRUFFLE, "audit", *map(str, arguments)],
        env={**os.environ, **KEY},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _found(folder: Path) -> tuple[list[dict[str, Any]], Any]:
    """The result rows by their ids, since Spark keeps no order, and the summary."""
    table = list[dict[str, Any]]()
    for part in (folder / "replies").iterdir():
        with part.open(encoding="utf-8", newline="") as file:
            table += csv.DictReader(file)
    table.sort(key=lambda row: row["id"])
    return table, json.loads((folder / "summary.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CSV with line breaks and quotation marks in its cells."""
    return csv_file(tmp_path_factory.mktemp("spark") / "replies.csv", rows(NUMBER))


@pytest.fixture(scope="module")
def alone(archive: Path) -> tuple[list[dict[str, Any]], Any]:
    """What one process of this machine finds."""
    folder = archive.parent / "alone"
    _audit(archive, "--to", folder, "--processes", "1", *ASKED)
    return _found(folder)


def test_spark_finds_the_same_in_every_format(
    archive: Path, alone: tuple[list[dict[str, Any]], Any], tmp_path: Path
) -> None:
    """Row by row and figure by figure; three files together are one run."""
    made = rows(NUMBER)
    third = NUMBER // 3
    several = (
        csv_file(tmp_path / "a.csv", made[:third], delimiter=";"),
        jsonl_file(tmp_path / "b.jsonl", made[third : 2 * third]),
        parquet_file(tmp_path / "c.parquet", made[2 * third :]),
    )
    for name, files in (("one", (archive,)), ("three", several)):
        _audit(*files, "--to", tmp_path / name, *SPARK, *ASKED)
        assert _found(tmp_path / name) == alone
        written = "".join(
            path.read_text("utf-8") for path in (tmp_path / name / "replies").iterdir()
        )
        assert AGENT not in written
        assert WORD not in written


def test_what_spark_cannot_read_is_told(archive: Path, tmp_path: Path) -> None:
    """In one line, without a trace of Java."""
    for files, asked, says in (
        ([tmp_path / "nowhere.csv"], (), "Spark cannot read"),
        ([tmp_path / "sent.mbox"], (), "Spark is not given"),
        ([archive], ("--column", "text=nothing"), "no column nothing"),
        ([archive], ("--group-by", "agent_name"), "names people"),
        ([archive], ("--resume",), "goes without --resume"),
    ):
        done = subprocess.run(
            [*UNRUFFLE, "audit", *map(str, files), "--to", str(tmp_path / "out"), *SPARK, *asked],
            env={**os.environ, **KEY},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        assert done.returncode != 0
        assert says in done.stderr
        assert "Traceback" not in done.stderr
        assert not list((tmp_path / "out").glob("replies/*"))
