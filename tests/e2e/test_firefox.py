"""The extension in a real Firefox: the tests of tests/firefox, one run of them."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from browsers import SCREENSHOTS, Build, find_firefox
from editorpages import EDITORS, PLACES
from programs import Server
from replies import LATE, LATE_MARK, SORRY, SORRY_MARK, applied, first_offer

TESTS: Final = Path(__file__).parents[1] / "firefox" / "all.test.js"
#: These are tried in every kind of place, the other editors in a page of their own.
EVERYWHERE: Final = ("textarea", "plain")


@contextmanager
def hands(server: Server) -> Iterator[str]:
    """An address at which a POST has the server stopped or started, or its newest key revoked."""
    acts: dict[str, Callable[[], None]] = {
        "/stop": server.stop,
        "/start": server.start,
        "/revoke": lambda: server.revoke(server.newest_key()),
    }

    class Hands(BaseHTTPRequestHandler):
        """Answers once it is done."""

        def do_POST(self) -> None:
            acts[self.path]()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing: what fails is told by the test that asked."""

    listening = HTTPServer(("127.0.0.1", 0), Hands)
    Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.server_port}"
    finally:
        listening.shutdown()
        listening.server_close()


def test_the_same_in_firefox(build: Build, server: Server, api_key: str, editor_pages: str) -> None:
    """Every behavior, in every editor and frame that it is tried in; marks as drawn; states."""
    better, late_better = (
        applied(draft, first_offer(server, api_key, draft, marked))
        for draft, marked in ((SORRY, SORRY_MARK), (LATE, LATE_MARK))
    )
    editors = [
        (asdict(editor), place)
        for editor in EDITORS
        for place in (PLACES if editor.name in EVERYWHERE else PLACES[:1])
    ]
    SCREENSHOTS.mkdir(exist_ok=True)
    with hands(server) as address:
        done = subprocess.run(
            ["node", "--test", "--test-reporter=spec", str(TESTS)],
            env={
                **os.environ,
                "FIREFOX": str(find_firefox()),
                "EXTENSION": str(build(server.new_code())),
                "PAGES": editor_pages,
                "HANDS": address,
                "SCREENSHOTS": str(SCREENSHOTS),
                "EDITORS": json.dumps(editors),
                "BETTER": better,
                "LATE_BETTER": late_better,
            },
            capture_output=True,
            text=True,
            check=False,
        )
    # Of a run that failed only what failed is told.
    assert done.returncode == 0, done.stdout.partition("failing tests:")[2] or done.stderr
