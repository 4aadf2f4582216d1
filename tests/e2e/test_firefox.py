"""The extension in a real Firefox: the behaviors of tests/firefox, one run of them."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Final

from browsers import Build, find_firefox
from editorpages import EDITORS, PLACES
from programs import Server
from replies import LATE, LATE_MARK, SORRY, SORRY_MARK, applied, first_offer

FOLDER: Final = Path(__file__).parents[1] / "firefox"
#: These are tried in every kind of place, the other editors in a page of their own.
EVERYWHERE: Final = ("textarea", "plain")


def test_the_same_in_firefox(build: Build, server: Server, api_key: str, editor_pages: str) -> None:
    """Every behavior, in every editor and frame that it is tried in."""
    better, late_better = (
        applied(draft, first_offer(server, api_key, draft, marked))
        for draft, marked in ((SORRY, SORRY_MARK), (LATE, LATE_MARK))
    )
    editors = [
        (asdict(editor), place)
        for editor in EDITORS
        for place in (PLACES if editor.name in EVERYWHERE else PLACES[:1])
    ]
    done = subprocess.run(
        ["node", "--test", "--test-reporter=spec", str(FOLDER)],
        env={
            **os.environ,
            "FIREFOX": str(find_firefox()),
            "EXTENSION": str(build(server.new_code())),
            "PAGES": editor_pages,
            "EDITORS": json.dumps(editors),
            "BETTER": better,
            "LATE_BETTER": late_better,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    # Of a run that failed only what failed is told.
    assert done.returncode == 0, done.stdout.partition("failing tests:")[2] or done.stderr
