"""What every request needs: settings, database and live state of the running server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from unruffle.db.engine import Database
from unruffle.live import Live
from unruffle.settings import Settings


@dataclass(frozen=True, slots=True)
class Server:
    """The parts of one server."""

    settings: Settings
    database: Database
    live: Live

    def attach(self, app: Flask) -> None:
        """Make this the server of `app`."""
        app.extensions["unruffle"] = self

    def close(self) -> None:
        """Stop the live thread and close the database."""
        self.live.stop()
        self.database.close()


def server_of(app: Flask) -> Server:
    """The server of an app made by `create_app`."""
    return cast(Server, app.extensions["unruffle"])


def this_server() -> Server:
    """The server that answers the current request."""
    return server_of(current_app)
