"""`unruffle serve`: the server for one machine."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NoReturn

import click

from unruffle import accounts, auth, create_app, logs
from unruffle.errors import StartError
from unruffle.server import Server, server_of
from unruffle.settings import Settings, is_loopback
from unruffle.version import VERSION


@click.command("serve")
@click.option("--host", help="Address to listen on; 127.0.0.1 unless set.")
@click.option("--port", type=int, help="Port to listen on; 8765 unless set.")
@click.option("--demo/--no-demo", default=None, help="Serve the demo helpdesk to everyone, or not.")
@click.pass_obj
def command(
    welcome: Callable[[Server], str] | None, host: str | None, port: int | None, demo: bool | None
) -> None:
    """Serve the API, the console, the demo helpdesk and the connect page.

    A caller of the command line may pass its own `welcome`: the words when the server listens.
    """
    # Imported here: `--help` needs no server.
    from unruffle.waitress_server import server_for

    shown = None if demo is None else "on" if demo else "off"
    settings = Settings.load(os.environ, host=host, port=port, demo=shown)
    logs.start(settings.log_format)
    if not settings.private:
        raise StartError(
            f"Drafts and keys would travel to {settings.host} without HTTPS.",
            "Put a proxy that does TLS in front, and set UNRUFFLE_PUBLIC_URL to its https:// "
            "address; or listen on 127.0.0.1.",
        )
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
    click.echo((welcome or _welcome)(server))
    try:
        listener.run()
    finally:
        server.close()


def _end(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def addresses(server: Server) -> list[str]:
    """A line for each address that a person may want to open."""
    url = server.settings.base_url
    lines = [f"unruffle {VERSION} listens on {url}"]
    if _shows_demo(server.settings):
        lines.append(f"  try it without the extension  {url}/demo/try")
        lines.append(f"  demo helpdesk                 {url}/demo")
    return lines


def first_steps(server: Server) -> list[str]:
    """A line with the way into the console: a one-time link while there is no owner yet."""
    url = server.settings.base_url
    secret = accounts.first_owner_link(server.database, datetime.now(UTC))
    if secret is None:
        return [f"  console                       {url}/console"]
    return [f"  first owner of the console    {url}/console/first#{secret}"]


def _shows_demo(settings: Settings) -> bool:
    return settings.demo == "on" or (settings.demo == "auto" and is_loopback(settings.host))


def _welcome(server: Server) -> str:
    settings, lines = server.settings, addresses(server)
    # A code is a credential: it is shown to a person, and never to a log.
    person = sys.stdout.isatty()
    if person:
        lines += first_steps(server)
    else:
        lines.append("  for a link to the console     unruffle admin invite --role owner NAME")
    if _shows_demo(settings):
        now = datetime.now(UTC)
        team = auth.demo_team(server.database, now)
        if settings.demo == "auto" and person:
            code = auth.new_code(server.database, team.id, now, days=1)
            lines.append(f"  connect the extension, once   {settings.base_url}/connect#{code}")
    return "\n".join([*lines, "Stop with Ctrl+C."])
