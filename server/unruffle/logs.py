"""How the server logs: a line a happening, for people or as JSON. No line holds a text."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime


class _Line(logging.Formatter):
    """One JSON object a line. Tracebacks are left out: they may quote what was sent."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line, with the moment in UTC."""
        return json.dumps(
            {
                "at": datetime.fromtimestamp(record.created, UTC).isoformat(
                    timespec="milliseconds"
                ),
                "level": record.levelname.lower(),
                "logger": record.name,
                "message": record.getMessage(),
            },
            ensure_ascii=False,
        )


def start(form: str) -> None:
    """Log to standard error, as "text" or "json"."""
    handler = logging.StreamHandler(sys.stderr)
    if form == "json":
        handler.setFormatter(_Line())
    else:
        handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("alembic").setLevel(logging.WARNING)
