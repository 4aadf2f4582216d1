"""LibreOffice's Writer asks unruffle as it asks LanguageTool."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from programs import Server

SCRIPT = Path(__file__).with_name("libreoffice.py")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server that needs no key on this machine."""
    running = Server(tmp_path)
    running.env["UNRUFFLE_LANGUAGETOOL"] = "open"
    running.start()
    yield running
    running.stop()


def test_writer_marks_a_paragraph_and_takes_a_suggestion(server: Server, tmp_path: Path) -> None:
    """The right words behind an emoji, with the reason, and better words in their place."""
    done = subprocess.run(
        [
            *("/usr/bin/python3", SCRIPT, f"{server.url}/v2", tmp_path / "office"),
            "🙏 You insist that it is new.",
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    (mark,) = told["marks"]
    assert mark["words"] == "You insist that"
    assert mark["suggestions"] == ["You write that"]
    assert any("may be heard as" in words for words in mark["said"])
    assert told["text"] == "🙏 You write that it is new."
