"""What an audit reads of an archive, in which format it may be, and what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from archives import AGENT, csv_file, jsonl_file, mbox_file, parquet_file, rows
from unruffle.audit.batch import Row
from unruffle.audit.columns import about_people, choose
from unruffle.audit.formats import look_at
from unruffle.audit.reading import batches, sources
from unruffle.audit.rows import Sent, channel_of, month_of
from unruffle.errors import ColumnAboutPeople, StartError

COLUMNS = json.loads((Path(__file__).parents[1] / "data/columns.json").read_text("utf-8"))
GROUPS = ("brand",)


def read(path: Path, groups: tuple[str, ...] = GROUPS, **given: str) -> list[Row]:
    """All rows of a file."""
    found = sources([path], given, groups)
    return [row for batch in batches(found) for row in batch.rows]


def test_columns_that_name_people_are_those_of_the_back_test() -> None:
    """The same file is read by the test of the console's script."""
    assert [name for name in COLUMNS["people"] if not about_people(name)] == []
    assert [name for name in COLUMNS["others"] if about_people(name)] == []


def test_columns_are_found_by_their_names_or_named() -> None:
    """Whatever the case and the signs between words."""
    names = ["Agent", "Ticket-ID", "agentReply", "Customer Message", "Channel", "createdAt", "x"]
    found = choose(names, {}, ["x"])
    assert found.names == [
        "agentReply", "Customer Message", "Channel", "createdAt", "Ticket-ID", "x",
    ]  # fmt: skip
    assert choose(["x", "reply"], {"text": "x"}, []).names == ["x"]
    # What is named for one thing is not guessed for another.
    assert choose(["message"], {"text": "message"}, []).customer_message == ""
    assert choose(["id", "text"], {}, []).names == ["text", "id"]


@pytest.mark.parametrize(
    ("given", "groups"),
    [
        ({}, ["agent_name"]),
        ({}, ["Agent reply"]),
        ({"text": "author"}, []),
        ({"id": "agent_id"}, []),
    ],
)
def test_columns_that_name_people_are_refused(given: dict[str, str], groups: list[str]) -> None:
    """With the reason, and what to do about a name that only looks like one."""
    names = ["agent_name", "Agent reply", "author", "agent_id", "reply"]
    with pytest.raises(ColumnAboutPeople) as refused:
        choose(names, given, groups)
    assert "names people" in refused.value.message
    assert "says nothing about one person" in refused.value.hint


def test_what_is_not_there_is_told_with_what_is() -> None:
    """But for columns that name people."""
    for given, groups in (({}, ["shop"]), ({"at": "day"}, []), ({"tone": "brand"}, [])):
        with pytest.raises(StartError):
            choose(["text", "brand"], given, groups)
    with pytest.raises(StartError) as refused:
        choose(["agent", "brand"], {}, [])
    assert "It has brand;" in refused.value.hint


@pytest.mark.parametrize(
    ("value", "month"),
    [
        ("2026-03-31T23:59:00+02:00", "2026-03"),
        ("2026-03", "2026-03"),
        ("20260331", "2026-03"),
        ("2026/03/31 10:00", "2026-03"),
        ("Tue, 31 Mar 2026 10:00:00 +0200", "2026-03"),
        ("1774951200", "2026-03"),
        ("1774951200000", "2026-03"),
        ("1774951200.5", "2026-03"),
        ("2026-13-01", ""),
        ("03/31/2026", ""),
        ("yesterday", ""),
        ("9" * 200, ""),
        ("", ""),
    ],
)
def test_months(value: str, month: str) -> None:
    """A form that two people read in two ways has none."""
    assert month_of(value) == month


def test_channels_are_those_that_rules_know() -> None:
    """Others are none."""
    assert [channel_of(name) for name in ("E-Mail", "WhatsApp", "X", "App Store", "phone")] == [
        "email", "chat", "social", "review", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "write",
    [
        csv_file,
        lambda path, made: csv_file(path, made, delimiter=";"),
        lambda path, made: csv_file(path, made, encoding="utf-8-sig"),
        lambda path, made: csv_file(path, made, encoding="utf-16"),
        jsonl_file,
        parquet_file,
    ],
)
def test_every_format_gives_the_same_rows(
    tmp_path: Path, write: Callable[[Path, list[dict[str, str]]], Path]
) -> None:
    """Recognized by what is in it, where the name does not tell; nobody's name is in a row."""
    made = rows(30)
    found = read(write(tmp_path / "archive", made))
    assert found == read(csv_file(tmp_path / "a.csv", made))
    assert [one.past.reply for one in found if isinstance(one, Sent)] == [
        row["reply"].replace("\r\n", "\n") for row in made
    ]
    assert found[0] == Sent(found[0].past, "2026-01", "T-0", ("A",))  # type: ignore[union-attr]
    assert AGENT not in repr(found)


def test_an_old_spreadsheet_is_read_in_its_own_encoding(tmp_path: Path) -> None:
    """As of Windows."""
    path = csv_file(tmp_path / "a.csv", [{"reply": "Es läuft, ärgerlich."}], encoding="cp1252")
    (one,) = read(path, ())
    assert isinstance(one, Sent)
    assert one.past.reply == "Es läuft, ärgerlich."


def test_mails_come_one_by_one(tmp_path: Path) -> None:
    """Cut at the lines that begin one, and a line that only looks so is part of the text."""
    found = read(mbox_file(tmp_path / "sent.mbox", rows(5)), ())
    assert len(found) == 10
    assert all(isinstance(one, bytes) and one.startswith(b"From: ") for one in found)
    assert isinstance(found[1], bytes)
    assert b"\nFrom Sam" in found[1]


def test_a_mail_of_one_endless_line_is_cut(tmp_path: Path) -> None:
    """An attachment without line breaks spoils no archive."""
    path = tmp_path / "sent.mbox"
    path.write_bytes(b"From a\nFrom: a@b.c\n\n" + b"x" * 2_100_000 + b"\n\nFrom b\n\nHello.\n")
    first, second = read(path, ())
    assert isinstance(first, bytes)
    assert (len(first), second) == (2_000_000 + 13, b"\nHello.\n")


def test_a_line_that_is_no_json_is_a_row_without_a_reply(tmp_path: Path) -> None:
    """Also one that holds a list, or numbers in place of texts."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Hello.", "id": 7}\n{\n[1]\n\n{"text": null}\n{"text": 5}\n')
    found = [one for one in read(path, ()) if isinstance(one, Sent)]
    assert [one.past.reply for one in found] == ["Hello.", "", "", "", "5"]
    assert found[0].id == "7"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b'reply\n"open' + b"x" * 2_100_000, "a cell that never ends"),
        ("a.jsonl", b'{"text": "' + b"x" * 2_100_000, "a line that never ends"),
        ("a.parquet", b"PAR1 and no more", "no Parquet file"),
        ("a.csv", b"", "no column with replies"),
        ("a.csv", b"agent,brand\n", "no column with replies"),
    ],
)
def test_a_file_that_is_not_what_it_seems_is_told(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    """In one sentence, without a word of it."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(StartError, match=says):
        read(path, ())
    with pytest.raises(StartError, match="cannot be read"):
        look_at(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("write", [csv_file, jsonl_file, parquet_file, mbox_file])
def test_a_file_is_read_as_it_is_needed(
    tmp_path: Path, write: Callable[[Path, list[dict[str, str]]], Path]
) -> None:
    """The first batch comes when a small part is read, and the last one says that all is."""
    path = write(tmp_path / "archive", rows(2_000))
    found = batches(sources([path], {}, ()), 20)
    first = next(found)
    assert len(first.rows) == 20
    size = path.stat().st_size
    assert 0 < first.read < size / 5
    *_, last = found
    assert last.read == size
