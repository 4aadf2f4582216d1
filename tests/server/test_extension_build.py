"""`unruffle extension` writes a build that knows its server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from unruffle.errors import StartError
from unruffle.extension import folder, write


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_plain_build_is_the_extension_as_shipped(tmp_path: Path) -> None:
    """File by file."""
    write(tmp_path / "out")
    shipped = {p.relative_to(folder()) for p in folder().rglob("*") if p.is_file()}
    written = {
        p.relative_to(tmp_path / "out") for p in (tmp_path / "out").rglob("*") if p.is_file()
    }
    assert written == shipped
    assert _read(tmp_path / "out" / "preset.json") == {}
    assert _read(tmp_path / "out" / "manifest.json") == _read(folder() / "manifest.json")


def test_a_build_for_a_server_requires_its_host(tmp_path: Path) -> None:
    """And those of the sites; loopback is there already."""
    write(tmp_path, "https://desk.example.com:8443/", "CODE", ["https://help.example.com/agent"])
    before = _read(folder() / "manifest.json")["host_permissions"]
    after = _read(tmp_path / "manifest.json")["host_permissions"]
    assert after == [*before, "https://help.example.com/*", "https://desk.example.com/*"]
    assert _read(tmp_path / "preset.json") == {
        "server": "https://desk.example.com:8443",
        "code": "CODE",
        "sites": ["https://help.example.com/agent"],
    }


def test_a_build_for_loopback_adds_no_host(tmp_path: Path) -> None:
    """A second build replaces the first."""
    write(tmp_path, "https://desk.example.com", "CODE")
    write(tmp_path, "http://127.0.0.1:8765", "CODE")
    shipped = _read(folder() / "manifest.json")
    assert _read(tmp_path / "manifest.json")["host_permissions"] == shipped["host_permissions"]


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    """Nothing is deleted that was not written by a build."""
    (tmp_path / "thesis.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(StartError, match="holds something else"):
        write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("address", ["desk.example.com", "http://desk.example.com", "ftp://a.b"])
def test_a_server_off_this_machine_needs_https(tmp_path: Path, address: str) -> None:
    """Keys and drafts travel to it."""
    with pytest.raises(StartError):
        write(tmp_path / "out", address, "CODE")
    assert not (tmp_path / "out").exists()
