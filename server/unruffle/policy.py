"""Policies that make browsers install the extension and connect it."""

from __future__ import annotations

import re
from typing import Any, Final

from unruffle.errors import StartError
from unruffle.preset import Preset

#: Where a browser on Linux reads its policies, by browser.
PLACES: Final = {
    "chrome": "/etc/opt/chrome/policies/managed/unruffle.json",
    "edge": "/etc/opt/edge/policies/managed/unruffle.json",
    "firefox": "/etc/firefox/policies/policies.json",
}

_CHROMIUM_ID: Final = re.compile("[a-p]{32}")
# As the manifest takes them: a GUID in braces, or a name with an @.
_FIREFOX_ID: Final = re.compile(r"\{[0-9a-fA-F-]{36}\}|[A-Za-z0-9._-]*@[A-Za-z0-9._-]+")


def chromium(preset: Preset, extension_id: str, update_url: str | None = None) -> dict[str, Any]:
    """The policy for Chrome, Chromium and Edge; updates come from the server unless named.

    Raises StartError for an id that is none of an extension there.
    """
    _check(extension_id, _CHROMIUM_ID, "32 letters from a to p")
    settings = {
        "installation_mode": "force_installed",
        "update_url": update_url or f"{preset.address}/extension/update.xml",
        # Else the first installation comes from there, and no update after it.
        "override_update_url": True,
    }
    return {
        "ExtensionSettings": {extension_id: settings},
        "3rdparty": {"extensions": {extension_id: preset.values()}},
    }


def firefox(preset: Preset, extension_id: str, install_url: str | None = None) -> dict[str, Any]:
    """The policies.json for Firefox; the add-on comes from the server unless named.

    Raises StartError for an id that is none of an add-on.
    """
    _check(extension_id, _FIREFOX_ID, "a name with an @, or a GUID in braces")
    settings = {
        "installation_mode": "force_installed",
        "install_url": install_url or f"{preset.address}/extension/unruffle.xpi",
    }
    return {
        "policies": {
            "ExtensionSettings": {extension_id: settings},
            "3rdparty": {"Extensions": {extension_id: preset.values()}},
        }
    }


def _check(extension_id: str, form: re.Pattern[str], described: str) -> None:
    if not form.fullmatch(extension_id):
        raise StartError(
            f"{extension_id} is no id of an extension in this browser.", f"One is {described}."
        )
