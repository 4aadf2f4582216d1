"""Passwords of admins: what makes one, how it is stored, and whether one fits."""

from __future__ import annotations

from typing import Final

from werkzeug.security import check_password_hash, generate_password_hash

from unruffle.errors import NotPossible

LEAST_SIGNS: Final = 12
MOST_SIGNS: Final = 200

#: Takes a tenth of a second and 32 MB, on purpose.
_METHOD: Final = "scrypt:32768:8:1"
#: No password has this hash; to compare with it takes as long as with any other.
_NOBODYS: Final = f"{_METHOD}${'0' * 16}${'0' * 128}"


def hashed(password: str, name: str) -> str:
    """The salted hash under which a password is stored. Raises NotPossible for an easy one."""
    if not LEAST_SIGNS <= len(password) <= MOST_SIGNS:
        raise NotPossible(
            f"A password has {LEAST_SIGNS} to {MOST_SIGNS} characters.",
            "Several words make a good one.",
        )
    if password.casefold() == name.casefold() or len(set(password)) < 5:
        raise NotPossible("This password is easy to guess.", "Several words make a good one.")
    return generate_password_hash(password, _METHOD)


def fits(password: str, stored: str) -> bool:
    """Whether a password has this hash; as slow for an empty hash, which none has."""
    return check_password_hash(stored or _NOBODYS, password[:MOST_SIGNS]) and bool(stored)
