"""How many checks a second servers hold, beside all that agents' browsers do: `make load`.

The loop is open: each check has its moment and is sent then, whatever became of those before it.
Its time counts from that moment, so a server that falls behind cannot hide it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import statistics
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from growth import MESSAGE
from peer import REPLIES

from cluster import Cluster
from programs import Server

#: Checks of one draft, after which its events come in one request.
CHECKS_A_DRAFT: Final = 10
EVENTS_AT_ONCE: Final = 200
TICKS_A_SECOND: Final = os.sysconf("SC_CLK_TCK")
#: Status and bytes of an answer.
Answer = tuple[int, int]


@dataclass(slots=True)
class Told:
    """What became of the requests: ms by kind, and how many ended in which way."""

    taken: dict[str, list[float]] = field(default_factory=lambda: {"check": [], "events": []})
    ended: Counter[str] = field(default_factory=Counter)
    late: list[float] = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)


class Browser:
    """One agent's browser: a key and a connection that is kept."""

    def __init__(self, server: Server, key: str) -> None:
        self.server, self._key = server, key
        self._port = int(server.url.rpartition(":")[2])
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect, unless there is a connection."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self._port)
        return self.streams

    def request(self, path: str, body: bytes) -> bytes:
        """The request as it is sent."""
        head = (
            f"POST /api/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Authorization: Bearer {self._key}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    async def post(self, path: str, body: bytes) -> Answer:
        """Send it and read the answer."""
        reader, writer = await self.open()
        try:
            writer.write(self.request(path, body))
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            length = int(head.partition("content-length:")[2].partition("\r\n")[0])
            await reader.readexactly(length)
            return int(head.split(" ", 2)[1]), len(head) + length
        except BaseException:
            writer.close()
            self.streams = None
            raise


def checks() -> list[bytes]:
    """The bodies of checks: each sample reply with the customer's message."""
    replies = [json.loads(line)["text"] for line in REPLIES.read_text("utf-8").splitlines()]
    context = {"customer_message": MESSAGE}
    return [json.dumps({"text": text, "context": context}).encode() for text in replies]


def events(count: int) -> bytes:
    """The body of one request with so many events of one draft."""
    fact = {"type": "shown", "rule": "excuse/unforeseen-circumstances", "revision": 1}
    now = datetime.now(UTC).isoformat()
    draft = uuid.uuid4().hex
    each = {**fact, "draft": draft, "host": "desk.example.com", "at": now}
    return json.dumps({"events": [{**each, "id": uuid.uuid4().hex} for _ in range(count)]}).encode()


class Load:
    """Sends at fixed moments and keeps what came of it."""

    def __init__(self, browsers: list[Browser]) -> None:
        self.told = Told()
        self._free: asyncio.LifoQueue[Browser] = asyncio.LifoQueue()
        # In turns over the servers, as a proxy hands them out.
        for browser in browsers:
            self._free.put_nowait(browser)

    async def one(self, kind: str, path: str, body: bytes, due: float) -> None:
        """One request with whichever browser is free."""
        browser = await self._free.get()
        try:
            status, length = await browser.post(path, body)
            self.told.ended[f"{kind} {status}"] += 1
            self.told.sent[kind] += len(browser.request(path, body))
            self.told.received[kind] += length
        except (OSError, asyncio.IncompleteReadError) as lost:
            self.told.ended[f"{kind} {type(lost).__name__}"] += 1
        finally:
            self.told.taken[kind].append((time.perf_counter() - due) * 1e3)
            self._free.put_nowait(browser)

    async def run(self, rate: int, seconds: int) -> None:
        """`rate` checks a second, and the events of every tenth, until all are answered."""
        bodies, begin = checks(), time.perf_counter()
        sent: set[asyncio.Task[None]] = set()
        for number in range(rate * seconds):
            due = begin + number / rate
            if (ahead := due - time.perf_counter()) > 0:
                await asyncio.sleep(ahead)
            self.told.late.append((time.perf_counter() - due) * 1e3)
            body = bodies[number % len(bodies)]
            sent.add(asyncio.create_task(self.one("check", "check", body, due)))
            if number % CHECKS_A_DRAFT == 0:
                sent.add(asyncio.create_task(self.one("events", "events", events(3), due)))
        await asyncio.gather(*sent)


async def burst(browsers: list[Browser], count: int) -> None:
    """So many events at once, in requests as large as a server takes."""
    requests = [EVENTS_AT_ONCE] * (count // EVENTS_AT_ONCE)
    pairs = zip(requests, browsers * len(requests), strict=False)
    await asyncio.gather(*(Browser(b.server, b._key).post("events", events(n)) for n, b in pairs))


async def read_slowly(browser: Browser) -> None:
    """Ask for much, and read a byte now and then."""
    reader, writer = await browser.open()
    writer.write(b"".join(browser.request("check", body) for body in checks()))
    while await reader.read(1):
        await asyncio.sleep(0.2)


async def drive(browsers: list[Browser], options: argparse.Namespace) -> Told:
    """The whole load, with what was asked for besides."""
    load = Load(browsers)
    await asyncio.gather(*(browser.open() for browser in browsers))
    aside = [Browser(browsers[i % 2].server, browsers[i % 2]._key) for i in range(options.idle)]
    await asyncio.gather(*(browser.open() for browser in aside))
    slow = [
        asyncio.create_task(read_slowly(Browser(one.server, one._key)))
        for one in browsers[: options.slow]
    ]
    running = asyncio.create_task(load.run(options.rate, options.seconds))
    if options.burst:
        await asyncio.sleep(options.seconds / 2)
        await burst(browsers, options.burst)
    await running
    for one in slow:
        one.cancel()
    return load.told


@contextmanager
def served(count: int) -> Iterator[tuple[Cluster, list[Server]]]:
    """So many servers on one PostgreSQL."""
    cluster = Cluster()
    cluster.start()
    url, secret = cluster.new_url(), uuid.uuid4().hex * 2
    servers = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            for number in range(count):
                (Path(folder) / str(number)).mkdir()
                server = Server(Path(folder) / str(number))
                server.env |= {"UNRUFFLE_DATABASE_URL": url, "UNRUFFLE_CONNECTION_LIMIT": "4000"}
                server.env |= {"UNRUFFLE_SECRET_KEY": secret}
                servers.append(server)
                server.start()
            yield cluster, servers
        finally:
            for server in servers:
                server.stop()
            cluster.remove()


def cpu_s(pids: Iterable[int]) -> float:
    """Seconds that these processes and their children have worked so far."""
    wanted, total = set(map(str, pids)), 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if {stat.parent.name, fields[1]} & wanted:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS_A_SECOND


def main() -> None:
    """Prints a table of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual, what in (
        ("rate", 500, "checks a second"),
        ("seconds", 60, "how long"),
        ("servers", 2, "processes of `unruffle serve`"),
        ("browsers", 200, "connections that send"),
        ("idle", 0, "connections that do nothing"),
        ("slow", 0, "browsers that read a byte now and then"),
        ("burst", 0, "events that come at once, halfway"),
    ):
        parser.add_argument(f"--{name}", type=int, default=usual, help=f"{what} ({usual})")
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with served(options.servers) as (cluster, servers):
        code = servers[0].new_code(uses=options.browsers)
        keys = [servers[0].ask("enroll", {"code": code})["key"] for _ in range(20)]
        browsers = [
            Browser(servers[i % len(servers)], keys[i % len(keys)]) for i in range(options.browsers)
        ]
        postmaster = int((cluster.data / "postmaster.pid").read_text().split()[0])
        watched = {"servers": [server.pid for server in servers], "database": [postmaster]}
        before = {name: cpu_s(pids) for name, pids in watched.items()}
        mine, begin = time.process_time(), time.perf_counter()
        told = asyncio.run(drive(browsers, options))
        passed = time.perf_counter() - begin
        worked = {name: cpu_s(pids) - before[name] for name, pids in watched.items()}
        worked["generator"] = time.process_time() - mine
    _show(told, passed, worked)


def _show(told: Told, passed: float, worked: dict[str, float]) -> None:
    for kind, taken in told.taken.items():
        part = [statistics.quantiles(taken, n=1000)[at] for at in (499, 899, 989)]
        print(f"{kind:10} {len(taken):7,} in {passed:.1f} s; ms: p50 {part[0]:.1f}", end="")
        print(f", p90 {part[1]:.1f}, p99 {part[2]:.1f}, longest {max(taken):.1f}")
        each = told.sent[kind] / len(taken), told.received[kind] / len(taken)
        print(f"           bytes of one: {each[0]:.0f} sent, {each[1]:.0f} received")
    print("answers    " + ", ".join(f"{what}: {count:,}" for what, count in told.ended.items()))
    late = statistics.quantiles(told.late, n=100)[98]
    print(f"sent late  p99 {late:.1f} ms: what the generator itself was behind")
    sent = len(told.taken["check"])
    for name, seconds in worked.items():
        share = f"{seconds / passed * 100:.0f} % of one core"
        print(f"{name:10} {seconds:.1f} s of CPU, {share}, {seconds / sent * 1e3:.2f} ms a check")


if __name__ == "__main__":
    main()
