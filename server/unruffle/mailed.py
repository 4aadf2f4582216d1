"""A raw mail of an archive: what its sender wrote, and what was quoted of the other side.

Nothing else of it but its date leaves this module: no address, name, subject or attachment.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Final

#: Bytes of a mail that are read; what comes after is attached to it.
LONGEST: Final = 100_000
# Each part within another costs its own search in every line.
_MOST_PARTS: Final = 30
_TYPE: Final = re.compile(rb"content-type", re.IGNORECASE)
_CHARSET: Final = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d{1,2}|(?:windows|cp)-?125\d|latin-?\d|koi8-[ru]", re.IGNORECASE
)
_DOMAIN: Final = re.compile(r"@([\w.-]{1,253})")
_OPENS_QUOTE: Final = re.compile(r"(?i)\bwrote:\s*\Z")
_FORWARDED: Final = re.compile(r"(?im)^-{2,8} ?(?:Original|Forwarded) message ?-{2,8}[ \t]*\r?$")
_NO_TEXT: Final = frozenset({"style", "script", "head", "title"})
_BREAKS: Final = frozenset("br p div li tr h1 h2 h3 blockquote /blockquote /p /div".split())


@dataclass(frozen=True, slots=True)
class Mail:
    """The text of a mail, the text that it quotes, and the domain it came from, in lower case.

    `date` is what its header says, of any form.
    """

    reply: str
    message: str
    domain: str
    date: str = ""


def read_mail(raw: bytes) -> Mail | None:
    """The mail; None where it holds no text, or is too intricate to be one."""
    raw = raw[:LONGEST]
    if len(_TYPE.findall(raw)) > _MOST_PARTS:
        return None
    try:
        return _read(message_from_bytes(raw))
    except Exception:
        # Odd headers meet several defects of Python's package, each another exception.
        return None


def _read(parsed: Message) -> Mail | None:
    text = _text(parsed, "text/plain")
    if not text.strip():
        text = "".join(_plain(_text(parsed, "text/html")))
    reply, message = _apart(_FORWARDED.split(text.replace("\r\n", "\n"), maxsplit=1)[0])
    if not reply.strip():
        return None
    sender = _DOMAIN.search(str(parsed.get("From", ""))[:1000])
    domain = sender[1].lower() if sender else ""
    return Mail(reply.strip(), message.strip(), domain, str(parsed.get("Date", ""))[:100])


def _text(mail: Message, wanted: str) -> str:
    """The first part of this type that is not attached."""
    for part in mail.walk():
        attached = str(part.get("Content-Disposition", "")).lower().startswith("attachment")
        if part.get_content_type() == wanted and not attached:
            payload = part.get_payload(decode=True)
            charset = str(part.get_content_charset() or "utf-8")
            known = charset if _CHARSET.fullmatch(charset) else "utf-8"
            if isinstance(payload, bytes):
                return _decoded(payload, known)
    return ""


def _decoded(payload: bytes, charset: str) -> str:
    try:
        return payload.decode(charset, "replace")
    except LookupError:
        return payload.decode("utf-8", "replace")


def _apart(text: str) -> tuple[str, str]:
    """The lines of the sender, and those that are quoted once: what they answer."""
    own, quoted = list[str](), list[str]()
    for line in text.split("\n"):
        if line.startswith(">"):
            if own and _OPENS_QUOTE.search(own[-1]):
                own.pop()
            inner = line[1:].removeprefix(" ")
            if not inner.startswith(">"):
                quoted.append(inner)
        elif line.strip() or (own and own[-1].strip()):
            own.append(line)
    return "\n".join(own), "\n".join(quoted)


def _plain(source: str) -> Iterator[str]:
    """The text of HTML, what it quotes with a sign at the beginning of its lines. Linear."""
    hidden, quotes = "", 0
    first, *pieces = source.split("<")
    yield html.unescape(first)
    for piece in pieces:
        tag, _, text = piece.partition(">")
        name = tag.split(None, 1)[0].lower() if tag.strip() else ""
        if hidden:
            hidden = "" if name == f"/{hidden}" else hidden
            if hidden:
                continue
        elif name in _NO_TEXT:
            hidden = name
            continue
        quotes += {"blockquote": 1, "/blockquote": -1 if quotes else 0}.get(name, 0)
        if name.rstrip("/") in _BREAKS or name == "br/":
            yield "\n" + ">" * min(quotes, 2)
        yield re.sub(r"\s+", " ", html.unescape(text))
