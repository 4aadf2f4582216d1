"""`unruffle policy`: print what makes browsers install the extension."""

from __future__ import annotations

import json
from pathlib import Path

import click

from unruffle import packed, policy
from unruffle.cli.presets import preset_options
from unruffle.extension import chromium_id, firefox_id
from unruffle.preset import Preset


@click.command("policy")
@click.argument("browser", type=click.Choice(tuple(policy.PLACES)))
@preset_options(required=True)
@click.option("--id", "named", help="Id of the extension; that of its manifest unless set.")
@click.option(
    "--packed",
    "file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Packed extension, .crx or .xpi, that the id is read from.",
)
@click.option(
    "--update-url",
    metavar="URL",
    help="Address of the update.xml, for Firefox of the .xpi; those of the server unless set.",
)
def command(
    browser: str, preset: Preset, named: str | None, file: Path | None, update_url: str | None
) -> None:
    """Print the policy file that makes BROWSER install the extension and connect it."""
    found = named or (packed.read(file).id if file else None)
    if browser == "firefox":
        content = policy.firefox(preset, found or firefox_id(), update_url)
    else:
        content = policy.chromium(preset, found or chromium_id(), update_url)
    click.echo(json.dumps(content, indent=2))
    click.echo(f"On Linux its place is {policy.PLACES[browser]}.", err=True)
