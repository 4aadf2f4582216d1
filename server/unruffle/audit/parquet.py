"""Parquet, read and written with pyarrow, which comes with the extra `audit`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from unruffle.errors import StartError

#: Rows that are in memory at once.
_ROWS: Final = 1000


def columns(path: Path) -> tuple[str, ...]:
    """The names of the columns of a file. Raises StartError where it is no Parquet."""
    return tuple(_opened(path).schema_arrow.names)


def rows(path: Path, wanted: Collection[str]) -> Iterator[tuple[float, dict[str, Any]]]:
    """Each row with the wanted columns, others are not even read, and the share that is done."""
    file = _opened(path)
    number = 0
    for batch in file.iter_batches(_ROWS, columns=sorted(wanted)):
        for row in batch.to_pylist():
            number += 1
            yield number / file.metadata.num_rows, row


def write(path: Path, columns: Mapping[str, type], rows: Sequence[Mapping[str, object]]) -> None:
    """A file of these rows; a column is of `str`, `int` or `tuple`, which holds texts."""
    pyarrow, parquet = available()
    kinds = {str: pyarrow.string(), int: pyarrow.int64(), tuple: pyarrow.list_(pyarrow.string())}
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in columns.items()])
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema), path)


def available() -> tuple[Any, Any]:
    """pyarrow and its part for Parquet. Raises StartError where the extra is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise StartError(
            "Parquet needs the extra audit.", "Run `pip install unruffle[audit]`."
        ) from None
    return pyarrow, parquet


def _opened(path: Path) -> Any:
    pyarrow, parquet = available()
    try:
        return parquet.ParquetFile(path)
    except pyarrow.ArrowInvalid:
        raise StartError(f"{path} is no Parquet file.") from None
