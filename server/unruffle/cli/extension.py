"""`unruffle extension`: write the browser extension out."""

from __future__ import annotations

from pathlib import Path

import click

from unruffle.cli.presets import preset_options
from unruffle.extension import write, zips
from unruffle.preset import Preset


@click.command("extension")
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@preset_options(required=False)
@click.option("--firefox-id", metavar="ID", help="Id of an add-on of your own for Firefox.")
@click.option("--zip", "zip_", is_flag=True, help="Write it into DIR as zip files.")
def command(target: Path, preset: Preset, firefox_id: str | None, zip_: bool) -> None:
    """Write the extension to DIR, ready to load unpacked or to pack for a roll-out."""
    if not zip_:
        write(target, preset, firefox_id)
        click.echo(f"The extension is in {target}.")
        return
    target.mkdir(parents=True, exist_ok=True)
    for name, content in zips(preset, firefox_id).items():
        (target / name).write_bytes(content)
        click.echo(f"{target / name}")
