"""Make sure that the end-to-end tests have a Chromium and a Firefox; run by `make test`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from browsers import FIREFOX_BUILDS, find_firefox
from unruffle.demo.browser import find_chromium

MODULES: Final = Path(__file__).parent / "node_modules" / ".bin"


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser, the variable that names one, its Debian package, and what else installs it."""

    name: str
    variable: str
    package: str
    find: Callable[[], Path | None]
    install: tuple[str, ...]


BROWSERS: Final = (
    Browser(
        "Chromium",
        "CHROMIUM",
        "chromium",
        find_chromium,
        (sys.executable, "-m", "playwright", "install", "chromium"),
    ),
    Browser(
        "Firefox",
        "FIREFOX",
        "firefox-esr",
        find_firefox,
        (str(MODULES / "browsers"), "install", "firefox@esr", "--path", str(FIREFOX_BUILDS)),
    ),
)


def ensure(browser: Browser) -> bool:
    """Install the browser where none is found, with apt as root, else by npm or Playwright."""
    if browser.find():
        return True
    if browser.variable in os.environ:
        print(f"There is no browser at {browser.variable}={os.environ[browser.variable]}")
        return False
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {browser.name} with apt", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", browser.package], env=quiet, check=False)
    else:
        print(f"Installing {browser.name}", flush=True)
        subprocess.run(browser.install, check=False)
    if browser.find():
        return True
    example = f"make test {browser.variable}=/path/to/{browser.package}"
    print(f"No {browser.name}: install one, or name it: {example}")
    return False


if __name__ == "__main__":
    sys.exit(not all(map(ensure, BROWSERS)))
