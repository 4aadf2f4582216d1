"""`unruffle serve`: the server for one machine."""

from __future__ import annotations

import logging
import os
import signal
import sys
from datetime import UTC, datetime
from typing import NoReturn

import click

from unruffle import auth, create_app
from unruffle.errors import StartError
from unruffle.server import Server, server_of
from unruffle.settings import LOOPBACK, Settings
from unruffle.version import VERSION


@click.command("serve")
@click.option("--host", help="Address to listen on; 127.0.0.1 unless set.")
@click.option("--port", type=int, help="Port to listen on; 8765 unless set.")
@click.option("--demo/--no-demo", default=None, help="Serve the demo helpdesk to everyone, or not.")
def command(host: str | None, port: int | None, demo: bool | None) -> None:
    """Serve the API, the demo helpdesk and the connect page."""
    # Imported here: `--help` needs no server.
    from unruffle.serving import server_for

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    shown = None if demo is None else "on" if demo else "off"
    settings = Settings.load(os.environ, host=host, port=port, demo=shown)
    app = create_app(settings)
    server = server_of(app)
    try:
        listener = server_for(app, settings)
    except OSError as error:
        server.close()
        raise StartError(
            f"Port {settings.port} of {settings.host} is not free ({error.strerror}).",
            "Choose another with --port.",
        ) from error
    signal.signal(signal.SIGTERM, _end)
    server.live.start()
    click.echo(_welcome(server))
    try:
        listener.run()
    finally:
        server.close()


def _end(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def _welcome(server: Server) -> str:
    settings = server.settings
    lines = [f"unruffle {VERSION} listens on {settings.base_url}"]
    local = settings.demo == "auto" and settings.host in LOOPBACK
    if settings.demo == "on" or local:
        now = datetime.now(UTC)
        team = auth.demo_team(server.database, now)
        lines.append(f"  try it without the extension  {settings.base_url}/demo/try")
        lines.append(f"  demo helpdesk                 {settings.base_url}/demo")
        # A code is a credential: it is shown to a person, and never to a log.
        if local and sys.stdout.isatty():
            code = auth.new_code(server.database, team.id, now, days=1)
            lines.append(f"  connect the extension, once   {settings.base_url}/connect#{code}")
    lines.append("Stop with Ctrl+C.")
    return "\n".join(lines)
