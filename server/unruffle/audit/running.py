"""A whole audit: read, check, keep, and at the end tell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from unruffle.audit import local, report
from unruffle.audit.batch import Part, Work
from unruffle.audit.reading import Source, batches
from unruffle.audit.store import Store
from unruffle.audit.summary import Summary, summarize
from unruffle.audit.tally import Tally, total
from unruffle.version import VERSION

#: Told how many bytes more are read.
Progress = Callable[[int], None]


def plan(files: Sequence[str], work: Work, options: Mapping[str, Any]) -> dict[str, Any]:
    """What makes two runs the same, as JSON: the package, lists, files and options."""
    # Sets have another order in each process.
    choices = json.dumps(asdict(work.choices), sort_keys=True, default=sorted)
    asked = {name: getattr(work, name) for name in ("plain_ids", "sentences", "domain")}
    return {
        "unruffle": VERSION,
        "lists": _hash(work.lists + choices),
        "key": _hash(work.key.hex()),
        "files": [_file(name) for name in files],
        "groups": list(work.groups),
        **asked,
        **options,
    }


def here(
    store: Store, sources: Sequence[Source], work: Work, processes: int, progress: Progress
) -> Summary:
    """Check what does not stand yet, on this machine, and write the pages."""
    missing = (batch for batch in batches(sources) if not store.stands(batch.number))
    found, read = total(store.tallies(), work.sentences), 0
    for batch, part in local.checked(missing, work, processes):
        # A column that cannot be grouped by is told before hours are spent.
        found = found.plus(part.tally, work.sentences)
        store.write(batch.number, part)
        progress(batch.read - read)
        read = batch.read
    return _finish(store, work, found)


def kept(store: Store, parts: Iterator[Part], work: Work) -> Summary:
    """Keep parts that were checked elsewhere, and write the pages."""
    # A try that was cut short left other parts: Spark does not cut twice in the same places.
    store.empty()
    found = Tally()
    for number, part in enumerate(parts):
        found = found.plus(part.tally, work.sentences)
        store.write(number, part)
    return _finish(store, work, found)


def _finish(store: Store, work: Work, found: Tally) -> Summary:
    """Write what is told of all parts together."""
    summary = summarize(found, work)
    store.finish({"summary.json": summary.text(), "report.html": report.page(summary)})
    return summary


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _file(name: str) -> dict[str, Any]:
    path = Path(name)
    if not path.exists():
        return {"file": name}
    found = path.stat()
    return {"file": str(path.resolve()), "bytes": found.st_size, "modified": found.st_mtime_ns}
