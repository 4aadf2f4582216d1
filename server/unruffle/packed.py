"""Packed extensions: a CRX for Chrome, Chromium and Edge, an XPI for Firefox."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from unruffle.errors import StartError

_LETTERS: Final = "abcdefghijklmnop"
# Fields of a CRX3 header, which is a protocol buffer: the signed part, and the id in it.
_SIGNED: Final = 10000
_ID: Final = 1
_BYTES: Final = 2


@dataclass(frozen=True, slots=True)
class Packed:
    """What a packed extension says of itself, and the hash of its bytes."""

    id: str
    version: str
    least_browser: str
    sha256: str


def id_of(public_key: bytes) -> str:
    """The id that Chromium gives an extension with this public key (DER)."""
    return _letters(hashlib.sha256(public_key).digest()[:16])


def read(path: Path) -> Packed:
    """The packed extension in a file; StartError where there is none."""
    try:
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            manifest = json.loads(archive.read("manifest.json"))
        if content.startswith(b"Cr24"):
            found, least = _crx_id(content), manifest["minimum_chrome_version"]
        else:
            gecko = manifest["browser_specific_settings"]["gecko"]
            found, least = gecko["id"], gecko["strict_min_version"]
        sha256 = hashlib.sha256(content).hexdigest()
        return Packed(found, manifest["version"], least, sha256)
    except (OSError, ValueError, LookupError, struct.error, zipfile.BadZipFile) as error:
        raise StartError(
            f"{path.name} is no packed extension.", "Name a .crx (version 3) or an .xpi."
        ) from error


def _crx_id(content: bytes) -> str:
    version, size = struct.unpack_from("<II", content, 4)
    if version != 3:
        raise ValueError("no CRX3")
    signed = dict(_fields(content[12 : 12 + size]))[_SIGNED]
    return _letters(dict(_fields(signed))[_ID])


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each field of a protocol buffer that holds bytes only."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        size, at = _varint(message, at)
        if tag & 7 != _BYTES:
            raise ValueError("a field that holds no bytes")
        yield tag >> 3, message[at : at + size]
        at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _letters(digest: bytes) -> str:
    return "".join(_LETTERS[byte >> 4] + _LETTERS[byte & 15] for byte in digest)
