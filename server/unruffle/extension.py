"""The browser extension that this package carries, and a build of it for one server."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from unruffle.errors import StartError
from unruffle.settings import is_loopback


def folder() -> Path:
    """The extension as shipped: in the wheel, else beside the server in a checkout."""
    package = Path(__file__).parent
    for place in (package / "_extension", package.parent.parent / "extension"):
        if (place / "manifest.json").is_file():
            return place
    raise StartError("This installation carries no extension.", "Install unruffle from its wheel.")


def write(
    target: Path, server: str | None = None, code: str | None = None, sites: Iterable[str] = ()
) -> None:
    """Write the extension to `target`, preset for a server, its code and sites.

    The manifest of the build requires the hosts of these sites, and that of the server unless it
    is loopback. Raises StartError for an address that is no URL, an HTTP address off loopback, or
    a folder that holds something else.
    """
    sites = list(sites)
    hosts = [_pattern(site) for site in sites]
    if server is not None and not is_loopback(urlsplit(server).hostname or ""):
        hosts.append(_pattern(server))
    _clear(target)
    shutil.copytree(folder(), target, dirs_exist_ok=True)
    preset = {"server": server and server.rstrip("/"), "code": code, "sites": sites}
    (target / "preset.json").write_text(
        json.dumps({name: value for name, value in preset.items() if value}) + "\n",
        encoding="utf-8",
    )
    path = target / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    required = manifest.setdefault("host_permissions", [])
    required.extend(host for host in dict.fromkeys(hosts) if host not in required)
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _pattern(address: str) -> str:
    """The match pattern of an address; patterns know no ports."""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise StartError(f"{address} is not the address of a site.", "Write https://host.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise StartError(f"{address} is not HTTPS.", "Keys and drafts travel to it: use https.")
    return f"{parts.scheme}://{parts.hostname}/*"


def _clear(target: Path) -> None:
    if target.exists() and any(target.iterdir()):
        if not (target / "preset.json").is_file() or not (target / "manifest.json").is_file():
            raise StartError(
                f"{target} holds something else.", "Name an empty folder, or an earlier build."
            )
        shutil.rmtree(target)
