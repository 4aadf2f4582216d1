"""Stub."""

from __future__ import annotations

from unruffle.core.checks import Finder

FINDERS: dict[str, Finder] = {}
