"""waitress, set up for many browsers that each hold a connection, and for texts nobody keeps."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]
from waitress.server import BaseWSGIServer, create_server  # type: ignore[import-untyped]
from waitress.task import ErrorTask, WSGITask  # type: ignore[import-untyped]

from unruffle import headers
from unruffle.errors import BadRequest, BodyTooLarge, UnruffleError
from unruffle.settings import Settings

#: Bytes of a refused body that are read and dropped, so that its sender gets to hear why.
DROPPED = 64 * 1024 * 1024


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
        """Answer 413, 400 or 500 and close the connection when the sender has heard it."""
        error = _REFUSED.get(self.request.error.code, BadRequest)()
        body = json.dumps(error.body()).encode()
        self.status = f"{error.status} {HTTPStatus(error.status).phrase}"
        self.response_headers.append(("Content-Type", "application/json"))
        self.response_headers.extend(headers.refusal().items())
        self.channel.refused = True
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


# Everything else that waitress refuses, 431 and 501 too, is a request that it cannot read.
_REFUSED: dict[int, type[UnruffleError]] = {413: BodyTooLarge, 500: UnruffleError}


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request; waitress would ask a sender that waits for the body of a refused one."""

    def received(self, data: bytes) -> int:
        """Read a part and say how many bytes of it were taken."""
        taken = int(super().received(data))
        if self.error:
            self.expect_continue = False
        return taken


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that ends a refusal gently.

    To close it while the sender still writes would reset it, and the answer would be lost with it.
    So only our side is closed; what still comes is dropped until the sender closes, too.
    """

    task_class = _Answer
    error_task_class = _Refusal
    parser_class = _Parser

    refused = False
    close_when_flushed = False
    _dropping = False
    _dropped = 0
    _refused_at = 0.0

    def handle_write(self) -> None:
        """Write what is waiting; after a refusal close our side only."""
        if self.refused and self.close_when_flushed:
            self._flush_exception(self._flush_some)
            if not self.total_outbufs_len and not self.will_close:
                self.close_when_flushed = False
                self._dropping, self._refused_at = True, self.last_activity
                with suppress(OSError):  # the sender is gone; the next read closes
                    self.socket.shutdown(socket.SHUT_WR)
                return
        super().handle_write()

    def received(self, data: bytes) -> bool:
        """Read a part of a request, or drop a part of a refused one."""
        if not self._dropping:
            return bool(super().received(data))
        self._dropped += len(data)
        if self._dropped > DROPPED:
            self.will_close = True
        # No longer than an idle connection, however slowly it goes on.
        self.last_activity = self._refused_at
        return True


def server_for(app: Flask, settings: Settings) -> Any:
    """A waitress server that listens already; `run()` answers until SystemExit.

    Raises OSError when the address is taken.
    """
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
        # The first size that is refused.
        max_request_body_size=settings.body_limit_bytes + 1,
        # Above these sizes waitress would write to a temporary file, and text is never on disk.
        inbuf_overflow=2 * settings.body_limit_bytes,
        outbuf_overflow=16 * 1024 * 1024,
        ident=None,
        # Nothing trusts them, but their presence tells the demo of a proxy on this machine.
        clear_untrusted_proxy_headers=False,
    )
