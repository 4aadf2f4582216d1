"""`unruffle lists`: phrase lists from files and to files, tried before anybody works with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import click

from unruffle.cli import publishing
from unruffle.core.choices import Choices
from unruffle.core.examples import complaints
from unruffle.core.layers import ORGANIZATION
from unruffle.core.phrases import parse_classes
from unruffle.core.rulebook import Rulebook, compile_rulebook
from unruffle.core.types import SEVERITIES
from unruffle.formats import FORMATS, Source, guess, written
from unruffle.formats.imported import Defaults, Exported, Form, Imported, Problem, Unusable
from unruffle.formats.making import name_of, rule_of
from unruffle.formats.received import text_of
from unruffle.formats.trying import DryRun, dry_run
from unruffle.lists import loader

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_WRITABLE = [name for name, form in FORMATS.items() if form.write]
_category = click.option("--category", default="house", help="First half of the ids of new rules.")
_severity = click.option(
    "--severity", type=click.Choice(SEVERITIES), default="low", help="How much a new rule weighs."
)


@click.group("lists")
def command() -> None:
    """Bring phrase lists in, write them out, run their examples, and make them live."""


for _each in (publishing.publish, publishing.history, publishing.roll_back):
    command.add_command(_each)


@command.command("import")
@click.argument("file", type=_FILE)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Else it is guessed.")
@click.option("--into", type=click.Path(dir_okay=False, path_type=Path), help="A TOML file.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEADER", help="Of a term list.")
@click.option("--leave-out", is_flag=True, help="Take the rest where rows cannot be used.")
@click.option("--duplicates", is_flag=True, help="Take rules whose words are found already.")
@click.option("--replace", is_flag=True, help="Take rules over others with the same id.")
@_category
@_severity
def bring_in(
    file: Path,
    form: str | None,
    into: Path | None,
    columns: tuple[str, ...],
    leave_out: bool,
    duplicates: bool,
    replace: bool,
    category: str,
    severity: str,
) -> None:
    """Read FILE and say what it holds; with --into, add its rules to a TOML file, all or none.

    Plain words become rules on trial: they are counted, and nobody sees them yet.
    """
    defaults = _defaults(category, severity)
    mapping = dict(column.partition("=")[::2] for column in columns) or None
    source = Source(_text(file), file.name, mapping)
    imported = FORMATS[form or guess(source)].read(source, defaults)
    there = _rules([into], defaults) if into and into.exists() else {}
    run = dry_run(imported, there, _book(there))
    taken = run.taken(duplicates=duplicates, conflicts=replace)
    _report(run, taken)
    if any(not problem.taken for problem in run.problems) and not leave_out:
        raise click.ClickException("Nothing was taken. --leave-out takes the rest of the rows.")
    if into and taken:
        (text,) = written.write({**there, **taken}).files.values()
        into.write_text(text, encoding="utf-8")
        click.echo(f"Written: {into}.")


@command.command("export")
@click.argument("files", nargs=-1, type=_FILE)
@click.option("--format", "form", type=click.Choice(_WRITABLE), default="csv", show_default=True)
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), default=Path())
@_category
def write_out(files: tuple[Path, ...], form: str, to: Path, category: str) -> None:
    """Write the rules of FILES, or the built-in lists without one, into a folder."""
    defaults = _defaults(category)
    rules = _rules(files, defaults) if files else loader.load()["rules"]
    write = FORMATS[form].write
    exported = write(rules, defaults.classes) if write else Exported({})
    to.mkdir(parents=True, exist_ok=True)
    for name, text in exported.files.items():
        # The line ends are part of the format.
        (to / name).write_text(text, encoding="utf-8", newline="")
    _say(exported.problems)
    click.echo(f"Written: {len(exported.files)} of files, to {to}.")


@command.command("test")
@click.argument("files", nargs=-1, required=True, type=_FILE)
def run_examples(files: tuple[Path, ...]) -> None:
    """Run the examples of the rules in FILES, beside the built-in lists."""
    rules = _rules(files, _defaults())
    book = _book(rules)
    # As if all were live: what a rule on trial marks is looked at too.
    book = replace(book, rules=tuple(replace(rule, trial=False) for rule in book.rules))
    choices = Choices(lists=book.optional, scopes=(ORGANIZATION,))
    chosen = [rule for rule in book.rules if rule.id in rules]
    amiss = [line for rule in chosen for line in complaints(rule, book, choices)]
    for line in amiss:
        click.echo(line, err=True)
    if amiss:
        raise click.ClickException(f"{len(amiss)} examples are not as they say.")
    click.echo(f"{len(chosen)} rules, all examples as they say.")


@command.command("new")
@click.argument("phrases", nargs=-1, required=True)
@click.option("--rather", multiple=True, help="Better words; repeatable.")
@click.option("--why", default="", help="The reason, in a sentence.")
@_category
@_severity
def new(
    phrases: tuple[str, ...], rather: tuple[str, ...], why: str, category: str, severity: str
) -> None:
    """Print a rule for PHRASES, with examples made from them."""
    try:
        form = rule_of(phrases, _defaults(category, severity), rather, why=why)
    except Unusable as unusable:
        raise click.ClickException(f"{unusable.reason} {unusable.remedy}") from None
    (text,) = written.write({f"{category}/{name_of(phrases[0])}": form}).files.values()
    click.echo(text, nl=False)


def _defaults(category: str = "house", severity: str = "low") -> Defaults:
    graded = next(known for known in SEVERITIES if known == severity)
    return Defaults(category, graded, parse_classes(loader.load()["classes"]))


def _book(rules: Mapping[str, Form]) -> Rulebook:
    """The rulebook of an organization with these rules of its own. Raises RuleError."""
    return compile_rulebook({**loader.load(), "layers": {ORGANIZATION: {"rules": rules}}})


def _text(file: Path) -> str:
    try:
        return text_of(file.read_bytes())
    except Unusable as unusable:
        raise click.ClickException(f"{file}: {unusable.reason} {unusable.remedy}") from None


def _rules(files: Iterable[Path], defaults: Defaults) -> dict[str, Form]:
    """The rules of files that were exported. Raises ClickException where one cannot be used."""
    rules: dict[str, Form] = {}
    for file in files:
        source = Source(_text(file), file.name)
        imported: Imported = FORMATS[guess(source)].read(source, defaults)
        refused = [problem for problem in imported.problems if not problem.taken]
        if refused:
            _say(refused)
            raise click.ClickException(f"{file} cannot be used as it is.")
        rules |= imported.rules
    return rules


def _report(run: DryRun, taken: dict[str, Form]) -> None:
    _say(run.problems)
    for clash in run.duplicates:
        click.echo(f"row {clash.row}: {clash.other} finds “{clash.says}” already", err=True)
    for clash in run.conflicts:
        click.echo(f"row {clash.row}: {clash.id} is there with another {clash.says}", err=True)
    for rule_id in taken:
        click.echo(f"row {run.rows[rule_id]}: {rule_id}")
    left = len(run.new) - len(taken)
    click.echo(f"{len(taken)} to take, {left} found already, {len(run.same)} there just so.")


def _say(problems: Iterable[Problem]) -> None:
    for problem in problems:
        place = f"row {problem.row}: " if problem.row else ""
        click.echo(f"{place}{problem.reason} {problem.remedy}", err=True)
