"""Batches checked on this machine, in one process or in several, with few in memory."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import Final

from unruffle.audit.batch import Part, Row, Work, check_batch
from unruffle.audit.reading import Batch
from unruffle.errors import StartError

#: Batches for each process that are read ahead of the one that is waited for.
AHEAD: Final = 3

_work: Work


def checked(batches: Iterable[Batch], work: Work, processes: int) -> Iterator[tuple[Batch, Part]]:
    """Each batch with what was found, in order; no more than AHEAD for each process are held.

    Raises StartError where a process was ended from outside.
    """
    if processes == 1:
        yield from ((batch, check_batch(work, batch.rows)) for batch in batches)
        return
    # Children that are forked share the compiled lists; elsewhere each compiles them.
    forks = sys.platform == "linux"
    pool = ProcessPoolExecutor(
        processes, get_context("fork" if forks else "spawn"), _begin_process, (work,)
    )
    try:
        if forks:
            work.rulebook  # noqa: B018  # compiled before there are children
            # All are forked now, before a reader of Parquet has threads.
            pool.submit(os.getpid).result()
        yield from in_order(batches, pool, AHEAD * processes)
    except BrokenProcessPool:
        raise StartError(
            "A process of the audit was ended.", "--resume goes on from there."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def in_order(batches: Iterable[Batch], pool: Executor, most: int) -> Iterator[tuple[Batch, Part]]:
    """Each batch with what the pool, whose workers have begun, found; `most` are held at once."""
    waiting = deque[tuple[Batch, Future[Part]]]()
    for batch in batches:
        waiting.append((batch, pool.submit(_check, batch.rows)))
        if len(waiting) == most:
            first, found = waiting.popleft()
            yield first, found.result()
    while waiting:
        first, found = waiting.popleft()
        yield first, found.result()


def begin(work: Work) -> None:
    """Tell a worker what is done with each batch."""
    global _work
    _work = work


def _begin_process(work: Work) -> None:
    # Ctrl+C ends the run, which then ends its processes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    begin(work)


def _end_with_parent() -> None:
    """A run that is killed leaves nobody behind who waits for work for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _check(rows: tuple[Row, ...]) -> Part:
    return check_batch(_work, rows)
