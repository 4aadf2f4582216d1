"""Bytes that somebody saved, as text."""

from __future__ import annotations

from unruffle.formats.imported import Unusable

#: What the largest list takes; 20,000 rows are far below it.
MOST_BYTES = 8_000_000
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def text_of(data: bytes) -> str:
    """UTF-8 with or without a mark, the "Unicode text" of Excel, else Windows-1252.

    Raises Unusable for what is no text: a spreadsheet file, a picture.
    """
    if len(data) > MOST_BYTES:
        raise Unusable("The file is larger than any list.", "Bring it in by parts.")
    for encoding in ("utf-16",) if data.startswith(_UTF_16) else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unusable(
        "The file is no text.", "Save it as CSV (UTF-8) first; .xlsx and .ods are not read."
    )
