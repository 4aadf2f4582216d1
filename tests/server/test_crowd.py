"""A check is answered whatever else the browsers of a whole company do to the server."""

from __future__ import annotations

import json
import socket
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from programs import Server

CHECK: Final = {"text": "It is late due to unforeseen circumstances."}
IDLE: Final = 400
SLOW: Final = 8
ANSWERS: Final = 10
BURST: Final = 10_000
AT_ONCE: Final = 200


@pytest.fixture
def sockets() -> Iterator[ExitStack]:
    """Connections that are closed after the test."""
    with ExitStack() as opened:
        yield opened


def connection(server: Server, opened: ExitStack) -> socket.socket:
    """A connection to the server."""
    made = socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])), timeout=60)
    return opened.enter_context(made)


def asked(key: str, body: object) -> bytes:
    """A request for a check, as it is sent."""
    content = json.dumps(body).encode()
    head = (
        "POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {key}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


def batch(number: int) -> dict[str, Any]:
    """As many events of one draft as go into one request."""
    fact = {
        "type": "shown",
        "draft": f"draft{number:027}",
        "rule": "excuse/unforeseen-circumstances",
        "revision": 1,
        "host": "desk.example.com",
        "at": datetime.now(UTC).isoformat(),
    }
    return {"events": [{**fact, "id": uuid.uuid4().hex} for _ in range(AT_ONCE)]}


def test_a_check_beside_connections_that_do_nothing(
    server: Server, api_key: str, sockets: ExitStack
) -> None:
    """Browsers keep their connections; they hold no thread of the server."""
    for _ in range(IDLE):
        connection(server, sockets)
    assert server.ask("check", CHECK, api_key)["findings"]


def test_a_check_beside_readers_who_do_not_read(
    server: Server, api_key: str, sockets: ExitStack
) -> None:
    """Twice as many as the server has threads ask for long answers and take none of them."""
    long = asked(api_key, {"text": CHECK["text"] * 50})
    for _ in range(SLOW):
        made = connection(server, sockets)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        made.sendall(long * ANSWERS)
    assert server.ask("check", CHECK, api_key)["findings"]


def test_a_check_in_a_burst_of_events(server: Server, api_key: str) -> None:
    """Each is counted or told, and the check is answered before the last of them."""
    with ThreadPoolExecutor(16) as pool:
        sent = [
            pool.submit(server.ask, "events", batch(number), api_key)
            for number in range(BURST // AT_ONCE)
        ]
        assert server.ask("check", CHECK, api_key)["findings"]
        assert not all(one.done() for one in sent)
        answers = [one.result() for one in sent]
    assert sum(answer["accepted"] for answer in answers) == BURST
