"""The browser extension that this package carries, and builds of it for one team."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path
from typing import Any

from unruffle.archive import zipped
from unruffle.errors import StartError
from unruffle.packed import id_of
from unruffle.preset import Preset


def folder() -> Path:
    """The extension as shipped: in the wheel, else beside the server in a checkout."""
    package = Path(__file__).parent
    for place in (package / "_extension", package.parent.parent / "extension"):
        if (place / "manifest.json").is_file():
            return place
    raise StartError("This installation carries no extension.", "Install unruffle from its wheel.")


def chromium_id() -> str:
    """The id that the manifest's key gives the extension in Chrome, Chromium and Edge."""
    return id_of(base64.b64decode(_manifest()["key"]))


def firefox_id() -> str:
    """The id that the manifest gives the extension in Firefox."""
    found: str = _manifest()["browser_specific_settings"]["gecko"]["id"]
    return found


def files(preset: Preset, firefox: str | None = None) -> dict[str, bytes]:
    """The files of a build by their paths; `firefox` is an id of its own in Firefox.

    A build for a team requires exactly the hosts of its sites and its server. The loopback hosts
    of the manifest are for the demo and tests: they stay only where the server is loopback.
    """
    source = folder()
    found = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in source.rglob("*")
        if path.is_file()
    }
    manifest = _manifest()
    if preset.hosts:
        kept = manifest["host_permissions"] if preset.local else []
        manifest["host_permissions"] = list(dict.fromkeys([*kept, *preset.hosts]))
    gecko = manifest["browser_specific_settings"]["gecko"]
    if preset.server and not preset.local:
        # Without it, Firefox looks for updates of an unlisted add-on on Mozilla's site only.
        gecko["update_url"] = f"{preset.address}/extension/updates.json"
    if firefox:
        gecko["id"] = firefox
    return found | {"manifest.json": _json(manifest), "preset.json": _json(preset.values())}


def write(target: Path, preset: Preset, firefox: str | None = None) -> None:
    """Write a build to the folder `target`; StartError if it holds something else."""
    built = files(preset, firefox)
    _clear(target)
    for name, content in built.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def zips(preset: Preset, firefox: str | None = None) -> dict[str, bytes]:
    """A build as zip files by their names: one to load and sign, one for the Chrome Web Store."""
    built = files(preset, firefox)
    manifest = json.loads(built["manifest.json"])
    name = f"unruffle-{manifest['version']}"
    # The store gives an extension its key, and refuses a manifest that names one.
    del manifest["key"]
    stored = built | {"manifest.json": _json(manifest)}
    return {f"{name}.zip": zipped(built), f"{name}-store.zip": zipped(stored)}


def _manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder() / "manifest.json").read_text(encoding="utf-8"))
    return found


def _json(content: object) -> bytes:
    return (json.dumps(content, indent=2) + "\n").encode()


def _clear(target: Path) -> None:
    if target.exists() and any(target.iterdir()):
        if not (target / "preset.json").is_file() or not (target / "manifest.json").is_file():
            raise StartError(
                f"{target} holds something else.", "Name an empty folder, or an earlier build."
            )
        shutil.rmtree(target)
