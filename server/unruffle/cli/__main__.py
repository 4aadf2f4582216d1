"""`python -m unruffle.cli`."""

from __future__ import annotations

from unruffle.cli import main

main(prog_name="unruffle")
