"""Personal details in a text: numbers of orders, mail and postal addresses, phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unruffle.core.calendar import numeric
from unruffle.core.masks import MAIL

#: What a number can be of. A booking and a reservation are one.
NUMBERED = {
    name: name for name in ("order", "booking", "invoice", "tracking", "account", "customer")
} | {
    "reservation": "booking",
    "parcel": "tracking",
    "shipment": "tracking",
    "membership": "account",
}
_NUMBER = re.compile(
    rf"\b({'|'.join(NUMBERED)})(?:'s)?(?: (?:number|no\.?|nr\.?|id|code|reference|ref))?"
    r"(?: is| was)?[ \t]{0,2}[:#]?[ \t]{0,2}#?((?=[a-z/-]{0,8}\d)[a-z0-9][a-z0-9/-]{3,24})\b"
    r"|#(\d{4,12})\b",
    re.IGNORECASE,
)
_MAIL = re.compile(MAIL)
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|\(?0|\(?\d{3}\)?[ -])[\d ()/.-]{5,18}\d(?![\w/-])")
_DIGITS = range(7, 16)
_CALLED = re.compile(
    r"\b(?:phone|mobile|cell|call|calls|called|tel|reach|ring|text)\b", re.IGNORECASE
)
_STREETS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Square|Way|Close|"
    "Terrace|Gardens|Crescent|Row"
)
_ADDRESS = re.compile(
    rf"\b\d{{1,5}}[a-z]? (?:[A-Z][\w'’-]{{1,30}} ){{1,3}}(?:{_STREETS})\b"
    r"|\b[A-ZÄÖÜ]\w{2,30}(?:straße|strasse|weg|platz|gasse) \d{1,4}[a-z]?\b"
)
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail: its kind ("mail", "phone", "address", or what a number is of) and its span."""

    kind: str
    start: int
    end: int
    value: str


def details(text: str) -> Iterator[Detail]:
    """Every personal detail in `text`, by kind."""
    for found in _NUMBER.finditer(text):
        start, end = found.span(2) if found[2] else found.span()
        value = text[start:end].lstrip("#")
        if sum(map(str.isdigit, value)) >= 3 and numeric(value) is None:
            yield Detail(NUMBERED.get((found[1] or "order").lower(), ""), start, end, value)
    if "@" in text:
        for found in _MAIL.finditer(text):
            yield Detail("mail", *found.span(), found[0])
    for found in _PHONE.finditer(text):
        if sum(map(str.isdigit, found[0])) not in _DIGITS or numeric(found[0]) is not None:
            continue
        if found[0][0] == "+" or _CALLED.search(before(text, found.start())):
            yield Detail("phone", *found.span(), found[0])
    for found in _ADDRESS.finditer(text):
        yield Detail("address", *found.span(), found[0])


def before(text: str, start: int) -> str:
    """The words right before a place."""
    return text[max(0, start - _BEFORE) : start]
