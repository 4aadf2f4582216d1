"""What browsers install the extension from, and the policies that make them."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from stage import World, make_settings, make_world
from unruffle.cli import main
from unruffle.errors import StartError
from unruffle.extension import chromium_id, firefox_id, folder, zips
from unruffle.packed import id_of, read
from unruffle.preset import Preset

SERVER = "https://desk.example.com"
OWN = "unruffle@example.com"
ADDRESSES = ["update.xml", "unruffle.crx", "updates.json", "unruffle.xpi"]
GUPDATE = "{http://www.google.com/update2/response}"


def _zip(firefox: str | None = None) -> bytes:
    return zips(Preset(SERVER), firefox)["unruffle-0.1.0.zip"]


def _crx(digest: bytes) -> bytes:
    """A CRX3 as Chromium lays it out: a proof with a key, and the signed part with the id."""
    proof = b"\x12\x84\x01\x0a\x81\x01" + bytes(129)
    header = proof + b"\x82\xf1\x04\x12\x0a\x10" + digest
    return b"Cr24" + struct.pack("<II", 3, len(header)) + header + _zip()


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both packed extensions."""
    place = tmp_path_factory.mktemp("packed")
    (place / "unruffle.crx").write_bytes(_crx(bytes(range(0, 256, 16))))
    (place / "unruffle.xpi").write_bytes(_zip(OWN))
    return place


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory, packed: Path) -> Iterator[World]:
    """A world that hands them out."""
    values = {"extension_folder": str(packed), "public_url": SERVER}
    yield from make_world(make_settings(tmp_path_factory.mktemp("serving"), **values))


def _policy(*arguments: str) -> Result:
    named = ("--server", f"{SERVER}/", "--code", f"{SERVER}/connect#CODE")
    return CliRunner().invoke(main, ["policy", *arguments, *named, "--site", "https://a.example"])


def test_an_id_is_the_hash_of_the_key_in_letters_up_to_p() -> None:
    """Worked: SHA-256 of nothing begins with e3b0c44298fc1c149afbf4c8996fb924."""
    assert id_of(b"") == "odlameecjipmbmbejkplpemijjgpljce"


def test_chromium_is_told_the_version_and_the_place(serving: World) -> None:
    """The id comes from the CRX: its own key counts, not the one of the manifest."""
    answer = serving.client.get("/extension/update.xml?x=id%3Dother")
    assert answer.mimetype == "application/xml"
    (app,) = ElementTree.fromstring(answer.data)
    assert (app.tag, app.get("appid")) == (f"{GUPDATE}app", "aabacadaeafagahaiajakalamanaoapa")
    (check,) = app
    assert check.tag == f"{GUPDATE}updatecheck"
    assert check.attrib == {
        "codebase": f"{SERVER}/extension/unruffle.crx",
        "version": "0.1.0",
        "prodversionmin": "140",
    }


def test_firefox_is_told_the_version_the_place_and_the_hash(serving: World, packed: Path) -> None:
    """The id is that of the add-on."""
    content = (packed / "unruffle.xpi").read_bytes()
    assert serving.client.get("/extension/updates.json").get_json() == {
        "addons": {
            OWN: {
                "updates": [
                    {
                        "version": "0.1.0",
                        "update_link": f"{SERVER}/extension/unruffle.xpi",
                        "update_hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
                        "applications": {"gecko": {"strict_min_version": "140.0"}},
                    }
                ]
            }
        }
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("unruffle.crx", "application/x-chrome-extension"),
        ("unruffle.xpi", "application/x-xpinstall"),
    ],
)
def test_a_packed_extension_is_served_as_what_it_is(
    serving: World, packed: Path, name: str, kind: str
) -> None:
    """Byte by byte, with the type that a browser installs."""
    with serving.client.get(f"/extension/{name}") as answer:
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
        assert answer.data == (packed / name).read_bytes()


def test_nothing_else_of_the_folder_is_served(serving: World, packed: Path) -> None:
    """Names are fixed, so no path of a request reaches the file system."""
    (packed / "key.pem").write_text("secret", encoding="utf-8")
    for path in ("key.pem", "../unruffle.db", "%2e%2e/unruffle.db", "", "unruffle.crx/"):
        answer = serving.client.get(f"/extension/{path}")
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (404, "not-found")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_server_without_a_folder_says_so(shared: World, address: str) -> None:
    """404 in the shape of every error, with the setting in its hint."""
    answer = shared.client.get(f"/extension/{address}")
    assert answer.status_code == 404
    error = answer.get_json()["error"]
    assert error["code"] == "extension-not-served"
    assert "UNRUFFLE_EXTENSION_FOLDER" in error["hint"]


def test_a_file_that_is_no_packed_extension_is_not_announced(tmp_path: Path) -> None:
    """An empty folder and a broken file are the same to a browser: there is nothing new."""
    for world in make_world(make_settings(tmp_path, extension_folder=str(tmp_path))):
        for content in (None, b"", b"Cr24", b"PK", _zip()[:-9]):
            for name in ("unruffle.crx", "unruffle.xpi"):
                if content is not None:
                    (tmp_path / name).write_bytes(content)
            for address in ("update.xml", "updates.json"):
                answer = world.client.get(f"/extension/{address}")
                assert answer.status_code == 404
                assert answer.get_json()["error"]["code"] == "extension-not-served"


@pytest.mark.parametrize(
    "content",
    [
        b"Cr24\x02\0\0\0\0\0\0\0",
        b"Cr24\x03\0\0\0\x02\0\0\0\x08\x01",
        b"Cr24\x03\0\0\0\x02\0\0\0\x82\xf1",
        b"Cr24\x03\0\0\0\x04\0\0\0\x82\xf1\x04\0",
    ],
    ids=["version 2", "a field of a number", "cut short", "no id"],
)
def test_a_header_that_names_no_id_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    """The rest of the file is a good extension."""
    (tmp_path / "odd.crx").write_bytes(content + _zip())
    with pytest.raises(StartError, match=r"odd\.crx is no packed extension"):
        read(tmp_path / "odd.crx")


@pytest.mark.parametrize("browser", ["chrome", "edge"])
def test_the_policy_for_chromium(browser: str) -> None:
    """The fixed id, the update.xml of the server, and names that managed storage knows."""
    done = _policy(browser)
    policy = json.loads(done.stdout)
    assert policy["ExtensionSettings"] == {
        chromium_id(): {
            "installation_mode": "force_installed",
            "update_url": f"{SERVER}/extension/update.xml",
            "override_update_url": True,
        }
    }
    laid_down = {"server": SERVER, "code": "CODE", "sites": ["https://a.example"]}
    assert policy["3rdparty"] == {"extensions": {chromium_id(): laid_down}}
    schema = json.loads((folder() / "managed_storage.json").read_text(encoding="utf-8"))
    assert set(laid_down) == set(schema["properties"])
    assert f"{browser}/policies/managed/" in done.stderr


def test_the_policy_for_firefox() -> None:
    """The id of the manifest, and the add-on of the server."""
    done = _policy("firefox")
    assert json.loads(done.stdout)["policies"] == {
        "ExtensionSettings": {
            firefox_id(): {
                "installation_mode": "force_installed",
                "install_url": f"{SERVER}/extension/unruffle.xpi",
            }
        },
        "3rdparty": {
            "Extensions": {
                firefox_id(): {"server": SERVER, "code": "CODE", "sites": ["https://a.example"]}
            }
        },
    }


def _settings(*arguments: str) -> Any:
    policy = json.loads(_policy(*arguments).stdout)
    return policy.get("policies", policy)["ExtensionSettings"]


def test_a_policy_names_the_extension_that_was_packed(packed: Path) -> None:
    """By its file, or by an id and an address as a store gives them."""
    crx, xpi = str(packed / "unruffle.crx"), str(packed / "unruffle.xpi")
    assert list(_settings("chrome", "--packed", crx)) == ["aabacadaeafagahaiajakalamanaoapa"]
    assert list(_settings("firefox", "--packed", xpi)) == [OWN]
    store = ("--id", "b" * 32, "--update-url", "https://store.example/crx")
    assert _settings("edge", *store)["b" * 32]["update_url"] == "https://store.example/crx"


@pytest.mark.parametrize("browser", ["chrome", "firefox"])
def test_a_policy_refuses_an_id_of_another_browser(packed: Path, browser: str) -> None:
    """Nothing is printed that a browser would pass over in silence."""
    other = packed / ("unruffle.xpi" if browser == "chrome" else "unruffle.crx")
    for named in (("--packed", str(other)), ("--id", read(other).id), ("--id", "A" * 32)):
        done = _policy(browser, *named)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "is no id of an extension" in done.stderr
