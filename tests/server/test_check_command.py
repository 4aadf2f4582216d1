"""`unruffle check` as programs use it: formats, severities, exit codes, the hook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from unruffle.cli import main

ROOT = Path(__file__).parents[2]
#: Found are "calm down", high, in the second line, and "You must", low, in the third.
REPLY = "Hello 🙏,\n🙏 please calm down.\nYou must sign it.\n"
FINE = "Hello Ana,\nthank you for the photos. The desk comes on Friday.\n"


@pytest.fixture
def reply(tmp_path: Path) -> Path:
    """A file with findings of two severities."""
    file = tmp_path / "reply.txt"
    file.write_text(REPLY, encoding="utf-8")
    return file


def _check(*arguments: str | Path, input: str | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)], input=input)


def test_exit_codes_are_those_of_linters(reply: Path, tmp_path: Path) -> None:
    """0 nothing found, 1 something, 2 not read or not understood."""
    assert _check(input=FINE).exit_code == 0
    assert _check(input=REPLY).exit_code == 1
    (tmp_path / "odd").write_bytes(b"\xff\xfe\xff")
    both = _check(reply, tmp_path / "odd")
    assert both.exit_code == 2
    assert "reply.txt:2:" in both.stdout
    assert _check(tmp_path / "nowhere").exit_code == 2
    assert _check("--format", "xml", reply).exit_code == 2
    assert _check("--jsonl", "--format", "sarif", reply).exit_code == 2


def test_what_is_weak_is_left_out(reply: Path) -> None:
    """Also from the exit code."""
    assert "You must" in _check(reply).stdout
    strong = _check("--min-severity", "medium", reply)
    assert "You must" not in strong.stdout
    assert "calm down" in strong.stdout
    assert _check("--min-severity", "medium", input="You must sign it.\n").exit_code == 0


def test_json_is_the_answer_of_the_api_for_each_file(reply: Path) -> None:
    """With the name of the file, and without what was left out."""
    (told,) = json.loads(_check("--format", "json", "--min-severity", "medium", reply).stdout)
    assert told["file"] == str(reply)
    assert told["status"] == "checked"
    (found,) = told["findings"]
    units = REPLY.encode("utf-16-le")[2 * found["start"] : 2 * found["end"]]
    assert units.decode("utf-16-le") == "calm down"
    assert json.loads(_check("--format", "json", input=FINE).stdout)[0]["findings"] == []


def test_sarif_names_rules_lines_and_columns(reply: Path) -> None:
    """As the standard wants it: an index into the rules, levels, and places from 1."""
    done = _check("--format", "sarif", reply, reply)
    assert done.exit_code == 1
    log: dict[str, Any] = json.loads(done.stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) == 2
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert len(run["results"]) == 4
    lines = REPLY.splitlines()
    marked = []
    for result in run["results"][:2]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == reply.as_posix()
        region = place["region"]
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        marked.append((line[region["startColumn"] - 1 : region["endColumn"] - 1], result["level"]))
    assert marked == [("calm down", "error"), ("You must", "note")]
    empty = json.loads(_check("--format", "sarif", input=FINE).stdout)["runs"][0]
    assert (empty["results"], empty["tool"]["driver"]["rules"]) == ([], [])


def test_help_teaches_with_examples() -> None:
    """Each as a line of its own."""
    told = _check("--help").stdout
    assert "  unruffle check reply.txt macros/*.txt\n" in told


def test_the_hook_runs_a_command_that_is_there(reply: Path) -> None:
    """For repositories of macros that use pre-commit."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {"id", "name", "entry", "language", "types"} <= hook.keys()
    program, *arguments = hook["entry"].split()
    assert program == "unruffle"
    assert CliRunner().invoke(main, [*arguments, str(reply)]).exit_code == 1
