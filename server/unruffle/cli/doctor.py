"""`unruffle doctor`: what usually goes wrong, and how to mend it."""

from __future__ import annotations

import os

import click

from unruffle.doctor import examine
from unruffle.settings import Settings


@click.command("doctor")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Look for what usually goes wrong, and say how to mend it.

    Run it on the machine of the server, with the same UNRUFFLE_* variables. The exit code is 1
    where something is amiss.

    \b
    UNRUFFLE_PUBLIC_URL=https://unruffle.example.com unruffle doctor
    """
    amiss = 0
    for sign in examine(Settings.load(os.environ)):
        mark = click.style("look", fg="yellow") if sign.mend else click.style("ok  ", fg="green")
        click.echo(f"{mark}  {sign.what}: {sign.state}")
        if sign.mend:
            click.echo(f"      {sign.mend}")
            amiss += 1
    ctx.exit(1 if amiss else 0)
