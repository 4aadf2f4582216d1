"""`unruffle lists`, run as people run it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from unruffle.cli import main
from unruffle.lists.loader import load


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["lists", *arguments])


def test_a_list_is_brought_in_tested_and_written_out(tmp_path: Path) -> None:
    """From pasted lines to a TOML file whose examples run, and on to a spreadsheet."""
    words, into = tmp_path / "words.txt", tmp_path / "phrases.toml"
    words.write_text("quux zorp -> blue lamp\nblue moon\n")
    done = run("import", str(words), "--into", str(into))
    assert "2 to take, 0 found already, 0 there just so." in done.output, done.output
    tested = run("test", str(into))
    assert tested.output == "2 rules, all examples as they say.\n"
    assert run("export", str(into), "--to", str(tmp_path / "out")).exit_code == 0
    back = run("import", str(tmp_path / "out/phrases.csv"), "--into", str(into))
    assert "2 there just so" in back.output


def test_nothing_is_taken_by_half(tmp_path: Path) -> None:
    """A row that cannot be used keeps all out."""
    words, into = tmp_path / "words.txt", tmp_path / "phrases.toml"
    words.write_text("quux zorp\n*mail\n")
    refused = run("import", str(words), "--into", str(into))
    assert refused.exit_code == 1
    assert "row 2: " in refused.output
    assert not into.exists()


def test_words_that_are_found_already_are_left_out(tmp_path: Path) -> None:
    """They, and rows that cannot be used, where the rest is asked for."""
    words, into = tmp_path / "words.txt", tmp_path / "phrases.toml"
    words.write_text("calm down\nquux zorp\n*mail\n")
    done = run("import", str(words), "--into", str(into), "--leave-out")
    assert "1 to take, 1 found already" in done.output
    assert "calm down" not in into.read_text()
    assert "quux zorp" in into.read_text()


def test_an_example_that_is_not_so_is_named(tmp_path: Path) -> None:
    """The rule, what it finds, and the sentence."""
    file = tmp_path / "phrases.toml"
    made = run("new", "quux zorp", "--rather", "blue lamp", "--severity", "high")
    live = made.output.replace("trial = true\n", "")
    file.write_text(live.replace("We wrote [quux zorp]", "We [wrote] quux zorp"))
    tested = run("test", str(file))
    assert tested.exit_code == 1
    assert (
        "house/quux-zorp finds “quux zorp” in its example “We wrote quux zorp in the reply.”"
        in tested.output
    )


def test_the_built_in_lists_are_written_out(tmp_path: Path) -> None:
    """One file in full; for Vale a file a rule, and the others are named."""
    assert run("export", "--format", "toml", "--to", str(tmp_path)).exit_code == 0
    assert (tmp_path / "phrases.toml").read_text("utf-8").count("examples]") == len(load()["rules"])
    vale = run("export", "--format", "vale", "--to", str(tmp_path / "vale"))
    assert "Vale has nothing like" in vale.output
    assert len(list((tmp_path / "vale").glob("*.yml"))) > 20


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    """A workbook, or a phrase that says nothing."""
    file = tmp_path / "words.xlsx"
    file.write_bytes(b"PK\x03\x04\x00")
    assert "Save it as CSV" in run("import", str(file)).output
    assert "so short" in run("new", "ab").output
