"""`unruffle extension`: write the browser extension out."""

from __future__ import annotations

from pathlib import Path

import click

from unruffle.extension import write


@click.command("extension")
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--server", metavar="URL", help="Server that the extension connects to by itself.")
@click.option("--code", help="Enrollment code that it uses, or a link with one.")
@click.option("--site", "sites", metavar="URL", multiple=True, help="Site that is on; repeatable.")
def command(target: Path, server: str | None, code: str | None, sites: tuple[str, ...]) -> None:
    """Write the extension to DIR, ready to load unpacked or to pack for a roll-out."""
    if code is not None:
        code = code.rpartition("#")[2]
    write(target, server, code, sites)
    click.echo(f"The extension is in {target}.")
