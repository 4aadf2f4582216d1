"""Two servers on one PostgreSQL behind the proxy of the guide, and who asks them all the time."""

from __future__ import annotations

import json
import re
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, Final

from cluster import Cluster
from programs import Program, Server
from programs_needed import find_nginx
from unruffle.db.engine import Database

GUIDE: Final = Path(__file__).parents[2] / "server/unruffle/docs/deployment.md"
PATIENCE_S: Final = 60
#: The certificate is made by the test, for nobody.
TRUSTING: Final = ssl._create_unverified_context()


def replica(folder: Path, url: str, public_url: str = "") -> Server:
    """A server of its own on a shared database; not started."""
    folder.mkdir()
    server = Server(folder)
    server.env |= {
        "UNRUFFLE_DATABASE_URL": url,
        "UNRUFFLE_SECRET_KEY": "the same on every replica",
        "UNRUFFLE_PUBLIC_URL": public_url,
    }
    return server


def proxy(folder: Path, port: int, servers: list[Server]) -> Program:
    """The nginx of the guide, word for word but for ports and paths."""
    (conf,) = re.findall(r"```nginx\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    for given, server in zip(("8765", "8766"), servers, strict=True):
        conf = conf.replace(f"127.0.0.1:{given}", server.url.removeprefix("http://"))
    conf = conf.replace("listen 443", f"listen 127.0.0.1:{port}")
    conf = conf.replace("/etc/ssl/", f"{folder}/")
    (folder / "nginx.conf").write_text(conf, encoding="utf-8")
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
            *("-keyout", folder / "unruffle.key", "-out", folder / "unruffle.pem"),
        ],
        check=True,
        capture_output=True,
    )
    command = [
        *(
            str(find_nginx()),
            "-p",
            str(folder),
            "-c",
            "nginx.conf",
            "-e",
            str(folder / "nginx.log"),
        ),
        *("-g", f"daemon off; pid {folder}/nginx.pid;"),
    ]
    # A server with TLS answers plain HTTP with 400: what is asked is whether it listens.
    return Program(command, servers[0].ready, folder / "nginx.out", dict(servers[0].env), folder)


def ask(url: str, path: str, body: object, key: str) -> tuple[int, Any]:
    """The status and the JSON of the answer to a POST; status 0 where none came."""
    request = urllib.request.Request(
        f"{url}/api/v1/{path}",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
    )
    context = TRUSTING if url.startswith("https") else None
    try:
        with urllib.request.urlopen(request, timeout=20, context=context) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, None
    except (OSError, HTTPException):
        return 0, None


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait until a condition holds, asking it all the time."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, what


@dataclass(frozen=True, slots=True)
class Site:
    """Two servers, the proxy before them, their database, and a key."""

    cluster: Cluster
    database: Database
    servers: list[Server]
    proxy: Program
    url: str
    key: str


def all_serve(servers: list[Server], key: str, status: int = 200) -> bool:
    """Whether each of them gives this status to a check with the key."""
    return all(ask(one.url, "check", {"text": "Hello"}, key)[0] == status for one in servers)


class Browser:
    """A browser in the console."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._open = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=TRUSTING),
            urllib.request.HTTPCookieProcessor(CookieJar()),
        ).open

    def get(self, path: str) -> str:
        """The page at a path of the console."""
        with self._open(f"{self._url}/console{path}") as answer:
            page: str = answer.read().decode()
        return page

    def post(self, path: str, **form: str) -> str:
        """The page that answers a form; redirects are followed."""
        sign = self.get("/first").partition('name="csrf_token" value="')[2].partition('"')[0]
        sent = urllib.parse.urlencode({"csrf_token": sign, **form}).encode()
        asked = urllib.request.Request(
            f"{self._url}/console{path}", sent, {"Origin": self._url, "Referer": self._url}
        )
        with self._open(asked) as answer:
            page: str = answer.read().decode()
        return page


class Agents:
    """Some agents who type and send all the time, as their extensions do."""

    def __init__(self, url: str, key: str, count: int = 4) -> None:
        self._url, self._key = url, key
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, args=(number,)) for number in range(count)
        ]
        self.statuses: list[int] = []
        self.revisions: set[int] = set()
        #: How many events were accepted, each sent until it was.
        self.counted = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Agents:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def checks(self) -> int:
        """How many checks were asked for so far."""
        return len(self.statuses)

    def _work(self, agent: int) -> None:
        waiting: list[dict[str, object]] = []
        number = 0
        while not (self._stopping.is_set() and not waiting):
            number += 1
            status, answer = ask(self._url, "check", {"text": "Please calm down."}, self._key)
            with self._lock:
                self.statuses.append(status)
                if answer:
                    self.revisions.add(answer["revision"])
            if not self._stopping.is_set():
                waiting.append(_shown(f"{agent}-{number}"))
            status, answer = ask(self._url, "events", {"events": waiting[:100]}, self._key)
            if status == 200:
                with self._lock:
                    self.counted += answer["accepted"]
                del waiting[:100]


def _shown(name: str) -> dict[str, object]:
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return {
        "id": f"event-{name:>08}",
        "type": "ended",
        "draft": f"draft-{name:>08}",
        "revision": 1,
        "host": "desk.example.com",
        "at": at,
    }
