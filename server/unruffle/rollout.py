"""What browsers under a policy install the extension from, and update it from."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from flask import Blueprint, Response, jsonify, send_file

from unruffle import packed
from unruffle.errors import ExtensionNotServed, StartError
from unruffle.server import this_server

bp = Blueprint("rollout", __name__, url_prefix="/extension")

# The names are fixed: nothing of a request reaches the file system.
CRX: Final = "unruffle.crx"
XPI: Final = "unruffle.xpi"

_UPDATE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid={id}>
    <updatecheck codebase={codebase} version={version} prodversionmin={least_browser}/>
  </app>
</gupdate>
"""


@bp.get("/update.xml")
def update() -> Response:
    """The version of the CRX, for Chrome, Chromium and Edge."""
    found = _read(CRX)
    values = {
        "id": found.id,
        "codebase": _address(CRX),
        "version": found.version,
        "least_browser": found.least_browser,
    }
    text = _UPDATE.format(**{name: quoteattr(value) for name, value in values.items()})
    return Response(text, mimetype="application/xml")


@bp.get(f"/{CRX}")
def crx() -> Response:
    """The extension, packed for Chrome, Chromium and Edge."""
    return send_file(_path(CRX), mimetype="application/x-chrome-extension")


@bp.get("/updates.json")
def updates() -> Response:
    """The version of the XPI, for Firefox."""
    found = _read(XPI)
    offered = {
        "version": found.version,
        "update_link": _address(XPI),
        "update_hash": f"sha256:{found.sha256}",
        "applications": {"gecko": {"strict_min_version": found.least_browser}},
    }
    return jsonify(addons={found.id: {"updates": [offered]}})


@bp.get(f"/{XPI}")
def xpi() -> Response:
    """The add-on for Firefox, as Mozilla signed it."""
    return send_file(_path(XPI), mimetype="application/x-xpinstall")


def _address(name: str) -> str:
    return f"{this_server().settings.base_url}/extension/{name}"


def _path(name: str) -> Path:
    folder = this_server().settings.extension_folder
    path = Path(folder).resolve() / name
    if not folder or not path.is_file():
        raise ExtensionNotServed
    return path


def _read(name: str) -> packed.Packed:
    try:
        return packed.read(_path(name))
    except StartError as error:
        raise ExtensionNotServed(error.message, error.hint) from error
