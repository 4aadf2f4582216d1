"""Programs that a test runs beside itself, each with its own port, database and log."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

UNRUFFLE: Final = (sys.executable, "-m", "unruffle.cli")
START_S: Final = 60.0


def free_port() -> int:
    """A port of the loopback interface that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def answers(url: str) -> bool:
    """Whether `url` is served with a status below 400."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status < 400)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


class Program:
    """A program of its own that serves HTTP, with its output in a file."""

    def __init__(
        self, command: list[str], ready: str, log: Path, env: dict[str, str], folder: Path
    ) -> None:
        self.command, self.ready, self.log, self.env, self.folder = command, ready, log, env, folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers; fails with the end of its log."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command, env=self.env, cwd=self.folder, stdout=log, stderr=log
            )
        end = time.monotonic() + START_S
        while not answers(self.ready):
            if self._ended_within(0.05) or time.monotonic() > end:
                self.stop()
                pytest.fail(f"{self.ready} did not start:\n{self.log.read_text()[-3000:]}")

    @property
    def pid(self) -> int:
        """Its number while it runs."""
        assert self._process is not None
        return self._process.pid

    def _ended_within(self, seconds: float) -> bool:
        assert self._process is not None
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let it answer nothing meanwhile, as a program does that has far too much to do."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it without a word, as a machine does that loses its power."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """End it and wait until it is gone."""
        if self._process is None:
            return
        self._process.terminate()
        if not self._ended_within(10):
            self._process.kill()
            self._process.wait()
        self._process = None


class Server(Program):
    """`unruffle serve` with a SQLite file of its own."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.database = folder / "unruffle.db"
        env = {name: value for name, value in os.environ.items() if "UNRUFFLE" not in name}
        env |= {"UNRUFFLE_DATABASE_URL": f"sqlite:///{self.database}", "UNRUFFLE_DEMO": "on"}
        serve = [*UNRUFFLE, "serve", "--port", str(port)]
        super().__init__(serve, f"{self.url}/readyz", folder / "server.log", env, folder)

    def run(self, *arguments: str) -> str:
        """Run another command of `unruffle` on the same database and give what it prints."""
        done = subprocess.run(
            [*UNRUFFLE, *arguments],
            env=self.env,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def ask(self, path: str, body: object, key: str = "") -> Any:
        """POST JSON to the API and give the JSON of the answer; raises HTTPError for an error."""
        request = urllib.request.Request(
            f"{self.url}/api/v1/{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def new_code(self, uses: int = 1) -> str:
        """A new enrollment code of the demo team."""
        made = self.run("admin", "code", "new", "--team", "Demo", "--max-uses", str(uses))
        return made.rpartition("#")[2]

    def revoke(self, key_id: str) -> None:
        """Revoke a key, and wait until the server knows."""
        probe = self.ask("enroll", {"code": self.new_code()})["key"]
        self.run("admin", "keys", "revoke", key_id)
        self.run("admin", "keys", "revoke", self.newest_key())
        end = time.monotonic() + START_S
        while self._serves(probe):
            assert time.monotonic() < end, "a revoked key is still served"

    def newest_key(self) -> str:
        """The id of the key that was given last."""
        return self.run("admin", "keys", "list").splitlines()[-1].partition("\t")[0]

    def _serves(self, key: str) -> bool:
        try:
            self.ask("check", {"text": "Hello"}, key)
        except urllib.error.HTTPError as refused:
            refused.close()
            return False
        return True
