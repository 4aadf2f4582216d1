"""`unruffle audit`: an archive of past replies as a whole."""

from __future__ import annotations

import hmac
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import click

from unruffle.audit import parquet, running
from unruffle.audit.batch import Work
from unruffle.audit.columns import refuse_people
from unruffle.audit.reading import sources
from unruffle.audit.store import Form, Store
from unruffle.audit.summary import Summary, with_a_reply
from unruffle.cli.files import writing
from unruffle.core.choices import Choices
from unruffle.core.layers import ORGANIZATION, effective, team_scope
from unruffle.errors import StartError
from unruffle.lists import loader
from unruffle.settings import Settings
from unruffle.snapshots import Opened, text_of


@click.command("audit")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="A new folder for what is found.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(get_args(Form)),
    default="csv",
    show_default=True,
    help="Of the rows with what was found in each reply; none writes the summary alone.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    help="Where text, customer_message, channel, at or id stand, if their names do not tell.",
)
@click.option(
    "--group-by",
    "groups",
    multiple=True,
    metavar="NAME",
    help="A column such as brand; repeatable.",
)
@click.option("--domain", default="", help="Of an mbox only mail that comes from there.")
@click.option(
    "--published", is_flag=True, help="With the lists of the server, not the built-in ones."
)
@click.option("--team", metavar="NAME", help="With the lists and choices of this team.")
@click.option(
    "--sentences",
    type=click.IntRange(0, 20),
    default=0,
    help="So many sentences for each rule in the summary, which has no text otherwise.",
)
@click.option(
    "--plain-ids", is_flag=True, help="As they are, where the setting audit_ids allows it."
)
@click.option("--resume", is_flag=True, help="Go on with a run that was interrupted.")
@click.option(
    "--processes",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    help="One for each core unless set.",
)
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True)
@click.option("--master", default="local[*]", show_default=True, help="Of Spark.")
def command(
    files: tuple[str, ...],
    folder: Path,
    form: Form,
    columns: tuple[str, ...],
    groups: tuple[str, ...],
    domain: str,
    published: bool,
    team: str | None,
    sentences: int,
    plain_ids: bool,
    resume: bool,
    processes: int,
    engine: str,
    master: str,
) -> None:
    """Check past replies in FILES: CSV, JSON lines, Parquet or mbox, of any size.

    \b
    unruffle audit replies.csv --to found
    unruffle audit 2025.parquet 2026.parquet --to found --format parquet --group-by brand
    unruffle audit sent.mbox --to found --domain example.com
    unruffle audit s3a://desk/replies.parquet --to found --engine spark --master yarn

    The folder holds report.html, summary.json, and in replies/ a row for each reply with its score,
    rules and techniques, but no text. Columns that name people are neither read nor grouped by.
    """
    if engine == "spark" and resume:
        raise click.UsageError("Spark repeats what is lost by itself: it goes without --resume.")
    settings = Settings.load(os.environ)
    if plain_ids and settings.audit_ids != "plain":
        raise StartError("Ids are hashed here.", "UNRUFFLE_AUDIT_IDS=plain allows --plain-ids.")
    if form == "parquet":
        parquet.available()
    given = _columns(columns)
    refuse_people(groups)
    paths = [] if engine == "spark" else [Path(name) for name in files]
    found = sources(paths, given, groups)
    lists, choices = _lists(team) if published or team else (text_of(loader.load()), Choices())
    work = Work(
        lists,
        choices,
        key=_shared_key(settings),
        groups=groups,
        plain_ids=plain_ids,
        sentences=sentences,
        domain=domain.lower().removeprefix("@"),
    )
    store = Store(folder, form, groups)
    plan = running.plan(files, work, {"form": form, "columns": given, "engine": engine})
    with writing():
        store.begin(plan, resume=resume or engine == "spark")
        if store.complete:
            click.echo(f"Nothing is left to check: {folder / 'report.html'} has it all.")
            return
        work = replace(work, key=work.key or store.key())
        if engine == "spark":
            # Only here: it is heavy, and rarely there.
            from unruffle.audit import spark

            summary = running.kept(store, spark.checked(files, given, work, master), work)
        else:
            with _progress(sum(one.archive.size for one in found)) as progress:
                summary = running.here(store, found, work, processes, progress)
    _tell(summary, folder, settings, plain_ids=plain_ids)


@contextmanager
def _progress(size: int) -> Iterator[running.Progress]:
    """A bar for people; a log is told nothing."""
    if not sys.stderr.isatty():
        yield lambda _bytes: None
        return
    with click.progressbar(length=size, label="Checking", file=sys.stderr) as bar:
        yield bar.update


def _columns(given: tuple[str, ...]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    if not all(field and name for field, _, name in pairs):
        raise click.UsageError("--column is FIELD=NAME, such as --column text=body.")
    return {field: name for field, _, name in pairs}


def _lists(team: str | None) -> tuple[str, Choices]:
    """The lists that are live on the server, and what holds for the team, or for all."""
    # The built-in lists need no database.
    from unruffle.cli.database import opened
    from unruffle.db import revisions, teams

    with opened() as database, database.read() as connection:
        row = revisions.latest(connection)
        known = teams.named(connection, team) if team else None
    if row is None:
        raise StartError("No lists are published yet.", "`unruffle db upgrade` does that.")
    if team and known is None:
        raise click.ClickException(f"There is no team called {team}.")
    layers = Opened.of(json.loads(row.snapshot)).rulebook.layers
    scope = team_scope(known.id) if known else ORGANIZATION
    chosen = known.choices if known else Choices()
    return row.snapshot, effective(layers, scope, chosen, datetime.now(UTC).date())


def _shared_key(settings: Settings) -> bytes:
    """What ids are hashed with in every run, made from the server's secret; empty without one."""
    secret = settings.secret_key.encode()
    return hmac.digest(secret, b"ids of an audit", "sha256") if secret else b""


def _tell(summary: Summary, folder: Path, settings: Settings, *, plain_ids: bool) -> None:
    total = summary.total
    click.echo(
        f"Checked: {summary.statuses.get('checked', 0)} of {with_a_reply(summary.statuses)}."
    )
    if total is not None:
        click.echo(f"With a mark: {total.found}. Mean score: {total.score}.")
    with_what = "the server's secret key" if settings.secret_key else "a key that is deleted now"
    click.echo("Ids stand as they are." if plain_ids else f"Ids are hashed with {with_what}.")
    click.echo(f"{folder / 'report.html'}")
