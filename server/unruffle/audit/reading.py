"""The rows of several archives in batches, read one batch after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from unruffle.audit import formats
from unruffle.audit.batch import Row
from unruffle.audit.columns import Chosen, choose, refuse_people
from unruffle.audit.formats import Archive
from unruffle.audit.rows import sent

#: Rows of a batch: what is lost at most by a kill, for each process.
ROWS: Final = 500


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows with their number in the run, and how many bytes of all archives are read by now."""

    number: int
    rows: tuple[Row, ...]
    read: int


@dataclass(frozen=True, slots=True)
class Source:
    """An archive with the columns that are read; none of an mbox."""

    archive: Archive
    chosen: Chosen | None

    def rows(self) -> Iterator[tuple[Row, int]]:
        """Each row, and how many bytes of the file are read."""
        if self.chosen is None:
            yield from formats.mails(self.archive)
            return
        for record, read in formats.records(self.archive, self.chosen.names):
            yield sent(record, self.chosen), read


def sources(
    paths: Sequence[Path], given: Mapping[str, str], groups: Sequence[str]
) -> tuple[Source, ...]:
    """The archives with their columns. Raises StartError before anything is checked."""
    refuse_people(groups)
    found = map(formats.look_at, paths)
    return tuple(
        Source(one, None if one.kind == "mbox" else choose(one.columns, given, groups))
        for one in found
    )


def batches(sources: Sequence[Source], size: int = ROWS) -> Iterator[Batch]:
    """All rows in their order. A batch ends with its archive."""
    number = before = 0
    for source in sources:
        rows = source.rows()
        while taken := list(islice(rows, size)):
            read = before + taken[-1][1]
            yield Batch(number, tuple(row for row, _ in taken), read)
            number += 1
        before += source.archive.size
