"""Stub."""

from __future__ import annotations

from collections.abc import Callable

from unruffle.core.parts import Parts

NOTES: dict[str, Callable[[Parts], str]] = {}
