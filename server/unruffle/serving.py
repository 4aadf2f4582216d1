"""waitress, set up for many browsers that each hold a connection, and for texts nobody keeps."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.server import BaseWSGIServer, create_server  # type: ignore[import-untyped]
from waitress.task import ErrorTask, WSGITask  # type: ignore[import-untyped]

from unruffle.errors import BadRequest, BodyTooLarge, UnruffleError
from unruffle.settings import Settings


class _Gathered:
    """Stands in for a channel while an answer begins, and collects what is written."""

    def __init__(self, channel: Any) -> None:
        self._channel = channel
        self.parts: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)

    def write_soon(self, data: bytes) -> int:
        """Keep `data` for one write."""
        self.parts.append(data)
        return len(data)


class _OneSegment:
    """Writes head and body of an answer at once: two small segments cost a client's patience."""

    channel: Any
    wrote_header: bool

    def write(self, data: bytes) -> None:
        """Write `data`, and the head with it if it is not out yet."""
        if self.wrote_header:
            super().write(data)  # type: ignore[misc]
            return
        channel = self.channel
        self.channel = gathered = _Gathered(channel)
        try:
            super().write(data)  # type: ignore[misc]
        finally:
            self.channel = channel
        channel.write_soon(b"".join(gathered.parts))


class _Answer(_OneSegment, WSGITask):  # type: ignore[misc]
    """An answer of the app."""


class _Refusal(_OneSegment, ErrorTask):  # type: ignore[misc]
    """What waitress refuses before the app sees it, in the one JSON shape."""

    def execute(self) -> None:
        """Answer 413, 400 or 500 and close the connection."""
        status = self.request.error.code
        error: UnruffleError = BadRequest() if status < 500 else UnruffleError()
        if status == BodyTooLarge.status:
            error = BodyTooLarge()
        body = json.dumps(error.body()).encode()
        self.status = f"{status} {self.request.error.reason}"
        self.response_headers.append(("Content-Type", "application/json"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    task_class = _Answer
    error_task_class = _Refusal


def server_for(app: Flask, settings: Settings) -> Any:
    """A waitress server that listens already; `run()` answers until SystemExit.

    Raises OSError when the address is taken.
    """
    # The app answers 413 itself; a body up to here is read first, so that the client hears it.
    largest = 4 * settings.body_limit_bytes
    # Set on the class that waitress makes channels with: `localhost` opens two servers at once.
    BaseWSGIServer.channel_class = _Channel
    return create_server(
        app,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        connection_limit=settings.connection_limit,
        channel_timeout=settings.channel_timeout_s,
        cleanup_interval=max(1, settings.channel_timeout_s // 2),
        asyncore_use_poll=True,
        max_request_body_size=largest,
        # Above these sizes waitress would write to a temporary file, and text is never on disk.
        inbuf_overflow=2 * largest,
        outbuf_overflow=16 * 1024 * 1024,
        ident=None,
        # Nothing trusts them, but their presence tells the demo of a proxy on this machine.
        clear_untrusted_proxy_headers=False,
    )
