"""Archives of past replies in every format, with the same rows."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Final

#: Names in columns that nobody reads, and a word of texts that no result has.
AGENT: Final = "Quillfeather"
WORD: Final = "zanzibar"

_REPLIES: Final = (
    "Please calm down, the {thing} comes on Friday.",
    "Thank you for the photos. I have ordered a new {thing}, and it leaves our house today.",
    "As I already told you, the {thing} is not our fault.",
    "Hello Sam,\r\n\r\nI am sorry that the {thing} came broken. You get your money back "
    "today.\r\n\r\nKind regards,\r\nthe {word} shop",
    'He said "no", and “yes”; the {thing}, then, is yours. 🙏',
    "Die Lieferung kommt leider erst am Freitag, das tut uns leid. Bitte warten Sie noch ab.",
    "",
)
_THINGS: Final = ("desk", "lamp", "chair", "{word} shelf")
_MESSAGES: Final = ("Where is my order? I waited all week, this is the third time!", "Thanks!", "")
_CHANNELS: Final = ("email", "Live Chat", "", "phone")

Row = dict[str, str]


def rows(number: int) -> list[Row]:
    """So many rows, no two of the first hundreds alike."""
    found = []
    for at in range(number):
        thing = _THINGS[at % len(_THINGS)]
        found.append(
            {
                "Ticket ID": f"T-{at}",
                "agent_name": f"{AGENT} {at % 3}",
                "reply": _REPLIES[at % len(_REPLIES)]
                .format(thing=thing, word=WORD)
                .format(word=WORD),
                "Customer Message": _MESSAGES[at % len(_MESSAGES)],
                "channel": _CHANNELS[at % len(_CHANNELS)],
                "created_at": f"2026-{1 + at % 5:02}-{1 + at % 28:02}T10:00:00+02:00",
                "brand": "ABCDE"[min(at % 12, 4)],
            }
        )
    return found


def csv_file(path: Path, made: Sequence[Row], *, delimiter: str = ",", encoding: str = "") -> Path:
    """The rows as CSV."""
    with path.open("w", encoding=encoding or "utf-8", newline="") as file:
        table = csv.DictWriter(file, made[0], delimiter=delimiter)
        table.writeheader()
        table.writerows(made)
    return path


def jsonl_file(path: Path, made: Sequence[Row]) -> Path:
    """The rows as lines of JSON."""
    path.write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")
    return path


def parquet_file(path: Path, made: Sequence[Row]) -> Path:
    """The rows as Parquet."""
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(list(made)), path)
    return path


def mbox_file(path: Path, made: Sequence[Row]) -> Path:
    """The rows as mail of the shop, each followed by one of a customer."""
    with path.open("wb") as box:
        for row in made:
            for sender, text in (
                ("ann@desk.example.com", row["reply"]),
                ("sam@example.org", "Calm down!\n\nFrom Sam"),
            ):
                mail = EmailMessage()
                mail["From"], mail["Subject"] = f"{AGENT} <{sender}>", AGENT
                mail["Date"] = "Tue, 3 Mar 2026 10:00:00 +0100"
                mail.set_content(text)
                quoted = mail.as_bytes().replace(b"\nFrom ", b"\n>From ")
                box.write(b"From somebody\n" + quoted + b"\n")
    return path
