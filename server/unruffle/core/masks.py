"""What is never scanned: other people's words, addresses, code, placeholders and signatures.

A masked character becomes `FILLER`, so that every offset stays what it was and no phrase can
reach across the gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

FILLER = "\ufffc"

#: A mail address.
MAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
_CODE = r"```.*?(?:```|\Z) | `[^`\n]{1,200}`"
_INLINE = re.compile(
    _CODE
    + r"""
    | \{\{[^{}]{0,200}\}\} | \{%[^{}%]{0,200}%\}        # macro placeholders
    | (?:https?://|www\.)[^\s<>"]+[^\s<>".,;:!?)\]']    # web addresses
    | """
    + MAIL,
    re.VERBOSE | re.DOTALL,
)
# In what is stored more is taken for an address than in a draft: o'brien@, HTTPS://, ftp://.
_ADDRESS = re.compile(
    r"(?P<mail>[^\s<>\"@,;:()\[\]]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})"
    r"|(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s<>\"]+",
    re.IGNORECASE,
)
# What may stand between the digits of one number: blanks, also those that do not break; dashes.
_NUMBER = re.compile(
    r"\d(?:(?:,|[ \t\u00a0\u2000-\u200b\u202f\u2060./:()_\u2010-\u2015-]{0,3})\d)*"
)
# Fewer digits are a time or an amount.
_TELLING_DIGITS = 4
_ONLY_CODE = re.compile(_CODE, re.VERBOSE | re.DOTALL)
_INLINE_SIGNS = ("`", "{{", "{%", "://", "www.", "@")
_QUOTED_LINE = re.compile(r"(?m)^[ \t]{0,8}>[^\n]*")
_LIST_MARKER = re.compile(r"(?m)^[ \t]{0,8}(?:[-*•‣–]|\d{1,2}[.)])(?=[ \t])")
# A line such as "On Mon, 3 Mar, Sam wrote:" opens the mail below it.
_QUOTED_MAIL = re.compile(
    r"(?mi)^[ \t]{0,8}(?:On\b(?=[^\n]*(?:\d[:.]\d\d|\d{4}|@))[^\n]{1,200}\bwrote:|"
    r"-{2,8} ?(?:Original|Forwarded) message ?-{2,8})[ \t]*$"
)
_SIGNATURE = re.compile(
    r"(?mi)^(?:-- ?|[ \t]*(?:(?:with )?(?:kind|best|warm|kindest|warmest)(?: regards| wishes)?|"
    r"regards|sincerely|yours(?: sincerely| truly| faithfully)?|all the best|many thanks|"
    r"thanks(?: again)?|thank you|cheers|take care)[ \t]*(?:[,.!][ \t]*)?)\n"
)
_SIGNATURE_LINES = 10
# One set of characters to begin with is found soonest.
_QUOTE = re.compile(
    r"""["“„«'‘](?:(?<=["“„«])([^"“”„«»\n]{2,300})["”»]|"""
    r"""(?<=['‘])(?<!\w['‘])((?:[^'‘’\n]|(?<=\w)['’](?=\w)){2,300})['’](?!\w))"""
)


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the words inside quotation marks."""
    for match in _QUOTE.finditer(text):
        yield match.span(match.lastindex or 0)


def masked(text: str) -> str:
    """`text` with everything filled that nobody should comment on; the length stays the same."""
    text = _without_mail(text)
    signature = _signature(text)
    if signature is not None:
        text = fill(text, signature, len(text))
    if ">" in text:
        text = _QUOTED_LINE.sub(_filled, text)
    text = _LIST_MARKER.sub(_filled, text)
    # Most drafts hold none of these, and looking for the signs is quicker than the pattern.
    if any(sign in text for sign in _INLINE_SIGNS):
        text = _INLINE.sub(_filled, text)
    return text


def as_sent(text: str) -> str:
    """`text` with quoted mail, quoted lines and code filled: what else stands there is sent.

    Placeholders, addresses and the signature stay.
    """
    text = _without_mail(text)
    if ">" in text:
        text = _QUOTED_LINE.sub(_filled, text)
    return _ONLY_CODE.sub(_filled, text) if "`" in text else text


def without_addresses(text: str) -> str:
    """`text` with signs in the place of addresses and of numbers from four digits on."""
    text = _ADDRESS.sub(lambda match: "[email]" if match["mail"] else "[link]", text)
    return _NUMBER.sub(_number_sign, text)


def _number_sign(match: re.Match[str]) -> str:
    digits = sum(map(str.isdigit, match.group()))
    return "[number]" if digits >= _TELLING_DIGITS else match.group()


def signature(text: str) -> str:
    """The lines below the sign-off; empty where there is none."""
    start = _signature(text)
    return "" if start is None else text[start:]


def is_signed_off(text: str) -> bool:
    """Whether the text has come to its sign-off: nothing but a name and an address follows it."""
    return _signature(text) is not None


def fill(text: str, start: int, end: int) -> str:
    """`text` with [start, end) filled; line breaks stay, since they end sentences."""
    return text[:start] + re.sub(r"[^\n]", FILLER, text[start:end]) + text[end:]


def _without_mail(text: str) -> str:
    """`text` with the mail filled that it quotes at its end."""
    # Most texts hold neither sign of one, and looking for them is quicker than the pattern.
    if "--" not in text and "wrote:" not in text.lower():
        return text
    mail = _QUOTED_MAIL.search(text)
    return fill(text, mail.start(), len(text)) if mail else text


def _filled(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", FILLER, match.group())


def _signature(text: str) -> int | None:
    """Where the block below a sign-off begins, when only a few short lines follow it."""
    tail = len(text)
    for _ in range(_SIGNATURE_LINES):
        tail = text.rfind("\n", 0, tail)
        if tail < 0:
            break
    for match in _SIGNATURE.finditer(text, tail + 1):
        lines = text[match.end() :].splitlines()
        if all(_is_short(line.split()) for line in lines):
            return match.end()
    return None


def _is_short(line: list[str]) -> bool:
    """Whether a line can belong to a signature: a name, a role, an address, no sentence."""
    if not line:
        return True
    return len(line) <= 8 and not line[-1].endswith(
        ("!", "?") if len(line) <= 3 else (".", "!", "?")
    )
