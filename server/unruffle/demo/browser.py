"""Find a Chromium that can load an unpacked extension, and open it with one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

# Not google-chrome: branded builds ignore --load-extension.
NAMES: Final = ("chromium", "chromium-browser")

# Where `playwright install chromium` puts its builds, by platform.
PLAYWRIGHT: Final = {
    "linux": ("~/.cache/ms-playwright", "chromium-*/chrome-linux*/chrome"),
    "darwin": ("~/Library/Caches/ms-playwright", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"),
    "win32": ("~/AppData/Local/ms-playwright", "chromium-*/chrome-win*/chrome.exe"),
}


def find_chromium() -> Path | None:
    """Give the browser named by the variable CHROMIUM, else one on the path, else Playwright's."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    if named:
        return None
    folder, pattern = PLAYWRIGHT.get(sys.platform, PLAYWRIGHT["linux"])
    builds = sorted(Path(folder).expanduser().glob(pattern))
    return builds[-1] if builds else None


def switches(extension: Path | None) -> list[str]:
    """Give the command line switches that load one extension and keep the browser to itself."""
    found = [
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    if extension:
        found += [f"--disable-extensions-except={extension}", f"--load-extension={extension}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        found.append("--no-sandbox")
    return found


def open_chromium(
    browser: Path, extension: Path, profile: Path, url: str
) -> subprocess.Popen[bytes]:
    """Open a window of its own with the extension loaded, on `url`."""
    return subprocess.Popen(  # noqa: S603 - the program is the one the person has or named
        [browser, *switches(extension.resolve()), f"--user-data-dir={profile.resolve()}", url],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
