"""Which version this is, and which versions of the extension it serves."""

from __future__ import annotations

import re

from unruffle.errors import ExtensionTooNew, ExtensionTooOld

VERSION = "0.1.0"
#: The last two lines of the extension, oldest first; this is the first release.
EXTENSIONS = ("0.1",)


def parts(version: str) -> tuple[int, ...]:
    """The numbers of a version, for comparing."""
    return tuple(int(number) for number in re.findall(r"[0-9]+", version))


def require_served(extension: str | None) -> None:
    """Do nothing for a client that is served, or that is no extension (None).

    Raises ExtensionTooOld, also for something that is no version, or ExtensionTooNew.
    """
    if extension is None:
        return
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,5}){1,3}", extension):
        raise ExtensionTooOld
    line = parts(extension)[:2]
    if line < parts(EXTENSIONS[0]):
        raise ExtensionTooOld
    if line > parts(EXTENSIONS[-1]):
        raise ExtensionTooNew
