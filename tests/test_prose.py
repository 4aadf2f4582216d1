"""What the prose names is there: files, make targets, commands."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from unruffle.cli import main

ROOT = Path(__file__).parents[1]
WRITTEN = ("archives", "deployment", "roll-out", "works-council")
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *(ROOT / f"server/unruffle/docs/{name}.md" for name in WRITTEN),
]

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    """A link to a file of the project names one that exists."""
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@each_page
def test_every_path_in_code_exists(page: Path) -> None:
    """A path in backticks, such as `tests/data/wire`, exists; one with <name> is a pattern."""
    for path in re.findall(r"`((?:server|extension|tests)/[\w./-]+)`", page.read_text("utf-8")):
        assert (ROOT / path).exists(), path


@each_page
def test_every_make_target_exists(page: Path) -> None:
    """`make something` in the prose is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"\bmake ([a-z]+)\b(?=[ `]|$)", page.read_text("utf-8"), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@each_page
def test_every_command_exists(page: Path) -> None:
    """`unruffle something` in a code block is a command."""
    known = main.list_commands(click.Context(main))
    for block in re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        for command in re.findall(r"^unruffle ([a-z]+)", block, re.MULTILINE):
            assert command in known


def test_every_threat_names_tests_that_exist() -> None:
    """In each row of the table in SECURITY.md, by file and name."""
    security = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = [line for line in security.splitlines() if line.startswith("| **")]
    assert len(rows) >= 9
    for row in rows:
        named = re.findall(r"`([^`:]+)::([^`]+)`", row)
        assert named, row
        for path, name in named:
            begins = f'test("{name}"' if path.endswith(".js") else f"def {name}("
            assert begins in (ROOT / path).read_text("utf-8"), name


def test_the_readme_shows_a_picture_of_the_product() -> None:
    """The screenshot is a real PNG of some size."""
    picture = ROOT / ".github/popover.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 20_000
