"""`unruffle serve` from the outside: segments, sizes, connections, privacy, schemathesis."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest

from programs import UNRUFFLE, free_port
from unruffle.api.openapi import document
from unruffle.version import VERSION
from unruffle.waitress_server import DROPPED


class Running(Protocol):
    """What these tests use of the `server` fixture."""

    url: str
    database: Path
    log: Path

    def new_code(self, uses: int = 1) -> str:
        """A fresh enrollment code."""

    def ask(self, path: str, body: object, key: str = "") -> Any:
        """The JSON answer of the API."""


def _connect(server: Running) -> socket.socket:
    parts = urlsplit(server.url)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10)


def _request(server: Running, method: str, path: str, body: bytes = b"", *headers: str) -> bytes:
    host = urlsplit(server.url).netloc
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def test_an_answer_on_a_kept_connection_is_one_segment(server: Running, api_key: str) -> None:
    """Head and body arrive in one read, time and again."""
    body = json.dumps({"text": "Hello, the parcel arrives on Monday."}).encode()
    sent = _request(
        server, "POST", "/api/v1/check", body,
        "Content-Type: application/json", f"Authorization: Bearer {api_key}",
    )  # fmt: skip
    with _connect(server) as connection:
        for _ in range(20):
            connection.sendall(sent)
            answer = connection.recv(65536)
            head, _, rest = answer.partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200")
            assert json.loads(rest)["status"] == "checked"
            assert b"\r\nServer:" not in head


def test_a_hundred_and_fifty_browsers_hold_a_connection_and_one_more_is_served(
    server: Running,
) -> None:
    """The usual limit of a hundred would lock everyone out."""
    with ExitStack() as held:
        for _ in range(150):
            held.enter_context(_connect(server))
        with urllib.request.urlopen(f"{server.url}/healthz", timeout=5) as answer:
            assert answer.status == 200


def _refusal(connection: socket.socket) -> tuple[int, str]:
    """Status and code of an answer from below the app, which has every header and the one shape."""
    with HTTPResponse(connection) as answer:
        answer.begin()
        error = json.load(answer)["error"]
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["Unruffle-Version"] == VERSION
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert set(error) == {"code", "message", "hint"}
    return answer.status, error["code"]


@pytest.mark.parametrize("size", [1_000_001, 5_000_000])
@pytest.mark.parametrize("head", ["Content-Length: {}", "Transfer-Encoding: chunked"])
def test_a_large_body_is_refused_in_json(server: Running, size: int, head: str) -> None:
    """A sender that writes all of it before it reads gets to hear why."""
    lines = ("POST /api/v1/check HTTP/1.1", "Host: 127.0.0.1", head.format(size), "", "")
    body = b"a" * size
    with _connect(server) as connection:
        connection.sendall("\r\n".join(lines).encode())
        connection.sendall(b"%x\r\n%s\r\n0\r\n\r\n" % (size, body) if "chunked" in head else body)
        assert _refusal(connection) == (413, "body-too-large")
        assert connection.recv(1) == b""


def test_a_large_body_is_refused_before_it_is_sent(server: Running) -> None:
    """A sender that waits for 100 Continue need not send it."""
    lines = ("POST / HTTP/1.1", "Host: a", "Content-Length: 9999999", "Expect: 100-continue")
    with _connect(server) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        assert _refusal(connection) == (413, "body-too-large")


def test_a_body_without_end_is_not_read_for_ever(server: Running) -> None:
    """After a share of it the connection is cut."""
    with _connect(server) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n")
        with pytest.raises(ConnectionError):
            connection.sendall(bytes(2 * DROPPED))


@pytest.mark.parametrize(
    "header", ["Broken Header: x", "Transfer-Encoding: gzip", "X-Long: " + "a" * 300_000]
)
def test_a_request_that_cannot_be_read_is_refused_in_json(server: Running, header: str) -> None:
    """400 in the one shape, also from below the app."""
    with _connect(server) as connection:
        connection.sendall(f"POST / HTTP/1.1\r\nHost: a\r\n{header}\r\n\r\n".encode())
        assert _refusal(connection) == (400, "bad-request")


def test_plain_http_off_loopback_is_not_served(tmp_path: Path) -> None:
    """One line with the way out, before anything is made; the proxy's HTTPS address opens it."""
    done = subprocess.run(
        [*UNRUFFLE, "serve", "--host", "0.0.0.0", "--port", str(free_port())],
        env=dict(os.environ, UNRUFFLE_DATABASE_URL=f"sqlite:///{tmp_path / 'u.db'}"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: Drafts and keys would travel to 0.0.0.0 without HTTPS.")
    assert "UNRUFFLE_PUBLIC_URL" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_typed_is_nowhere_afterwards(server: Running, api_key: str) -> None:
    """Not in the database and its side files, not in the log, not in a refusal."""
    mark = "Quetzalcoatl-4711"
    context = {"customer_message": f"{mark} asked why", "greeting_name": mark}
    server.ask("check", {"text": f"Calm down, {mark}.", "context": context}, api_key)
    refused: list[Any] = [
        {"text": mark, "context": {mark: 1}},
        {"text": [mark]},
        {"text": f"{mark}\0"},
        {mark: mark},
    ]
    for body in refused:
        with pytest.raises(urllib.error.HTTPError) as caught:
            server.ask("check", body, api_key)
        with caught.value as answer:
            assert answer.code == 400
            assert mark not in answer.read().decode()
    with pytest.raises(urllib.error.HTTPError) as caught:
        server.ask("enroll", {"code": mark})
    caught.value.close()
    files = [*server.database.parent.glob("*.db*"), server.log]
    assert len(files) >= 2
    for file in files:
        assert mark.encode() not in file.read_bytes(), file.name


def test_a_port_that_is_taken_is_one_line(server: Running, tmp_path: Path) -> None:
    """The line names the port and the way out; no traceback."""
    port = str(urlsplit(server.url).port)
    done = subprocess.run(
        [sys.executable, "-m", "unruffle.cli", "serve", "--port", port],
        env=dict(os.environ, UNRUFFLE_DATABASE_URL=f"sqlite:///{tmp_path / 'u.db'}"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"Error: Port {port} of 127.0.0.1 is not free" in done.stderr
    assert "Traceback" not in done.stderr


def test_schemathesis_finds_nothing(server: Running, api_key: str, tmp_path: Path) -> None:
    """Every operation of /openapi.json, bodies that fit and that do not, each time the same."""
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            f"--config-file={Path(__file__).with_name('schemathesis.toml')}",
            "run",
            f"{server.url}/openapi.json",
            "--header",
            f"Authorization: Bearer {api_key}",
            "--max-examples",
            "25",
            "--generation-deterministic",
            "--no-color",
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    operations = [name for path in document()["paths"].values() for name in path]
    assert f"Tested: {len(operations)}\n" in done.stdout
