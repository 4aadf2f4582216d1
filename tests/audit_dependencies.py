"""`make audit-dependencies`: does any package of requirements.lock have a known vulnerability?

It asks PyPI by pip-audit. A vulnerability ends with 1. Where nobody answers it says that nothing
was looked at and ends with 0, for a machine without the network is no fault of the packages.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
#: How pip-audit and what it asks with end where nobody answers.
UNANSWERED = re.compile(r"requests\.exceptions\.|Could not connect to|Tried to connect to")


def verdict(report: dict[str, Any]) -> tuple[int, str]:
    """The exit code and the words for what pip-audit reports."""
    packages = report["dependencies"]
    known = [package for package in packages if "vulns" in package]
    found = [
        f"{package['name']} {package['version']}: {problem['id']}"
        + (f", mended in {' and '.join(fixes)}" if (fixes := problem["fix_versions"]) else "")
        for package in known
        for problem in package["vulns"]
    ]
    if found:
        return 1, "\n".join(found)
    if not known:
        return 0, "Nothing was looked at: PyPI here knows none of these packages."
    unknown = [package["name"] for package in packages if package not in known]
    left = f" Not known there: {', '.join(unknown)}." if unknown else ""
    return 0, f"No known vulnerability in {len(known)} packages.{left}"


def main() -> int:
    """Ask, and print what is known."""
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--format=json",
         "--progress-spinner=off", "--requirement", str(LOCK)],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if done.stdout:
        code, words = verdict(json.loads(done.stdout))
    elif UNANSWERED.search(done.stderr):
        code, words = 0, "Nothing was looked at: PyPI does not answer."
    else:
        code, words = 1, done.stderr
    print(words)
    return code


if __name__ == "__main__":
    sys.exit(main())
