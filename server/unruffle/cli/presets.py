"""The options that say what a team lays down, for each command that takes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from unruffle.preset import Preset


def preset_options(required: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command `--server`, `--code` and `--site`, and pass it the `preset` they make."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @click.option(
            "--server",
            metavar="URL",
            required=required,
            help="Server that the extension connects to by itself.",
        )
        @click.option("--code", help="Enrollment code that it uses, or a link with one.")
        @click.option(
            "--site", "sites", metavar="URL", multiple=True, help="Site that is on; repeatable."
        )
        @wraps(command)
        def with_preset(
            server: str | None, code: str | None, sites: tuple[str, ...], **others: Any
        ) -> None:
            command(preset=Preset(server, code, sites), **others)

        return with_preset

    return decorate
