"""A row of an archive as a past reply: text, message, channel, month, id and groups."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from unruffle.audit.columns import Chosen
from unruffle.backtest import Past
from unruffle.mailed import Mail

#: Characters of a message that are read, as of one that the extension sends.
LONGEST_MESSAGE: Final = 20_000
#: Characters of an id or of the name of a group.
LONGEST_NAME: Final = 100
_ISO: Final = re.compile(r"((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])(?!\d{4})")
_SECONDS: Final = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d*)?")
_CHANNELS: Final = (
    ("email", re.compile(r"mail")),
    ("chat", re.compile(r"chat|messag|messenger|whatsapp")),
    ("social", re.compile(r"twitter|facebook|social|instagram|^x$")),
    ("review", re.compile(r"review|store|trustpilot")),
)


class Sent(NamedTuple):
    """A past reply; what is not known is empty. `month` is such as 2026-03."""

    past: Past
    month: str = ""
    id: str = ""
    groups: tuple[str, ...] = ()


def sent(record: Mapping[str, str], chosen: Chosen) -> Sent:
    """The reply in a row of a table."""
    said = _lines(record.get(chosen.customer_message, ""))[:LONGEST_MESSAGE]
    channel = channel_of(record.get(chosen.channel, "")) or None
    return Sent(
        Past(_lines(record.get(chosen.text, "")), said, channel),
        month_of(record.get(chosen.at, "")),
        _sound(record.get(chosen.id, "")).strip()[:LONGEST_NAME],
        tuple(_group(record.get(name, "")) for name in chosen.groups),
    )


def mailed(mail: Mail | None, domain: str, groups: Sequence[str]) -> Sent | None:
    """The reply in a mail; None where it holds none, or comes from another domain."""
    if mail is None or (domain and not f".{mail.domain}".endswith(f".{domain}")):
        return None
    past = Past(mail.reply, mail.message[:LONGEST_MESSAGE], "email")
    return Sent(past, month_of(mail.date), groups=("",) * len(groups))


def month_of(value: str) -> str:
    """The month of a moment: ISO 8601, as mails write it, or seconds since 1970; else empty."""
    value = value.strip()[:LONGEST_NAME]
    if written := _ISO.match(value):
        return f"{written[1]}-{written[2]}"
    try:
        if seconds := _SECONDS.fullmatch(value):
            return f"{datetime.fromtimestamp(int(seconds[1]), UTC):%Y-%m}"
        return f"{parsedate_to_datetime(value):%Y-%m}"
    except (ValueError, OverflowError, OSError):
        return ""


def channel_of(value: str) -> str:
    """A channel that rules know, or ""."""
    value = value.lower()
    return next((name for name, pattern in _CHANNELS if pattern.search(value)), "")


def _lines(text: str) -> str:
    return _sound(text).replace("\r\n", "\n").replace("\r", "\n")


def _sound(text: str) -> str:
    """Half of a character, as JSON may hold it, cannot be written to a file."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _group(value: str) -> str:
    # An address in a column that has an innocent name is one of a person.
    return "" if "@" in value else " ".join(_sound(value).split())[:LONGEST_NAME]
