"""The package says what it stands on."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import unruffle
from audit_dependencies import verdict
from unruffle.api.openapi import document
from unruffle.settings import Settings

ROOT = Path(__file__).parents[2]
PACKAGE = Path(unruffle.__file__).parent
#: Authlib imports the one and SQLAlchemy the other; both leave it to us to declare them.
ASKED_FOR = {"requests", "psycopg"}
#: What a framework consists of comes with it.
PARTS = {"werkzeug": "flask", "pydantic-core": "pydantic"}

#: The moment that a build is told, in the year 2001.
EPOCH = 1_000_000_000


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
    # Spark is installed for `make test-interop` only, and is called as it is imported.
    used = {_name(homes.get(name, [name])[0]) for name in _imported()}
    assert {PARTS.get(name, name) for name in used} == set(
        map(_name, [*project["dependencies"], *extras])
    )


def test_every_dependency_is_pinned_for_this_project() -> None:
    """requirements.lock names the project as one that asks for it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = "\n".join(
        (ROOT / name).read_text(encoding="utf-8")
        for name in ("requirements.lock", "requirements-spark.lock")
    )
    entries = {_name(entry): entry for entry in re.split(r"\n(?=[a-z])", lock)}
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    for requirement in [*project["dependencies"], *extras]:
        assert re.search(
            r"unruffle \(pyproject.toml(:spark)?\)$", entries[_name(requirement)], re.M
        )


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


def _wheel(root: Path, folder: Path) -> Path:
    """The wheel that is built from the files below `root`."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    dated = os.environ | {"SOURCE_DATE_EPOCH": str(EPOCH)}
    subprocess.run(build, cwd=root, env=dated, check=True, capture_output=True)
    (wheel,) = folder.iterdir()
    return wheel


def test_the_wheel_carries_the_extension(tmp_path: Path) -> None:
    """File by file, where the installed package looks for it."""
    with ZipFile(_wheel(ROOT, tmp_path)) as archive:
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


def test_the_wheel_is_the_same_bytes_wherever_it_is_built(tmp_path: Path) -> None:
    """From files of another age, place and mode."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        (copy / name).write_bytes((ROOT / name).read_bytes())
    for name in ("server/unruffle", "extension"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in copy.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (0, 0))
    one, other = (_wheel(root, tmp_path / name) for root, name in ((ROOT, "1"), (copy, "2")))
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()
    with ZipFile(one) as archive:
        years = {entry.date_time[0] for entry in archive.infolist()}
    assert years == {datetime.fromtimestamp(EPOCH, UTC).year}


def test_the_container_file_names_what_is_there() -> None:
    """Files to copy, settings, the port, an address that answers; and it gives up root."""
    text = (ROOT / "server/Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    for word, *rest in lines:
        if word == "COPY" and not rest[0].startswith("--from"):
            for name in rest[:-1]:
                assert (ROOT / name).exists(), name
                assert f"!{name}" in ignored
    given = dict(pair.split("=", 1) for word, *rest in lines if word == "ENV" for pair in rest)
    url = {"UNRUFFLE_PUBLIC_URL": "https://unruffle.example.com"}
    settings = Settings.load({name: v for name, v in given.items() if "UNRUFFLE" in name} | url)
    assert settings.private
    assert ["EXPOSE", str(settings.port)] in lines
    assert f"http://127.0.0.1:{settings.port}/healthz" in text
    assert "/healthz" in document()["paths"]
    (user,) = [rest for word, *rest in lines if word == "USER"]
    assert user == ["10001"]
