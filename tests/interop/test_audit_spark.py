"""An audit on a real Spark of this machine finds what one process finds."""

from __future__ import annotations

from pathlib import Path

from archives import AGENT, WORD, csv_file, jsonl_file, parquet_file, rows
from auditing import ASKED, ended, everything, found_in, started

NUMBER = 1_260
SPARK = ("--engine", "spark", "--master", "local[2]")


def test_spark_finds_the_same_in_every_format(tmp_path: Path) -> None:
    """Row by row and figure by figure; three files together are one run."""
    made = rows(NUMBER)
    third = NUMBER // 3
    archive = csv_file(tmp_path / "all.csv", made)
    code, said = ended(started(archive, "--to", tmp_path / "alone", "--processes", "1", *ASKED))
    assert code == 0, said
    several = (
        csv_file(tmp_path / "a.csv", made[:third], delimiter=";", encoding="utf-8-sig"),
        jsonl_file(tmp_path / "b.jsonl", made[third : 2 * third]),
        parquet_file(tmp_path / "c.parquet", made[2 * third :]),
    )
    code, said = ended(started(*several, "--to", tmp_path / "spark", *SPARK, *ASKED))
    assert code == 0, said
    alone, figures = found_in(tmp_path / "alone")
    table, summary = found_in(tmp_path / "spark")
    assert len(table) == NUMBER * 6 // 7
    # Spark keeps no order.
    assert sorted(table, key=lambda row: row["id"]) == sorted(alone, key=lambda row: row["id"])
    assert summary == figures
    written = everything(tmp_path / "spark/replies")
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
        code, said = ended(started(*files, "--to", tmp_path / "out", *SPARK, *asked))
        assert code != 0
        assert says in said
        assert "Traceback" not in said
        assert not list((tmp_path / "out").glob("replies/*"))
