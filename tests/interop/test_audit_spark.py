"""An audit on a real Spark of this machine finds what one process finds."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path
from typing import Any

from archives import AGENT, WORD, csv_file, jsonl_file, parquet_file, rows
from programs import UNRUFFLE

NUMBER = 1_260
PATIENCE_S = 900
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


def test_spark_finds_the_same_in_every_format(tmp_path: Path) -> None:
    """Row by row and figure by figure; three files together are one run."""
    made = rows(NUMBER)
    third = NUMBER // 3
    archive = csv_file(tmp_path / "all.csv", made)
    _audit(archive, "--to", tmp_path / "alone", "--processes", "1", *ASKED)
    several = (
        csv_file(tmp_path / "a.csv", made[:third], delimiter=";", encoding="utf-8-sig"),
        jsonl_file(tmp_path / "b.jsonl", made[third : 2 * third]),
        parquet_file(tmp_path / "c.parquet", made[2 * third :]),
    )
    _audit(*several, "--to", tmp_path / "spark", *SPARK, *ASKED)
    table, summary = _found(tmp_path / "spark")
    assert len(table) == NUMBER * 6 // 7
    assert (table, summary) == _found(tmp_path / "alone")
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "spark/replies").iterdir())
    assert AGENT not in written
    assert WORD not in written


def test_what_spark_cannot_read_is_told(tmp_path: Path) -> None:
    """In one line, without a trace of Java."""
    archive = csv_file(tmp_path / "all.csv", rows(7))
    for files, asked, says in (
        ([tmp_path / "nowhere.csv"], (), "Spark cannot read"),
        ([tmp_path / "sent.mbox"], (), "Spark is not given"),
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
