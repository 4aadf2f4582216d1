"""The command line: one module a command, loaded when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from unruffle.core.rules import RuleError
from unruffle.errors import StartError
from unruffle.version import VERSION

_COMMANDS = (
    "admin", "audit", "check", "db", "docs", "doctor", "extension", "lists", "policy", "serve",
)  # fmt: skip


class _Commands(click.Group):
    """Finds `unruffle NAME` in the module `unruffle.cli.NAME`."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"unruffle.cli.{name}").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except StartError as error:
            hint = "" if error.hint == StartError.hint else f" {error.hint}"
            raise click.ClickException(f"{error.message}{hint}") from error
        except RuleError as error:
            # It names the rule and says what to do; how it was found helps nobody.
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="unruffle")
def main() -> None:
    """Keeps a reply from making an upset customer angrier.

    Settings come from UNRUFFLE_* variables; docs/settings.md lists them.

    \b
    unruffle serve                  the server for one machine
    unruffle check reply.txt        marks and reasons in the terminal
    unruffle COMMAND --help         more, with examples

    Names are completed in bash after: eval "$(_UNRUFFLE_COMPLETE=bash_source unruffle)"; in zsh and
    fish with zsh_source and fish_source.
    """
