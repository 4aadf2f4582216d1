"""One check over HTTP on keep-alive, beside a bare Flask route under the same kind of server."""

from __future__ import annotations

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

Row = tuple[str, float, str, str]
RUNS = 400
# What the smallest Flask application costs: read JSON, answer JSON.
BARE = """
import sys, waitress
from flask import Flask, request
app = Flask(__name__)
app.post("/check")(lambda: {"length": len(request.get_json()["text"])})
waitress.serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=4, _quiet=True)
"""


def round_trips(text: str, alone_ms: float) -> list[Row]:
    """Median of a check over HTTP and of the bare route, taken in turns.

    `alone_ms` is what the same check takes in process: the floor is that and the bare route.
    """
    with ExitStack() as programs, tempfile.TemporaryDirectory() as folder:
        ours, bare = _free_port(), _free_port()
        env = {name: value for name, value in os.environ.items() if "UNRUFFLE" not in name}
        env |= {"UNRUFFLE_DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.db'}"}
        unruffle = [sys.executable, "-m", "unruffle.cli"]
        subprocess.run(
            [*unruffle, "admin", "team", "add", "Bench"], env=env, check=True, capture_output=True
        )
        programs.enter_context(_running([*unruffle, "serve", "--port", str(ours)], env, ours))
        programs.enter_context(_running([sys.executable, "-c", BARE, str(bare)], env, bare))
        code = subprocess.run(
            [*unruffle, "admin", "code", "new", "--team", "Bench"],
            env=env,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.rpartition("#")[2]
        key = _ask(http.client.HTTPConnection("127.0.0.1", ours), "enroll", {"code": code})["key"]
        one = http.client.HTTPConnection("127.0.0.1", ours)
        other = http.client.HTTPConnection("127.0.0.1", bare)
        times: dict[str, list[float]] = {"ours": [], "bare": []}
        for run in range(RUNS + 20):
            for name, connection, path in (("ours", one, "check"), ("bare", other, "")):
                begin = time.perf_counter()
                _ask(connection, path, {"text": text}, key)
                if run >= 20:
                    times[name].append((time.perf_counter() - begin) * 1e3)
    check, floor = statistics.median(times["ours"]), statistics.median(times["bare"])
    return [
        ("HTTP: a bare Flask route, keep-alive", floor, "1.00", ""),
        (
            "HTTP: check, beside bare + in process",
            check,
            f"{check / (floor + alone_ms):.2f}",
            "1.50",
        ),
    ]


def _ask(
    connection: http.client.HTTPConnection, path: str, body: object, key: str = ""
) -> dict[str, str]:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
    connection.request("POST", f"/api/v1/{path}" if path else "/check", json.dumps(body), headers)
    answer: dict[str, str] = json.load(connection.getresponse())
    return answer


@contextmanager
def _running(command: list[str], env: dict[str, str], port: int) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            if process.poll() is not None:
                raise SystemExit(f"{command[-1]} did not start")
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
    except urllib.error.HTTPError as answered:
        answered.close()
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
