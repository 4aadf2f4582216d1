"""A peer in a process of its own, which times itself: no start and no pipe is in its figures."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).with_name("peers")
REPLIES: Final = Path(__file__).with_name("replies.jsonl")


class Peer:
    """Times its checks when asked; `problem` says why it cannot, in a few words."""

    def __init__(self, module: str, replies: Path, more: list[str], stack: ExitStack) -> None:
        python = module.endswith(".py")
        command = [sys.executable, "timed.py"] if python else ["node", "timed.js"]
        self._process = subprocess.Popen(
            [*command, module.removesuffix(".py"), str(replies), *more],
            cwd=FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        stack.callback(self._stop)
        self.problem = "" if self._line() else self._reason()

    def round(self) -> list[float]:
        """Milliseconds of one check of each reply."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        taken: list[float] = json.loads(self._line())
        return taken

    def memory_mb(self) -> float:
        """What the process holds in memory now."""
        status = Path(f"/proc/{self._process.pid}/status").read_text("utf-8")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()

    def _reason(self) -> str:
        """The line of a failed start that names the error."""
        lines = self._process.communicate()[1].splitlines()
        return next((line for line in lines if "Error" in line), "does not start")

    def _stop(self) -> None:
        self._process.kill()
        self._process.communicate()
