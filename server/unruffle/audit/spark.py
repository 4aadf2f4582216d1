"""The same batches on Spark, which reads the archives itself, also from HDFS or S3.

The executors need unruffle installed. What they find comes back to the driver part by part.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, Final

from unruffle.audit.batch import Part, Work, check_batch
from unruffle.audit.columns import Chosen, choose
from unruffle.audit.formats import KINDS, Kind, delimiter_of
from unruffle.audit.reading import ROWS
from unruffle.audit.rows import sent
from unruffle.errors import StartError

#: Tasks for each core: a few, so that the last ones end at about the same time.
_TASKS: Final = 3


def checked(
    paths: Sequence[str], given: Mapping[str, str], work: Work, master: str
) -> Iterator[Part]:
    """What was found, in parts. Raises StartError where Spark or an archive is out of reach."""
    for path in paths:
        # Before Java is started for nothing.
        _kind(path)
    with _session(master) as session:
        context = session.sparkContext
        shared = context.broadcast(work)
        tables = [_parts(session, path, given, work, shared) for path in paths]
        from pyspark import StorageLevel

        # On disk, since all tasks run before the driver asks for the first part.
        parts = context.union(tables).persist(StorageLevel.DISK_ONLY)
        parts.count()
        yield from parts.toLocalIterator(prefetchPartitions=True)


def _parts(session: Any, path: str, given: Mapping[str, str], work: Work, shared: Any) -> Any:
    from pyspark.errors import AnalysisException

    try:
        table = _table(session, path)
    except AnalysisException as error:
        raise StartError(f"Spark cannot read {path}.", str(error).partition("\n")[0]) from None
    chosen = choose(table.columns, given, work.groups)
    # No other column is read, and each is a text, as in files without types.
    columns = (table[f"`{name.replace('`', '``')}`"] for name in chosen.names)
    cells = table.select(*(column.cast("string") for column in columns)).rdd
    tasks = _TASKS * session.sparkContext.defaultParallelism
    spread = cells if cells.getNumPartitions() >= tasks else cells.repartition(tasks)
    return spread.mapPartitions(partial(_check_rows, shared, chosen))


def _table(session: Any, path: str) -> Any:
    place = Path(path).resolve().as_uri() if Path(path).exists() else path
    match _kind(path):
        case "csv":
            (head,) = session.read.text(place).first() or ("",)
            return session.read.csv(
                place, sep=delimiter_of(head), header=True, multiLine=True, quote='"', escape='"'
            )
        case "jsonl":
            return session.read.json(place, primitivesAsString=True)
        case _:
            return session.read.parquet(place)


def _kind(path: str) -> Kind:
    kind = KINDS.get(PurePosixPath(path).suffix.lower())
    if kind is None or kind == "mbox":
        raise StartError(
            f"Spark is not given {path}.", "It reads .csv, .tsv, .jsonl, .ndjson and .parquet."
        )
    return kind


def _check_rows(shared: Any, chosen: Chosen, rows: Iterator[Any]) -> Iterator[Part]:
    work: Work = shared.value
    while taken := list(islice(rows, ROWS)):
        records = (
            {name: cell or "" for name, cell in zip(chosen.names, row, strict=True)}
            for row in taken
        )
        yield check_batch(work, [sent(record, chosen) for record in records])


@contextmanager
def _session(master: str) -> Iterator[Any]:
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise StartError(
            "Spark needs the extra spark.", "Run `pip install unruffle[spark]`."
        ) from None
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    # Months are those of UTC, whatever the machine's zone.
    building = SparkSession.builder.master(master).appName("unruffle audit")
    building = building.config("spark.sql.session.timeZone", "UTC")
    try:
        session = building.getOrCreate()
    except PySparkException as error:
        raise StartError(
            f"Spark did not start ({type(error).__name__}).", "It needs Java 17 or newer."
        ) from None
    try:
        yield session
    finally:
        session.stop()
