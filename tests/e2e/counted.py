"""How often each thing happened, as the server stores it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing

from programs import Server

COUNTS = "select type, rule, sum(count) from counters group by type, rule"


def counts(server: Server) -> Counter[tuple[str, str]]:
    """How often each thing happened with each rule, as the server stores it."""
    with closing(sqlite3.connect(server.database)) as database:
        return Counter({(kind, rule): count for kind, rule, count in database.execute(COUNTS)})
