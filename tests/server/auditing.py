"""Runs of `unruffle audit`, and what they leave in their folders."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner, Result

from programs import UNRUFFLE
from unruffle.cli import main

PATIENCE_S: Final = 900
#: So that two runs hash ids and draw sentences alike.
KEY: Final = {"UNRUFFLE_SECRET_KEY": "the same for every run"}
ASKED: Final = ("--group-by", "brand", "--sentences", "2")


def audit(*arguments: str | Path, **env: str) -> Result:
    """A run in this process alone."""
    asked = ["audit", "--processes", "1", *map(str, arguments)]
    return CliRunner().invoke(main, asked, env=KEY | env)


def started(*arguments: str | Path, **env: str) -> subprocess.Popen[bytes]:
    """A run of its own, which has begun."""
    return subprocess.Popen(
        [*UNRUFFLE, "audit", *map(str, arguments)],
        env={**os.environ, **KEY, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def ended(run: subprocess.Popen[bytes]) -> tuple[int, str]:
    """The exit code and what was said, once no process of it holds the pipe any more."""
    said, _ = run.communicate(timeout=PATIENCE_S)
    return run.returncode, said.decode()


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
