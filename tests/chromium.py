"""Make sure that the end-to-end tests have a Chromium; run by `make test`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from unruffle.demo.browser import find_chromium


def main() -> int:
    """Install one where none is found, with apt as root, else with Playwright; 1 if that fails."""
    if find_chromium():
        return 0
    if "CHROMIUM" in os.environ:
        print(f"There is no browser at CHROMIUM={os.environ['CHROMIUM']}")
        return 1
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Chromium with apt", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], env=quiet, check=False)
    else:
        print("Installing Chromium with Playwright", flush=True)
        install = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(install, check=False)
    if find_chromium():
        return 0
    print("No Chromium: install one, or name it: make test CHROMIUM=/path/to/chromium")
    return 1


if __name__ == "__main__":
    sys.exit(main())
