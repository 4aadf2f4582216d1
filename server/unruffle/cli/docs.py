"""`unruffle docs`: write the reference that is made from the code and the lists."""

from __future__ import annotations

from pathlib import Path

import click

from unruffle import reference


@click.command("docs")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=reference.FOLDER,
    help="Folder to write to; the docs of the package unless set.",
)
@click.option("--check", is_flag=True, help="Write nothing; name the pages that are out of date.")
def command(folder: Path, check: bool) -> None:
    """Write the reference pages, the rules and their sources as Markdown, and openapi.json."""
    stale = []
    for name, content in reference.pages().items():
        path = folder / name
        if path.is_file() and path.read_text(encoding="utf-8") == content:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    if check and stale:
        raise click.ClickException(f"Out of date: {', '.join(stale)}. Run `unruffle docs`.")
    click.echo(f"Written: {', '.join(stale)}." if stale else "All pages are up to date.")
