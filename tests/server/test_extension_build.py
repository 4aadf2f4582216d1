"""`unruffle extension` writes a build that knows its server."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from unruffle.archive import zipped
from unruffle.cli import main
from unruffle.errors import StartError
from unruffle.extension import files, folder, write, zips
from unruffle.preset import Preset

DESK = Preset("https://desk.example.com:8443/", "CODE", ("https://help.example.com/agent",))


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _hosts(preset: Preset) -> list[str]:
    found: list[str] = json.loads(files(preset)["manifest.json"])["host_permissions"]
    return found


def _unzipped(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_plain_build_is_the_extension_as_shipped(tmp_path: Path) -> None:
    """File by file."""
    write(tmp_path / "out", Preset())
    shipped = {p.relative_to(folder()): p for p in folder().rglob("*") if p.is_file()}
    written = {p.relative_to(tmp_path / "out") for p in (tmp_path / "out").rglob("*.*")}
    assert written == set(shipped)
    for name, path in shipped.items():
        built = tmp_path / "out" / name
        if name.as_posix() in ("manifest.json", "preset.json"):
            assert _read(built) == _read(path)
        else:
            assert built.read_bytes() == path.read_bytes()


def test_a_build_for_a_team_requires_exactly_its_hosts(tmp_path: Path) -> None:
    """Those of its sites and of its server; loopback is for the demo."""
    write(tmp_path, DESK)
    manifest = _read(tmp_path / "manifest.json")
    assert manifest["host_permissions"] == [
        "https://help.example.com/*",
        "https://desk.example.com/*",
    ]
    assert _read(tmp_path / "preset.json") == {
        "server": "https://desk.example.com:8443",
        "code": "CODE",
        "sites": ["https://help.example.com/agent"],
    }
    assert _hosts(Preset(sites=("https://a.example", "https://a.example/b"))) == [
        "https://a.example/*"
    ]


def test_a_build_for_loopback_keeps_the_hosts_of_the_demo(tmp_path: Path) -> None:
    """A site is added to them; a second build replaces the first."""
    write(tmp_path, DESK)
    write(tmp_path, Preset("http://127.0.0.1:8765", "CODE"))
    shipped = _read(folder() / "manifest.json")["host_permissions"]
    assert _read(tmp_path / "manifest.json")["host_permissions"] == shipped
    assert _hosts(Preset("http://localhost:1", sites=("https://a.example",))) == [
        *shipped,
        "https://a.example/*",
    ]


def test_a_build_for_firefox_has_an_id_of_its_own_and_a_way_to_updates() -> None:
    """Mozilla signs an id for one account only; the shipped build is updated by nobody."""
    own = json.loads(files(DESK, "unruffle@example.com")["manifest.json"])
    shipped = _read(folder() / "manifest.json")
    gecko = own["browser_specific_settings"]["gecko"]
    assert gecko == shipped["browser_specific_settings"]["gecko"] | {
        "id": "unruffle@example.com",
        "update_url": "https://desk.example.com:8443/extension/updates.json",
    }
    local = json.loads(files(Preset("http://127.0.0.1:8765"))["manifest.json"])
    assert local["browser_specific_settings"] == shipped["browser_specific_settings"]


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    """Nothing is deleted that was not written by a build."""
    (tmp_path / "thesis.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(StartError, match="holds something else"):
        write(tmp_path, Preset())
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("address", ["desk.example.com", "http://desk.example.com", "ftp://a.b"])
def test_an_address_off_this_machine_needs_https(tmp_path: Path, address: str) -> None:
    """Keys and drafts travel to it."""
    for option in ("--server", "--site"):
        command = ["extension", str(tmp_path / "out"), option, address]
        done = CliRunner().invoke(main, command)
        assert (done.exit_code, address in done.output) == (1, True)
    assert not (tmp_path / "out").exists()


def test_zips_are_the_build_and_only_the_one_for_the_store_has_no_key() -> None:
    """File by file; the store gives an extension its key itself."""
    plain, store = zips(DESK).items()
    assert (plain[0], store[0]) == ("unruffle-0.1.0.zip", "unruffle-0.1.0-store.zip")
    built, stored = _unzipped(plain[1]), _unzipped(store[1])
    assert built == files(DESK)
    manifest = json.loads(built.pop("manifest.json"))
    assert json.loads(stored.pop("manifest.json")) == {
        name: value for name, value in manifest.items() if name != "key"
    }
    assert stored == built


def test_zips_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    """Whatever the moment, the modes of files and the order in which they are found."""
    for run in ("one", "two"):
        done = CliRunner().invoke(main, ["extension", str(tmp_path / run), "--zip"])
        assert done.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["unruffle-0.1.0-store.zip", "unruffle-0.1.0.zip"]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
        with ZipFile(tmp_path / "one" / name) as archive:
            entries = archive.infolist()
        assert [entry.filename for entry in entries] == sorted(e.filename for e in entries)
        facts = {(e.date_time, e.external_attr, e.create_system) for e in entries}
        assert facts == {((1980, 1, 1, 0, 0, 0), 0o100644 << 16, 3)}
    assert zipped({"b": b"2", "a": b"1"}) == zipped({"a": b"1", "b": b"2"})
