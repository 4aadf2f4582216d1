"""One check over HTTP beside a bare Flask route, under the same servers and idle connections."""

from __future__ import annotations

import http.client
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Final

from programs import Server, free_port
from unruffle import working
from unruffle.core.check import check
from unruffle.core.layers import ORGANIZATION
from unruffle.core.rulebook import compile_rulebook
from unruffle.db.engine import Database
from unruffle.lists.loader import load
from unruffle.publish import publish_layer
from unruffle.settings import Settings

Row = tuple[str, float, str, str]
RUNS: Final = 300
WARM: Final = 20
CONNECTIONS: Final = (1, 100, 1_000)
PUBLISHED: Final = 5
# What the smallest Flask application costs: read JSON, answer JSON.
BARE: Final = """
import sys, waitress
from flask import Flask, request
app = Flask(__name__)
app.post("/check")(lambda: {"length": len(request.get_json()["text"])})
if __name__ == "__main__":
    waitress.serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=4,
                   connection_limit=2000, channel_timeout=300, _quiet=True)
"""


@dataclass
class Served:
    """A program that answers checks at a port."""

    name: str
    command: list[str]
    port: int
    path: str
    process: subprocess.Popen[bytes] | None = None
    problem: str = ""

    def start(self, env: dict[str, str], folder: Path, stack: ExitStack) -> None:
        """Start it, and wait until it answers or ends."""
        log = stack.enter_context((folder / f"{self.port}.log").open("w+"))
        self.process = subprocess.Popen(self.command, env=env, cwd=folder, stdout=log, stderr=log)
        stack.callback(self._stop)
        while not self._answers():
            if self.process.poll() is not None:
                lines = Path(log.name).read_text("utf-8").splitlines()
                self.problem = lines[-1] if lines else "does not start"
                return
            time.sleep(0.05)

    def _stop(self) -> None:
        assert self.process
        self.process.terminate()
        self.process.wait()

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5).close()
        except urllib.error.HTTPError as answered:
            answered.close()
        except OSError:
            return False
        return True


def round_trips(text: str) -> list[Row]:
    """Medians of a check over HTTP and of the bare route, taken in turns.

    The floor is the bare route and what the same check takes in process.
    """
    book = compile_rulebook(load())
    alone = partial(check, text, book)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "bare.py").write_text(BARE, "utf-8")
        server = Server(folder)
        server.env |= {"UNRUFFLE_CONNECTION_LIMIT": "4000", "UNRUFFLE_CHANNEL_TIMEOUT_S": "300"}
        server.start()
        stack.callback(server.stop)
        code = server.new_code()
        key = server.ask("enroll", {"code": code})["key"]
        rows = _publish_rows(server, key, text)
        for way, bare, ours in _pairs(int(server.url.rpartition(":")[2])):
            with ExitStack() as running:
                bare.start(server.env, folder, running)
                if ours.command:
                    ours.start(server.env, folder, running)
                if problem := bare.problem or ours.problem:
                    rows.append((f"{way}: not measured", float("nan"), "", problem[:60]))
                    continue
                for count in CONNECTIONS:
                    rows += _compared(
                        way, count, bare, ours, json.dumps({"text": text}), key, alone
                    )
                pid = ours.process.pid if ours.process else server.pid
                rows += _memory_rows(way, pid)
    return rows


def _pairs(port: int) -> list[tuple[str, Served, Served]]:
    """The bare route and the check under each way to serve them."""
    bare, api = "/check", "/api/v1/check"
    first = free_port()
    pairs = [
        (
            "waitress",
            Served("bare", [sys.executable, "bare.py", str(first)], first, bare),
            Served("check", [], port, api),
        )
    ]
    for workers in (1, 2):
        ports = free_port(), free_port()
        gunicorn = [sys.executable, "-m", "gunicorn", "--workers", str(workers), "--threads", "4"]
        gunicorn += ["--worker-connections", "4000", "--keep-alive", "300", "--bind"]
        commands = [
            [*gunicorn, f"127.0.0.1:{port}", app]
            for port, app in zip(ports, ("bare:app", "unruffle:create_app()"), strict=True)
        ]
        pairs.append(
            (
                f"gunicorn, {workers} workers" if workers > 1 else "gunicorn, 1 worker",
                Served("bare", commands[0], ports[0], bare),
                Served("check", commands[1], ports[1], api),
            )
        )
    return pairs


def _compared(
    way: str,
    count: int,
    bare: Served,
    ours: Served,
    body: str,
    key: str,
    alone: Callable[[], object],
) -> list[Row]:
    """Requests one after the other, each on the next of so many open connections."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
    taken: dict[str, list[float]] = {bare.name: [], ours.name: [], "alone": []}
    with ExitStack() as stack:
        opened = {}
        for one in (bare, ours):
            kept = [http.client.HTTPConnection("127.0.0.1", one.port) for _ in range(count)]
            for connection in kept:
                connection.connect()
                stack.callback(connection.close)
            opened[one.name] = cycle(kept)
        for run in range(RUNS + WARM):
            for one in (bare, ours):
                connection = next(opened[one.name])
                begin = time.perf_counter()
                connection.request("POST", one.path, body, headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    raise SystemExit(f"{way}, {one.name}: {answer.status}")
                if run >= WARM:
                    taken[one.name].append((time.perf_counter() - begin) * 1e3)
            begin = time.perf_counter()
            alone()
            taken["alone"].append((time.perf_counter() - begin) * 1e3)
    floor, whole = (statistics.median(taken[one.name]) for one in (bare, ours))
    ratio = whole / (floor + statistics.median(taken["alone"]))
    return [
        (f"{way}, {count:,} kept: bare route", floor, "1.00", ""),
        ("  check, beside bare + in process", whole, f"{ratio:.2f}", "1.50"),
    ]


def _memory_rows(way: str, pid: int) -> list[Row]:
    """Memory of each process that answers checks; what they share counts once."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    each = []
    for worker in children or [str(pid)]:
        told = Path(f"/proc/{worker}/smaps_rollup").read_text("utf-8")
        each.append(int(told.partition("\nPss:")[2].split()[0]) / 1024)
    return [(f"{way}: memory of a worker, MB", statistics.mean(each), "", "")]


def _publish_rows(server: Server, key: str, text: str) -> list[Row]:
    """From the moment a publication is written to the first check under it."""
    settings = Settings(database_url=server.env["UNRUFFLE_DATABASE_URL"])
    database, written, live = Database(settings), list[float](), list[float]()
    for number in range(PUBLISHED):
        now = datetime.now(UTC)
        entry = working.Entry("allow", f"bench phrase {number}", {"owner": "bench", "note": ""})
        with database.write() as connection:
            working.save(connection, None, ORGANIZATION, entry, now, "")
        begin = time.perf_counter()
        revision = publish_layer(database, None, ORGANIZATION, "", now)
        done = time.perf_counter()
        while server.ask("check", {"text": text}, key)["revision"] < revision:
            pass
        written.append((done - begin) * 1e3)
        live.append((time.perf_counter() - done) * 1e3)
    database.close()
    return [
        ("publish: the examples of all lists, written", statistics.median(written), "", ""),
        ("  until a check answers by it", statistics.median(live), "", "under 1 s"),
    ]
