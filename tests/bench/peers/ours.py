"""unruffle with its built-in rules and without the grade, as a check over HTTP asks for it."""

from __future__ import annotations

from functools import partial

from unruffle.core.check import check as check_by
from unruffle.core.rulebook import compile_rulebook
from unruffle.lists.loader import load

check = partial(check_by, rulebook=compile_rulebook(load()))
