"""The formats of archives on this machine, read row by row: none is in memory as a whole."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, Literal

from unruffle.audit import parquet
from unruffle.errors import StartError
from unruffle.mailed import LONGEST as LONGEST_MAIL

Kind = Literal["csv", "jsonl", "parquet", "mbox"]
KINDS: Final[Mapping[str, Kind]] = {
    ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
    ".mbox": "mbox",
}  # fmt: skip
#: Bytes of a line or cell: a file with a longer one is not what it seems.
LONGEST: Final = 2_000_000
_HEAD: Final = 64 * 1024
#: Lines of JSON that tell which names there are.
_TRIED: Final = 100


@dataclass(frozen=True, slots=True)
class Archive:
    """A file, what it is, and the names of its columns, none of an mbox."""

    path: Path
    kind: Kind
    size: int
    columns: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","


def look_at(path: Path) -> Archive:
    """What a file is, by its name or its beginning. Raises StartError where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        kind = KINDS.get(path.suffix.lower()) or _guess(head)
        bare = Archive(path, kind, path.stat().st_size, encoding=_encoding(head))
        match kind:
            case "mbox":
                return bare
            case "parquet":
                return replace(bare, columns=parquet.columns(path))
            case "jsonl":
                found = (entry for entry, _ in islice(_objects(bare), _TRIED))
                names = dict.fromkeys(name for entry in found for name in entry)
                return replace(bare, columns=tuple(names))
        delimiter = delimiter_of(head.decode(bare.encoding, "replace"))
        table = replace(bare, delimiter=delimiter)
        header, _ = next(_cells(table), ([], 0))
        return replace(table, columns=tuple(name.strip() for name in header))
    except OSError as error:
        raise StartError(f"{path} cannot be read ({error.strerror}).") from error


def records(archive: Archive, wanted: Collection[str]) -> Iterator[tuple[dict[str, str], int]]:
    """The wanted cells of each row of a table, and how many bytes have been read.

    A line that is no JSON has no cells. Raises StartError where the file is not what it seems.
    """
    match archive.kind:
        case "parquet":
            for share, row in parquet.rows(archive.path, wanted):
                yield {name: _text(value) for name, value in row.items()}, int(share * archive.size)
        case "jsonl":
            for entry, read in _objects(archive):
                yield {name: _text(entry[name]) for name in wanted if name in entry}, read
        case _:
            places = [(n, at) for at, n in enumerate(archive.columns) if n in wanted]
            for cells, read in islice(_cells(archive), 1, None):
                yield {name: cells[at] for name, at in places if at < len(cells)}, read


def mails(archive: Archive) -> Iterator[tuple[bytes, int]]:
    """The beginning of each mail of an mbox, and how many bytes have been read."""
    mail, begun, blank = bytearray(), False, True
    with archive.path.open("rb") as file:
        for line in _lines(file):
            if blank and line.startswith(b"From "):
                if mail:
                    yield bytes(mail), file.tell()
                mail, begun = bytearray(), True
            elif begun and len(mail) < LONGEST_MAIL:
                quoted = line.startswith(b">") and line.lstrip(b">").startswith(b"From ")
                mail += line[1:] if quoted else line
            blank = not line.strip()
        if mail:
            yield bytes(mail), file.tell()


def delimiter_of(head: str) -> str:
    """The sign that the first line has most; a comma where it has none."""
    first = head.partition("\n")[0]
    return max(",;\t", key=first.count)


def _guess(head: bytes) -> Kind:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"From "):
        return "mbox"
    return "jsonl" if head.lstrip().startswith(b"{") else "csv"


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        # Bit by bit, since the last character may be cut.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _cells(archive: Archive) -> Iterator[tuple[list[str], int]]:
    # There is one limit for all that this process reads.
    usual = csv.field_size_limit(LONGEST)
    try:
        with archive.path.open("rb") as file:
            text = io.TextIOWrapper(file, archive.encoding, "replace", newline="")
            for row in csv.reader(text, delimiter=archive.delimiter):
                if row:
                    yield row, file.tell()
    except csv.Error:
        raise StartError(
            f"{archive.path} has a cell that never ends.",
            "Look for a quotation mark that is left open.",
        ) from None
    finally:
        csv.field_size_limit(usual)


def _objects(archive: Archive) -> Iterator[tuple[dict[str, object], int]]:
    with archive.path.open("rb") as file:
        for line in _lines(file):
            if len(line) == LONGEST:
                raise StartError(f"{archive.path} has a line that never ends.")
            if not line.strip():
                continue
            try:
                entry = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError):
                entry = None
            yield entry if isinstance(entry, dict) else {}, file.tell()


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines, of which a longer one comes in pieces."""
    return iter(partial(file.readline, LONGEST), b"")


def _text(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=str)
