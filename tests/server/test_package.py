"""The package says what it stands on."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import unruffle
from audit_dependencies import verdict

ROOT = Path(__file__).parents[2]
PACKAGE = Path(unruffle.__file__).parent
#: Authlib imports the one and SQLAlchemy the other; both leave it to us to declare them.
ASKED_FOR = {"requests", "psycopg"}
#: What a framework consists of comes with it.
PARTS = {"werkzeug": "flask", "pydantic-core": "pydantic"}


def _name(requirement: str) -> str:
    """The normal form of a distribution's name, without versions."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def _imported() -> set[str]:
    found = set[str]()
    for module in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                found.add((node.module or "").partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"unruffle"}


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    """No module rests on what happens to come with another package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    extras = [one for one in extras if _name(one) not in ASKED_FOR]
    homes = packages_distributions()
    used = {_name(homes[name][0]) for name in _imported()}
    assert {PARTS.get(name, name) for name in used} == set(
        map(_name, [*project["dependencies"], *extras])
    )


def test_every_dependency_is_pinned_for_this_project() -> None:
    """requirements.lock names the project as one that asks for it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = {_name(entry): entry for entry in re.split(r"\n(?=[a-z])", lock)}
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    for requirement in [*project["dependencies"], *extras]:
        assert re.search(r"unruffle \(pyproject.toml\)$", entries[_name(requirement)], re.M)


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        ([("a", [])], 0, "No known vulnerability in 1 packages."),
        ([("a", []), ("b", None)], 0, "Not known there: b."),
        ([("a", None), ("b", None)], 0, "Nothing was looked at"),
        ([("a", []), ("b", [{"id": "X-1", "fix_versions": ["2"]}])], 1, "b 1: X-1, mended in 2"),
        ([("b", [{"id": "X-1", "fix_versions": []}]), ("a", None)], 1, "b 1: X-1"),
    ],
)
def test_a_known_vulnerability_ends_the_audit(
    packages: list[tuple[str, list[dict[str, Any]] | None]], code: int, words: str
) -> None:
    """And a package that PyPI does not know is not called safe."""
    report = [
        {"name": name, "version": "1", "vulns": vulns}
        if vulns is not None
        else {"name": name, "skip_reason": "Dependency not found on PyPI"}
        for name, vulns in packages
    ]
    ended, told = verdict({"dependencies": report, "fixes": []})
    assert ended == code
    assert words in told


def test_the_wheel_carries_the_extension(tmp_path: Path) -> None:
    """File by file, where the installed package looks for it."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.iterdir()
    with ZipFile(wheel) as archive:
        carried = {
            name.removeprefix("unruffle/_extension/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("unruffle/_extension/")
        }
    source = ROOT / "extension"
    assert carried == {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in source.rglob("*")
        if path.is_file()
    }
