"""Zip files that depend on nothing but what is in them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

# The earliest moment that a zip can name, and -rw-r--r-- of a regular file.
DATE: Final = (1980, 1, 1, 0, 0, 0)
MODE: Final = 0o100644
UNIX: Final = 3


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of `files` with sorted names, fixed dates and fixed modes: the same bytes each time."""
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for name in sorted(files):
            entry = ZipInfo(name, DATE)
            # Compressed bytes differ between versions of zlib, and what packs it compresses again.
            entry.compress_type = ZIP_STORED
            # Else it is the system of the machine that writes.
            entry.create_system = UNIX
            entry.external_attr = MODE << 16
            archive.writestr(entry, files[name])
    return target.getvalue()
